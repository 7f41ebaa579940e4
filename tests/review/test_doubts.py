"""Whether a fit that has strayed from its recorded rows is doubted."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Parameters, infer
from em_desktop.em.sources import Source
from em_desktop.em.stacking import Member, Stack
from em_desktop.review.doubts import doubts
from em_desktop.review.encode import Encoding
from em_desktop.roster.options import Unit


def encoded(values, labels):
    design = Design(values=values, labels=labels, categories=("f", "m"))
    recorded = np.bincount(labels[labels >= 0], minlength=2)
    ids = np.arange(len(values))
    return Encoding(design, ids, 1, 2, Unit.CENTIMETRE, ("f", "m"), recorded, ())


def inferred(values, labels):
    """What is inferred of heights, and the doubts of it."""
    encoding = encoded(values, labels)
    inference = infer(encoding.design, frozenset({Source.MEASUREMENT}))
    return inference, doubts(encoding, inference)


def hidden(categories, share, rng):
    return np.where(rng.random(len(categories)) < share, -1, categories)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("share", [0.2, 0.8])
def test_adults_whose_curves_fit_raise_no_doubt(seed, share):
    rng = np.random.default_rng(seed)
    sex = rng.integers(0, 2, 400)
    heights = np.where(sex == 1, 176, 163) + rng.normal(0, 6.5, 400)
    _, said = inferred(heights, hidden(sex, share, rng))
    assert said == ()


def pooled(rng):
    """Children among adults, which splits the heights better than the sexes do."""
    sex = rng.integers(0, 2, 600)
    child = rng.random(600) < 0.35
    adults = np.where(sex == 1, 160, 149) + rng.normal(0, 5.5, 600)
    heights = np.where(child, rng.normal(100, 18, 600), adults)
    return heights, sex, hidden(sex, 0.95, rng)


@pytest.mark.parametrize("seed", range(8))
def test_children_and_adults_pooled_are_doubted(seed):
    """Where one row of a category is recorded, nothing can be hidden to see whether EM strays."""
    heights, _, labels = pooled(np.random.default_rng(seed))
    labels[np.flatnonzero(labels == 1)[1:]] = -1
    _, [sentence] = inferred(heights, labels)
    assert "Do not trust the percentages" in sentence


@pytest.mark.parametrize("seed", range(8))
def test_children_and_adults_pooled_lead_no_further_astray_than_is_said(seed):
    """Where more are recorded, what strays is not believed: it predicts hidden rows badly."""
    heights, sex, labels = pooled(np.random.default_rng(seed))
    inference, said = inferred(heights, labels)
    assert said == ()
    chances = inference.probabilities[labels < 0]
    wrong = chances.argmax(axis=1) != sex[labels < 0]
    assert not wrong[chances.max(axis=1) >= 0.95].any()


def adults(rng, n=400):
    sex = rng.integers(0, 2, n)
    return sex, np.where(sex == 1, 176, 163) + rng.normal(0, 6.5, n)


@pytest.mark.parametrize("seed", range(4))
def test_curves_that_reach_beyond_recorded_rows_where_the_tall_are_missing_raise_no_doubt(seed):
    rng = np.random.default_rng(seed)
    sex, heights = adults(rng)
    chance = 1 / (1 + np.exp((170 - heights) / 4))
    _, said = inferred(heights, np.where(rng.random(len(sex)) < chance, -1, sex))
    assert said == ()


@pytest.fixture(scope="module")
def strayed():
    """An inference whose curves have been moved away from the recorded rows."""
    rng = np.random.default_rng(0)
    sex, heights = adults(rng)
    encoding = encoded(heights, hidden(sex, 0.5, rng))
    inference = infer(encoding.design, frozenset({Source.MEASUREMENT}))
    moved = Parameters(np.array([0.5, 0.5]), np.array([163.0, 150.0]), np.array([6.5, 6.5]))
    last = replace(inference.iterations[-1], parameters=moved)
    return encoding, replace(inference, iterations=(last,))


def weighed(inference, *weights):
    """With three models only: recorded rows, all rows, and one that says nothing."""
    every = [m.options for m in inference.stack.members if m.options is not None]
    members = [
        Member(replace(every[0], missing_weight=0.0), 1),
        Member(replace(every[0], missing_weight=1.0), 1),
        Member(None, 1),
    ]
    return replace(inference, stack=Stack(tuple(members), np.array(weights), 1.0))


def test_curves_that_stray_and_are_believed_are_doubted(strayed):
    encoding, inference = strayed
    [sentence] = doubts(encoding, weighed(inference, 0.3, 0.6, 0.1))
    assert sentence == (
        "The curve for “m” does not fit the recorded rows: something else than the category may "
        "split the values, such as age. Check some suggestions before you trust the percentages."
    )


@pytest.mark.parametrize("weights", [(0.3, 0.4, 0.3), (0.6, 0.4, 0.0)])
def test_curves_that_stray_and_are_hardly_believed_are_not(strayed, weights):
    encoding, inference = strayed
    assert doubts(encoding, weighed(inference, *weights)) == ()


@pytest.mark.parametrize("source", [Source.GROUP, Source.AGE])
def test_within_groups_and_ages_the_recorded_rows_may_lie_elsewhere(strayed, source):
    encoding, inference = strayed
    within = replace(weighed(inference, 0.3, 0.6, 0.1), evidence=(Source.MEASUREMENT, source))
    assert doubts(encoding, within) == ()
