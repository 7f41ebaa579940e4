"""The review by keys in each filter and order, with an undo after each step."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider

from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.review.status import WAITING, Status

NAME, GENDER, HEIGHT = range(3)
ENTER, BACKSPACE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Space
STEPS = (
    (ENTER, Status.ACCEPTED),
    ("m", Status.ENTERED),
    (BACKSPACE, Status.LEFT_BLANK),
    (SPACE, None),
    (Qt.Key.Key_Enter, Status.ACCEPTED),
    ("f", Status.ENTERED),
)
"""Keys, and the state that each brings; None leaves the row waiting."""

ORDERS = (None, Sorting(HEIGHT), Sorting(NAME, descending=True))


def status_of(page, row_id):
    return page.document.status[page.document.workspace.roster.positions([row_id])[0]]


def said(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def waiting(page):
    """Ids of the rows that wait, as the view shows them."""
    status = page.document.status[page.model.positions]
    return page.model.ids[np.isin(status, WAITING)].tolist()


@pytest.fixture
def inferred(driver, edmond):
    """Twice as many rows are unsure as there are steps."""
    page = driver.open(edmond)
    driver.infer()
    best = np.sort(page.document.suggestions.probabilities.max(axis=1))
    page.document.set_unsure_below(float(best[2 * len(STEPS)]))
    return page


@pytest.mark.parametrize("sorting", ORDERS, ids=["file", "height", "name"])
@pytest.mark.parametrize("show", [Show.ALL, Show.SUGGESTED, Show.UNSURE])
def test_each_answer_goes_to_its_row_and_undo_brings_it_back(driver, inferred, show, sorting):
    page = inferred
    driver.trigger(f"show_{show.name.lower()}")
    page.view.sort_by(sorting)
    queue = waiting(page)
    assert len(queue) > len(STEPS)
    page.view.go_to(queue[0], GENDER)
    for (row_id, following), (key, wanted) in zip(pairwise(queue), STEPS, strict=False):
        shown, before = page.model.ids.tolist(), status_of(page, row_id)
        for undone in (True, False):
            assert page.view.current_row_id() == row_id
            driver.key(key)
            assert status_of(page, row_id) == (before if wanted is None else wanted)
            assert page.view.current_row_id() == following
            assert page.view.currentIndex().column() == GENDER
            if undone:
                driver.trigger("undo")
                assert status_of(page, row_id) == before
                assert page.model.ids.tolist() == shown
                assert page.view.current_row_id() in (row_id, following)
                page.view.go_to(row_id, GENDER)
    skipped = [STEPS.index((SPACE, None))]
    done = [i for k, i in enumerate(queue[: len(STEPS)]) if k not in skipped]
    assert waiting(page) == [i for i in queue if i not in done]


def test_the_last_answers_of_a_filter_go_round_and_then_stay(driver, inferred):
    page = inferred
    driver.trigger("show_unsure")
    queue = waiting(page)
    page.view.go_to(queue[-2], GENDER)
    driver.key(ENTER)
    assert page.view.current_row_id() == queue[-1]
    driver.key(ENTER)
    assert page.view.current_row_id() == queue[0]
    for _ in queue[:-2]:
        driver.key(ENTER)
    assert page.model.rowCount() == 0
    driver.trigger("undo")
    assert page.model.ids.tolist() == [queue[-3]]


@pytest.mark.parametrize("sorting", ORDERS, ids=["file", "height", "name"])
def test_several_selected_rows_are_answered_at_once(driver, inferred, sorting):
    page = inferred
    driver.trigger("show_suggested")
    page.view.sort_by(sorting)
    queue = waiting(page)
    page.view.select_rows(np.arange(1, 4))
    driver.trigger("accept")
    assert [status_of(page, i) for i in queue[1:4]] == [Status.ACCEPTED] * 3
    assert page.view.current_row_id() == queue[4]


def test_gaps_are_filled_one_by_one_without_suggestions(driver, edmond):
    page = driver.open(edmond)
    driver.trigger("show_missing")
    queue = page.model.ids.tolist()
    driver.go(0, GENDER)
    for row_id, keys in zip(queue, (("f",), (BACKSPACE,), ("m",)), strict=False):
        assert page.view.current_row_id() == row_id
        driver.key(*keys)
    driver.key(Qt.Key.Key_F2, "Female", ENTER)
    assert page.view.current_row_id() == queue[4]
    wanted = [Status.ENTERED, Status.LEFT_BLANK, Status.ENTERED, Status.ENTERED]
    assert [status_of(page, i) for i in queue[:4]] == wanted
    driver.trigger("undo")
    assert page.model.ids.tolist() == queue[3:]
    assert page.view.current_row_id() in queue[3:5]


def test_answers_are_taken_back_in_the_filter_of_the_decided(driver, inferred):
    page = inferred
    queue = waiting(page)[:3]
    page.view.go_to(queue[0], GENDER)
    driver.key(ENTER, BACKSPACE, ENTER)
    driver.trigger("show_decided")
    page.view.go_to(queue[0], GENDER)
    driver.trigger("withdraw")
    assert page.model.ids.tolist() == queue[1:]
    assert page.view.current_row_id() == queue[1]
    driver.trigger("undo")
    assert page.model.ids.tolist() == queue


def test_a_skip_can_be_taken_back_and_bulk_leaves_it_alone(driver, inferred, prompts):
    page = inferred
    first, second, *_ = waiting(page)
    page.view.go_to(first, GENDER)
    driver.key(SPACE, SPACE)
    page.view.go_to(second, GENDER)
    driver.trigger("withdraw")
    assert set(page.document.workspace.decisions) == {first}
    prompts.answers.append("accept")
    page.bulk.accept_above(0.0)
    assert waiting(page) == [first]
    page.threshold_bar.set_threshold(0.5)
    assert "nothing left to accept" in said(page.threshold_bar)


@pytest.fixture
def boys_and_girls(driver, tmp_path):
    rows = [f"P{i},{('girl', 'boy')[i % 2]},{(158, 172)[i % 2] + i % 9}" for i in range(40)]
    rows += ["Low,,155", "High,,185", "Middle,,166"]
    path = tmp_path / "class.csv"
    path.write_text("\n".join(["name,gender,height", *rows, ""]))
    page = driver.open(path)
    driver.infer()
    return page


def test_b_means_boy_where_there_are_boys(driver, boys_and_girls):
    page = boys_and_girls
    assert page.reviewer.letters() == {"B": "boy", "G": "girl"}
    page.view.go_to(40, GENDER)
    driver.key("b", "g", BACKSPACE)
    column = page.document.workspace.roster.columns[GENDER]
    assert column[40:].tolist() == ["boy", "girl", ""]
    assert status_of(page, 42) == Status.LEFT_BLANK


def test_the_cards_buttons_do_what_the_keys_do(driver, boys_and_girls):
    page = boys_and_girls
    page.view.go_to(40, GENDER)
    for key in ("Backspace", "B", "Enter"):
        page.review_card.button(key).click()
    wanted = [Status.LEFT_BLANK, Status.ENTERED, Status.ACCEPTED]
    assert page.document.status[40:].tolist() == wanted


def test_accepting_does_not_lose_what_is_being_typed(driver, boys_and_girls):
    page = boys_and_girls
    page.view.go_to(41, GENDER)
    driver.key(Qt.Key.Key_F2, "girl?")
    assert page.view.is_editing()
    driver.trigger("accept")
    assert page.document.workspace.roster.cell(41, GENDER) == "girl?"
    assert status_of(page, 41) == Status.ENTERED
    assert not page.view.is_editing()


def test_the_table_has_the_keys_after_accepting_with_the_button(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    button = page.threshold_bar.accept_button
    button.setFocus()
    button.click()
    assert not button.isEnabled()
    assert driver.window.focusWidget() is page.view


def test_a_new_row_takes_what_is_typed_next(driver, edmond):
    page = driver.open(edmond)
    page.threshold_bar.findChildren(QSlider)[0].setFocus()
    driver.trigger("add")
    assert driver.window.focusWidget() is page.view


def test_enter_presses_the_button_of_the_window_that_has_the_focus(driver, edmond, qtbot):
    page = driver.open(edmond)
    driver.infer()
    button = page.threshold_bar.accept_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert (page.document.status == Status.ACCEPTED).any()
    assert driver.window.focusWidget() is page.view
