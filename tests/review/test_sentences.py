from dataclasses import replace

import pytest

from em_desktop.em import Inference, Iteration, Outcome, Parameters
from em_desktop.review.edits import SetCells, SetRoles
from em_desktop.review.sentences import outcome, state
from em_desktop.review.suggestions import Freshness, freshness
from em_desktop.roster.roles import Roles


def said(desk):
    fresh = Freshness.CURRENT
    if desk.suggestions is not None:
        fresh = freshness(desk.suggestions, desk.workspace, desk.reading)
    return state(desk.workspace, desk.status, desk.suggestions, fresh)


def test_before_a_fit(desk, desk_of):
    assert said(desk) == "44 rows · 4 without gender"
    assert said(desk_of([("a", "f", "160", "")])) == "1 row · 0 without gender"
    assert said(desk_of([])) == "0 rows · 0 without gender"


def test_without_a_column_to_fill_in(desk):
    desk.do(SetRoles(Roles()))
    assert said(desk) == "44 rows"


def test_filled_rows_are_gaps_no_more(desk):
    desk.do(SetCells(1, (40,), ("female",)))
    assert said(desk) == "44 rows · 3 still without gender"


def test_a_header_without_a_name(desk_of):
    desk = desk_of([("a", "", "160", "")], header=("name", "", "height", "class"))
    assert said(desk) == "1 row · 1 without category"


def test_after_a_fit(desk):
    desk.infer()
    n = desk.suggestions.fit.n_iterations
    assert said(desk) == f"44 rows · 4 without gender · EM settled after {n} iterations"
    desk.do(SetCells(1, (40,), ("female",)))
    assert said(desk).endswith(" · EM has not learnt from your new entries yet")
    desk.do(SetCells(1, (0,), ("male",)))
    assert said(desk).endswith(" · the table has changed since: infer again")
    desk.do(SetCells(1, (0,), ("female",)))
    stale = (desk.workspace, desk.status, desk.suggestions, Freshness.STALE)
    words = state(*stale, only_evidence=True)
    assert words.endswith(" · the evidence has changed since: infer again")


def ended(end, n, message=""):
    parameters = Parameters([0.5, 0.5], [160, 175], [7, 7])
    iterations = tuple(Iteration(i, parameters, 0.0) for i in range(n + 1))
    return Inference(end, ("f", "m"), message, iterations)


@pytest.mark.parametrize(
    ("finished", "words"),
    [
        (ended(Outcome.CONVERGED, 1), "EM settled after 1 iteration"),
        (ended(Outcome.CONVERGED, 1200), "EM settled after 1,200 iterations"),
        (
            ended(Outcome.ITERATION_LIMIT, 500),
            "EM stopped at the limit of 500 iterations, not quite settled",
        ),
        (ended(Outcome.CANCELLED, 7), "EM was stopped after 7 iterations"),
        (replace(ended(Outcome.FAILED, 0, "All equal."), iterations=()), "EM failed: All equal."),
    ],
)
def test_how_a_fit_ended(finished, words):
    assert outcome(finished) == words
