import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout

from em_desktop.ui.dialogs.parts import accept_buttons, add_buttons
from em_desktop.ui.prompts import CANCEL, Choice, Kind, Question, QuestionBox

SAVE = Question(
    "Close",
    "Save?",
    "",
    (
        Choice("save", "&Save", default=True),
        Choice("keep", "&Keep"),
        Choice("drop", "&Drop", Kind.DESTROY),
        CANCEL,
    ),
)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize(("tabs", "answer"), list(enumerate(["save", "keep", "drop", "cancel"])))
def test_enter_gives_the_answer_that_tab_has_reached(qtbot, tabs, answer, key):
    answers = []
    box = QuestionBox(None, SAVE, answers.append)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(box)
    box.open()
    for _ in range(tabs):
        qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(box.focusWidget(), key)
    assert answers == [answer]


def test_enter_changes_nothing_where_no_answer_is_the_usual_one(qtbot):
    answers = []
    replace = Question("Save", "Replace?", "", (Choice("replace", "&R", Kind.DESTROY), CANCEL))
    box = QuestionBox(None, replace, answers.append)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(box)
    box.open()
    qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Return)
    assert answers == ["cancel"]


@pytest.fixture
def dialog(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    layout.addWidget(QLineEdit())
    buttons, primary = accept_buttons(dialog, "&Export")
    primary.clicked.connect(dialog.accept)
    add_buttons(dialog, buttons)
    dialog.open()
    return dialog


def test_enter_on_cancel_cancels(qtbot, dialog):
    cancel = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Cancel")
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_enter_in_a_field_is_still_the_default(qtbot, dialog):
    field = dialog.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
