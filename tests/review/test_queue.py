from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.accept import accept, defer
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.queue import (
    Waiting,
    following,
    order_keys,
    queue,
    skipped,
    waiting_for_an_answer,
)
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.status import Status
from em_desktop.roster.roles import Roles


@st.composite
def queues(draw):
    """Waiting rows of a roster, a view of some of its rows in any order, and a row of the view."""
    n = draw(st.integers(0, 12))
    rows = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)), dtype=bool)
    ties = st.sampled_from([0.5, 0.7, 0.9, np.inf])
    keys = draw(
        st.none() | st.lists(ties, min_size=n, max_size=n).map(lambda k: np.array(k, dtype=float))
    )
    some = st.permutations(range(n)).flatmap(
        lambda order: st.integers(0, n).map(lambda k: order[:k])
    )
    later = np.array(draw(some), dtype=np.intp)
    view = np.array(draw(some), dtype=np.intp)
    last = draw(st.none() | st.just(np.arange(n) % 3 == 0))
    return Waiting(rows, last, keys, later), view, draw(st.integers(-1, n))


def tiers(waiting, rows):
    """Positions of a queue: most of them, those that come last, and those that were skipped."""
    late = [p for p in rows if p in waiting.later]
    last = [p for p in rows if waiting.last is not None and waiting.last[p] and p not in late]
    return [p for p in rows if p not in late and p not in last], last, late


@given(queues())
def test_each_waiting_row_of_the_view_comes_exactly_once(drawn):
    waiting, view, _ = drawn
    assert sorted(queue(waiting, view)) == sorted(p for p in view if waiting.rows[p])


@given(queues())
def test_skipped_rows_come_last_in_the_order_in_which_they_were_skipped(drawn):
    waiting, view, _ = drawn
    rows = queue(waiting, view).tolist()
    later = [p for p in waiting.later.tolist() if p in rows]
    assert rows[len(rows) - len(later) :] == later


@given(queues())
def test_the_others_ascend_by_key_and_keep_the_tables_order_among_equals(drawn):
    waiting, view, _ = drawn
    keys = np.zeros(len(waiting.rows)) if waiting.keys is None else waiting.keys
    rows, places = queue(waiting, view).tolist(), view.tolist()
    most, last, late = tiers(waiting, rows)
    assert rows == most + last + late
    for part in (most, last):
        assert part == sorted(part, key=lambda p: (keys[p], places.index(p)))


@given(queues())
def test_answering_a_row_removes_exactly_it(drawn):
    waiting, view, _ = drawn
    before = queue(waiting, view).tolist()
    for position in before:
        rows = waiting.rows.copy()
        rows[position] = False
        now = queue(replace(waiting, rows=rows), view).tolist()
        assert now == [p for p in before if p != position]


@given(queues())
def test_the_next_row_is_the_one_behind_in_the_queue_going_round(drawn):
    waiting, view, _ = drawn
    rows = queue(waiting, view).tolist()
    going = next((tier for tier in tiers(waiting, rows) if tier), [])
    places = view.tolist()
    for position in going:
        wanted = going[(going.index(position) + 1) % len(going)]
        assert following(waiting, view, places.index(position)) == places.index(wanted)


@given(queues())
def test_following_the_answers_meets_every_row_once(drawn):
    waiting, view, start = drawn
    wanted = queue(waiting, view).tolist()
    met, rows, after = [], waiting.rows.copy(), start
    while (row := following(replace(waiting, rows=rows), view, after)) is not None:
        met.append(int(view[row]))
        rows[view[row]] = False
        after = row
    assert sorted(met) == sorted(wanted)
    if start == -1:
        assert met == wanted


@given(queues(), st.data())
def test_rows_that_are_being_answered_are_passed_over(drawn, data):
    waiting, view, after = drawn
    answered = data.draw(st.lists(st.integers(0, max(len(view) - 1, 0)), unique=True))
    answered = [row for row in answered if row < len(view)]
    rows = waiting.rows.copy()
    rows[view[answered]] = False
    left = replace(waiting, rows=rows)
    assert following(waiting, view, after, answered) == following(left, view, after)


def test_a_row_that_is_skipped_again_goes_to_the_end():
    waiting = Waiting(np.ones(3, dtype=bool), later=np.array([2, 0, 1]))
    view = np.arange(3)
    assert queue(waiting, view).tolist() == [2, 0, 1]
    assert following(waiting, view, 2, [2]) == 0
    assert following(waiting, view, 1, [1]) == 2


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


def ids_in(desk, order):
    roster = desk.workspace.roster
    keys = order_keys(order, desk.suggestions, desk.reading, roster.row_ids)
    later = skipped(desk.workspace.decisions, roster.row_ids)
    waiting = waiting_for_an_answer(desk.status, desk.suggestions, keys, later)
    found = queue(waiting, np.arange(roster.n_rows))
    return roster.row_ids[found].tolist()


def test_unsure_first_and_sure_first_go_by_the_probability(inferred):
    best = inferred.suggestions.probabilities.max(axis=1)
    by_best = inferred.suggestions.row_ids[np.argsort(best)].tolist()
    assert ids_in(inferred, QueueOrder.UNSURE_FIRST) == [*by_best, 43]
    assert ids_in(inferred, QueueOrder.SURE_FIRST) == [*by_best[::-1], 43]
    assert by_best[0] == 42


def test_the_order_of_the_table_is_its_own(inferred):
    assert ids_in(inferred, QueueOrder.FILE) == [40, 41, 42, 43]


def test_groups_come_as_a_person_would_count_them_and_rows_without_one_last(desk_of):
    rows = [(f"P{i}", ("f", "m")[i % 2], str(160 + 15 * (i % 2) + i % 7), "9b") for i in range(20)]
    rows += [("A", "", "160", "10a"), ("B", "", "175", ""), ("C", "", "161", "9b")]
    desk = desk_of([*rows, ("D", "", "170", "10a")], Roles(0, 1, 2, 3))
    desk.infer()
    assert ids_in(desk, QueueOrder.GROUP) == [22, 20, 23, 21]


def test_without_groups_that_order_is_the_tables(inferred):
    assert ids_in(inferred, QueueOrder.GROUP) == [40, 41, 42, 43]


def test_before_a_fit_nothing_waits(desk):
    assert ids_in(desk, QueueOrder.UNSURE_FIRST) == []


def test_a_row_without_a_suggestion_waits_too_once_there_are_some(inferred):
    assert inferred.status[43] == Status.MISSING
    assert 43 in ids_in(inferred, QueueOrder.FILE)


def test_skipped_rows_wait_at_the_end_and_answered_ones_no_more(inferred):
    inferred.do(defer([41]))
    inferred.do(accept(inferred.suggestions, [40]))
    assert ids_in(inferred, QueueOrder.FILE) == [42, 43, 41]


def test_skipped_rows_are_told_by_their_times():
    ids = np.array([3, 5, 8, 9])
    decisions = {
        8: Decision(Answer.DEFERRED, time=1.0),
        5: Decision(Answer.ACCEPTED, "f", time=2.0),
        3: Decision(Answer.DEFERRED, time=3.0),
        9: Decision(Answer.DEFERRED, time=2.0),
        7: Decision(Answer.DEFERRED, time=0.0),
    }
    assert skipped(decisions, ids).tolist() == [2, 3, 0]
    assert skipped(decisions, ids[:0]).tolist() == []
