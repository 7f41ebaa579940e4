"""Copy, cut, paste and fill with any selection, in the real window."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication

from em_desktop.review.status import WAITING
from em_desktop.ui.commands import NO_BLOCK, ONE_PLACE

NAME, GENDER, HEIGHT, CLASS = range(4)


@pytest.fixture
def page(driver, edmond):
    return driver.open(edmond)


def select(page, *parts):
    """Select rectangles (top, left, bottom, right), as with Ctrl held."""
    page.view.setCurrentIndex(page.model.index(*parts[0][:2]))
    page.view.clearSelection()
    for top, left, bottom, right in parts:
        block = QItemSelection(page.model.index(top, left), page.model.index(bottom, right))
        page.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.Select)


def column(page, c):
    return page.document.workspace.roster.columns[c].tolist()


def clipboard(text=None):
    if text is not None:
        QGuiApplication.clipboard().setText(text)
    return QGuiApplication.clipboard().text()


@pytest.fixture
def refused(page):
    told = []
    page.commands.refused.connect(told.append)
    return told


def test_a_mere_suggestion_is_not_copied(driver, page):
    driver.infer()
    row = page.view.currentIndex().row()
    assert page.document.status[row] in WAITING
    select(page, (row, NAME, row, GENDER))
    driver.trigger("copy")
    assert clipboard() == f"{column(page, NAME)[row]}\t\n"
    driver.trigger("accept")
    select(page, (row, GENDER, row, GENDER))
    driver.trigger("copy")
    assert clipboard() == page.document.suggestions.of(row).text + "\n"


def test_filling_down_writes_the_chosen_cells_only(driver, page):
    heights = column(page, HEIGHT)
    select(page, (0, HEIGHT, 0, HEIGHT), (5, HEIGHT, 5, HEIGHT))
    driver.trigger("fill")
    assert column(page, HEIGHT) == [*heights[:5], heights[0], *heights[6:]]
    assert page.document.undo_stack.undoText() == "filling down 1 cell"


def test_cutting_rows_apart_takes_what_it_names(driver, page):
    names = column(page, NAME)
    select(page, (0, NAME, 0, NAME), (5, NAME, 6, NAME))
    driver.trigger("cut")
    assert clipboard() == f"{names[0]}\n{names[5]}\n{names[6]}\n"
    assert column(page, NAME) == ["", *names[1:5], "", "", *names[7:]]
    assert page.document.undo_stack.undoText() == "cut of 3 cells"


@pytest.mark.parametrize("command", ["copy", "cut", "paste", "fill"])
def test_cells_that_make_no_block_are_refused_in_a_sentence(driver, page, refused, command):
    clipboard("before")
    select(page, (0, NAME, 0, NAME), (5, HEIGHT, 5, HEIGHT))
    driver.trigger(command)
    assert refused == [NO_BLOCK]
    assert clipboard() == "before"
    assert not page.document.undo_stack.canUndo()


def test_there_is_one_place_to_paste_to(driver, page, refused):
    clipboard("a\nb\n")
    select(page, (0, NAME, 0, NAME), (5, NAME, 5, NAME))
    driver.trigger("paste")
    assert refused == [ONE_PLACE]
    assert not page.document.undo_stack.canUndo()


def test_pasting_into_a_whole_column_adds_no_row(driver, page):
    clipboard("10B\n")
    page.view.selectColumn(CLASS)
    driver.trigger("paste")
    assert column(page, CLASS) == ["10B"] * 300
    assert page.model.rowCount() == 301


def test_pasting_into_the_line_for_new_rows_adds_them(driver, page):
    clipboard("Ann\tfemale\nBob\tmale\n")
    select(page, (300, NAME, 300, NAME))
    driver.trigger("paste")
    assert column(page, NAME)[300:] == ["Ann", "Bob"]
    assert page.document.undo_stack.undoText() == "paste of 4 cells"
    driver.trigger("undo")
    assert page.model.rowCount() == 301
