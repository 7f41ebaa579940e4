"""Files in the real window: problems, sheets, drops, unsaved work."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from em_desktop.assets import resource


def try_to_open(driver, path: Path) -> None:
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.window.open_path(path)


BAD = {
    "nothing.csv": b"",
    "binary.csv": bytes(range(256)) * 40,
    "nul.csv": b"name,gender\nA\0nn,f\n",
    "broken.xlsx": b"PK\x03\x04 this is no workbook",
    "picture.ods": b"\x89PNG\r\n\x1a\n0000",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_a_sentence_and_the_open_roster_stays(
    driver, edmond, prompts, tmp_path, name
):
    page = driver.open(edmond)
    path = tmp_path / name
    path.write_bytes(BAD[name])
    try_to_open(driver, path)
    assert len(prompts.told) == 1
    sentence = prompts.told[0][1]
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert driver.window.page is page
    assert page.document.workspace.roster.n_rows == 300


def test_a_name_that_turns_words_around_is_shown_in_order(driver, edmond, tmp_path):
    path = Path(shutil.copy(edmond, tmp_path / "\u202evsc.\u202cpupils.csv"))
    driver.open(path)
    assert driver.window.windowTitle().startswith("vsc. pupils.csv")
    shown = [label.text() for label in driver.window.findChildren(QLabel)]
    assert not any("\u202e" in text for text in shown)
    assert path in driver.window.settings.recent


def test_a_missing_file_and_a_folder_are_told(driver, prompts, tmp_path):
    try_to_open(driver, tmp_path / "gone.csv")
    try_to_open(driver, tmp_path)
    assert len(prompts.told) == 2
    assert driver.window.page is None


def test_a_workbook_with_two_sheets_asks_which(driver, tmp_path):
    path = Path(shutil.copy(resource("samples/edmond.xlsx"), tmp_path))
    try_to_open(driver, path)
    dialog = driver.window.opener.dialog
    driver.qtbot.waitUntil(lambda: dialog.settled, timeout=20_000)
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert driver.page.document.workspace.roster.n_rows == 300


def test_a_dropped_file_is_opened(driver, edmond):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(edmond))])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(driver.window, QDragEnterEvent(QPoint(200, 200), *how))
    event = QDropEvent(QPointF(200, 200), *how)
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        QApplication.sendEvent(driver.window, event)
    assert driver.page.document.opened.path == edmond


def edit(driver) -> None:
    driver.go(0, 0)
    driver.key("X", Qt.Key.Key_Return)


def test_closing_with_unsaved_work_asks_and_cancel_keeps_it(driver, edmond, prompts):
    driver.open(edmond)
    edit(driver)
    prompts.answers.append("cancel")
    driver.window.close()
    assert driver.window.isVisible()
    prompts.answers.append("discard")
    driver.window.close()
    driver.qtbot.waitUntil(lambda: not driver.window.isVisible())
    assert len(prompts.asked) == 2


def test_opening_another_file_asks_first(driver, edmond, prompts, tmp_path):
    page = driver.open(edmond)
    edit(driver)
    other = Path(shutil.copy(edmond, tmp_path / "other.csv"))
    driver.window.open_path(other)
    assert len(prompts.asked) == 1
    assert driver.window.page is page
    prompts.answers.append("discard")
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.window.open_path(other)
    assert driver.page.document.opened.path == other


def test_reading_can_be_cancelled(driver, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("name,gender,height\n" + "Ann,f,160\n" * 200_000)
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.window.open_path(path)
        driver.window.opener.cancel()
    assert driver.window.page is None


def test_recent_files_are_remembered(driver, edmond):
    driver.open(edmond)
    assert driver.window.settings.recent == (edmond,)
    driver.trigger("close")
    assert driver.window.page is None
    driver.window.start_page.path_chosen.emit(edmond)
    driver.qtbot.waitUntil(lambda: driver.window.page is not None)


def test_the_picture_is_saved(driver, edmond, prompts, tmp_path):
    driver.open(edmond)
    prompts.paths.append(tmp_path / "heights.png")
    driver.trigger("save_picture")
    assert (tmp_path / "heights.png").read_bytes().startswith(b"\x89PNG")
