import numpy as np
import pytest

from em_desktop.em import Design, Interrupted
from em_desktop.em.cancelling import never
from em_desktop.em.logscale import choose_scales


def skewed(n, hidden=0.5, seed=0, spread=0.22):
    """Return weights that are log-normal in each category."""
    random = np.random.default_rng(seed)
    boys = random.integers(0, 2, n)
    weights = 55 * np.exp(0.2 * boys + spread * random.standard_normal(n))
    return Design(weights.round(1), np.where(random.random(n) < hidden, -1, boys), ("f", "m"))


@pytest.mark.parametrize("seed", range(4))
def test_heights_are_looked_at_as_they_are(pupils, seed):
    assert choose_scales(pupils(400, 0.5, seed)[0], never) == (False,)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("hidden", [0.0, 0.5, 0.9])
def test_weights_are_looked_at_in_logarithms(seed, hidden):
    assert choose_scales(skewed(600, hidden, seed, spread=0.3), never) == (True,)


def test_each_measurement_has_its_own_scale(pupils):
    weights = skewed(400)
    heights = pupils(400, 0.0)[0].values
    both = Design(heights, weights.labels, ("f", "m"), further=weights.values[:, np.newaxis])
    assert choose_scales(both, never) == (False, True)


@pytest.mark.parametrize("factor", [1e-3, 2.2, 1e6, 1e290])
def test_the_unit_does_not_matter(pupils, factor):
    for design in (skewed(400), pupils(400, 0.5)[0]):
        scaled = Design(design.values * factor, design.labels, design.categories)
        assert choose_scales(scaled, never) == choose_scales(design, never)


@pytest.mark.parametrize("least", [0.0, -3.0])
def test_what_has_no_logarithm_is_looked_at_as_it_is(least):
    design = skewed(300)
    values = np.array(design.values)
    values[0] = least
    assert choose_scales(Design(values, design.labels, ("f", "m")), never) == (False,)


def test_too_little_to_tell_is_left_as_it_is():
    nothing = Design(np.full(9, np.nan), np.zeros(9, int), ("a", "b"))
    assert choose_scales(nothing, never) == (False,)
    few = Design([1.0, 20.0, 400.0, np.nan], [0, 1, -1, -1], ("a", "b"))
    assert choose_scales(few, never) == (False,)
    alike = Design([5.0, 5, 5, 5, 5], [0, 1, 0, 1, -1], ("a", "b"))
    assert choose_scales(alike, never) == (False,)


def test_gaps_do_not_matter():
    design = skewed(600)
    values = np.array(design.values)
    values[::5] = np.nan
    assert choose_scales(Design(values, design.labels, ("f", "m")), never) == (True,)


def test_it_can_be_interrupted():
    with pytest.raises(Interrupted):
        choose_scales(skewed(300), lambda: True)
