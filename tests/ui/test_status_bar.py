from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from em_desktop.review.edits import SetCells
from em_desktop.session.document import Document
from em_desktop.session.loading import load
from em_desktop.ui.status_bar import StatusBar


def test_it_says_how_the_file_is_written_and_clears(qtbot, tmp_path):
    path = tmp_path / "<b>class.csv"
    path.write_text("name,gender,height\nA,f,160\nB,m,180\nC,,171\n", encoding="utf-8")
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_document(Document(load(path, ("",))))
    labels = bar.findChildren(QLabel)
    said = [label.text() for label in labels if not label.isHidden()]
    assert said == ["<b>class.csv", "UTF-8, comma", "cm"]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    bar.show_document(None)
    assert all(label.isHidden() for label in labels)


def test_it_counts_what_is_not_exported(qtbot, tmp_path):
    path = tmp_path / "class.csv"
    path.write_text("name,gender,height\nA,f,160\nB,m,180\nC,,171\n", encoding="utf-8")
    document = Document(load(path, ("",)))
    bar = StatusBar()
    qtbot.addWidget(bar)

    def said():
        bar.show_document(document)
        return bar.findChildren(QLabel)[-1].text()

    assert said() == ""
    document.do(SetCells(0, (0, 1), ("X", "Y")), "paste")
    assert said() == "2 cells changed, not exported yet"
    document.do(SetCells(0, (0, 1), ("A", "B")), "paste")
    assert said() == "Not exported yet"
    document.saved()
    assert said() == ""
    document.undo_stack.undo()
    assert said() == "2 cells changed, not exported yet"
    assert "1 step undone" in [label.text() for label in bar.findChildren(QLabel)]
