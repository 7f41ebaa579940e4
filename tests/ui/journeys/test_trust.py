"""Reading how far to trust a fit, and doing something about it."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.em.sources import Source
from em_desktop.review.show import Show
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness
from em_desktop.ui.card.answer_button import AnswerButton
from em_desktop.ui.card.evidence_bar import EvidenceBar
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.side import Side

GIRLS = ("Anna", "Maria", "Emilia", "Sofia", "Julia")
BOYS = ("Jonas", "Martin", "Lukas", "Tobias", "Simon")
GENDER = 1


def row(i: int) -> tuple[str, str, float]:
    """A pupil of ten: names tell, heights do not."""
    names = (GIRLS, BOYS)[i % 2]
    return f"{names[i // 2 % 5]} {i}", ("girl", "boy")[i % 2], 140 + (7 * i) % 23


@pytest.fixture
def children(tmp_path: Path) -> Path:
    """120 children whose gender is recorded and 40 whose is not; one name is with the others."""
    rows = [row(i) for i in range(160)]
    lines = [
        f"{name},{gender if i % 4 < 3 else ''},{cm}" for i, (name, gender, cm) in enumerate(rows)
    ]
    lines[0] = lines[0].replace("girl", "boy")
    path = tmp_path / "children.csv"
    path.write_text("\n".join(["name,gender,height", *lines, ""]), encoding="utf-8")
    return path


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def use_by_click(driver, button):
    with driver.qtbot.waitSignal(driver.page.inference.ended, timeout=20_000):
        click(button)


def test_names_are_offered_where_height_cannot_tell_and_used_by_one_click(
    driver, children, prompts
):
    page = driver.open(children)
    assert page.trust.strip.sentence.startswith("Infer, and ")
    driver.infer()
    strip = page.trust.strip
    assert strip.sentence.startswith("Height can hardly tell: right for ")
    assert "With first names 9" in strip.sentence or "With first names > 99 %" in strip.sentence
    assert strip.offer_button.text() == "Use first names"

    # Accepting everything says first how many will be wrong, and the safe answer is no.
    page.threshold_bar.set_threshold(0.5)
    driver.trigger("accept_all")
    [question] = prompts.asked
    assert question.text.startswith("Accept 40 suggestions, of which about ")
    assert "First names would tell more." in question.detail
    assert question.choices[-1].default
    assert not page.document.workspace.decisions

    use_by_click(driver, strip.offer_button)
    assert page.document.workspace.evidence == {Source.MEASUREMENT, Source.NAME}
    assert page.document.freshness is Freshness.CURRENT
    assert strip.sentence.startswith("Height and first names ")
    assert strip.offer_button.isHidden()

    driver.trigger("accept_all")
    assert len(prompts.asked) == 1, "few will be wrong now"
    assert (page.document.status == Status.ACCEPTED).sum() >= 35
    driver.trigger("undo")
    driver.trigger("undo")
    assert page.document.workspace.evidence == {Source.MEASUREMENT}


@pytest.fixture
def pupils(tmp_path: Path) -> Path:
    """230 pupils whose heights tell in about five of six cases; half are not recorded."""
    lines = [
        f"P{i},{('f', 'm')[i % 2] if i % 4 < 2 else ''},{160 + 14 * (i % 2) + 7 * z:.1f}"
        for i, z in enumerate(np.random.default_rng(3).standard_normal(230))
    ]
    path = tmp_path / "pupils.csv"
    path.write_text("\n".join(["name,gender,height", *lines, ""]), encoding="utf-8")
    return path


def test_many_wrong_ones_are_asked_about_though_most_are_right(driver, pupils, prompts):
    page = driver.open(pupils)
    driver.infer()
    page.threshold_bar.set_threshold(0.5)
    cost = page.bulk.forecast(0.5)
    assert cost.rows >= 100
    assert 10 <= cost.wrong < 0.2 * cost.rows
    button = page.threshold_bar.accept_button
    assert button.text() == f"Accept {cost.rows:,}…"
    click(button)
    [question] = prompts.asked
    assert question.text.startswith(f"Accept {cost.rows:,} suggestions, of which about ")
    assert not page.document.workspace.decisions


def test_whoever_insists_accepts_and_may_undo(driver, children, prompts):
    page = driver.open(children)
    driver.infer()
    page.threshold_bar.set_threshold(0.5)
    prompts.answers.append("accept")
    driver.trigger("accept_all")
    assert (page.document.status == Status.ACCEPTED).sum() == 40
    driver.trigger("undo")
    assert not page.document.workspace.decisions


def test_a_selection_that_is_mostly_guessed_is_asked_about_too(driver, children, prompts):
    page = driver.open(children)
    driver.infer()
    driver.trigger("show_unsure")
    page.view.selectAll()
    driver.trigger("accept")
    assert len(prompts.asked) == 1
    assert not page.document.workspace.decisions


def test_the_details_say_how_it_was_tested_and_stop_what_was_begun(driver, children):
    page = driver.open(children)
    driver.trigger("trust")
    assert page.side is Side.CURVES
    assert page.notice.text.startswith("Press Infer first")
    driver.trigger("use_name")
    driver.infer()
    driver.trigger("trust")
    assert page.side is Side.TRUST
    assert driver.window.action("trust").isChecked()
    panel = page.trust.panel
    page.threshold_bar.set_threshold(0.6)
    assert panel.expected.startswith("Accepting these ")
    [stop] = panel.buttons
    assert stop.text() == "Stop using first names"
    use_by_click(driver, stop)
    assert page.document.workspace.evidence == {Source.MEASUREMENT}
    assert [button.text() for button in panel.buttons] == ["Use first names"]
    driver.trigger("trust")
    assert page.side is Side.CURVES
    driver.trigger("trust")
    panel.buttons[0].setFocus()
    QTest.keyClick(panel.buttons[0], Qt.Key.Key_Escape)
    assert page.side is Side.CURVES
    assert not driver.window.action("trust").isChecked()
    assert page.view.hasFocus()


def test_the_choice_is_there_when_the_file_is_opened_again(driver, children):
    page = driver.open(children)
    driver.infer()
    use_by_click(driver, page.trust.strip.offer_button)
    page.document.saved()
    driver.window.close_roster()
    assert driver.open(children).document.workspace.evidence == {Source.MEASUREMENT, Source.NAME}


def test_a_recorded_row_that_looks_wrong_is_shown_and_never_changed(driver, children):
    page = driver.open(children)
    driver.trigger("use_name")
    driver.infer()
    before = page.document.workspace.roster.cell(0, GENDER)
    status = page.document.status.copy()
    driver.trigger("show_worth_a_look")
    assert page.model.show is Show.WORTH_A_LOOK
    assert driver.shown_names()[0] == "Anna 0"
    tip = page.model.index(0, GENDER).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith(
        "Recorded as boy. With its gender hidden, height and first names say girl"
    )
    driver.go(0, GENDER)
    assert "Recorded as boy. With its gender hidden" in page.review_card.sentence
    assert page.document.workspace.roster.cell(0, GENDER) == before
    assert (page.document.status == status).all()

    # Whoever corrects it sees it leave the list.
    n = len(page.document.worth_a_look)
    driver.go(0, GENDER)
    page.model.setData(page.model.index(0, GENDER), "girl")
    assert len(page.document.worth_a_look) == n - 1
    driver.trigger("undo")
    assert len(page.document.worth_a_look) == n


def test_the_line_moves_under_the_table_in_a_low_window(driver, children):
    page = driver.open(children)
    driver.infer()
    assert not page.trust.strip.compact
    driver.window.resize(900, 500)
    driver.qtbot.waitUntil(lambda: page.trust.strip.compact)
    driver.qtbot.waitUntil(page.trust.strip.isVisible)
    driver.window.resize(1280, 800)
    driver.qtbot.waitUntil(lambda: not page.trust.strip.compact)


def test_in_a_narrow_window_the_answers_keep_their_words(driver, children):
    page = driver.open(children)
    driver.infer()
    driver.window.resize(driver.window.minimumSizeHint())
    buttons = [
        button for button in page.review_card.findChildren(AnswerButton) if not button.isHidden()
    ]
    driver.qtbot.waitUntil(
        lambda: all(button.width() >= button.sizeHint().width() for button in buttons)
    )
    bars = [bar for bar in page.review_card.findChildren(EvidenceBar) if bar.isVisible()]
    assert bars
    assert min(bar.width() for bar in bars) >= 30
    [title] = [
        label for label in page.fit_panel.findChildren(ElidedLabel) if "EM made" in label.text()
    ]
    title.resize(60, title.height())
    assert title.shown_text().endswith("…")
