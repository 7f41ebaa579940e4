"""Another program changes the open file, in the real window."""

import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from em_desktop.assets import resource
from em_desktop.files.source import Format, ReadOptions
from em_desktop.review.rebased import Kind
from em_desktop.session.loading import load
from em_desktop.ui.dialogs.conflicts_dialog import ConflictsDialog
from em_desktop.ui.dialogs.differences_dialog import DifferencesDialog
from em_desktop.ui.files.exporting import ExportChoice
from em_desktop.ui.side import Side

ROSTER = "name,gender,height\nAnn,f,160\nBen,,175\nCat,,158\nDan,m,181\n"


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "pupils.csv"
    path.write_text(ROSTER)
    return path


def type_into(driver, row, column, text):
    driver.go(row, column)
    driver.key(text, Qt.Key.Key_Return)


def rewrite(driver, path: Path, text: str) -> None:
    """Write the file as another program would, and wait until that is noticed."""
    path.write_text(text)
    driver.qtbot.waitUntil(
        lambda: "another program" in driver.page.disk_notice.text, timeout=10_000
    )


def press(driver, text: str) -> None:
    choices = driver.page.disk_notice.choices
    button = next(b for b in choices if text in b.text().replace("&", ""))
    driver.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def reload(driver) -> None:
    with driver.qtbot.waitSignal(driver.window.disk.ended, timeout=10_000):
        press(driver, "Reload")


def settled(driver) -> None:
    """Wait until the file has been looked at."""
    with driver.qtbot.waitCallback(timeout=10_000) as looked:
        driver.window.disk._watcher.check(looked)


def export(driver, path: Path) -> None:
    driver.trigger("export")
    exporter = driver.window.exporter
    with driver.qtbot.waitSignal(exporter.exported, timeout=20_000):
        exporter.write(ExportChoice(path, Format.CSV, provenance=False, overwrite=True))
    for widget in QApplication.topLevelWidgets():
        if widget.parent() is driver.window and widget.isModal():
            widget.close()


