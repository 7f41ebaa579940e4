"""A table without categories in the real window: from the notice to the exported column."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from em_desktop.assets import resource
from em_desktop.files.opening import open_roster
from em_desktop.review.status import Status
from em_desktop.ui.column_menu import ColumnMenu
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.dialogs.group_names import RenameDialog
from em_desktop.ui.dialogs.groups_dialog import GroupsDialog


@pytest.fixture
def geyser(tmp_path) -> Path:
    return Path(shutil.copy(resource("samples/geyser.csv"), tmp_path / "geyser.csv"))


def compared(driver) -> GroupsDialog:
    """Wait until the open dialog knows how many groups there are."""
    dialog = driver.window.findChild(GroupsDialog)
    driver.qtbot.waitUntil(lambda: "best" in dialog._number.itemText(0), timeout=20_000)
    return dialog


def find(driver, *names: str) -> None:
    """Fill in the open dialog and press Enter; EM follows."""
    dialog = compared(driver)
    for line, name in zip(dialog._names._lines, names, strict=False):
        line.selectAll()
        driver.qtbot.keyClicks(line, name)
    with driver.qtbot.waitSignal(driver.page.inference.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)


def header(driver) -> tuple[str, ...]:
    return driver.page.document.workspace.roster.header


def test_from_the_notice_to_the_exported_column(driver, geyser, tmp_path):
    page = driver.open(geyser)
    assert "find groups" in page.notice.text
    offer = next(b for b in page.notice.findChildren(QPushButton) if b.text() == "Find groups…")
    driver.qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    find(driver, "short", "long")
    assert header(driver) == ("eruption_min", "waiting_min", "type")
    assert (page.document.status == Status.SUGGESTED).sum() > 240
    assert page.trust.panel.expected.endswith(" rows lie clearly in one group.")
    assert "no right answer" in page.trust.strip.sentence
    assert driver.text(0, 2) == "short"
    assert page.view.currentIndex().column() == 2
    driver.key(Qt.Key.Key_Return)  # accept the first
    driver.key("l")  # and enter the second
    assert page.document.status[:2].tolist() == [Status.ACCEPTED, Status.ENTERED]
    page.bulk.accept_above(0.5)
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    written = tmp_path / "geyser-corrected.csv"
    before, after = geyser.read_bytes().splitlines(), written.read_bytes().splitlines()
    assert after[0] == before[0] + b",type"
    for old, new in zip(before[1:], after[1:], strict=True):
        assert new in (old + b",short", old + b",long")
    assert not page.document.unsaved


def test_one_undo_takes_the_column_away_and_redo_brings_all_back(driver, geyser):
    page = driver.open(geyser)
    driver.trigger("groups")
    find(driver, "short", "long")
    driver.trigger("undo")
    assert header(driver) == ("eruption_min", "waiting_min")
    assert page.document.suggestions is None
    assert page.model.columnCount() == 2
    driver.trigger("redo")
    assert header(driver) == ("eruption_min", "waiting_min", "type")
    assert page.document.suggestions is not None
    assert driver.text(0, 2) == "short"


def test_renaming_changes_suggestions_answers_and_entries(driver, geyser):
    page = driver.open(geyser)
    driver.trigger("groups")
    find(driver, "short", "long")
    driver.key(Qt.Key.Key_Return, "l")
    shown = [driver.text(row, 2) for row in range(4)]
    assert shown == ["short", "long", "short", "long"]
    driver.trigger("rename")
    dialog = driver.window.findChild(RenameDialog)
    driver.qtbot.keyClicks(dialog.editor._lines[0], "brief")
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert [driver.text(row, 2) for row in range(4)] == ["brief", "long", "brief", "long"]
    assert page.document.suggestions.labels == ("brief", "long")
    assert set(page.reviewer.letters()) == {"B", "L"}
    driver.trigger("undo")
    assert [driver.text(row, 2) for row in range(4)] == shown
    assert page.document.suggestions.labels == ("short", "long")


def test_own_entries_are_examples_of_the_next_fit(driver, geyser):
    page = driver.open(geyser)
    driver.trigger("groups")
    find(driver, "short", "long")
    for _ in range(2):
        driver.key("s", "l")
    assert page.document.freshness == "answered"
    driver.infer()
    assert page.document.suggestions.encoding.recorded.tolist() == [2, 2]


def test_without_a_column_to_fill_in_infer_offers_to_find_groups(driver, geyser):
    page = driver.open(geyser)
    page.notice.say()
    driver.trigger("infer")
    assert "To fill in" in page.notice.text
    assert any(b.text() == "Find groups…" for b in page.notice.findChildren(QPushButton))


def test_the_menu_of_the_header_renames_and_takes_away(driver, geyser):
    page = driver.open(geyser)

    def texts(column):
        menu = ColumnMenu(column, page.document, page.view, page.commands, page.groups, page)
        found = {action.text().replace("&", ""): action for action in menu.actions()}
        menu.deleteLater()
        return found

    assert "Find groups…" in texts(0)
    driver.trigger("groups")
    find(driver)
    assert "Rename groups…" not in texts(0)
    assert "Rename groups…" in texts(2)
    texts(2)["Remove this column"].trigger()
    assert header(driver) == ("eruption_min", "waiting_min")
    assert page.document.workspace.clusters is None
    driver.trigger("undo")
    assert header(driver) == ("eruption_min", "waiting_min", "type")
    assert not driver.window.action("undo").text().endswith("removing the groups")


def test_other_groups_go_into_the_same_column(driver, geyser):
    page = driver.open(geyser)
    driver.trigger("groups")
    find(driver, "short", "long")
    driver.trigger("groups")
    dialog = compared(driver)
    assert dialog._names.names == ("short", "long")
    dialog._boxes[1].setChecked(False)
    dialog._number.setCurrentIndex(dialog._number.findData(3))
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert header(driver) == ("eruption_min", "waiting_min", "type")
    assert page.document.suggestions.labels == ("short", "long", "C")
    assert page.document.workspace.roles.further == ()


def test_closing_the_dialog_or_the_window_stops_the_comparing(driver, geyser):
    driver.open(geyser)
    driver.trigger("groups")
    driver.window.findChild(GroupsDialog).reject()
    assert driver.page.groups._run is None
    driver.trigger("groups")  # the fixture closes the window and looks for threads


def test_a_roster_with_gaps_is_not_asked_for_groups(driver, edmond):
    page = driver.open(edmond)
    assert "groups" not in page.notice.text
    assert not driver.window.action("rename").isEnabled()


def test_a_table_of_words_says_that_there_is_nothing_to_go_by(driver, tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("a,b\nx,y\nz,w\n", encoding="utf-8")
    page = driver.open(path)
    driver.trigger("groups")
    assert "No column holds different numbers" in page.notice.text
    assert driver.window.findChild(GroupsDialog) is None


def test_the_exported_file_opens_with_the_column_as_a_category(driver, geyser, tmp_path):
    page = driver.open(geyser)
    driver.trigger("groups")
    find(driver, "short", "long")
    page.bulk.accept_above(0.0)
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    found = open_roster(tmp_path / "geyser-corrected.csv").roster
    assert set(found.columns[2]) == {"short", "long"}
