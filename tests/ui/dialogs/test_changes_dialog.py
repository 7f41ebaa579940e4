import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from em_desktop.review.differences import Difference, Differences, Kind, Who
from em_desktop.review.sifting import Key
from em_desktop.ui.dialogs.changes_dialog import ChangesDialog
from em_desktop.ui.dialogs.changes_model import KEYS
from em_desktop.ui.dialogs.changes_table import ChangesTable

FOUND = Differences.of(
    [
        Difference(Kind.COLUMN_ADDED, column=4, header="source", who=Who.PROGRAM),
        Difference(Kind.CELL, 1, 1, "Zoë", "gender", "", "f", Who.THRESHOLD, 0.96, 0.9),
        Difference(Kind.CELL, 2, 1, "A\u202enn", "gender", "<b>?", "m", Who.ACCEPTED, 0.7),
        Difference(Kind.ROW_DELETED, 9, name="Cy", old="Cy · 180", who=Who.EDITED),
    ]
)
ROW, NAME, COLUMN, OLD, NEW, WHO, PROBABILITY = range(len(KEYS))


@pytest.fixture
def dialog(qtbot, dressed):
    dialog = ChangesDialog(FOUND, ("Compared with class.csv.",))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    QAbstractItemModelTester(
        dialog.table.model, QAbstractItemModelTester.FailureReportingMode.Warning, dialog
    )
    return dialog


def shown(dialog):
    model = dialog.table.model
    return [
        tuple(str(model.index(r, c).data()) for c in range(model.columnCount()))
        for r in range(model.rowCount())
    ]


def test_old_and_new_stand_side_by_side(dialog):
    assert shown(dialog) == [
        ("", "", "source", "", "(new column)", "added by EM Desktop", ""),
        ("2", "Zoë", "gender", "(empty)", "f", "accepted in bulk, from 90 %", "96 %"),
        ("3", "Ann", "gender", "<b>?", "m", "accepted", "70 %"),
        ("10", "Cy", "(row deleted)", "Cy · 180", "", "edited", ""),
    ]


def test_a_text_that_looks_like_html_is_shown_as_it_is(dialog):
    tip = dialog.table.model.index(2, OLD).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_typing_finds_and_the_list_chooses(qtbot, dialog):
    field = dialog.findChild(QLineEdit)
    qtbot.keyClicks(field, "0")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [row[ROW] for row in shown(dialog)] == ["10"]
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    box = dialog.findChild(QComboBox)
    box.setCurrentText("Rows and columns")
    assert [row[COLUMN] for row in shown(dialog)] == ["source", "(row deleted)"]


def test_a_title_sorts_and_a_third_click_brings_the_order_of_the_table_back(dialog):
    header = dialog.table.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(PROBABILITY) + 10, header.height() // 2)
    orders = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append([row[ROW] for row in shown(dialog)][:2])
    assert ["3", "2"] in orders[:2]
    assert ["2", "3"] in orders[:2]
    assert orders[2] == ["", "2"]


def test_lines_are_copied_as_a_spreadsheet_wants_them(qtbot, dialog):
    view = dialog.table.view
    view.selectRow(1)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Row\tName\tColumn\tOld text\tNew text\tWho\tProbability\n"
        "2\tZoë\tgender\t\tf\taccepted in bulk, from 90 %\t96 %\n"
    )
    view.clearSelection()
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "C&opy").click()
    assert QGuiApplication.clipboard().text().count("\n") == 5


def test_a_double_click_or_enter_leads_to_the_cell(qtbot, dialog):
    wanted = []
    dialog.wanted.connect(lambda *place: wanted.append(place))
    dialog.table.view.setCurrentIndex(dialog.table.model.index(2, NEW))
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Return)
    assert wanted == [(2, 1)]
    assert not dialog.isVisible()


def test_columns_that_say_nothing_are_hidden_and_titles_can_be_given(qtbot, dressed):
    bare = Differences.of([Difference(Kind.CELL, 1, 1, "", "height", "170", "171")])
    table = ChangesTable(bare, {Key.OLD: "In the file now"})
    qtbot.addWidget(table)
    hidden = [i for i in range(len(KEYS)) if table.view.isColumnHidden(i)]
    assert hidden == [NAME, WHO, PROBABILITY]
    title = table.model.headerData(OLD, Qt.Orientation.Horizontal)
    assert title == "In the file now"


def test_nothing_to_show_is_said(qtbot, dressed):
    dialog = ChangesDialog(Differences.of([]))
    qtbot.addWidget(dialog)
    assert shown(dialog) == []
    assert dialog.table.copy() == 0


def test_without_a_change_it_says_what_would_stand_there(qtbot):
    dialog = ChangesDialog(Differences.of([]))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert words[0] == "Nothing differs."
    assert any("Answer a suggestion" in text for text in words)
    assert dialog.table.isHidden()
