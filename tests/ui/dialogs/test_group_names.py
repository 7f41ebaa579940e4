from PySide6.QtCore import Qt

from em_desktop.roster.options import ReadingOptions
from em_desktop.ui.dialogs.group_names import NamesEditor, RenameDialog


def lines(editor):
    return [line for line in editor._lines if not line.isHidden()]


def test_there_is_a_line_for_each_group(qtbot):
    editor = NamesEditor(("short", "long"))
    qtbot.addWidget(editor)
    assert [line.text() for line in lines(editor)] == ["short", "long"]
    editor.set_count(4)
    assert editor.names == ("short", "long", "C", "D")
    editor.set_count(2)
    lines(editor)[0].setText(" brief ")
    assert editor.names == ("brief", "long")


def test_hints_stand_beside_the_names(qtbot):
    editor = NamesEditor(("a", "b"), hinted=True)
    qtbot.addWidget(editor)
    editor.set_hints(("35 %",))
    assert [line.accessibleDescription() for line in lines(editor)] == ["35 %", ""]


def test_other_names_are_announced_once(qtbot, dressed):
    dialog = RenameDialog(("A", "B"), "type", ReadingOptions())
    qtbot.addWidget(dialog)
    dialog.open()
    chosen = []
    dialog.chosen.connect(chosen.append)
    qtbot.keyClicks(dialog.editor._lines[0], "short")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == [("short", "B")]


def test_names_that_cannot_be_are_told_and_not_taken(qtbot, dressed):
    dialog = RenameDialog(("A", "B"), "type", ReadingOptions())
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClicks(dialog.editor._lines[0], "b")
    assert "same name" in dialog._problem.text()
    assert not dialog._primary.isEnabled()
    qtbot.keyClicks(dialog.editor._lines[0], "c")
    assert dialog._problem.text() == ""
    assert dialog._primary.isEnabled()
