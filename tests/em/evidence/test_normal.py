"""The M step. That it reaches the top, with all its parts together, is tested with `Measured`."""

import numpy as np
import pytest

from em_desktop.em.cells import Cells
from em_desktop.em.evidence.measured import Measured
from em_desktop.em.evidence.normal import Prior, penalty

VALUES = np.array([1.0, 2.0, 4.0, 8.0])
WEIGHTS = np.array([[1.0, 1.0, 0.5, 0.0], [0.0, 0.0, 0.5, 1.0]])


def _cells(values, slots=None, n_slots=1):
    values = np.asarray(values, dtype=np.float64).reshape(len(values), -1)
    n = len(values)
    return Cells(
        values=values,
        basis=np.ones((n, 1)),
        slots=np.zeros(n, int) if slots is None else np.array(slots),
        names=np.full(n, -1),
        labels=np.full(n, -1),
        counts=np.ones(n),
        n_categories=2,
        n_slots=n_slots,
    )


def _prior(d=1, floor=0.25, shrinkage=0.0):
    return Prior(2, d, 1, np.ones(1), None, None, floor, shrinkage)


def _estimate(prior, weights=WEIGHTS, values=VALUES, previous=None):
    source = Measured(prior)
    return source.estimate(source.gather(weights, previous, _cells(values)), previous)


def test_estimates_are_weighted_moments():
    estimate = _estimate(_prior())
    np.testing.assert_allclose(estimate.trends[:, 0, 0], [5 / 2.5, 10 / 1.5])
    variances = [13 / 2.5 - 4.0, 72 / 1.5 - (10 / 1.5) ** 2]
    np.testing.assert_allclose(estimate.covariances[:, 0, 0], variances)
    assert penalty(estimate, _prior()) == 0.0


def test_several_measurements_have_weighted_covariances():
    random = np.random.default_rng(0)
    values, weights = random.standard_normal((30, 3)), random.dirichlet([2, 3], 30).T
    estimate = _estimate(_prior(3, 1e-9), weights, values)
    for k in (0, 1):
        mean = np.average(values, axis=0, weights=weights[k])
        covariance = np.cov(values.T, aweights=weights[k], ddof=0)
        np.testing.assert_allclose(estimate.trends[k, 0], mean, rtol=1e-12)
        np.testing.assert_allclose(estimate.covariances[k], covariance, rtol=1e-10)


def test_no_variance_is_below_the_floor():
    only_one = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 1.0]])
    assert _estimate(_prior(), only_one).covariances[0, 0, 0] == 0.25


def test_collinear_measurements_are_given_the_floor_across():
    line = np.column_stack([VALUES, 2 * VALUES + 1])
    estimate = _estimate(_prior(2, 0.01), values=line)
    eigenvalues = np.linalg.eigvalsh(estimate.covariances)
    np.testing.assert_allclose(eigenvalues[:, 0], 0.01)
    assert (eigenvalues[:, 1] > 1).all()


@pytest.mark.parametrize("d", [1, 2])
def test_much_shrinkage_makes_variances_equal(d):
    values = np.random.default_rng(0).standard_normal((4, d)) * 3
    apart, together = (
        np.ptp(_estimate_long(_prior(d, 1e-6, shrinkage), values).covariances, axis=0).max()
        for shrinkage in (0.0, 1e6)
    )
    assert together < 1e-3 < apart


def _estimate_long(prior, values):
    estimate = _estimate(prior, values=values)
    for _ in range(20):
        estimate = _estimate(prior, values=values, previous=estimate)
    return estimate


@pytest.mark.parametrize("shrinkage", [0.0, 4.0])
def test_a_component_without_rows_keeps_its_place(shrinkage):
    nobody = np.array([[1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
    prior = _prior(shrinkage=shrinkage)
    before = _estimate(prior)
    after = _estimate(prior, nobody, previous=before)
    np.testing.assert_array_equal(after.trends[1], before.trends[1])
    if not shrinkage:
        np.testing.assert_array_equal(after.covariances[1], before.covariances[1])
    assert np.isfinite(after.covariances).all()


def test_a_group_without_rows_has_no_effect_of_its_own():
    cells = _cells(np.linspace(-1, 1, 8), [0, 2] * 4, 4)
    prior = Prior(2, 1, 1, np.array([1.0, 0, 1, 0]), 0.5 * np.eye(1), np.eye(1), 1e-3)
    source = Measured(prior)
    weights = np.stack([cells.values[:, 0] > 0, cells.values[:, 0] <= 0]).astype(float)
    estimate = source.estimate(source.gather(weights, None, cells), None)
    np.testing.assert_array_equal(estimate.slot_effects[[1, 3]], 0.0)
    np.testing.assert_array_equal(estimate.own_effects[:, [1, 3]], 0.0)
    np.testing.assert_allclose(estimate.slot_variances[[1, 3]], [1.0, 1.5])
