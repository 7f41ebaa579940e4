from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.em import Inference, Outcome
from em_desktop.review.accept import (
    Forecast,
    accept,
    forecast,
    leave_blank,
    open_above,
    put_off,
    same_answers,
    withdraw,
)
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import SetCells, SetDecisions
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Suggestions

GENDER = 1


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


def above(desk, threshold):
    workspace = desk.workspace
    ids = workspace.roster.row_ids
    return open_above(desk.suggestions, ids, desk.status, threshold, workspace.decisions).tolist()


def test_a_probability_at_the_threshold_is_enough(inferred):
    p = inferred.suggestions.of(42).probability
    assert above(inferred, p) == [40, 41, 42]
    assert above(inferred, np.nextafter(p, 1)) == [40, 41]


def test_zero_takes_every_suggestion_and_one_hardly_any(inferred):
    assert above(inferred, 0.0) == [40, 41, 42]
    assert above(inferred, 1.0) == []


def test_rows_that_are_answered_are_not_taken_again(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(leave_blank([41]))
    assert above(inferred, 0.0) == [42]
    inferred.do(SetCells(GENDER, (42,), ("male",)))
    assert above(inferred, 0.0) == []


def test_rows_that_were_put_off_are_left_to_their_person(inferred):
    inferred.do(SetDecisions({40: Decision(Answer.DEFERRED)}))
    inferred.do(accept(inferred.suggestions, [41]))
    assert put_off(inferred.workspace.decisions) == [40]
    assert above(inferred, 0.0) == [42]
    inferred.do(withdraw([40]))
    assert above(inferred, 0.0) == [40, 42]


def test_putting_a_row_off_is_no_answer(inferred):
    before = inferred.workspace.decisions
    inferred.do(SetDecisions({40: Decision(Answer.DEFERRED)}))
    assert same_answers(before, inferred.workspace.decisions)
    inferred.do(leave_blank([40]))
    assert not same_answers(before, inferred.workspace.decisions)


def test_accepting_keeps_text_probability_threshold_and_fit(inferred):
    inferred.infer(number=3)
    edit = accept(inferred.suggestions, [40, 43, 0], 0.75)
    p = inferred.suggestions.of(40).probability
    assert edit == SetDecisions({40: Decision(Answer.ACCEPTED, "female", p, 0.75, 3)})


def test_accepting_nothing(inferred):
    assert accept(inferred.suggestions, []) == SetDecisions({})


def test_an_answer_can_be_withdrawn(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(leave_blank([41]))
    inferred.do(withdraw([40, 41]))
    assert not inferred.workspace.decisions
    assert (inferred.status[[40, 41]] == Status.SUGGESTED).all()


# The forecast.


UNGROUPED = SimpleNamespace(clusters=None)


def suggestions_with(best):
    best = np.asarray(best, dtype=np.float64)
    rows = np.arange(len(best), dtype=np.int64)
    untested = Inference(Outcome.CONVERGED, ("a", "b"))
    return Suggestions(rows, np.column_stack([1 - best, best]), untested, UNGROUPED)


@given(st.lists(st.floats(0.5, 1), min_size=1, max_size=9))
def test_the_forecast_agrees_with_counting_all_outcomes(best):
    wrong_with_chance = {}
    for outcome in product([False, True], repeat=len(best)):
        chance = np.prod([1 - p if wrong else p for p, wrong in zip(best, outcome, strict=True)])
        n = sum(outcome)
        wrong_with_chance[n] = wrong_with_chance.get(n, 0.0) + chance
    found = forecast(suggestions_with(best), np.arange(len(best)))
    assert found.rows == len(best)
    assert found.wrong == pytest.approx(sum(n * c for n, c in wrong_with_chance.items()))
    inside = sum(c for n, c in wrong_with_chance.items() if found.low <= n <= found.high)
    below = sum(c for n, c in wrong_with_chance.items() if n < found.low)
    above = sum(c for n, c in wrong_with_chance.items() if n > found.high)
    assert inside >= 0.9 - 1e-9
    assert below < 0.05 + 1e-9
    assert above <= 0.05 + 1e-9


def test_many_rows_are_forecast_as_exactly_as_needed():
    best = np.linspace(0.6, 0.99, 2000)
    exact = forecast(suggestions_with(best), np.arange(2000))
    rough = forecast(suggestions_with(np.append(best, 1.0)), np.arange(2001))
    assert rough.rows == 2001
    assert rough.wrong == pytest.approx(exact.wrong)
    assert (rough.low, rough.high) == pytest.approx((exact.low, exact.high), abs=2)


def test_only_rows_with_a_suggestion_are_forecast():
    found = forecast(suggestions_with([0.9, 0.8]), np.array([1, 7]))
    assert (found.rows, found.wrong) == (1, pytest.approx(0.2))


def test_no_rows_cost_nothing():
    nothing = Forecast(0, 0.0, 0, 0)
    assert forecast(suggestions_with([0.9]), np.array([], dtype=np.int64)) == nothing
    assert forecast(suggestions_with([]), np.array([3])) == nothing


def test_certain_rows_are_never_wrong():
    assert forecast(suggestions_with([1.0, 1.0]), np.arange(2)) == Forecast(2, 0.0, 0, 0)


def test_hidden_rows_say_how_many_will_be_wrong_where_there_are_any(inferred):
    ids = inferred.suggestions.row_ids
    found = forecast(inferred.suggestions, ids, 0.5)
    best = inferred.suggestions.probabilities.max(axis=1)
    expected = inferred.suggestions.fit.trust.expected_wrong(best, 0.5)
    assert found == Forecast(3, expected.wrong, expected.low, expected.high, tested=True)
    assert not forecast(suggestions_with([0.9]), np.array([0])).tested


@pytest.mark.parametrize(
    ("rows", "wrong", "risky"),
    [
        (115, 19.2, True),
        (1400, 10.0, True),  # a small part, yet many
        (1400, 9.6, True),  # it is called about 10
        (1400, 9.4, False),
        (50, 5.0, True),  # a tenth
        (51, 5.0, False),
        (5, 3.0, True),
        (5, 2.4, False),  # two are soon found
        (4, 4.0, False),  # each of them is seen
        (0, 0.0, False),
    ],
)
def test_many_wrong_ones_among_several_are_risky(rows, wrong, risky):
    found = Forecast(rows, wrong, 0, rows)
    assert found.risky is risky
    assert found.asked is risky


@pytest.mark.parametrize(("between", "risky"), [(20, True), (19, False)])
def test_of_groups_only_the_part_between_them_counts(between, risky):
    assert Forecast(100, between, 0, 100, grouped=True).risky is risky


@pytest.mark.parametrize(("rows", "asked"), [(2, True), (1, False), (0, False)])
def test_several_outdated_ones_are_asked_about(rows, asked):
    found = Forecast(rows, 0.0, 0, 0, stale=True)
    assert found.asked is asked
    assert not found.risky
