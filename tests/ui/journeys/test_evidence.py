"""Choosing what tells the categories apart, by menu and column, and finding it again."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from em_desktop.em.sources import Source
from em_desktop.review.suggestions import Freshness
from em_desktop.roster.roles import Role
from em_desktop.ui.column_menu import ColumnMenu

CLASS = 3
HEADER = "name,gender,height,form,age,weight\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    rows = (
        f"Ann {i},f,{160 + i % 7},{8 + i % 2}a,{13 + i % 2},{50 + i % 5}\n"
        f"Bob {i},m,{172 + i % 7},{8 + i % 2}a,{13 + i % 2},{60 + i % 5}\n"
        for i in range(20)
    )
    path = tmp_path / "school.csv"
    path.write_text(HEADER + "".join(rows) + "Cleo,,166,8a,13,55\n", encoding="utf-8")
    return path


def evidence(driver):
    return driver.page.document.workspace.evidence


def ticks(driver):
    actions = {s: driver.window.action(f"use_{s.value}") for s in Source}
    return {s: (a.text(), a.isEnabled(), a.isChecked()) for s, a in actions.items()}


def choose_meaning(driver, column, text):
    page = driver.page
    menu = ColumnMenu(column, page.document, page.view, page.commands, page.groups, page)
    [action] = [a for a in menu.findChildren(QAction) if a.text() == text]
    action.trigger()
    menu.deleteLater()


def test_each_source_is_switched_in_the_menu(driver, school):
    driver.open(school)
    assert ticks(driver) == {
        Source.MEASUREMENT: ("&Height", False, True),
        Source.NAME: ("First &names", True, False),
        Source.GROUP: ("&Group (form)", True, False),
        Source.AGE: ("&Age", True, False),
    }
    driver.trigger("use_group")
    driver.trigger("use_age")
    assert evidence(driver) == {Source.MEASUREMENT, Source.GROUP, Source.AGE}
    assert driver.page.model.subtitle(CLASS) == "group ✓"
    driver.trigger("use_group")
    assert evidence(driver) == {Source.MEASUREMENT, Source.AGE}
    assert driver.window.action("undo").text() == "&Undo leaving out form"
    driver.trigger("undo")
    assert ticks(driver)[Source.GROUP] == ("&Group (form)", True, True)


def test_a_source_without_a_column_cannot_be_chosen(driver, edmond):
    driver.open(edmond)
    assert ticks(driver)[Source.AGE] == ("&Age", False, False)
    driver.window.close_roster()
    assert not driver.window.action("use_group").isEnabled()


def test_other_evidence_makes_suggestions_stale(driver, school):
    driver.open(school)
    driver.infer()
    assert driver.page.document.freshness is Freshness.CURRENT
    driver.page.commands.toggle_evidence(Source.GROUP)
    assert driver.page.document.freshness is Freshness.STALE
    with driver.qtbot.waitSignal(driver.page.inference.ended, timeout=20_000):
        driver.page.inferring.use_evidence(Source.GROUP)  # used already: it only infers
    assert driver.page.document.freshness is Freshness.CURRENT


def test_a_tick_in_the_menu_infers_again_where_there_are_suggestions(driver, edmond, prompts):
    page = driver.open(edmond)
    driver.trigger("use_name")
    assert not page.inference.running
    driver.trigger("use_name")
    driver.infer()
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        driver.trigger("use_name")
    assert Source.NAME in page.document.suggestions.fit.evidence
    assert page.document.freshness is Freshness.CURRENT

    # An undo does not: it says that the suggestions are from before, and asks first.
    driver.trigger("undo")
    assert "the evidence has changed since: infer again" in page.sentence
    driver.trigger("accept_all")
    [question] = prompts.asked
    assert question.text.endswith(" suggestions from before the change?")
    assert not page.document.workspace.decisions
    driver.trigger("redo")
    assert page.document.freshness is Freshness.CURRENT
    driver.trigger("accept_all")
    assert len(prompts.asked) == 1
    n = len(page.document.workspace.decisions)
    assert n > 1

    # A changed table is called so, whoever insists accepts what he was shown.
    driver.trigger("undo")
    driver.go(0, 2)
    driver.key("171", Qt.Key.Key_Return)
    assert "the table has changed since: infer again" in page.sentence
    prompts.answers.append("accept")
    driver.trigger("accept_all")
    assert len(page.document.workspace.decisions) == n


def test_columns_are_called_age_and_also_measured(driver, school):
    page = driver.open(school)
    choose_meaning(driver, 4, "N&o special meaning")
    assert page.document.workspace.roles.age is None
    choose_meaning(driver, 4, "Ag&e")
    choose_meaning(driver, 5, "Al&so measured, such as weight")
    roles = page.document.workspace.roles
    assert (roles.age, roles.further) == (4, (5,))
    assert [page.model.subtitle(c) for c in (4, 5)] == ["age ✓", "also measured"]
    assert evidence(driver) == {Source.MEASUREMENT, Source.AGE}


def test_the_choice_is_remembered_for_the_file(driver, school):
    driver.open(school)
    choose_meaning(driver, 5, "Al&so measured, such as weight")
    driver.trigger("use_name")
    driver.window.close_roster()
    again = driver.open(school).document.workspace
    assert again.roles.role_of(5) is Role.FURTHER
    assert again.evidence == {Source.MEASUREMENT, Source.NAME}
    assert not driver.page.document.undo_stack.canUndo()

    written = driver.window._store.path.read_text()
    assert [entry["path"] for entry in json.loads(written)["choices"]] == [str(school)]
    assert not any(word in written for word in ("weight", "gender", "Ann", "Cleo", "166"))


def test_another_header_is_another_table(driver, school):
    driver.open(school)
    driver.trigger("use_name")
    driver.window.close_roster()
    text = school.read_text(encoding="utf-8")
    school.write_text(text.replace("weight", "hip"), encoding="utf-8")
    assert driver.open(school).document.workspace.evidence == {Source.MEASUREMENT}


def test_forgetting_the_recent_files_forgets_what_was_chosen(driver, school):
    driver.open(school)
    driver.trigger("use_name")
    driver.window._file_menus.forgotten.emit()
    driver.window.close_roster()
    assert driver.open(school).document.workspace.evidence == {Source.MEASUREMENT}
