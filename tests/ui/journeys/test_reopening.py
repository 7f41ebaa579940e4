"""Opening a file again: what comes back by itself, and what is offered."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.session.settings import SettingsStore
from em_desktop.ui.roster_page import SUGGESTED_BEFORE
from em_desktop.ui.side import Side


@pytest.fixture
def next_window(driver, next_window):
    """Close the window, discarding what was done, and start the program again."""

    def start():
        if driver.window.page is not None:
            driver.window.page.document.saved()
        driver.window.close()
        return next_window()

    return start


def test_place_order_filter_threshold_and_side_come_back(driver, edmond, next_window):
    page = driver.open(edmond)
    page.view.sort_by(Sorting(2, descending=True))
    page.show_only(Show.MISSING)
    page.threshold_bar.set_threshold(0.83)
    driver.go(7, 2)
    row_id = page.view.current_row_id()
    driver.trigger("history")
    again = next_window()
    page = again.open(edmond)
    assert page.model.sorting == Sorting(2, descending=True)
    assert page.model.show is Show.MISSING
    assert page.threshold_bar.threshold == 0.83
    assert (page.view.current_row_id(), page.view.currentIndex().column()) == (row_id, 2)
    assert page.side is Side.HISTORY
    assert SUGGESTED_BEFORE not in page.notice.text


def test_suggestions_are_offered_and_what_needs_them_waits(driver, edmond, next_window):
    page = driver.open(edmond)
    driver.infer()
    page.show_only(Show.UNSURE)
    driver.trigger("trust")
    again = next_window()
    page = again.open(edmond)
    assert page.model.show is Show.ALL
    assert page.side is Side.CURVES
    assert SUGGESTED_BEFORE in page.notice.text
    with again.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        page.notice._offer.click()
    assert page.model.show is Show.UNSURE
    assert page.side is Side.TRUST


def test_what_waits_for_a_fit_waits_in_the_next_session_too(driver, edmond, next_window, tmp_path):
    page = driver.open(edmond)
    driver.infer()
    page.show_only(Show.UNSURE)
    driver.trigger("close")
    page = driver.open(edmond)
    assert page.model.show is Show.ALL
    again = next_window()
    page = again.open(edmond)
    again.infer()
    assert page.model.show is Show.UNSURE


def test_in_a_file_with_other_rows_only_the_place_is_forgotten(driver, edmond, next_window):
    page = driver.open(edmond)
    page.threshold_bar.set_threshold(0.83)
    driver.go(7, 2)
    text = edmond.read_text("utf-8")
    again = next_window()
    edmond.write_text(text + "New,,170,10A\n", "utf-8")
    page = again.open(edmond)
    assert page.view.currentIndex().row() == 0
    assert page.threshold_bar.threshold == 0.83


def test_it_is_written_while_one_works_not_only_at_the_end(driver, edmond, tmp_path):
    driver.open(edmond)
    store = SettingsStore(tmp_path / "settings")
    driver.qtbot.waitUntil(lambda: store.load().left_at(edmond) != "", timeout=20_000)
    driver.go(7, 2)
    driver.qtbot.waitUntil(
        lambda: store.load().left_at(edmond) == "at row 8 of 300", timeout=20_000
    )


def test_no_cell_is_kept(driver, edmond, tmp_path):
    page = driver.open(edmond)
    driver.go(7, 0)
    names = set(driver.shown_names())
    driver.trigger("close")
    kept = (tmp_path / "settings" / "settings.json").read_text()
    assert json.loads(kept)["bookmarks"][0]["row"] == 7
    assert not [name for name in names if name in kept]
    assert page is not driver.window.page


def test_to_be_looked_at_is_no_choice_of_what_the_columns_mean(driver, edmond, tmp_path):
    driver.open(edmond)
    driver.trigger("close")
    kept = SettingsStore(tmp_path / "settings").load()
    assert (len(kept.bookmarks), kept.choices) == (1, ())


def test_files_that_are_forgotten_stay_forgotten(driver, edmond, tmp_path):
    driver.open(edmond)
    driver.go(7, 0)
    driver.window._file_menus.forgotten.emit()
    driver.go(8, 0)
    driver.trigger("close")
    kept = SettingsStore(tmp_path / "settings").load()
    assert (kept.choices, kept.bookmarks) == ((), ())


def test_the_start_page_offers_the_last_roster_with_one_key(driver, edmond, next_window):
    driver.open(edmond)
    driver.go(11, 2)
    again = next_window()
    start = again.window.start_page
    [row] = [b for b in start.findChildren(QPushButton) if "edmond.csv" in b.accessibleName()]
    assert row.accessibleName() == "Go on with edmond.csv"
    assert row.accessibleDescription().startswith("at row 12 of 300 · ")
    again.qtbot.waitUntil(row.hasFocus)
    with again.qtbot.waitSignal(again.window.opener.ended, timeout=20_000):
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert again.page.view.current_row_id() == 11


def test_back_on_the_start_page_it_says_where_one_was(driver, edmond):
    driver.open(edmond)
    driver.go(11, 2)
    driver.trigger("close")
    start = driver.window.start_page
    rows = [b for b in start.findChildren(QPushButton) if "edmond.csv" in b.accessibleName()]
    shown = [b for b in rows if b.isVisible()]
    assert [b.accessibleDescription()[:16] for b in shown] == ["at row 12 of 300"]
    driver.qtbot.waitUntil(shown[0].hasFocus)


def test_another_windows_settings_stay(driver, edmond, tmp_path):
    driver.open(edmond)
    driver.qtbot.waitUntil(lambda: not driver.window._bookmarker._timer.isActive(), timeout=20_000)
    driver.window.memory.wait()
    store = SettingsStore(tmp_path / "settings")
    other = store.load().with_opened(Path("/other.csv"))
    store.save(other)
    driver.go(7, 2)
    driver.trigger("close")
    assert store.load().recent == other.recent
    assert store.load().left_at(edmond) == "at row 8 of 300"
