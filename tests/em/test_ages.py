import numpy as np
import pytest
from scipy.interpolate import CubicSpline
from scipy.stats import norm

from em_desktop.em import Design, Options, fit
from em_desktop.em.ages import age_basis
from em_desktop.em.cancelling import never
from em_desktop.em.model import build
from em_desktop.em.sources import Source

OPTIONS = Options(evidence=frozenset({Source.MEASUREMENT, Source.AGE}))
AGES = np.random.default_rng(0).uniform(5, 18, 500)


def test_the_functions_are_natural_splines():
    basis = age_basis(AGES)
    assert basis.n_functions == len(basis.knots) - 1 == 5
    inside = np.linspace(basis.knots[0], basis.knots[-1], 60)
    spline = CubicSpline(basis.knots, basis.of(basis.knots), bc_type="natural")
    np.testing.assert_allclose(basis.of(inside), spline(inside), atol=1e-10)
    for outside in (np.linspace(19, 40, 20), np.linspace(-5, 4, 20)):
        np.testing.assert_allclose(np.diff(basis.of(outside), 2, axis=0), 0, atol=1e-8)


@pytest.mark.parametrize("ages", [AGES, AGES.round()])
def test_the_functions_are_standardised_and_uncorrelated(ages):
    found = age_basis(ages).of(ages)
    np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(found.T @ found / len(ages), np.eye(5), atol=1e-9)


def test_of_two_ages_there_is_only_a_line():
    assert age_basis(np.repeat([6.0, 7.0], 200)).n_functions == 1


def test_few_rows_have_a_stiffer_trend():
    assert age_basis(AGES[:100]).n_functions == 1
    assert age_basis(AGES[:130]).n_functions == 2


def test_of_very_many_ages_some_are_enough():
    ages = np.random.default_rng(1).uniform(5, 18, 50_000)
    found = age_basis(ages).of(ages)
    np.testing.assert_allclose(found.T @ found / len(ages), np.eye(5), atol=0.02)


def test_an_unknown_age_is_an_average_one():
    basis = age_basis(np.append(AGES, np.nan))
    np.testing.assert_array_equal(basis.of(np.array([np.nan])), 0)
    np.testing.assert_allclose(basis.of(AGES), age_basis(AGES).of(AGES))


@pytest.mark.parametrize("ages", [[], [np.nan] * 3, [12.0] * 30, [7.0, np.nan]])
def test_ages_that_tell_nothing_have_no_functions(ages):
    assert age_basis(np.array(ages)) is None


@pytest.mark.parametrize(
    "ages",
    [
        [6.0, 7.0],
        [6.0] * 100 + [7.0],
        [1e308, -1e308] * 20,
        [12.0] * 50 + [13.0] * 40 + [1e300],
        [12.0, 13.0, 14.0] * 9 + [np.nextafter(12, 13)],
        [-1e20, 1.0, 2.0] * 15,
        [5e-324, 0.0] * 10,
    ],
)
def test_any_ages_have_finite_functions(ages):
    basis = age_basis(np.array(ages))
    if basis is not None:
        assert np.isfinite(basis.of(np.array(ages))).all()
        assert np.isfinite(basis.of(np.array([0.0, 1e308, -1e308, np.nan]))).all()


@pytest.mark.parametrize("unit", [12.0, 365.25, 1 / 7])
def test_the_unit_of_age_does_not_matter(unit):
    ages = AGES.round()
    np.testing.assert_allclose(
        age_basis(ages * unit).of(ages * unit), age_basis(ages).of(ages), atol=1e-9
    )


# Median heights of boys and girls from 6 to 17, about those of the growth charts of the CDC.
BOYS = [115.5, 122, 128, 133.7, 138.8, 143.7, 149.3, 156.4, 163.8, 169.8, 173.4, 175.2]
GIRLS = [115, 121.8, 127.8, 133, 138, 144.8, 151.5, 157.3, 160.4, 161.9, 162.5, 162.9]
CEILING = norm.cdf(np.abs(np.subtract(BOYS, GIRLS)) / 2 / 6.0).mean()  # of the accuracy


def _school(n_rows, hidden, seed=0):
    random = np.random.default_rng(seed)
    ages, boys = random.integers(6, 18, n_rows), random.integers(0, 2, n_rows)
    means = np.where(boys, np.take(BOYS, ages - 6), np.take(GIRLS, ages - 6))
    values = means + 6.0 * random.standard_normal(n_rows)
    labels = np.where(random.random(n_rows) < hidden, -1, boys)
    return Design(values.round(1), labels, ("girl", "boy"), ages=ages.astype(float)), boys


def _means(design, options=OPTIONS):
    """Return (K, n) the mean of each category for each row."""
    result = fit(design, options)
    model, collapsed = build(design, options, never, with_rows=True)
    means = result.estimates[1].means(model.cells)[:, :, 0]
    return model.scales[0].places(np.stack([collapsed.spread(own) for own in means]))


def test_one_trend_is_least_squares_on_the_functions():
    design, _ = _school(400, 0.0)
    alone = Design(design.values, np.zeros(400, int), ("all",), ages=design.ages)
    basis = np.column_stack([np.ones(400), age_basis(design.ages).of(design.ages)])
    weights = np.linalg.lstsq(basis, design.values)[0]
    found = _means(alone, Options(evidence=OPTIONS.evidence, tolerance=0))[0]
    np.testing.assert_allclose(found, basis @ weights, rtol=1e-6)


def test_girls_of_12_are_taller_than_boys_of_12():
    design, _ = _school(3000, 0.5)
    girls, boys = _means(design)
    assert 0.5 < (girls - boys)[design.ages == 12].mean() < 4  # 2.2 it is
    assert 10 < (boys - girls)[design.ages == 17].mean() < 15


def test_age_brings_the_accuracy_to_its_ceiling():
    """A height of 160 cm is tall for eleven and small for seventeen."""
    with_age, without = [], []
    for seed in range(4):
        design, truth = _school(3000, 0.6, seed)
        missing = design.labels < 0
        for found, options in ((with_age, OPTIONS), (without, Options())):
            guesses = fit(design, options).probabilities().argmax(axis=1)
            found.append((guesses == truth)[missing].mean())
    assert np.mean(with_age) > CEILING - 0.02
    assert np.mean(with_age) > np.mean(without) + 0.02


def test_rows_without_an_age_are_judged_and_harm_nobody():
    design, truth = _school(900, 0.5)
    ages = design.ages.copy()
    ages[::4] = np.nan
    gaps = Design(design.values, design.labels, design.categories, ages=ages)
    found, whole = fit(gaps, OPTIONS).probabilities(), fit(design, OPTIONS).probabilities()
    assert np.isfinite(found).all()
    rest = (design.labels < 0) & ~np.isnan(ages)
    right = [(p.argmax(axis=1) == truth)[rest].mean() for p in (found, whole)]
    assert right[0] > right[1] - 0.05


def test_beyond_all_ages_the_trend_stays_finite():
    design, _ = _school(600, 0.5)
    far = [-50.0, 0.0, 30.0, 99.0, 1e300]
    extended = Design(
        np.append(design.values, np.full(5, 170.0)),
        np.append(design.labels, np.full(5, -1)),
        design.categories,
        ages=np.append(design.ages, far),
    )
    result = fit(extended, OPTIONS)
    assert np.isfinite(result.probabilities()).all()
    assert np.isfinite(result.parameters.densities(np.array([50.0, 170.0, 300.0]))).all()
