"""What may be dropped on the window, and what not."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop.ui.dropping import DropTarget


@pytest.fixture
def told(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    target = DropTarget(widget)
    said = []
    target.hovering.connect(said.append)
    target.dropped.connect(said.append)
    return widget, said


def carry(*urls: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    return mime


def enter(widget: QWidget, mime: QMimeData) -> bool:
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, button, key)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget: QWidget, mime: QMimeData) -> None:
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        widget, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, key)
    )


def test_one_local_file_is_welcomed_and_taken(told, tmp_path):
    widget, said = told
    path = tmp_path / "roster.csv"
    path.write_text("a\n")
    mime = carry(QUrl.fromLocalFile(str(path)).toString())
    assert enter(widget, mime)
    drop(widget, mime)
    assert said == [True, False, path]


def test_a_file_that_is_carried_away_is_not_taken(told, tmp_path):
    widget, said = told
    path = tmp_path / "roster.csv"
    path.write_text("a\n")
    enter(widget, carry(QUrl.fromLocalFile(str(path)).toString()))
    QApplication.sendEvent(widget, QDragLeaveEvent())
    assert said == [True, False]


@pytest.mark.parametrize("what", ["two files", "an address", "a folder", "nothing"])
def test_anything_else_is_not_taken(told, tmp_path, what):
    widget, said = told
    path = tmp_path / "roster.csv"
    path.write_text("a\n")
    local = QUrl.fromLocalFile(str(path)).toString()
    folder = QUrl.fromLocalFile(str(tmp_path)).toString()
    urls = {"two files": [local, local], "an address": ["https://x.invalid/a.csv"]}
    mime = carry(*urls.get(what, [folder] if what == "a folder" else []))
    assert not enter(widget, mime)
    drop(widget, mime)
    assert True not in said
    assert len(said) <= 1
