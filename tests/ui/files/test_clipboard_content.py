from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

import em_desktop
from em_desktop.ui.files.clipboard_content import html_and_text


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    yield
    QGuiApplication.clipboard().setText("")


def test_both_forms_of_a_table_are_read():
    held = QMimeData()
    held.setHtml("<table><tr><td>Zoë</td></tr></table>")
    held.setText("Zoë")
    QGuiApplication.clipboard().setMimeData(held)
    assert html_and_text() == ("<table><tr><td>Zoë</td></tr></table>", "Zoë")
    QGuiApplication.clipboard().setText("plain")
    assert html_and_text() == ("", "plain")


def test_nothing_asks_the_clipboard_for_an_object_that_qt_deletes():
    for path in Path(em_desktop.__file__).parent.rglob("*.py"):
        assert "clipboard().mimeData()" not in path.read_text("utf-8"), path
