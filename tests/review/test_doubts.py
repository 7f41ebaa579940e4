"""Whether a fit that has strayed from its recorded rows is doubted."""

import numpy as np
import pytest

from em_desktop.em import Design, fit
from em_desktop.review.doubts import doubts
from em_desktop.review.encode import Encoding
from em_desktop.roster.options import Unit


def told(values, labels):
    design = Design(values=values, labels=labels, categories=("f", "m"))
    recorded = np.bincount(labels[labels >= 0], minlength=2)
    encoding = Encoding(
        design, np.arange(len(values)), 1, 2, Unit.CENTIMETRE, ("f", "m"), recorded, ()
    )
    return doubts(encoding, fit(design))


def hidden(categories, share, rng):
    return np.where(rng.random(len(categories)) < share, -1, categories)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("share", [0.2, 0.8])
def test_adults_whose_curves_fit_raise_no_doubt(seed, share):
    rng = np.random.default_rng(seed)
    sex = rng.integers(0, 2, 400)
    heights = np.where(sex == 1, 176, 163) + rng.normal(0, 6.5, 400)
    assert told(heights, hidden(sex, share, rng)) == ()


@pytest.mark.parametrize("seed", range(8))
def test_children_and_adults_pooled_are_doubted(seed):
    rng = np.random.default_rng(seed)
    sex = rng.integers(0, 2, 600)
    child = rng.random(600) < 0.35
    adults = np.where(sex == 1, 160, 149) + rng.normal(0, 5.5, 600)
    heights = np.where(child, rng.normal(100, 18, 600), adults)
    [sentence] = told(heights, hidden(sex, 0.95, rng))
    assert "Do not trust the percentages" in sentence
