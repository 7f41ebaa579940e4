"""What is said of steps and orders of a large table, with a table that only counts as large."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStatusBar

from em_desktop.ui.waiting import MANY, Waiting


class Page(QObject):
    """A page with so many rows."""

    working, modelAboutToBeReset, began = Signal(), Signal(), Signal(str)  # noqa: N815 - Qt's name

    def __init__(self, rows):
        super().__init__()
        self.workspace = self.roster = self
        self.n_rows = rows


@pytest.fixture
def bar(qtbot):
    made = QStatusBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_step_in_a_large_table_is_said_until_the_window_listens_again(qtbot, bar):
    page, waiting = Page(MANY), Waiting(bar)
    waiting.follow(page, page, page)
    page.began.emit("Pasting")
    page.working.emit()  # of the same paste: the first words stay
    assert bar.currentMessage() == waiting.words == "Pasting: 50,000 rows…"
    assert QGuiApplication.overrideCursor().shape() == Qt.CursorShape.WaitCursor
    qtbot.waitUntil(lambda: not waiting.words)
    assert bar.currentMessage() == ""
    assert QGuiApplication.overrideCursor() is None


def test_each_order_and_each_step_is_said(qtbot, bar):
    page, waiting = Page(MANY), Waiting(bar)
    waiting.follow(page, page, page)
    for signal in (page.modelAboutToBeReset, page.working):
        signal.emit()
        assert waiting.words.endswith(": 50,000 rows…")
        qtbot.waitUntil(lambda: not waiting.words)


def test_what_was_said_meanwhile_stays(qtbot, bar):
    waiting = Waiting(bar)
    page = Page(MANY)
    waiting.follow(page, page, page)
    waiting.begin("Finding")
    bar.showMessage("12 found")
    qtbot.waitUntil(lambda: not waiting.words)
    assert bar.currentMessage() == "12 found"


def test_a_small_table_is_never_slow(bar):
    page, waiting = Page(MANY - 1), Waiting(bar)
    waiting.follow(page, page, page)
    page.working.emit()
    assert waiting.words == bar.currentMessage() == ""
    assert QGuiApplication.overrideCursor() is None
