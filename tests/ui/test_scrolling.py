"""What is too large for the screen can be scrolled to."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from em_desktop.ui.scrolling import ColumnScroll, ScreenScroll


@pytest.fixture
def content(dressed):
    widget = QWidget()
    QVBoxLayout(widget).addWidget(QLabel("content"))
    return widget


def set_content(content, width, height):
    content.layout().itemAt(0).widget().setMinimumSize(width, height)


def test_small_content_keeps_its_room(content, qtbot):
    set_content(content, 200, 100)
    scroll = ScreenScroll(content)
    qtbot.addWidget(scroll)
    assert scroll.minimumSizeHint() == content.minimumSizeHint()


@pytest.mark.parametrize("kind", [ScreenScroll, ColumnScroll])
def test_large_content_asks_for_no_more_than_the_screen_and_scrolls(kind, content, qtbot):
    set_content(content, 100, 5000)
    scroll = kind(content)
    qtbot.addWidget(scroll)
    screen = scroll.screen().availableSize()
    assert scroll.minimumSizeHint().height() < screen.height()
    scroll.resize(scroll.minimumSizeHint())
    scroll.show()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert scroll.verticalScrollBar().maximum() >= 5000 - scroll.height()
    assert scroll.horizontalScrollBar().maximum() == 0 or kind is ScreenScroll


def test_a_column_leaves_room_for_its_bar(content, qtbot):
    set_content(content, 300, 5000)
    scroll = ColumnScroll(content)
    qtbot.addWidget(scroll)
    assert scroll.minimumSizeHint().width() > content.minimumSizeHint().width()


def test_content_that_grows_is_asked_anew(content, qtbot):
    window = QWidget()
    QVBoxLayout(window).addWidget(ScreenScroll(content))
    qtbot.addWidget(window)
    window.show()
    before = window.minimumSizeHint().height()
    set_content(content, 100, 300)
    qtbot.waitUntil(lambda: window.minimumSizeHint().height() > before + 100)
