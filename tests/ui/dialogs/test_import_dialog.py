import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from em_desktop.files.cell_range import CellRange
from em_desktop.files.preview.doubts import Aspect, Doubt
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import Unit
from em_desktop.ui.dialogs.import_dialog import ImportDialog

ROSTER = "Class 5a\nname;gender;height\n" + "".join(
    f"Řehoř {i};{'fm'[i % 2]};{150 + i}\n" for i in range(20)
)
POLISH = "name;gender;height\n" + "".join(
    f"{name};m;170\n"
    for name in ("Łukasz Żak", "Paweł Wójcik", "Małgorzata Dąbrowska", "Zofia Gęś", "Ścibor Łoś")
)


@pytest.fixture
def show(qtbot, dressed, tmp_path):
    """Shows the dialog for a file's content, once its first preview is there."""
    made = []

    def opened(content=ROSTER, how=None, doubts=(), codec="utf-8", name="a.csv", wait=True):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(codec))
        dialog = ImportDialog(path, (), how, doubts)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.said = []
        dialog.chosen.connect(dialog.said.append)
        dialog.open()
        made.append(dialog)
        if wait:
            settle(qtbot, dialog)
        return dialog

    yield opened
    for dialog in made:
        dialog.reject()


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.settled, timeout=10_000)