def test_a_row_appended_meanwhile_and_my_edits_are_both_exported(driver, roster, tmp_path):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    driver.go(2, 0)
    driver.page.threshold_bar.set_threshold(0.83)
    driver.trigger("history")
    rewrite(driver, roster, ROSTER.replace("Ann", "Zoe,f,150\nAnn"))
    reload(driver)
    page = driver.page
    assert (page.threshold_bar.threshold, page.side) == (0.83, Side.HISTORY)
    assert page.model.index(2, 2).data() == "174"
    assert page.model.index(0, 0).data() == "Zoe"
    assert page.view.current_row_id() == 3  # Cat, as before
    assert page.disk_notice.text.splitlines() == [
        "pupils.csv was read again: 1 row came.",
        "1 edit of yours made again; one undo takes it back.",
    ]
    export(driver, tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_text()
    assert written == roster.read_text().replace("175", "174")
    driver.trigger("undo")
    assert page.model.index(2, 2).data() == "175"


def test_a_conflict_is_asked_about_and_mine_can_be_taken_by_keys(driver, roster):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    type_into(driver, 3, 2, "182")
    rewrite(driver, roster, ROSTER.replace("175", "173").replace("181", "180"))
    reload(driver)
    dialog = driver.window.findChild(ConflictsDialog)
    assert dialog.model.rowCount() == 2
    assert dialog.model.index(0, 2).data() == Kind.CELL.value
    driver.qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.mine == {0}
    with driver.qtbot.waitSignal(dialog.chosen):
        driver.qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert [driver.text(r, 2) for r in range(4)] == ["160", "174", "158", "180"]
    assert "In 1 place the file was kept as it is now." in driver.page.disk_notice.text


def test_a_cancelled_conflict_leaves_all_as_it_was(driver, roster):
    page = driver.open(roster)
    type_into(driver, 1, 2, "174")
    rewrite(driver, roster, ROSTER.replace("175", "173"))
    reload(driver)
    driver.qtbot.keyClick(driver.window.findChild(ConflictsDialog), Qt.Key.Key_Escape)
    assert driver.window.page is page
    assert driver.text(1, 2) == "174"
    assert page.disk_notice.text


def test_keep_mine_is_quiet_until_the_file_is_to_be_replaced(driver, roster, prompts, tmp_path):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    rewrite(driver, roster, ROSTER.replace("160", "161"))
    press(driver, "Keep")
    assert driver.page.disk_notice.text == ""
    settled(driver)
    assert driver.page.disk_notice.text == ""
    export(driver, tmp_path / "other.csv")
    assert prompts.asked == []
    driver.window.exporter.write(ExportChoice(roster, Format.CSV, provenance=False, overwrite=True))
    driver.qtbot.waitUntil(lambda: len(prompts.asked) == 1, timeout=10_000)
    assert "does not hold that change" in prompts.asked[0].text
    assert "161" in roster.read_text()
    prompts.answers.append("replace")
    export(driver, roster)
    assert roster.read_text() == ROSTER.replace("175", "174")
    settled(driver)
    assert driver.page.disk_notice.text == ""


def test_a_change_that_was_not_noticed_yet_is_noticed_before_the_file_is_replaced(
    driver, roster, prompts
):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    watcher = driver.window.disk._watcher
    watcher._system.removePaths([*watcher._system.files(), *watcher._system.directories()])
    roster.write_text(ROSTER.replace("160", "161"))  # on a network folder nothing is told
    driver.trigger("export")
    driver.window.exporter.write(ExportChoice(roster, Format.CSV, provenance=False, overwrite=True))
    driver.qtbot.waitUntil(lambda: len(prompts.asked) == 1, timeout=10_000)
    assert "161" in roster.read_text()


def test_differences_are_shown_and_lead_to_the_reload(driver, roster):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    rewrite(driver, roster, ROSTER.replace("160", "161").replace("Dan,m,181\n", "Eve,f,170\n"))
    with driver.qtbot.waitSignal(driver.window.disk.ended, timeout=10_000):
        press(driver, "differences")
    dialog = driver.window.findChild(DifferencesDialog)
    shown = list(dialog.table.model.found)
    assert [(d.name, d.old, d.new) for d in shown] == [
        ("Ann", "160", "161"),
        ("Eve", "", "Eve · f · 170"),
        ("Dan", "Dan · m · 181", ""),
    ]
    assert driver.page.disk_notice.text
    button = next(
        b for b in dialog.findChildren(QPushButton) if "Reload" in b.text().replace("&", "")
    )
    with driver.qtbot.waitSignal(driver.window.disk.ended, timeout=10_000):
        driver.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [driver.text(r, 2) for r in range(4)] == ["161", "174", "158", "170"]


def test_a_touch_without_a_change_is_silence(driver, roster):
    driver.open(roster)
    settled(driver)
    os.utime(roster, ns=(1, 1))
    settled(driver)
    assert driver.page.disk_notice.text == ""


def test_a_change_that_is_taken_back_needs_no_word(driver, roster):
    driver.open(roster)
    rewrite(driver, roster, ROSTER + "Eve,,1\n")
    roster.write_text(ROSTER)
    driver.qtbot.waitUntil(lambda: not driver.page.disk_notice.text, timeout=10_000)


def test_a_file_that_is_deleted_loses_nothing(driver, roster, prompts):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    roster.unlink()
    driver.qtbot.waitUntil(
        lambda: "no longer in its folder" in driver.page.disk_notice.text, timeout=10_000
    )
    assert "Your work is safe" in driver.page.disk_notice.text
    with driver.qtbot.waitSignal(driver.window.disk.ended, timeout=10_000):
        driver.trigger("reload")
    assert "does not exist" in prompts.told[0][1]
    export(driver, roster)
    assert roster.read_text() == ROSTER.replace("175", "174")
    settled(driver)
    assert driver.page.disk_notice.text == ""


def test_the_window_looks_when_it_comes_to_the_front(driver, roster):
    driver.open(roster)
    watcher = driver.window.disk._watcher
    watcher._system.removePaths([*watcher._system.files(), *watcher._system.directories()])
    roster.write_text(ROSTER + "Eve,,1\n")
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.WindowActivate))
    driver.qtbot.waitUntil(lambda: bool(driver.page.disk_notice.text), timeout=10_000)


