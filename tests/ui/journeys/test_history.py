"""Going back and forward in the list of steps."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from em_desktop.files.journal.folder import look
from em_desktop.review.show import Show
from em_desktop.session.recovery import resume
from em_desktop.session.steps import EventKind
from em_desktop.ui.history.lines import Of
from em_desktop.ui.side import Side


def edit(driver, row, text):
    driver.page.model.setData(driver.page.model.index(row, 0), text)


@pytest.fixture
def history(driver, edmond):
    """Four steps, listed."""
    driver.open(edmond)
    for row, name in enumerate(("Ann", "Ben", "Cat", "Dan")):
        edit(driver, row, name)
    driver.trigger("history")
    return driver.page.history.panel


def shown(panel):
    model = panel.list.model()
    return [model.index(row).data() for row in range(model.rowCount())]


def click(panel, row):
    at = panel.list.visualRect(panel.list.model().index(row)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))


def test_the_history_opens_takes_the_keys_and_closes(driver, history):
    page = driver.page
    assert page.side is Side.HISTORY
    assert history.list.hasFocus()
    assert driver.window.action("history").isChecked()
    QTest.keyClick(history.list, Qt.Key.Key_Escape)
    assert page.side is Side.CURVES
    assert page.view.hasFocus()
    assert not driver.window.action("history").isChecked()


def test_a_click_goes_back_and_another_forward(driver, history):
    page, changes = driver.page, []
    page.document.changed.connect(changes.append)
    click(history, 1)
    assert driver.shown_names()[:2] == ["Ann", "Ben"] or page.document.undo_stack.index() == 1
    assert page.document.undo_stack.index() == 1
    assert len(changes) == 1
    assert history.past == "You are 3 steps back. A new step drops them."
    assert shown(history)[2] == "Undone"
    click(history, 5)
    assert page.document.undo_stack.index() == 4
    assert (history.past, len(changes)) == ("", 2)


def test_keys_go_back_and_say_beforehand_what_that_takes_back(driver, history):
    stack = driver.page.document.undo_stack
    assert history.way == "You are here."
    QTest.keyClick(history.list, Qt.Key.Key_Up)
    QTest.keyClick(history.list, Qt.Key.Key_Up)
    assert history.way == "Enter takes back 2 steps, 2 rows."
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    assert stack.index() == 2
    QTest.keyClick(history.list, Qt.Key.Key_End)
    assert history.way == "Enter does 2 steps again, 2 rows."
    QTest.keyClick(history.list, Qt.Key.Key_Enter)
    assert stack.index() == 4
    driver.trigger("undo")
    assert history.past == "You are 1 step back. A new step drops it."
    history._forward.click()
    assert stack.index() == 4


def test_what_a_new_step_drops_is_told_and_brought_back(driver, history):
    page = driver.page
    click(history, 1)
    edit(driver, 5, "Eve")
    notice = page.history.notice
    assert notice.text == "3 undone steps were dropped by this one."
    assert page.document.undo_stack.count() == 2
    notice._offer.click()
    assert driver.shown_names()[:4] == ["Ann", "Ben", "Cat", "Dan"]
    assert "Eve" not in driver.shown_names()
    assert page.document.undo_stack.count() == 4
    assert notice.text == "3 steps are back, in place of the one that came after."
    notice._offer.click()
    assert "Eve" in driver.shown_names()
    assert driver.shown_names()[0] == "Ann"
    assert "Cat" not in driver.shown_names()
    edit(driver, 6, "Fay")
    assert notice.text == ""


def test_the_answer_in_an_open_editor_is_a_step_of_its_own(driver, history):
    page = driver.page
    row = next(r for r, line in enumerate(history._model.lines) if line.of is Of.STEP)
    driver.go(8, 0)
    driver.key(Qt.Key.Key_F2)
    page.view.focusWidget().setText("Open")
    click(history, row)
    assert page.document.undo_stack.count() == 5
    assert page.document.undo_stack.index() == 1
    assert not page.view.is_editing()
    page.history.go_to_newest()
    assert driver.shown_names()[8] == "Open"


def test_an_answer_that_is_still_open_may_drop_the_step_that_was_clicked(driver, history):
    page = driver.page
    click(history, 1)
    driver.go(8, 0)
    driver.key(Qt.Key.Key_F2)
    page.view.focusWidget().setText("Open")
    click(history, 5)
    assert driver.shown_names()[8] == "Open"
    assert page.document.undo_stack.count() == 2
    assert page.history.notice.text == "3 undone steps were dropped by this one."


def test_a_fit_is_part_of_the_story_and_a_jump_during_one_is_safe(driver, history):
    page = driver.page
    driver.trigger("infer")
    click(history, 0)
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        pass
    assert page.document.undo_stack.index() == 0
    n = len(page.document.suggestions.row_ids)
    assert f"Inferred (fit 1): {n} suggestions" in shown(history)


def test_with_a_filter_on_the_rows_that_come_back_are_shown(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    page.show_only(Show.SUGGESTED)
    n = len(page.model.positions)
    driver.key(*[Qt.Key.Key_Return] * 6)
    assert len(page.model.positions) == n - 6
    driver.trigger("history")
    panel = page.history.panel
    assert "Accepted 6 suggestions one by one" in shown(panel)
    click(panel, 0)
    assert len(page.model.positions) == n
    assert page.document.workspace.decisions == {}


def test_exports_are_marked_and_the_clean_state_is_true(driver, history):
    page = driver.page
    page.document.saved()
    assert "Exported" in shown(history)
    click(history, 1)
    assert page.document.unsaved
    page.history.go_to_newest()
    assert not page.document.unsaved


def test_after_a_kill_the_history_is_whole_with_its_times(driver, history, tmp_path):
    page = driver.page
    page.document.saved()
    edit(driver, 6, "Fay")
    page.document.steps.go_to(2)
    assert driver.window.recovery.keep()
    driver.window.recovery.leave(keep=True)
    [left] = look(tmp_path / "settings" / "state" / "journals").unfinished
    driver.window.show_loaded(resume(left))
    again = driver.page
    driver.trigger("history")
    listed = shown(again.history.panel)
    assert [text for text in listed if text != "Opened again, with all steps"] == [
        *("Opened edmond.csv", "Changed name of row 1 to Ann", "Changed name of row 2 to Ben"),
        *("Undone", "Changed name of row 3 to Cat", "Changed name of row 4 to Dan"),
        *("Exported", "Changed name of row 7 to Fay"),
    ]
    points = zip(page.document.steps.points, again.document.steps.points, strict=True)
    assert all(before.time == now.time for before, now in points)
    kinds = [event.kind for point in again.document.steps.points for event in point.events]
    assert kinds == [EventKind.RETURNED, EventKind.EXPORTED]
