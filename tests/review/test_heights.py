"""Which heights a threshold takes in, where a fit goes by them alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.em.sources import Source
from em_desktop.review.edits import SetEvidence
from em_desktop.review.heights import Sureness, sureness
from em_desktop.roster.roles import Roles

LINE = np.linspace(0, 10, 11)


def test_two_categories_leave_a_gap_between_them():
    valley = Sureness(LINE, np.abs(LINE - 5) / 10 + 0.5)
    (low, start), (end, high) = valley.intervals(0.75)
    assert (low, high) == (-np.inf, np.inf)
    assert (start, end) == pytest.approx((2.5, 7.5))
    assert valley.at(2.5) == pytest.approx(0.75)


def test_a_category_in_the_middle_has_an_interval_of_its_own():
    three = Sureness(
        np.array([0.0, 2, 4, 5, 6, 8, 10]), np.array([0.9, 0.5, 0.8, 0.9, 0.8, 0.5, 0.9])
    )
    found = three.intervals(0.75)
    assert len(found) == 3
    assert found[1] == pytest.approx((4 - 0.05 * 2 / 0.3, 6 + 0.05 * 2 / 0.3))


def test_all_or_none():
    sure = Sureness(LINE, np.full(11, 0.9))
    assert sure.intervals(0.9) == ((-np.inf, np.inf),)
    assert sure.intervals(0.91) == ()


@given(st.lists(st.floats(0.5, 1), min_size=2, max_size=20), st.floats(0.5, 1))
def test_a_value_lies_inside_where_it_is_so_sure(best, threshold):
    found = Sureness(np.arange(float(len(best))), np.array(best))
    intervals = found.intervals(threshold)
    ends = [end for interval in intervals for end in interval]
    assert ends == sorted(ends)
    for value, p in enumerate(best):
        inside = any(low <= value <= high for low, high in intervals)
        assert inside or p < threshold
        if p < threshold - 1e-9:
            assert not inside


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


@pytest.mark.parametrize("threshold", [0.55, 0.8, 0.95, 0.999])
def test_the_heights_are_those_of_the_rows_that_are_taken(inferred, threshold):
    suggestions = inferred.suggestions
    intervals = sureness(suggestions).intervals(threshold)
    heights = inferred.reading.measurement.values
    for row_id, p in zip(suggestions.row_ids, suggestions.probabilities.max(axis=1), strict=True):
        height = heights[inferred.workspace.roster.positions([row_id])[0]]
        assert any(low <= height <= high for low, high in intervals) == (p >= threshold)


def test_between_the_rows_the_curves_decide(inferred):
    found = sureness(inferred.suggestions)
    assert found.at(130) > 0.9
    assert found.at(210) > 0.9
    assert len(found.intervals(0.9)) == 2
    assert found.best.min() < 0.55  # somewhere the two are as likely as each other


def test_other_evidence_leaves_no_such_height(inferred):
    inferred.do(SetEvidence(frozenset({Source.MEASUREMENT, Source.NAME})))
    inferred.infer()
    assert Source.NAME in inferred.suggestions.fit.evidence
    assert sureness(inferred.suggestions) is None


def test_three_categories_have_three_stretches(desk_of):
    random = np.random.default_rng(2)
    rows = []
    for label, mean in (("a", 10), ("b", 20), ("c", 30)):
        rows += [("", label, f"{random.normal(mean, 1.5):.2f}") for _ in range(25)]
    rows += [("", "", f"{x}") for x in (9, 15, 20, 25, 31)]
    desk = desk_of(rows, Roles(category=1, measurement=2), ("", "kind", "length"))
    desk.infer()
    assert len(sureness(desk.suggestions).intervals(0.9)) == 3
