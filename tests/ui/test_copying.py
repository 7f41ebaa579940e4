import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from em_desktop.assets import resource
from em_desktop.files.clipboard import text as clipboard_text
from em_desktop.files.clipboard.text import from_text
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.session.document import Document
from em_desktop.session.loading import load
from em_desktop.ui.copying import TableCopier
from em_desktop.ui.files.clipboard_content import html_and_text


@pytest.fixture
def document(qtbot):
    return Document(load(resource("samples/edmond.csv"), DEFAULT_MISSING_WORDS))


@pytest.fixture
def copier(qtbot, document):
    owner = QWidget()
    qtbot.addWidget(owner)
    made = TableCopier(document, lambda: None, owner)
    yield made
    made.close_down()
    # The offscreen clipboard outlives Python, and an object that Python made must not.
    QGuiApplication.clipboard().setText("")


def test_the_table_lies_on_the_clipboard_as_text_and_as_html(qtbot, copier, document):
    with qtbot.waitSignal(copier.told) as told:
        copier.copy()
    html, text = html_and_text()
    roster = document.workspace.roster
    assert from_text(text)[0] == list(roster.header)
    assert len(from_text(text)) == roster.n_rows + 1
    assert "<table>" in html
    assert told.args[0].startswith(f"{roster.n_rows} rows copied")


def test_a_table_that_is_too_large_is_told(qtbot, copier, monkeypatch):
    monkeypatch.setattr(clipboard_text, "MAX_CELLS", 1)
    QGuiApplication.clipboard().setText("what was there")
    with qtbot.waitSignal(copier.told) as told:
        copier.copy()
    assert "Export it to a file" in told.args[0]
    assert QGuiApplication.clipboard().text() == "what was there"


def test_an_error_of_the_program_is_handed_on(qtbot, copier, monkeypatch):
    monkeypatch.setattr("em_desktop.ui.copying.copied", lambda *_: 1 / 0)
    with qtbot.waitSignal(copier.crashed) as crashed:
        copier.copy()
    assert isinstance(crashed.args[0], ZeroDivisionError)
