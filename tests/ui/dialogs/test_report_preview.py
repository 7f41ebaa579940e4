import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from em_desktop.ui.busy_bar import BusyBar
from em_desktop.ui.dialogs.report_preview import ReportPreview
from em_desktop.ui.paper.sheet import Face, Page, Pages, Paper, Sheet, Text


@pytest.fixture
def dialog(qtbot, dressed):
    sheet = Sheet.of(Paper.A4.page_size)
    page = Page((Text(2000, 2000, "Hello", Face(300), "text"),), (), ())
    result = ReportPreview(Pages("Report on a.csv", sheet, (page, page)), Paper.A4)
    qtbot.addWidget(result)
    result.open()
    return result


def buttons(dialog):
    return {b.text().replace("&", ""): b for b in dialog.findChildren(QPushButton)}


def test_one_thing_goes_on_at_a_time(dialog):
    dialog.begin("Saving r.html…")
    found = buttons(dialog)
    assert not found["Save as HTML…"].isEnabled()
    assert not found["Print…"].isEnabled()
    assert found["Close"].isEnabled()
    dialog.end("Saved: r.html, in /home.", openable=True)
    assert found["Save as HTML…"].isEnabled()
    assert found["Open it"].isVisible()
    assert dialog.said == "Saved: r.html, in /home."


def test_nothing_jumps_while_it_works(qtbot, dialog):
    high = dialog.view.height()
    dialog.begin("Saving r.html…")
    qtbot.waitUntil(dialog.findChild(BusyBar).isVisible)
    assert dialog.view.height() == high
    dialog.end("Saved.", openable=True)
    qtbot.wait(0)
    assert dialog.view.height() == high


def test_work_can_be_cancelled(qtbot, dialog):
    dialog.begin("Saving r.html…")
    qtbot.waitUntil(dialog.findChild(BusyBar).isVisible)
    with qtbot.waitSignal(dialog.cancelled):
        buttons(dialog)["Cancel"].click()


def test_paper_is_chosen(qtbot, dialog):
    box = dialog.findChild(QComboBox)
    with qtbot.waitSignal(dialog.paper_chosen) as chosen:
        box.setCurrentIndex(1)
        box.activated.emit(1)
    assert chosen.args == [Paper.LETTER]


def test_its_pages_are_drawn(dialog):
    picture = dialog.view.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, 300, 2)}
    assert "#ffffff" in colours
    assert any(int(colour[1:3], 16) < 0x60 for colour in colours)  # the ink of “Hello”


def test_each_underlined_letter_is_there_once(dialog):
    """Alt+P once only moved between Print and Paper."""
    labels = (*dialog.findChildren(QPushButton), *dialog.findChildren(QLabel))
    letters = [QKeySequence.mnemonic(each.text()).toString() for each in labels if each.isVisible()]
    letters = [letter for letter in letters if letter]
    assert len(letters) == len(set(letters)) == 5
