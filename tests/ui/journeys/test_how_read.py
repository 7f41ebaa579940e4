"""Saying how a file is read, in the real window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from em_desktop.assets import resource
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.source import ReadOptions
from em_desktop.review.resolve import resolve
from em_desktop.roster.options import Unit

TABLE = "name,gender,height\n" + "".join(
    f"P{i},{'fm'[i % 2] if i % 4 else ''},{160 + i}\n" for i in range(20)
)
TWO = TABLE + "\n" + TABLE.replace("P", "Q")


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(TWO, encoding="utf-8")
    return path


def asked(driver, path):
    """Open a file that is doubtful and return the dialog."""
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.window.open_path(path)
    return settled(driver)


def settled(driver):
    dialog = driver.window.opener.dialog
    assert dialog is not None
    driver.qtbot.waitUntil(lambda: dialog.settled, timeout=20_000)
    return dialog


def choose_table(driver, dialog, number):
    dialog.choices.area.setCurrentIndex(number)
    dialog.choices.area.activated.emit(number)
    driver.qtbot.waitUntil(lambda: dialog.settled, timeout=20_000)


def accept(driver, dialog):
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    return driver.page


@pytest.mark.parametrize("name", ["edmond.csv", "messy.csv", "school.ods", "whole_school.csv"])
def test_a_plain_file_is_opened_without_a_question(driver, name, tmp_path):
    driver.open(Path(shutil.copy(resource(f"samples/{name}"), tmp_path)))
    assert driver.window.opener.dialog is None


def test_a_doubtful_file_is_asked_about_once_and_remembered(driver, two):
    dialog = asked(driver, two)
    assert driver.window.page is None
    choose_table(driver, dialog, 2)
    page = accept(driver, dialog)
    assert page.document.opened.roster.n_rows == 20
    assert driver.text(0, 0) == "Q0"
    driver.trigger("close")
    page = driver.open(two)
    assert driver.window.opener.dialog is None
    assert driver.text(0, 0) == "Q0"


def test_accepting_what_was_found_is_remembered_too(driver, two):
    dialog = asked(driver, two)
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert driver.page.document.opened.roster.n_rows == 41
    driver.trigger("close")
    driver.open(two)
    assert driver.window.opener.dialog is None


def test_cancel_opens_nothing_and_the_open_roster_stays(driver, edmond, two):
    page = driver.open(edmond)
    dialog = asked(driver, two)
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert driver.window.page is page
    assert driver.window.opener.dialog is None
    assert not driver.window.busy_bar.isVisible()


def test_a_file_that_no_longer_fits_its_choices_is_asked_about_anew(driver, two):
    dialog = asked(driver, two)
    choose_table(driver, dialog, 2)
    accept(driver, dialog)
    driver.trigger("close")
    two.write_text(TABLE.replace("name", "pupil"), encoding="utf-8")
    page = driver.open(two)
    assert page.document.opened.roster.header[0] == "pupil"
    assert "no longer fits" in page.notice.text


def test_the_part_that_was_chosen_is_exported_alone(driver, prompts, two):
    dialog = asked(driver, two)
    choose_table(driver, dialog, 2)
    page = accept(driver, dialog)
    driver.go(0, 0)
    driver.key("New", Qt.Key.Key_Return)
    source = page.document.opened.source
    changes = resolve(page.document.workspace, page.document.reading)
    written = source.rewrite(changes).decode()
    assert written == TWO.replace("Q0", "New")


def test_open_with_options(driver, prompts, edmond):
    prompts.paths.append(edmond)
    driver.trigger("open_with")
    dialog = settled(driver)
    dialog.choices.header.setValue(0)
    driver.qtbot.waitUntil(lambda: dialog.settled, timeout=20_000)
    page = accept(driver, dialog)
    assert page.document.opened.roster.n_rows == 301
    assert page.document.opened.options == ReadOptions(header_row=-1)


def test_another_unit_for_the_open_file_is_a_step_that_can_be_undone(driver, edmond):
    page = driver.open(edmond)
    driver.go(0, 0)
    driver.key("X", Qt.Key.Key_Return)
    driver.trigger("how_read")
    dialog = settled(driver)
    dialog.choices.units.choices[3].button.click()
    driver.qtbot.waitUntil(lambda: dialog.settled, timeout=20_000)
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert driver.window.page is page
    assert page.document.workspace.options.unit is Unit.INCH
    assert driver.text(0, 0) == "X", "nothing is lost"
    driver.trigger("undo")
    assert page.document.workspace.options.unit is None


def test_edits_are_made_again_where_the_open_file_is_read_in_another_way(driver, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("A school\n" + TABLE, encoding="utf-8")
    page = driver.open(path)
    driver.go(0, 1)
    driver.key("m", Qt.Key.Key_Return)
    assert page.document.unsaved
    driver.trigger("how_read")
    dialog = settled(driver)
    dialog.choices.area.setEditText("A2:C11")
    dialog.choices.area.lineEdit().editingFinished.emit()
    driver.qtbot.waitUntil(lambda: dialog.settled, timeout=20_000)
    with driver.qtbot.waitSignal(driver.window.disk.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert driver.page is not page
    assert driver.page.document.opened.roster.n_rows == 9
    assert driver.page.document.opened.roster.cell(0, 1) == ""
    assert driver.text(0, 1) == "m", "the edit is made again"
    assert driver.page.document.choice.how.options.area is not None
    driver.trigger("undo")
    assert driver.text(0, 1) != "m"


def test_the_dialog_shows_how_the_open_file_is_read(driver, two):
    dialog = asked(driver, two)
    choose_table(driver, dialog, 2)
    page = accept(driver, dialog)
    assert page.document.choice.how == HowRead(page.document.opened.options)
    driver.trigger("how_read")
    dialog = settled(driver)
    assert dialog.choices.area.currentText() == "A23:C43"
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert driver.window.page is page


def test_a_roster_that_was_typed_in_has_no_file_to_read(driver):
    driver.trigger("new")
    driver.trigger("how_read")
    assert driver.window.opener.dialog is None
    assert "typed in" in driver.page.notice.text


def test_closing_the_window_closes_the_question(driver, two):
    dialog = asked(driver, two)
    driver.window.close()
    assert not dialog.isVisible()


def test_a_sum_at_the_end_is_left_out_unless_a_person_wants_it(driver, tmp_path):
    path = tmp_path / "summed.csv"
    path.write_text(f"{TABLE}\nTotal,55,3390\n", encoding="utf-8")
    page = accept(driver, asked(driver, path))
    assert page.document.opened.roster.n_rows == 20
    assert sorted(set(page.document.opened.roster.columns[1])) == ["", "f", "m"]
    driver.trigger("close")
    path.write_text(f"{TABLE}Total,,3390\n", encoding="utf-8")
    path = path.rename(tmp_path / "wanted.csv")
    dialog = asked(driver, path)
    choose_table(driver, dialog, 0)
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert driver.page.document.opened.roster.n_rows == 21
