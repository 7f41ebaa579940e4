"""From an empty filter to what is next, by its button."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.review.accept import leave_blank
from em_desktop.review.show import Show
from em_desktop.review.status import OPEN


def press(page):
    QTest.mouseClick(page.empty_state.button, Qt.MouseButton.LeftButton)


def test_the_button_of_an_empty_filter_does_what_it_says(driver, edmond):
    page = driver.open(edmond)
    page.show_only(Show.SUGGESTED)
    assert page.empty_state.said.startswith("Nothing is inferred yet.")
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        press(page)
    assert page.empty_state.isHidden()
    assert len(page.model.positions) > 0

    page.show_only(Show.DECIDED)
    assert page.empty_state.said.startswith("Nothing is decided yet.")
    press(page)
    assert page.model.show is Show.SUGGESTED

    still_open = np.isin(page.document.status, OPEN)
    ids = page.document.workspace.roster.row_ids[still_open].tolist()
    page.document.do(leave_blank(ids), "leaving all blank")
    assert page.empty_state.said.startswith("All is decided.")
    with driver.qtbot.waitSignal(page.export_wanted):
        press(page)
    page.document.saved()
    assert page.empty_state.said == "All is decided and exported."
    assert page.review_card.card.standing.step is None


def test_a_find_without_a_hit_says_where_else_it_may_be(driver, edmond):
    page = driver.open(edmond)
    page.show_only(Show.FLAGGED)
    QTest.keyClicks(driver.window.tool_bar.find_field, "zzzz")
    said = driver.window.statusBar().currentMessage()
    assert said == "No row under “Flagged” holds this text; Alt+1 shows all rows"
    page.show_only(Show.ALL)
    driver.trigger("find_next")
    assert driver.window.statusBar().currentMessage() == "No cell holds this text"
