"""What a threshold takes in, told at once, against counting it anew each time."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.em import Inference, Outcome
from em_desktop.em.trust import Trust
from em_desktop.review.accept import forecast
from em_desktop.review.reach import Ranking
from em_desktop.review.suggestions import Suggestions

chances = st.lists(st.floats(0.5, 1) | st.sampled_from([0.5, 0.9, 0.95]), max_size=30)
thresholds = st.floats(0.4, 1) | st.sampled_from([0.0, 0.5, 0.9, 0.95])


def suggestions_with(best, trust=None, clusters=None):
    best = np.asarray(best, dtype=np.float64)
    rows = 3 * np.arange(len(best), dtype=np.int64)
    fit = Inference(Outcome.CONVERGED, ("a", "b"), trust=trust)
    encoding = SimpleNamespace(clusters=clusters)
    return Suggestions(rows, np.column_stack([1 - best, best]), fit, encoding)


def reach_of(suggestions, waiting=None, *, stale=False):
    """The reach of some of the rows, by their number; of all by default."""
    ids = suggestions.row_ids if waiting is None else suggestions.row_ids[waiting]
    ranking = Ranking.of(suggestions)
    reach = ranking.reach(np.isin(ranking.row_ids, ids), stale=stale)
    assert ranking.row_ids[reach.places].tolist() == reach.row_ids.tolist()
    return reach


def hidden(best, right, odds=None):
    best = np.asarray(best, dtype=np.float64)
    labels = np.where(right, 1, 0)
    counts = np.arange(1.0, len(best) + 1)
    return Trust(labels, np.column_stack([1 - best, best]), counts, odds=odds)


@given(chances, st.sets(st.integers(0, 29)), thresholds)
def test_the_rows_and_their_cost_are_those_of_a_slow_count(best, answered, threshold):
    suggestions = suggestions_with(best)
    waiting = [i for i in range(len(best)) if i not in answered]
    reach = reach_of(suggestions, waiting)
    taken = [i for i in waiting if best[i] >= threshold]
    assert reach.number(threshold) == len(taken)
    assert reach.above(threshold).tolist() == [3 * i for i in taken]
    slow = forecast(suggestions, suggestions.row_ids[taken], threshold)
    found = reach.forecast(threshold)
    assert (found.rows, found.low, found.high) == (slow.rows, slow.low, slow.high)
    assert found.wrong == pytest.approx(slow.wrong)
    assert found.left == bool(waiting)


@given(
    chances,
    st.lists(st.tuples(st.floats(0.5, 1), st.booleans()), min_size=1, max_size=20),
    thresholds,
    st.booleans(),
)
def test_hidden_rows_say_the_same_as_when_they_are_asked_one_by_one(best, seen, threshold, even):
    stated, right = map(np.array, zip(*seen, strict=True))
    odds = None if even else np.linspace(0.5, 2, len(seen))
    trust = hidden(stated, right, odds)
    suggestions = suggestions_with(best, trust)
    reach = reach_of(suggestions)
    found = reach.forecast(threshold)
    mine = np.array([p for p in best if p >= threshold])
    slow = slowly(trust, mine, threshold)
    assert found.tested
    assert (found.rows, found.wrong) == (len(mine), pytest.approx(slow[0]))
    assert (found.low, found.high) == pytest.approx(slow[1:], abs=1)


def slowly(trust, best, threshold):
    """The forecast of `Trust`, with every hidden row asked anew."""
    if not len(best):
        return 0.0, 0, 0
    stated = trust.probabilities.max(axis=1)
    weights = trust.counts if trust.odds is None else trust.counts * trust.odds
    if trust.odds is not None:
        weights = weights * (weights.sum() / (weights @ trust.odds))
    above = stated >= threshold
    announced = sum((1 - stated)[above] * weights[above])
    wrong = sum((~trust.right)[above] * weights[above])
    random = np.random.default_rng(0)
    ratios = random.gamma(2.5 + wrong, 1 / (2.5 + announced), 4000)
    random.choice(1, 4000, p=[1.0])
    mean = np.minimum(ratios * sum(1 - best), len(best))
    spread = np.sqrt(np.maximum(mean * (1 - mean / len(best)), 0.0))
    draws = np.clip(np.rint(random.normal(mean, spread)), 0, len(best))
    low, high = np.quantile(draws, (0.05, 0.95))
    return mean.mean(), int(low), int(np.ceil(high))


def test_rows_are_counted_by_place():
    suggestions = suggestions_with([0.6, 0.99, 0.8, 0.97])
    reach = reach_of(suggestions)
    assert reach.best.tolist() == [0.99, 0.97, 0.8, 0.6]
    places = np.array([2, -1, 0, 2])
    assert reach.counted(places, 3, 0.7).tolist() == [1, 0, 1]
    assert reach.counted(places, 3, 0.0).tolist() == [1, 0, 2]
    assert reach.counted(places, 3, 1.0).tolist() == [0, 0, 0]


def test_groups_that_were_found_and_old_suggestions_are_called_so():
    suggestions = suggestions_with([0.9, 0.8], clusters=object())
    found = reach_of(suggestions, stale=True).forecast(0.5)
    assert (found.grouped, found.stale) == (True, True)