def cells(dialog):
    model = dialog.table.model()
    return [
        [str(model.index(r, c).data()) for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]


def texts(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_the_first_rows_are_shown_as_they_stand(show):
    dialog = show()
    assert cells(dialog)[0] == ["Class 5a", "", ""]
    assert cells(dialog)[2] == ["Řehoř 0", "f", "150"]
    header = dialog.table.model().headerData
    assert header(1, Qt.Orientation.Horizontal) == "B · to fill in"
    assert header(1, Qt.Orientation.Vertical) == "2"
    assert "20 rows and 3 columns: “name” is the name" in dialog.status.text()


def test_enter_opens_it_as_it_was_found(show, qtbot):
    dialog = show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.said == [HowRead()]
    assert not dialog.isVisible()


def test_escape_opens_nothing(show, qtbot):
    dialog = show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.said == []


def test_nothing_is_opened_before_there_is_something_to_see(show, qtbot):
    dialog = show(wait=False)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.said == []
    assert dialog.isVisible()


def test_doubts_are_told_and_their_choices_come_first(show):
    doubts = (Doubt(Aspect.UNIT, "The unit is doubtful."),)
    dialog = show(doubts=doubts)
    assert "One thing about this file is doubtful." in texts(dialog)
    assert "• The unit is doubtful." in texts(dialog)
    sections = dialog.choices.sections
    assert sections[Aspect.UNIT].y() < sections[Aspect.DELIMITER].y()
    assert sections[Aspect.UNIT].doubt.isVisible()
    assert not sections[Aspect.DELIMITER].doubt.isVisible()
    assert dialog.focusWidget() is dialog.choices.units.choices[0].button


def test_a_doubt_is_settled_by_a_choice(show, qtbot):
    dialog = show(doubts=(Doubt(Aspect.UNIT, "The unit is doubtful."),))
    dialog.choices.units.choices[3].button.click()
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: "✓ The unit is doubtful." in texts(dialog))
    assert "Settled." in texts(dialog)
    dialog.open_button.click()
    assert dialog.said == [HowRead(unit=Unit.INCH)]


def test_the_arrow_keys_go_through_the_encodings_which_stay_in_their_places(show, qtbot):
    dialog = show(POLISH, codec="cp1250")
    box = dialog.choices.encoding
    before = [box.itemText(i) for i in range(3)]
    found = []
    for _ in range(2):
        qtbot.keyClick(box, Qt.Key.Key_Down)
        settle(qtbot, dialog)
        found.append(box.currentText())
    assert found == before[1:]
    shown = [box.itemText(i) for i in range(box.count())]
    assert len(set(shown)) == len(shown), "none stands there twice"


def test_another_encoding_spells_the_names_otherwise(show, qtbot):
    dialog = show(POLISH, codec="cp1250")
    box = dialog.choices.encoding
    assert box.currentData() == "cp1250"
    assert cells(dialog)[1][0] == "Łukasz Żak"
    box.setCurrentIndex(box.findData("cp1252"))
    box.activated.emit(box.currentIndex())
    settle(qtbot, dialog)
    assert cells(dialog)[1][0] == "£ukasz ¯ak"
    dialog.open_button.click()
    assert dialog.said == [HowRead(ReadOptions(encoding="cp1252"))]


def test_another_delimiter_makes_other_columns(show, qtbot):
    dialog = show()
    box = dialog.choices.delimiter
    assert box.currentText() == "Semicolon – 3 columns"
    box.setCurrentIndex(box.findData(","))
    box.activated.emit(box.currentIndex())
    settle(qtbot, dialog)
    assert cells(dialog)[2] == ["Řehoř 0;f;150"]


def test_a_double_click_on_a_line_makes_it_the_header(show, qtbot):
    dialog = show()
    assert dialog.choices.header.value() == 2
    dialog.table.verticalHeader().sectionDoubleClicked.emit(2)
    settle(qtbot, dialog)
    assert dialog.choices.header.value() == 3
    assert "19 rows" in dialog.status.text()
    dialog.choices.header.setValue(0)
    settle(qtbot, dialog)
    assert dialog.choices.header.text() == "0 – none"
    assert dialog.choices.how.options.header_row == -1


def test_a_range_is_typed(show, qtbot):
    dialog = show()
    dialog.choices.area.setEditText("a2:c6")
    dialog.choices.area.lineEdit().editingFinished.emit()
    settle(qtbot, dialog)
    assert "4 rows" in dialog.status.text()
    assert dialog.choices.area.currentText() == "A2:C6"
    dialog.open_button.click()
    assert dialog.said[0].options.area == CellRange(1, 0, 5, 2)


def test_what_is_no_range_is_told_and_cannot_be_opened(show, qtbot):
    dialog = show()
    dialog.choices.area.setEditText("everything")
    qtbot.keyClick(dialog.choices.area.lineEdit(), Qt.Key.Key_Return)
    assert "is no range of cells" in texts(dialog)
    assert dialog.said == []
    dialog.detected.click()
    settle(qtbot, dialog)
    assert "is no range of cells" not in texts(dialog)
    assert dialog.open_button.isEnabled()


def test_tables_can_be_chosen(show, qtbot):
    dialog = show(ROSTER.replace("Class 5a\n", "") + "\n" + ROSTER.replace("Class 5a\n", ""))
    assert [doubt.aspect for doubt in dialog._doubts.values()] == [Aspect.AREA]
    box = dialog.choices.area
    assert [box.itemText(i) for i in range(box.count())] == [
        "The whole file",
        "Table 1: A1:C21",
        "Table 2: A23:C43",
    ]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    settle(qtbot, dialog)
    assert "20 rows" in dialog.status.text()
    assert box.count() == 3, "the others can still be chosen"
    assert box.currentIndex() == 2


def test_what_cannot_be_read_is_told_and_another_choice_helps(show, qtbot):
    dialog = show()
    dialog.choices.header.setValue(99)
    settle(qtbot, dialog)
    assert "fewer than 99 lines" in dialog.status.text()
    assert not dialog.open_button.isEnabled()
    dialog.detected.click()
    settle(qtbot, dialog)
    assert dialog.open_button.isEnabled()
    assert dialog.choices.how == HowRead()


def test_the_decimal_mark_is_chosen_by_its_picture(show, qtbot):
    content = "name;gender;height\n" + "".join(f"P{i};f;1,{600 + i}\n" for i in range(20))
    dialog = show(content)
    words = [choice.words.text() for choice in dialog.choices.marks.choices]
    assert words == [
        "20 of 20 are usual heights, in millimetres",
        "20 of 20 are usual heights, in metres",
    ]
    assert dialog.choices.marks.choices[1].button.isChecked()
    QTest.mouseClick(dialog.choices.marks.choices[0].picture, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)
    assert dialog.choices.how.decimal_mark == "."


def test_without_measurements_unit_and_mark_are_not_asked(show):
    dialog = show("name;gender\nAnna;f\nBen;\nCleo;f\n")
    assert not dialog.choices.sections[Aspect.UNIT].isVisible()
    assert not dialog.choices.sections[Aspect.DECIMAL_MARK].isVisible()


def test_what_was_chosen_before_is_shown(show):
    dialog = show(how=HowRead(ReadOptions(header_row=1), Unit.INCH, ","))
    assert dialog.choices.header.value() == 2
    assert dialog.choices.units.choices[3].button.isChecked()
    assert dialog.choices.marks.choices[1].button.isChecked()


def test_a_cell_cannot_reorder_the_table(show):
    dialog = show("name;height\nAnna\u202egro;150\nBen;151\n")
    assert "\u202e" not in cells(dialog)[1][0]


@pytest.mark.parametrize(("width", "beside"), [(1200, True), (420, False)])
def test_the_table_stands_beside_the_choices_or_below_them(show, qtbot, width, beside):
    dialog = show()
    dialog.resize(width, 600)
    qtbot.waitUntil(lambda: (dialog.table.mapTo(dialog, dialog.table.pos()).x() > 300) is beside)
    assert dialog.table.isVisible()
    assert dialog.open_button.isVisible()
