"""What stands in an open cell while something else is done to the table."""

import pytest
from PySide6.QtCore import Qt

from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.review.status import Status


@pytest.fixture
def page(driver, edmond):
    return driver.open(edmond)


def type_in(driver, row, column, text):
    driver.go(row, column)
    driver.key(Qt.Key.Key_F2, text)
    assert driver.page.view.is_editing()


def agrees(page):
    """The history leads to the roster that is shown, back to the file and there again."""
    now = [column.tolist() for column in page.document.workspace.roster.columns]
    steps = page.document.steps
    index = steps.index
    assert steps.stack.count() == len(steps.points) - 1
    steps.go_to(0)
    original = page.document.workspace.original
    roster = page.document.workspace.roster
    assert [c.tolist() for c in roster.columns] == [c.tolist() for c in original.columns]
    steps.go_to(index)
    assert [c.tolist() for c in page.document.workspace.roster.columns] == now


@pytest.mark.parametrize("before", ["add", "clear"])
def test_undo_takes_it_back_first(driver, page, before):
    driver.go(5, 0)
    driver.trigger(before)
    done = page.document.steps.index
    type_in(driver, 3, 0, "Zoe")
    driver.trigger("undo")
    assert driver.text(3, 0) != "Zoe"
    assert page.document.steps.index == done
    driver.trigger("redo")
    assert driver.text(3, 0) == "Zoe"
    agrees(page)


def test_redo_does_not_mix_it_with_other_steps(driver, page):
    driver.trigger("add")
    driver.trigger("undo")
    type_in(driver, 3, 0, "Zoe")
    driver.trigger("redo")
    assert driver.text(3, 0) == "Zoe"
    assert len(page.document.workspace.roster.row_ids) == 300
    agrees(page)


@pytest.mark.parametrize("action", ["add", "use_name", "delete", "accept_all"])
def test_it_is_a_step_before_the_one_that_comes(driver, page, action):
    driver.infer()
    type_in(driver, 3, 0, "Zoe")
    driver.trigger(action)
    first = page.document.steps.points[1]
    assert first.text == "editing name"
    agrees(page)


def test_a_row_that_is_typed_and_another_one_are_two(driver, page):
    type_in(driver, 300, 0, "Zoe")
    driver.trigger("add")
    assert page.document.workspace.roster.n_rows == 302
    assert driver.text(300, 0) == "Zoe"
    agrees(page)


def test_a_filter_and_an_order_keep_it(driver, page):
    type_in(driver, 3, 0, "Zoe")
    driver.trigger("show_missing")
    assert page.document.workspace.roster.cell(3, 0) == "Zoe"
    page.view.show_only(Show.ALL)
    type_in(driver, 4, 0, "Ann")
    page.view.sort_by(Sorting(2))
    assert page.document.workspace.roster.cell(4, 0) == "Ann"


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_Return, "Zoe"), (Qt.Key.Key_Escape, "")])
def test_typing_goes_on_under_a_filter_while_a_fit_ends(driver, page, key, name):
    driver.trigger("show_missing")
    row_id, before = page.model.row_ids([4])[0], driver.text(4, 0)
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        driver.trigger("infer")
        type_in(driver, 4, 0, "Zo")
    assert page.view.is_editing()
    driver.key("e", key)
    at = page.document.workspace.roster.positions([row_id])[0]
    assert page.document.workspace.roster.cell(at, 0) == (name or before)
    status = page.document.status
    driver.qtbot.waitUntil(lambda: len(page.model.positions) < 60)
    assert (status[page.model.positions] == Status.MISSING).all()
