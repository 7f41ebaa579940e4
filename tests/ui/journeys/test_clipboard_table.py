"""A table from the clipboard to the clipboard, in the real window."""

import pytest
from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from em_desktop.files.clipboard.text import from_text, to_html
from em_desktop.files.opening import open_roster
from em_desktop.ui.dialogs.export_dialog import ExportDialog


def hold(*, html="", text=""):
    held = QMimeData()
    if html:
        held.setHtml(html)
    held.setText(text)
    QGuiApplication.clipboard().setMimeData(held)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    hold()
    yield
    # The offscreen clipboard outlives Python, and an object that Python made must not.
    QGuiApplication.clipboard().setText("")


@pytest.fixture
def table(edmond):
    """Header and rows of the sample."""
    roster = open_roster(edmond).roster
    return roster.header, list(zip(*roster.columns, strict=True))


def paste(driver):
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=60_000):
        driver.trigger("paste_roster")


def test_a_table_is_pasted_inferred_copied_and_exported(driver, table, tmp_path):
    hold(html=to_html(*table), text="as shown")
    paste(driver)
    page = driver.page
    roster = page.document.workspace.roster
    assert roster.header == table[0]
    assert list(zip(*roster.columns, strict=True)) == table[1]
    assert "300 rows came from the clipboard" in page.notice.text
    assert driver.window.windowTitle().startswith("New roster")
    assert page.document.unsaved
    assert page.view.columnWidth(0) > page.view.fontMetrics().horizontalAdvance(table[1][0][0])
    driver.infer()
    driver.trigger("accept_all")
    with driver.qtbot.waitSignal(page.copier.told, timeout=60_000):
        driver.trigger("copy_table")
    assert page.notice.text.startswith("300 rows copied")
    copied = from_text(QGuiApplication.clipboard().text())
    assert copied[0] == list(table[0])
    gender = table[0].index("gender")
    filled = [row for row, old in zip(copied[1:], table[1], strict=True) if row != list(old)]
    assert len(filled) > 5
    assert all(row[gender] in {"female", "male"} for row in filled)
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    assert dialog.path.name == "roster-corrected.csv"
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=60_000):
        dialog._export()
    written = open_roster(dialog.path).roster
    assert [list(row) for row in zip(*written.columns, strict=True)] == copied[1:]


def test_undo_takes_the_pasted_rows_back(driver, table):
    hold(text="\n".join("\t".join(row) for row in (table[0], *table[1])))
    paste(driver)
    assert "table from the clipboard" in driver.window.action("undo").text()
    driver.trigger("undo")
    assert driver.page.document.workspace.roster.n_rows == 0
    driver.trigger("redo")
    assert driver.page.document.workspace.roster.n_rows == 300


@pytest.mark.parametrize("text", ["", "Dear Anna,\nthank you for the list."])
def test_a_clipboard_without_a_table_says_what_to_do(driver, edmond, prompts, text):
    page = driver.open(edmond)
    hold(text=text)
    paste(driver)
    assert prompts.told[0][0] == "There is no table to paste"
    assert "copy it, and come back" in prompts.told[0][1]
    assert driver.window.page is page


def test_the_start_page_offers_the_clipboard_only_where_it_holds_a_table(driver):
    page = driver.window.start_page
    (button,) = [b for b in page.findChildren(QPushButton) if "clipboard" in b.text()]
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.window.isActiveWindow)
    assert button.isHidden()
    hold(text="name\theight\nAnna\t172\n")
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.WindowActivate))
    assert not button.isHidden()
    hold(text="Dear Anna")
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.WindowActivate))
    assert button.isHidden()
    hold(text="name\theight\nAnna\t172\n")
    page.hide()
    page.show()
    assert not button.isHidden()
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=60_000):
        button.click()
    assert driver.page.document.workspace.roster.n_rows == 1
