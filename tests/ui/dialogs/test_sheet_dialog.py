import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPushButton

from em_desktop.ui.dialogs.sheet_dialog import SheetDialog

SHEETS = ("Year 10", "Year 11", "Notes")


@pytest.fixture
def dialog(qtbot):
    made = SheetDialog(SHEETS, "school.xlsx")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.fixture
def chosen(dialog):
    names = []
    dialog.chosen.connect(names.append)
    return names


def test_enter_takes_the_first_sheet(qtbot, dialog, chosen):
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == ["Year 10"]
    assert not dialog.isVisible()


def test_arrows_and_enter_take_another(qtbot, dialog, chosen):
    sheets = dialog.findChild(QListWidget)
    qtbot.keyClick(sheets, Qt.Key.Key_Down)
    qtbot.keyClick(sheets, Qt.Key.Key_Return)
    assert chosen == ["Year 11"]


def test_the_button_takes_the_sheet_that_is_marked(dialog, chosen):
    dialog.findChild(QListWidget).setCurrentRow(2)
    next(b for b in dialog.findChildren(QPushButton) if b.property("primary")).click()
    assert chosen == ["Notes"]


def test_a_double_click_takes_a_sheet(dialog, chosen):
    sheets = dialog.findChild(QListWidget)
    sheets.setCurrentRow(1)
    sheets.itemActivated.emit(sheets.item(1))
    assert chosen == ["Year 11"]


def test_escape_takes_none(qtbot, dialog, chosen):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert chosen == []
    assert not dialog.isVisible()
