"""Choosing between the file's text and one's own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from em_desktop.review.rebased import Conflict, Kind, Steps
from em_desktop.ui.dialogs.conflicts_dialog import ConflictsDialog


def conflict(i: int) -> Conflict:
    return Conflict(Kind.CELL, f"Row {i}, height", "1\n2", "<b>174</b>", "173", Steps())


@pytest.fixture
def dialog(qtbot, dressed) -> ConflictsDialog:
    made = ConflictsDialog(tuple(conflict(i) for i in range(3)), "pupils.csv", 38)
    made.show()
    return made


def test_the_file_is_kept_unless_one_s_own_is_ticked(qtbot, dialog):
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert chosen.args[0] == ()


def test_several_lines_are_ticked_and_unticked_with_one_key(qtbot, dialog):
    dialog.view.selectAll()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.mine == {0, 1, 2}
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.mine == set()
    dialog.model.setData(
        dialog.model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole
    )
    assert dialog.model.mine == {1}
    assert [dialog.model.index(i, 0).data() for i in range(2)] == ["the file’s", "mine"]
    dialog.reject()


def test_buttons_take_all(qtbot, dialog):
    buttons = {b.text().replace("&", ""): b for b in dialog.findChildren(QPushButton)}
    buttons["All mine"].click()
    assert dialog.model.mine == {0, 1, 2}
    buttons["All the file’s"].click()
    assert dialog.model.mine == set()
    dialog.reject()


def test_texts_are_plain_and_in_one_line(dialog):
    assert "\n" not in dialog.model.index(0, 3).data()
    assert dialog.model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole).startswith("<qt>&lt;b")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Your other 38 edits will be made again." in words
    dialog.reject()


def test_the_model_is_sound(qtmodeltester, dialog):
    qtmodeltester.check(dialog.model)
    dialog.reject()
