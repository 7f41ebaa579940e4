"""What is selected after an undo or a redo by keys: the next answer is written there."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.review.status import Status

GENDER = 1
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(driver, key, modifiers):
    """Press keys as the window system does: Qt keeps in mind which are held down."""
    QTest.keyClick(driver.window.windowHandle(), key, modifiers)


def selected(driver):
    return driver.page.model.row_ids(driver.page.view.selected_rows())


@pytest.fixture
def accepted(driver, edmond):
    """All above the slider are accepted at once; the current row is another, above them."""
    page = driver.open(edmond)
    driver.infer()
    before = page.view.current_row_id()
    page.accept_above_threshold()
    assert before not in page.document.workspace.decisions
    assert selected(driver) == [before]
    return page


def test_after_undoing_a_bulk_acceptance_one_row_is_answered(driver, accepted):
    page = accepted
    undone = sorted(page.document.workspace.decisions)
    press(driver, Qt.Key.Key_Z, CTRL)
    assert not page.document.workspace.decisions
    assert page.view.current_row_id() == undone[0]
    assert selected(driver) == [undone[0]]
    driver.page.review_card.button("F").click()
    assert (page.document.status == Status.ENTERED).sum() == 1


def test_a_redo_selects_no_range_up_to_where_it_goes(driver, accepted):
    page = accepted
    first = min(page.document.workspace.decisions)
    press(driver, Qt.Key.Key_Z, CTRL)
    page.view.go_to(0, GENDER)
    press(driver, Qt.Key.Key_Z, CTRL | SHIFT)
    assert selected(driver) == [first]
    page.view.go_to(0, GENDER)
    QTest.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    assert selected(driver) == [0, 1], "a range begins at the row gone to"


def test_after_another_filter_nothing_is_left_over(driver, accepted):
    page = accepted
    driver.trigger("show_worth_a_look")
    driver.trigger("show_all")
    press(driver, Qt.Key.Key_Z, CTRL)
    assert selected(driver) == [page.view.current_row_id()]


def test_a_selection_that_was_answered_comes_back_whole_or_not_at_all(driver, accepted):
    page = accepted
    press(driver, Qt.Key.Key_Z, CTRL)
    driver.trigger("show_suggested")
    page.view.select_rows(np.arange(3))
    chosen = selected(driver)
    page.reviewer.skip()
    page.view.select_rows(np.arange(3))
    press(driver, Qt.Key.Key_Z, CTRL)
    assert selected(driver) == chosen
    press(driver, Qt.Key.Key_Y, CTRL)
    page.view.select_rows(np.arange(5))
    press(driver, Qt.Key.Key_Z, CTRL)
    assert selected(driver) == chosen[:1], "two more were selected than were touched"


def test_adding_a_row_by_its_keys_selects_it_alone(driver, edmond):
    page = driver.open(edmond)
    driver.go(3, 0)
    press(driver, Qt.Key.Key_N, CTRL | SHIFT)
    assert selected(driver) == [page.view.current_row_id()]
