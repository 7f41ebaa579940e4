from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import multivariate_normal, multivariate_t, t

from em_desktop.em.cells import Cells
from em_desktop.em.evidence.measured import Measured
from em_desktop.em.evidence.normal import MeasuredEstimate, Prior

K, S, Q, D, N = 2, 3, 2, 3, 40


def _cells(gaps=False, seed=0, d=D):
    random = np.random.default_rng(seed)
    values = random.standard_normal((N, d)) * 1.5
    if gaps:
        values[random.random((N, d)) < 0.4] = np.nan
        values[0] = np.nan
    return Cells(
        values=values,
        basis=np.column_stack([np.ones(N), random.standard_normal(N)]),
        slots=random.integers(0, S, N),
        names=np.full(N, -1),
        labels=np.full(N, -1),
        counts=np.ones(N),
        n_categories=K,
        n_slots=S,
    )


def _estimate(seed=1, d=D):
    random = np.random.default_rng(seed)
    roots = np.eye(d) + 0.4 * random.standard_normal((K, d, d))
    return MeasuredEstimate(
        trends=random.standard_normal((K, Q, d)),
        common_trend=np.zeros((Q, d)),
        slot_effects=random.standard_normal((S, d)),
        own_effects=0.3 * random.standard_normal((K, S, d)),
        covariances=roots @ roots.transpose(0, 2, 1),
        pooled=np.eye(d),
        slot_variances=np.array([0.7, 1.0, 1.4]),
    )


def _source(tails=np.inf, d=D):
    return Measured(
        Prior(K, d, Q, np.ones(S), 0.5 * np.eye(d), 0.8 * np.eye(d), 1e-3, shrinkage=5.0), tails
    )


def _law(estimate, cells, k, i, observed, tails):
    """Return scipy's distribution of what is observed of one cell."""
    slot = cells.slots[i]
    mean = cells.basis[i] @ estimate.trends[k] + estimate.slot_effects[slot]
    mean = (mean + estimate.own_effects[k, slot])[observed]
    covariance = estimate.slot_variances[slot] * estimate.covariances[k][np.ix_(observed, observed)]
    if np.isinf(tails):
        return multivariate_normal(mean, covariance)
    if len(observed) == 1:
        return t(tails, mean[0], np.sqrt(covariance[0, 0]))
    return multivariate_t(mean, covariance, df=tails)


def _log_law(law, x):
    return float(np.squeeze(law.logpdf(x[0] if len(x) == 1 else x)))


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("tails", [np.inf, 8.0, 3.0])
@pytest.mark.parametrize("d", [1, 3])
def test_log_densities_are_those_of_scipy(tails, gaps, d):
    """And where measurements are missing, the marginal densities of the others."""
    cells, estimate = _cells(gaps, d=d), _estimate(d=d)
    found = _source(tails, d).log_density(estimate, cells)
    for i in range(N):
        observed = np.flatnonzero(~np.isnan(cells.values[i]))
        for k in range(K):
            if len(observed):
                law = _law(estimate, cells, k, i, observed, tails)
                expected = _log_law(law, cells.values[i, observed])
            else:
                expected = 0.0
            assert found[k, i] == pytest.approx(expected, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("tails", [np.inf, 8.0])
def test_sums_over_parts_are_those_of_all(tails, gaps):
    cells, estimate, source = _cells(gaps), _estimate(), _source(tails)
    weights = np.random.default_rng(2).random((K, N))
    for known in (None, estimate):
        parts = [
            source.gather(weights[:, r], known, cells.part(r)) for r in (slice(0, 9), slice(9, N))
        ]
        whole = source.gather(weights, known, cells)
        np.testing.assert_allclose(sum(parts), whole, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("tails", [np.inf, 8.0, 3.0])
@pytest.mark.parametrize("d", [1, 3])
def test_em_climbs_to_where_nothing_is_higher(tails, gaps, d):
    """For fixed weights: gathering and estimating in turn is EM for gaps and heavy tails."""
    cells, source = _cells(gaps, d=d), _source(tails, d)
    weights = np.random.default_rng(2).dirichlet([1, 1], N).T

    def height(estimate):
        logs = source.log_density(estimate, cells)
        return float((weights * logs).sum()) + source.log_penalty(estimate)

    estimate = source.estimate(source.gather(weights, None, cells), None)
    heights = [height(estimate)]
    for _ in range(600):
        estimate = source.estimate(source.gather(weights, estimate, cells), estimate)
        heights.append(height(estimate))
        if heights[-1] - heights[-2] < 1e-13 * abs(heights[-1]):
            break
    assert (np.diff(heights) > -1e-9).all()
    random = np.random.default_rng(3)
    for _ in range(150):
        moved = _moved(estimate, random, 10.0 ** random.uniform(-3, -1))
        assert height(moved) < heights[-1] + 1e-7


def _moved(estimate, random, size):
    """Move some of what is free a little; rows of no group have no effects by definition."""

    def noise(of):
        return size * random.standard_normal(of.shape) * (random.random() < 0.6)

    slots, own = noise(estimate.slot_effects), noise(estimate.own_effects)
    slots[-1], own[:, -1] = 0.0, 0.0
    turns = np.eye(estimate.pooled.shape[0]) + noise(estimate.covariances)
    turn = np.eye(estimate.pooled.shape[0]) + noise(estimate.pooled)
    return replace(
        estimate,
        trends=estimate.trends + noise(estimate.trends),
        common_trend=estimate.common_trend + noise(estimate.common_trend),
        slot_effects=estimate.slot_effects + slots,
        own_effects=estimate.own_effects + own,
        covariances=turns @ estimate.covariances @ turns.transpose(0, 2, 1),
        pooled=turn @ estimate.pooled @ turn.T,
        slot_variances=estimate.slot_variances * np.exp(noise(estimate.slot_variances)),
    )


def test_a_stray_row_counts_for_little():
    cells = _cells(d=1)
    cells.values[3] = 1e6
    heavy, normal = _source(8.0, 1), _source(d=1)
    weights = np.ones((K, N))
    estimate = _estimate(d=1)
    stray = {s.tails: s.gather(weights, estimate, cells)[0, :, -1].sum() for s in (heavy, normal)}
    assert stray[np.inf] > 1e11
    assert stray[8.0] < 1e3


def test_the_farthest_values_have_finite_densities():
    cells = _cells()
    cells.values[:3] = np.array([[1e300], [-1e300], [1e160]])
    for tails in (np.inf, 8.0):
        assert np.isfinite(_source(tails).log_density(_estimate(), cells)).all()
