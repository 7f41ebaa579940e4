"""Whether a fit that has strayed from its recorded rows is doubted."""

import numpy as np
import pytest

from em_desktop.em import Design, infer
from em_desktop.em.sources import Source
from em_desktop.review.doubts import doubts
from em_desktop.review.encode import Encoding
from em_desktop.roster.options import Unit


def inferred(values, labels):
    """What is inferred of heights, and the doubts of it."""
    design = Design(values=values, labels=labels, categories=("f", "m"))
    recorded = np.bincount(labels[labels >= 0], minlength=2)
    encoding = Encoding(
        design, np.arange(len(values)), 1, 2, Unit.CENTIMETRE, ("f", "m"), recorded, ()
    )
    inference = infer(design, frozenset({Source.MEASUREMENT}))
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
