"""Standard errors, against closed forms and against a bootstrap that is written here."""

import numpy as np
import pytest

from em_desktop.em import Design, Interrupted, Options, Outcome, Source, fit, infer
from em_desktop.em.cancelling import never
from em_desktop.em.draws import draws
from em_desktop.em.model import build

QUICK = Options(accelerate=True)


def drawn_errors(design, n_draws, options=QUICK):
    """Return standard errors of shares, means and standard deviations, (3, K)."""
    model, _ = build(design, options, never)
    estimates = fit(design, options).estimates
    found = [model.describe(own) for own in draws(model, estimates, n_draws, 0, never)]
    assert len(found) == n_draws
    return _spread(found)


def _spread(found):
    numbers = [(p.shares, p.means, p.standard_deviations) for p in found]
    return np.std(np.array(numbers), axis=0, ddof=1)


def test_with_nothing_missing_they_are_the_closed_forms(pupils):
    design, boys = pupils(400, 0.0)
    errors = drawn_errors(design, 250)
    rows = np.bincount(boys)
    sd = np.array([design.values[boys == k].std() for k in (0, 1)])
    np.testing.assert_allclose(errors[0], np.sqrt(rows[0] * rows[1] / 400**3), rtol=0.2)
    np.testing.assert_allclose(errors[1], sd / np.sqrt(rows), rtol=0.2)
    np.testing.assert_allclose(errors[2], sd / np.sqrt(2 * rows), rtol=0.25)


@pytest.mark.parametrize(("n", "hidden"), [(300, 0.5), (500, 0.85)])
def test_with_missing_rows_they_are_those_of_a_bootstrap(pupils, n, hidden):
    design, _ = pupils(n, hidden)
    random = np.random.default_rng(0)
    again = []
    for _ in range(120):
        result = fit(design.take(random.integers(0, n, n)), QUICK)
        assert result.outcome is Outcome.CONVERGED
        again.append(result.parameters)
    ratio = drawn_errors(design, 150) / _spread(again)
    assert 0.75 < np.exp(np.log(ratio).mean()) < 1.25
    assert (np.abs(np.log(ratio)) < np.log(1.4)).all()  # each is known to a tenth only


def test_what_an_inference_tells_is_about_right(pupils):
    """From a few draws only; the mean over several rosters."""
    ratios = []
    for seed in range(5):
        design, boys = pupils(300, 0.0, seed)
        errors = infer(design, frozenset({Source.MEASUREMENT})).standard_errors
        sd = np.array([design.values[boys == k].std() for k in (0, 1)])
        ratios.append(errors.means / (sd / np.sqrt(np.bincount(boys))))
        assert errors.n_draws >= 10
    assert 0.75 < np.mean(ratios) < 1.25


def test_they_shrink_with_the_root_of_the_rows(pupils):
    few, many = (
        infer(pupils(n, 0.3)[0], frozenset({Source.MEASUREMENT})).standard_errors
        for n in (100, 1600)
    )
    assert 2.2 < (few.means / many.means).mean() < 7


def test_rare_categories_are_known_less(pupils):
    design, boys = pupils(300, 0.2)
    rare = np.flatnonzero((boys == 0) | (np.arange(300) % 8 == 0))
    errors = infer(design.take(rare), frozenset({Source.MEASUREMENT})).standard_errors
    assert errors.means[1] > 1.5 * errors.means[0]


@pytest.mark.parametrize("factor", [1e-200, 0.01, 1e250])
def test_they_are_in_the_unit_of_the_measurement(pupils, factor):
    design, _ = pupils(60, 0.3)
    scaled = Design(design.values * factor, design.labels, design.categories)
    one, other = (
        infer(of, frozenset({Source.MEASUREMENT})).standard_errors for of in (design, scaled)
    )
    np.testing.assert_allclose(other.means / factor, one.means, rtol=1e-6)
    np.testing.assert_allclose(other.shares, one.shares, rtol=1e-6)


def test_the_seed_decides(pupils):
    design, _ = pupils(60, 0.5)
    model, _ = build(design, QUICK, never)
    estimates = fit(design, QUICK).estimates

    def means(seed):
        return [model.describe(own).means[0] for own in draws(model, estimates, 3, seed, never)]

    assert means(1) == means(1) != means(2)
    assert not list(draws(model, estimates, 0, 1, never))


def test_they_can_be_interrupted(pupils):
    design, _ = pupils(60, 0.5)
    model, _ = build(design, QUICK, never)
    with pytest.raises(Interrupted):
        list(draws(model, fit(design, QUICK).estimates, 3, 0, lambda: True))
