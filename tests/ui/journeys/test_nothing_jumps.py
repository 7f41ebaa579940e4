"""A whole review, in which nothing moves but the lower edge of the table, where words are said."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton

from em_desktop.review.edits import SetCells
from em_desktop.review.show import Show


def places(driver):
    """Return where each part of the window is, and how wide the columns are."""
    window, page = driver.window, driver.page
    field = window.tool_bar.find_field
    found = window.tool_bar.findChildren(QAbstractButton)
    bar = [b for b in found if b.isVisible() and not field.isAncestorOf(b)]
    parts = {
        "chips": page.chips,
        "plot": page.fit_panel,
        "card": page.review_card,
        "threshold": page.bulk_bar,
        "trust": page.trust.strip,
        "find": field,
        **{f"button {i}": button for i, button in enumerate(bar)},
    }
    found = {name: (rectangle(part, window), part.isVisible()) for name, part in parts.items()}
    table = rectangle(page.view, window)
    found["table"] = (table.topLeft(), table.width(), page.view.verticalHeader().width())
    found["columns"] = tuple(page.view.columnWidth(c) for c in range(page.model.columnCount()))
    return found


def rectangle(part, window):
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def test_nothing_jumps_from_opening_to_the_last_answer(driver, edmond, qapp):
    driver.window.resize(1280, 800)
    page = driver.open(edmond)
    document = page.document
    qapp.processEvents()
    before = places(driver)

    def still(what):
        qapp.processEvents()
        now = places(driver)
        moved = {name: (before[name], now[name]) for name in now if now[name] != before[name]}
        assert not moved, f"{what}: {moved}"

    for show in Show:
        page.show_only(show)
        still(f"before the fit, {show.value}")
    page.show_only(Show.ALL)
    driver.infer()
    still("inferred")
    for key in ("Enter", "F", "Space", "Backspace", "M", "Enter"):
        page.reviewer.answer_key(key)
        still(f"answered by {key}")
    page.threshold_bar.set_threshold(0.97)
    still("threshold")
    driver.trigger("accept_all")
    still("accepted in bulk")
    for show in Show:
        page.show_only(show)
        still(show.value)
    page.show_only(Show.ALL)
    page.notice.say("Something that is worth knowing.", "And something else.", warning=True)
    still("a notice")
    page.notice.clear()
    still("no notice")
    heights = document.workspace.roles.measurement
    document.do(SetCells(heights, (0,), ("150",)), "edit")
    still("out of date")
    document.undo_stack.undo()
    still("undone")
    page.view.selectRow(3)
    still("a row selected")
    page.view.selectAll()
    still("all rows selected")
    driver.trigger("find")
    driver.window.tool_bar.find_field.setText("Smith")
    still("found")


def test_the_current_row_stays_in_view_when_words_take_room_under_the_table(driver, edmond, qapp):
    page = driver.open(edmond)
    view = page.view
    last = view.rowAt(view.viewport().height() - 2) - 1
    view.setCurrentIndex(page.model.index(last, 0))
    page.notice.say(*("A line that is worth knowing." for _ in range(4)))
    qapp.processEvents()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
