"""What a closed roster leaves behind: nothing."""

import gc
import weakref

from em_desktop.ui.side import Side


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
