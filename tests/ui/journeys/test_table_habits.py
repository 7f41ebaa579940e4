"""The habits of a spreadsheet, in the real window."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from em_desktop.review.status import Status
from em_desktop.roster.options import Unit
from em_desktop.roster.roles import Role
from em_desktop.ui.column_menu import _UNITS, ColumnMenu
from em_desktop.ui.table.model import FACE_ROLE


def select(page, top, left, bottom, right):
    model, view = page.model, page.view
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    view.setCurrentIndex(model.index(top, left))
    view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_typing_replaces_enter_goes_down_and_tab_right(driver, edmond):
    page = driver.open(edmond)
    driver.go(1, 0)
    driver.key("Zoe", Qt.Key.Key_Return)
    assert driver.text(1, 0) == "Zoe"
    assert (page.view.currentIndex().row(), page.view.currentIndex().column()) == (2, 0)
    driver.key(Qt.Key.Key_Tab)
    assert (page.view.currentIndex().row(), page.view.currentIndex().column()) == (2, 1)
    assert page.document.undo_stack.undoText() == "editing name"


def test_rows_are_typed_in_at_the_end(driver):
    driver.window.new_roster()
    page = driver.page
    for name, letter, height in (("Ann", "female", "160"), ("Bob", "male", "172")):
        row = page.model.rowCount() - 1
        driver.go(row, 0)
        driver.key(name, Qt.Key.Key_Tab, letter, Qt.Key.Key_Tab, height, Qt.Key.Key_Return)
    roster = page.document.workspace.roster
    assert [roster.cell(0, c) for c in range(3)] == ["Ann", "female", "160"]
    assert [roster.cell(1, c) for c in range(3)] == ["Bob", "male", "172"]
    assert page.model.rowCount() == 3


def test_the_first_letter_is_enough_for_a_gender(driver, edmond):
    page = driver.open(edmond)
    row = int((page.document.status == Status.MISSING).nonzero()[0][0])
    driver.go(row, 1)
    driver.key("f")
    assert driver.text(row, 1) == "female"
    assert page.document.status[row] == Status.ENTERED


def test_a_recorded_gender_opens_the_drop_down(driver, edmond):
    page = driver.open(edmond)
    driver.go(0, 1)
    driver.key(Qt.Key.Key_F2)
    box = page.view.indexWidget(page.view.currentIndex())
    assert isinstance(box, QComboBox)
    assert "female" in [box.itemText(i) for i in range(box.count())]
    driver.qtbot.waitUntil(lambda: box.view().isVisible())
    box.hidePopup()
    driver.qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert driver.text(0, 1) == "male"


def test_copy_and_paste_of_a_block(driver, edmond):
    page = driver.open(edmond)
    select(page, 0, 0, 2, 3)
    driver.trigger("copy")
    copied = QGuiApplication.clipboard().text()
    assert copied.count("\n") == 3
    select(page, 3, 0, 3, 0)
    before = page.document.workspace.roster
    driver.trigger("paste")
    assert [driver.text(3, c) for c in range(4)] == [driver.text(0, c) for c in range(4)]
    assert page.document.undo_stack.undoText() == "paste of 12 cells"
    assert driver.window.action("undo").text() == "&Undo paste of 12 cells"
    driver.trigger("undo")
    now = page.document.workspace.roster
    assert all((a == b).all() for a, b in zip(before.columns, now.columns, strict=True))


def test_pasting_beyond_the_end_adds_rows(driver, edmond):
    page = driver.open(edmond)
    QGuiApplication.clipboard().setText("Ann\tfemale\t160\nBob\tmale\t170\n")
    driver.go(299, 0)
    driver.trigger("paste")
    assert page.document.workspace.roster.n_rows == 301
    assert driver.text(300, 0) == "Bob"
    driver.trigger("undo")
    assert page.document.workspace.roster.n_rows == 300


def test_clear_fill_down_and_delete(driver, edmond):
    page = driver.open(edmond)
    select(page, 0, 2, 2, 2)
    driver.trigger("clear")
    assert [driver.text(r, 2) for r in range(3)] == ["", "", ""]
    driver.trigger("undo")
    select(page, 0, 3, 4, 3)
    driver.trigger("fill")
    assert {driver.text(r, 3) for r in range(5)} == {driver.text(0, 3)}
    names = driver.shown_names()
    select(page, 1, 0, 2, 0)
    driver.trigger("delete")
    assert driver.shown_names() == names[:1] + names[3:]
    driver.trigger("undo")
    assert driver.shown_names() == names


def test_find_goes_from_match_to_match(driver, edmond):
    page = driver.open(edmond)
    name = driver.text(40, 0)
    driver.trigger("find")
    field = driver.window.tool_bar.find_field
    driver.qtbot.keyClicks(field, name.upper())
    assert page.view.currentIndex().row() == 40
    driver.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert driver.text(page.view.currentIndex().row(), 0) == name


def test_next_flag_goes_there_and_says_why(driver, edmond):
    page = driver.open(edmond)
    driver.trigger("flag")
    row = page.view.currentIndex().row()
    assert page.document.reading.flags.at(row)
    assert page.notice.text


def test_flags_are_shown_as_words_in_the_cell(driver, edmond):
    page = driver.open(edmond)
    heights = [driver.text(r, 2) for r in range(300)]
    row = heights.index("1.62")
    face = page.model.index(row, 2).data(FACE_ROLE)
    assert face.tag == "metres?"


@pytest.fixture
def menu(driver, edmond):
    """The menu of the height column."""
    page = driver.open(edmond)
    page.open_column_menu(2)
    menu = page.findChild(ColumnMenu)
    assert menu is not None
    yield menu
    menu.hide()
    QApplication.sendPostedEvents()


def press(menu, text):
    actions = [a for m in (menu, *menu.findChildren(QMenu)) for a in m.actions()]
    next(a for a in actions if a.text().replace("&", "") == text).trigger()


def test_a_click_on_the_header_changes_what_the_column_means(driver, menu):
    press(menu, "No special meaning")
    roles = driver.page.document.workspace.roles
    assert roles.role_of(2) is None
    driver.trigger("infer")
    assert "measurement" in driver.page.notice.text
    driver.trigger("undo")
    assert driver.page.document.workspace.roles.role_of(2) is Role.MEASUREMENT


@pytest.mark.parametrize(
    ("text", "unit"), [("Inches", Unit.INCH), ("Millimetres", Unit.MILLIMETRE)]
)
def test_the_unit_can_be_set(driver, menu, text, unit):
    press(menu, text)
    assert driver.page.document.reading.measurement.unit is unit
    assert unit.value in driver.page.model.subtitle(2).split()


def test_every_unit_is_offered():
    assert {unit for _, unit in _UNITS} == {None, *Unit}


def test_the_menu_sorts(driver, menu):
    press(menu, "Sort descending")
    values = driver.page.document.reading.measurement.values[driver.page.model.positions]
    finite = values[values == values]
    assert (finite[:-1] >= finite[1:]).all()


def test_a_double_click_shows_the_drop_down_and_its_release_leaves_it_open(driver, edmond):
    page = driver.open(edmond)
    driver.go(0, 1)
    place = page.view.visualRect(page.model.index(0, 1)).center()
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    box = page.view.indexWidget(page.model.index(0, 1))
    assert isinstance(box, QComboBox)
    assert "femlae" not in [box.itemText(i) for i in range(box.count())]
    QTest.mouseRelease(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert box.view().isVisible()
    box.hidePopup()
    driver.qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_what_is_picked_from_the_list_is_written_at_once(driver, edmond):
    """The editor once stayed open: a click elsewhere, or Enter, was needed to see it done."""
    page = driver.open(edmond)
    driver.go(0, 1)
    driver.key(Qt.Key.Key_F2)
    box = page.view.indexWidget(page.view.currentIndex())
    assert isinstance(box, QComboBox)
    driver.qtbot.waitUntil(lambda: box.view().isVisible())
    box.view().setCurrentIndex(box.model().index(box.findText("female"), 0))
    driver.qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert driver.text(0, 1) == "female"
    assert not page.view.is_editing()

    driver.key(Qt.Key.Key_F2)
    box = page.view.indexWidget(page.view.currentIndex())
    assert isinstance(box, QComboBox)
    driver.qtbot.waitUntil(lambda: box.view().isVisible())
    driver.qtbot.keyClick(box.view(), Qt.Key.Key_Escape)
    driver.qtbot.wait(0)
    driver.qtbot.keyClick(box, Qt.Key.Key_Down)  # in the line: nothing is picked yet
    assert page.view.is_editing()
    driver.qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_enter_after_tabs_goes_back_to_where_they_began(driver):
    driver.window.new_roster()
    page = driver.page
    driver.go(0, 0)
    for name, letter, height in (("Ann", "female", "160"), ("Bob", "male", "172")):
        driver.key(name, Qt.Key.Key_Tab, letter, Qt.Key.Key_Tab, height, Qt.Key.Key_Return)
    roster = page.document.workspace.roster
    assert [roster.cell(1, c) for c in range(3)] == ["Bob", "male", "172"]
