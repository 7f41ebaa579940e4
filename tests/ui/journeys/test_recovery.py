"""Going on in the next window where the last one stopped."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from em_desktop.files import exporting
from em_desktop.review.order import Sorting
from em_desktop.review.resolve import resolve
from em_desktop.review.show import Show
from em_desktop.review.status import Status
from em_desktop.ui.dialogs.export_dialog import ExportDialog


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "state" / "journals"


def close_and_keep(driver, prompts):
    prompts.answers.append("keep")
    driver.window.close()
    driver.qtbot.waitUntil(lambda: not driver.window.isVisible())


def buttons(driver):
    """The buttons of the offers on the start page, by what they are called."""
    card = driver.window.start_page.unfinished
    found = [b for b in card.findChildren(QPushButton) if not b.isHidden()]
    return {button.text(): button for button in found}


def until_offered(driver):
    card = driver.window.start_page.unfinished
    driver.qtbot.waitUntil(lambda: not card.isHidden(), timeout=20_000)


def go_on(driver):
    until_offered(driver)
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        buttons(driver)["Go on"].click()
    return driver.page


def edit(driver, row, text):
    driver.page.model.setData(driver.page.model.index(row, 0), text)


def said(driver):
    card = driver.window.start_page.unfinished
    return " ".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())


def test_the_start_page_offers_to_go_on_and_all_is_as_it_was(driver, edmond, prompts, next_window):
    page = driver.open(edmond)
    driver.window.action("undo")
    edit(driver, 0, "Zoe")
    edit(driver, 1, "Yan")
    driver.trigger("undo")
    page.view.sort_by(Sorting(2, descending=True))
    page.threshold_bar.set_threshold(0.83)
    driver.go(5, 2)
    for row in (7, 8):
        index = page.model.index(row, 1)
        page.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    current, selected = page.view.current_row_id(), page.view.selected_rows()
    close_and_keep(driver, prompts)

    again = next_window()
    until_offered(again)
    assert "edmond.csv" in said(again)
    assert "1 cell changed · today" in said(again)
    page = go_on(again)
    stack = page.document.undo_stack
    assert (stack.index(), stack.count()) == (1, 2)
    assert "Zoe" in again.shown_names()
    assert page.model.sorting == Sorting(2, descending=True)
    assert page.threshold_bar.threshold == 0.83
    assert (page.view.current_row_id(), page.view.currentIndex().column()) == (current, 2)
    assert page.view.selected_rows() == selected
    assert page.notice.text == "You go on with 1 cell changed."
    again.trigger("redo")
    assert "Yan" in again.shown_names()


def test_suggestions_are_made_again_and_the_place_is_the_same(driver, edmond, prompts, next_window):
    page = driver.open(edmond)
    driver.infer()
    driver.key(Qt.Key.Key_Return, Qt.Key.Key_Return)
    page.show_only(Show.UNSURE)
    driver.go(1, 1)
    current, decided = page.view.current_row_id(), dict(page.document.workspace.decisions)
    assert len(decided) == 2
    close_and_keep(driver, prompts)
    again = next_window()
    page = go_on(again)
    driver.qtbot.waitUntil(lambda: page.document.suggestions is not None, timeout=20_000)
    assert dict(page.document.workspace.decisions) == decided
    assert page.model.show is Show.UNSURE
    assert page.view.current_row_id() == current
    assert page.document.status[page.model.positions[1]] == Status.UNSURE
    assert page.document.suggestions.number == 2


def test_opening_the_same_file_by_any_way_asks_first(driver, edmond, prompts, next_window):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    again = next_window()
    prompts.answers.append("go on")
    again.window.open_path(edmond)
    again.qtbot.waitUntil(lambda: again.window.page is not None, timeout=20_000)
    assert again.text(0, 0) == "Zoe"
    assert again.page.document.undo_stack.count() == 1
    assert "edmond.csv" in prompts.asked[-1].text
    assert "1 cell changed" in prompts.asked[-1].text


def test_a_copy_elsewhere_is_the_same_file(driver, edmond, prompts, next_window, tmp_path):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    moved = tmp_path / "moved.csv"
    shutil.move(edmond, moved)
    again = next_window()
    prompts.answers.append("go on")
    again.window.open_path(moved)
    again.qtbot.waitUntil(lambda: again.window.page is not None, timeout=20_000)
    assert again.text(0, 0) == "Zoe"
    assert again.page.document.opened.path == moved


def test_where_the_file_is_gone_one_goes_on_with_a_copy(driver, edmond, prompts, next_window):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    edmond.unlink()
    again = next_window()
    page = go_on(again)
    assert again.text(0, 0) == "Zoe"
    assert "a copy of it that was kept" in page.notice.text


def test_without_a_copy_it_is_said_what_to_do_and_the_work_stays(
    driver, edmond, prompts, next_window, journals
):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    edmond.unlink()
    next(journals.glob("*.original")).unlink()
    again = next_window()
    until_offered(again)
    with again.qtbot.waitSignal(again.window.opener.ended, timeout=20_000):
        buttons(again)["Go on"].click()
    assert "Your work on it is kept" in prompts.told[-1][1]
    assert prompts.told[-1][0] == "This work cannot be gone on with"
    assert len(list(journals.glob("*.journal"))) == 1


def test_not_now_opens_the_file_as_it_is_and_the_work_waits(
    driver, edmond, prompts, next_window, journals
):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    second = next_window()
    prompts.answers.append("later")
    second.open(edmond)
    assert second.text(0, 0) != "Zoe"
    edit(second, 1, "Yan")
    prompts.answers.append("keep")
    second.trigger("close")
    card = second.window.start_page.unfinished
    second.qtbot.waitUntil(lambda: len(card.findChildren(QPushButton)) == 6, timeout=20_000)
    assert len(list(journals.glob("*.journal"))) == 2
    second.window.close()
    third = next_window()
    until_offered(third)
    assert len(third.window.start_page.unfinished.findChildren(QPushButton)) == 6


def test_not_now_on_the_start_page_hides_the_offer_until_the_next_start(
    driver, edmond, prompts, next_window, journals
):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    again = next_window()
    until_offered(again)
    buttons(again)["Not now"].click()
    assert again.window.start_page.unfinished.isHidden()
    again.open(edmond)
    assert again.text(0, 0) != "Zoe"
    assert len(list(journals.glob("*.journal"))) == 1
    until_offered(next_window())


def test_discarding_asks_first(driver, edmond, prompts, next_window, journals):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    again = next_window()
    until_offered(again)
    prompts.answers.append("keep")
    buttons(again)["Discard…"].click()
    assert len(list(journals.glob("*.journal"))) == 1
    assert not again.window.start_page.unfinished.isHidden()
    prompts.answers.extend(["discard", "discard"])
    again.open(edmond)
    assert list(journals.iterdir()) == []
    assert again.window.page is not None


def test_a_window_that_is_open_keeps_its_work_to_itself(driver, edmond, prompts, next_window):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    assert driver.window.recovery.keep()
    again = next_window()
    prompts.answers.append("open")  # the same file in two windows is asked about
    again.open(edmond)
    assert [question.title for question in prompts.asked if "nfinished" in question.title] == []
    assert again.window.start_page.unfinished.isHidden()


def test_exported_and_discarded_work_leaves_no_journal(driver, edmond, prompts, journals):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    assert driver.window.recovery.keep()
    assert len(list(journals.glob("*.journal"))) == 1
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    driver.trigger("close")
    assert list(journals.iterdir()) == []
    driver.open(edmond)
    edit(driver, 0, "Yan")
    assert driver.window.recovery.keep()
    prompts.answers.append("discard")
    driver.trigger("close")
    assert list(journals.iterdir()) == []


def test_what_is_kept_is_offered_when_one_is_back_on_the_start_page(driver, edmond, prompts):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    prompts.answers.append("keep")
    driver.trigger("close")
    assert driver.window.page is None
    go_on(driver)
    assert driver.text(0, 0) == "Zoe"


def test_a_new_roster_is_gone_on_with(driver, prompts, next_window):
    driver.window.new_roster()
    driver.page.model.setData(driver.page.model.index(0, 0), "Anna")
    close_and_keep(driver, prompts)
    again = next_window()
    page = go_on(again)
    assert again.text(0, 0) == "Anna"
    assert page.document.opened.path is None


def test_keeping_work_that_cannot_be_written_is_refused_and_nothing_closes(
    driver, edmond, prompts, monkeypatch
):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    with monkeypatch.context() as full:

        def no_room(_descriptor, _content):
            raise OSError(28, "No space left on device")

        full.setattr(os, "write", no_room)
        prompts.answers.append("keep")
        driver.window.close()
    assert driver.window.isVisible()
    assert "Export the work" in prompts.told[-1][1]


def test_a_disk_that_is_full_is_told_once_above_the_table(driver, edmond, monkeypatch):
    page = driver.open(edmond)
    recorder = driver.window.recovery._recorder
    with monkeypatch.context() as full:

        def no_room(_descriptor, _content):
            raise OSError(28, "No space left on device")

        full.setattr(os, "write", no_room)
        with driver.qtbot.waitSignal(recorder.troubled, timeout=20_000):
            edit(driver, 0, "Zoe")
    assert "the disk is full" in page.notice.text
    with driver.qtbot.waitSignal(recorder.recovered, timeout=20_000):
        edit(driver, 1, "Yan")
    assert page.notice.text == "What you do is kept for a power cut again."


def test_damaged_notes_are_set_aside_with_a_word(driver, edmond, prompts, next_window, journals):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    [journal] = journals.glob("*.journal")
    journal.write_bytes(b"nonsense\n" + journal.read_bytes())
    again = next_window()
    again.qtbot.waitUntil(lambda: bool(prompts.told), timeout=20_000)
    [aside] = journals.glob("*.damaged")
    assert aside.name in prompts.told[-1][2]
    again.open(edmond)
    assert again.page.document.undo_stack.count() == 0


def test_of_damaged_notes_the_part_before_is_restored_and_it_is_said(
    driver, edmond, prompts, next_window, journals
):
    driver.open(edmond)
    for row in range(4):
        edit(driver, row, f"Pupil {row}")
    close_and_keep(driver, prompts)
    [journal] = journals.glob("*.journal")
    journal.write_bytes(journal.read_bytes().replace(b"Pupil 2", b"Pupil X", 1))
    again = next_window()
    until_offered(again)
    assert "damaged" in said(again)
    page = go_on(again)
    assert page.document.undo_stack.count() == 2
    assert "could not be restored" in page.notice.text


def test_work_on_an_earlier_content_is_offered_and_so_called(driver, edmond, prompts, next_window):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    edmond.write_text(edmond.read_text("utf-8") + "New,,170,10A\n", "utf-8")
    again = next_window()
    prompts.answers.append("go on")
    again.window.open_path(edmond)
    again.qtbot.waitUntil(lambda: again.window.page is not None, timeout=20_000)
    assert "has been changed since then" in prompts.asked[-1].detail
    assert again.text(0, 0) == "Zoe"
    assert "New" not in again.shown_names()
    assert "has been changed since then" in again.page.notice.text


def test_work_on_an_earlier_content_can_be_carried_over_to_the_new_one(
    driver, edmond, prompts, next_window, journals
):
    driver.open(edmond)
    edit(driver, 0, "Zoe")
    close_and_keep(driver, prompts)
    edmond.write_text(edmond.read_text("utf-8") + "New,,170,10A\n", "utf-8")
    again = next_window()
    former = go_on(again)
    [before] = journals.glob("*.journal")
    notice = former.disk_notice
    again.qtbot.waitUntil(lambda: "changed by another program" in notice.text, timeout=20_000)
    with again.qtbot.waitSignal(again.window.disk.reloaded, timeout=20_000):
        again.window.disk.reload()
    assert again.page is not former
    assert again.text(0, 0) == "Zoe"
    assert "New" in again.shown_names()
    assert before in journals.glob("*.journal"), "until the new one is written, behind the window"
    again.qtbot.waitUntil(lambda: not before.exists(), timeout=20_000)
    [journal] = journals.glob("*.journal")
    close_and_keep(again, prompts)
    third = next_window()
    go_on(third)
    assert third.text(0, 0) == "Zoe"
    assert list(journals.glob("*.journal")) == [journal]


def test_an_export_over_the_roster_itself_is_no_hindrance(driver, edmond, prompts, next_window):
    page = driver.open(edmond)
    edit(driver, 0, "Zoe")
    assert driver.window.recovery.keep()
    exporting.export(
        page.document.opened,
        page.document.workspace,
        resolve(page.document.workspace, page.document.reading),
        edmond,
        overwrite=True,
    )
    page.document.saved()
    edit(driver, 1, "Yan")
    close_and_keep(driver, prompts)
    again = next_window()
    page = go_on(again)
    assert again.shown_names()[:2] == ["Zoe", "Yan"]
    assert page.document.undo_stack.count() == 2
    assert page.document.unexported == "1 cell changed"