def test_an_export_onto_the_file_is_no_foreign_change_and_what_comes_later_is(driver, roster):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    export(driver, roster)
    settled(driver)
    assert driver.page.disk_notice.text == ""
    type_into(driver, 2, 2, "157")
    rewrite(driver, roster, roster.read_text() + "Eve,,166\n")
    reload(driver)
    assert driver.window.findChild(ConflictsDialog) is None
    assert [driver.text(r, 2) for r in range(5)] == ["160", "174", "157", "181", "166"]
    assert "1 edit of yours the file has by now." in driver.page.disk_notice.text


def test_a_file_that_is_no_table_any_more_is_told(driver, roster, prompts):
    page = driver.open(roster)
    type_into(driver, 1, 2, "174")
    rewrite(driver, roster, "\0\0\0")
    reload(driver)
    assert len(prompts.told) == 1
    assert driver.window.page is page


def test_an_edit_made_while_it_is_read_again_is_not_lost(driver, roster):
    driver.open(roster)
    rewrite(driver, roster, ROSTER + "Eve,,166\n")
    press(driver, "Reload")
    page = driver.page
    page.model.setData(page.model.index(1, 2), "174")
    driver.qtbot.waitUntil(lambda: driver.window.page is not page, timeout=10_000)
    assert driver.text(1, 2) == "174"
    assert driver.text(4, 0) == "Eve"


def test_suggestions_and_decisions_come_back(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    driver.key(Qt.Key.Key_Return)
    decided = len(page.document.workspace.decisions)
    assert decided == 1
    lines = edmond.read_text("utf-8").splitlines(keepends=True)
    edmond.write_text("".join([lines[0], *lines[2:]]), "utf-8")
    driver.qtbot.waitUntil(lambda: bool(page.disk_notice.text), timeout=10_000)
    reload(driver)
    page = driver.page
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        pass
    assert len(page.document.workspace.decisions) == 1
    assert page.document.suggestions.number == 2


def test_the_edits_made_again_survive_a_power_cut(driver, roster):
    driver.open(roster)
    type_into(driver, 1, 2, "174")
    rewrite(driver, roster, ROSTER + "Eve,,166\n")
    reload(driver)
    folder = driver.window._store.state / "journals"
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"174" in written


def test_the_file_changes_again_and_the_buttons_stay(driver, roster):
    page = driver.open(roster)
    rewrite(driver, roster, ROSTER + "Eve,,166\n")
    before = page.disk_notice.choices
    with driver.qtbot.waitSignal(driver.window.disk._watcher.noticed, timeout=10_000):
        roster.write_text(ROSTER + "Eve,,167\n")
    assert page.disk_notice.choices == before
    reload(driver)
    assert driver.text(4, 2) == "167"


def test_a_roster_without_a_file_has_nothing_to_reload(driver):
    driver.trigger("new")
    assert not driver.window.action("reload").isEnabled()


def test_a_workbook_that_was_saved_meanwhile_keeps_its_sheet_and_the_edits(driver, tmp_path):
    path = Path(shutil.copy(resource("samples/edmond.xlsx"), tmp_path / "edmond.xlsx"))
    driver.window.show_loaded(load(path, (), ReadOptions(sheet="Pupils")))
    type_into(driver, 1, 2, "150")
    book = openpyxl.load_workbook(path)
    book["Pupils"]["A3"] = "Somebody Else"
    book["Pupils"]["C5"] = 199
    book.save(path)
    driver.qtbot.waitUntil(lambda: bool(driver.page.disk_notice.choices), timeout=10_000)
    reload(driver)
    dialog = driver.window.findChild(ConflictsDialog)
    assert dialog.model.index(0, 2).data() == Kind.ROW_RENAMED.value
    driver.qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    driver.qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert driver.text(1, 0) == "Somebody Else"
    assert driver.text(1, 2) == "150"
    assert driver.text(3, 2) == "199"
