"""Keys that are pressed while a fit runs, as it ends, and that are held down."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from em_desktop.review.status import DECIDED, Status

ENTER, SPACE, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Backspace


@pytest.fixture
def page(driver, edmond):
    return driver.open(edmond)


def during_a_fit(driver, do):
    with driver.qtbot.waitSignal(driver.page.inference.ended, timeout=20_000):
        driver.trigger("infer")
        do()


def hold(widget, key, text, times=40):
    """Hold a key down: Qt sends its press again and again, marked as repeated."""
    for n in range(times):
        event = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=n > 0
        )
        QApplication.sendEvent(widget, event)


def n_decided(page):
    return sum(status in DECIDED for status in page.document.status.tolist())


@pytest.mark.parametrize("place", [(0, 0), (0, 1), (0, 2)])
def test_what_is_typed_before_the_first_suggestion_overwrites_nothing(driver, page, place):
    driver.go(*place)
    before = page.document.workspace
    during_a_fit(driver, lambda: driver.key("f", "m", SPACE, "x", BACKSPACE, ENTER, "f"))
    assert page.document.workspace is before
    assert not page.view.is_editing()
    assert page.view.currentIndex().column() == 1
    assert page.document.status[page.view.currentIndex().row()] in (
        Status.SUGGESTED,
        Status.UNSURE,
    )


def test_whoever_goes_to_a_cell_meanwhile_can_write_there(driver, page):
    during_a_fit(driver, lambda: driver.key(Qt.Key.Key_Down, "Zoe", ENTER, "Ann", ENTER))
    assert [driver.text(r, 0) for r in (1, 2)] == ["Zoe", "Ann"]
    assert page.view.currentIndex().row() == 3
    assert page.view.currentIndex().column() == 0  # the next name goes below, not into the review
    driver.key("Bob", ENTER)
    assert driver.text(3, 0) == "Bob"


def test_an_answer_that_a_row_takes_already_is_taken(driver, page):
    driver.trigger("show_missing")
    driver.go(0, 1)
    row_id = page.view.current_row_id()
    during_a_fit(driver, lambda: driver.key("f"))
    at = page.document.workspace.roster.positions([row_id])[0]
    assert page.document.status[at] == Status.ENTERED


def test_a_fit_that_is_stopped_gives_the_keys_back(driver, page):
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        driver.trigger("infer")
        page.inference.cancel()
    driver.go(0, 0)
    driver.key("Zoe", ENTER)
    assert driver.text(0, 0) == "Zoe"


def test_blind_mode_can_be_chosen_while_the_fit_runs(driver, page):
    during_a_fit(driver, lambda: driver.trigger("blind"))
    assert page.document.is_blind
    assert page.document.hides(page.view.current_row_id())


@pytest.mark.parametrize(("key", "text"), [(ENTER, "\r"), (Qt.Key.Key_F, "f"), (SPACE, " ")])
@pytest.mark.parametrize("place", ["table", "card"])
def test_a_key_that_is_held_down_answers_one_row(driver, page, key, text, place):
    driver.infer()
    done = page.document.steps.index
    hold(page.view if place == "table" else page.review_card, key, text)
    assert page.document.steps.index == done + 1
    assert n_decided(page) == (0 if key is SPACE else 1)
    assert not page.view.is_editing()


def test_a_letter_that_is_held_down_overwrites_nothing_at_the_end_of_the_queue(driver, page):
    driver.infer()
    rows = page.model.row_ids(range(300))
    waiting = [i for i, s in zip(rows, page.document.status.tolist(), strict=True) if s in (2, 3)]
    for _ in waiting[:-1]:
        driver.key(ENTER)
    hold(page.view, Qt.Key.Key_F, "f")
    assert not page.view.is_editing()


def test_the_key_of_the_menu_answers_one_row_too(driver):
    assert not driver.window.action("accept").autoRepeat()
    assert driver.window.action("undo").autoRepeat()
