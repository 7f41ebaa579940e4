"""Closing a roster, and what it leaves behind: nothing."""

import gc
import weakref

from em_desktop.ui.side import Side


def test_a_file_of_a_header_alone_is_opened_and_closed(driver, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("name,gender,height\n")
    driver.open(path)
    driver.page.view.selectAll()  # the line for new rows, which is no row yet
    driver.trigger("close")
    assert driver.window.page is None
    (bookmark,) = driver.window.settings.bookmarks_for(path)
    assert (bookmark.n_rows, bookmark.row) == (0, None)


def test_a_closed_roster_is_let_go_of_with_all_that_was_made_of_it(driver, edmond, qtbot):
    page = driver.open(edmond)
    driver.infer()
    driver.key(" ")
    page.show_side(Side.TRUST)
    page.show_side(Side.HISTORY)
    page.document.saved()
    workspace, suggestions = page.document.workspace, page.document.suggestions
    left = [weakref.ref(each) for each in (workspace, suggestions)]
    del page, workspace, suggestions
    driver.trigger("close")
    assert driver.window.page is None

    def all_gone():
        gc.collect()
        return all(each() is None for each in left)

    qtbot.waitUntil(all_gone, timeout=20_000)
