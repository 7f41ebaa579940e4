import numpy as np
import pytest

from em_desktop.em.cells import Cells
from em_desktop.em.evidence.shares import ShareEstimate, Shares


def _cells(slots, labels=None):
    n = len(slots)
    return Cells(
        values=np.zeros((n, 0)),
        basis=np.ones((n, 1)),
        slots=np.array(slots),
        names=np.full(n, -1),
        labels=np.full(n, -1) if labels is None else np.array(labels),
        counts=np.ones(n),
        n_categories=2,
        n_slots=max(slots) + 1,
    )


PULL_ROWS = 20.0
THREE = Shares(np.ones(3), PULL_ROWS)
CELLS = _cells([0, 0, 0, 1, 1, 1, 2, 2])


def test_one_group_is_maximum_likelihood():
    shares, cells = Shares(np.ones(1)), _cells([0] * 4)
    sums = shares.gather(np.array([[1, 1, 0.5, 0.5], [0, 0, 0.5, 0.5]]), None, cells)
    estimate = shares.estimate(sums, None)
    np.testing.assert_allclose(estimate.common, [0.75, 0.25])
    logs = shares.log_density(estimate, cells.part(slice(1, 4)))
    np.testing.assert_allclose(np.exp(logs), [[0.75] * 3, [0.25] * 3])
    assert shares.log_penalty(estimate) == 0.0


def test_even_rows_are_added_to_each_category():
    shares = Shares(np.ones(1), even_rows=2.0)
    estimate = shares.estimate(np.array([[6.0], [0.0]]), None)
    np.testing.assert_allclose(estimate.by_slot[:, 0], [0.8, 0.2])
    assert shares.log_penalty(estimate) == pytest.approx(2 * np.log(0.8 * 0.2))


def test_apart_recorded_and_missing_rows_have_shares_of_their_own():
    shares, cells = Shares(np.ones(1), apart=True), _cells([0] * 6, [0, 0, 0, 1, -1, -1])
    weights = np.array([[1, 1, 1, 0, 0.5, 0.1], [0, 0, 0, 1, 0.5, 0.9]])
    estimate = shares.estimate(shares.gather(weights, None, cells), None)
    found = np.exp(shares.log_density(estimate, cells))
    np.testing.assert_allclose(found[0], [0.75] * 4 + [0.3] * 2)


def test_apart_without_missing_rows_no_share_is_nan():
    shares, cells = Shares(np.ones(1), apart=True), _cells([0] * 2, [0, 1])
    estimate = shares.estimate(shares.gather(np.eye(2), None, cells), None)
    np.testing.assert_allclose(estimate.by_slot, 0.5)


def test_small_groups_are_pulled_towards_the_common_shares():
    sums = np.array([[30.0, 0.0, 10.0], [10.0, 2.0, 10.0]])
    estimate = THREE.estimate(sums, ShareEstimate(np.array([0.6, 0.4]), sums))
    expected = (sums[0] + PULL_ROWS * 0.6) / (sums.sum(axis=0) + PULL_ROWS)
    np.testing.assert_allclose(estimate.by_slot[0], expected)
    np.testing.assert_allclose(estimate.by_slot.sum(axis=0), 1.0)


def test_a_group_without_rows_has_the_common_shares():
    shares = Shares(np.array([1.0, 0.0, 1.0]))
    sums = np.array([[30.0, 0.0, 10.0], [10.0, 0.0, 10.0]])
    estimate = shares.estimate(sums, ShareEstimate(np.array([0.6, 0.4]), sums))
    np.testing.assert_allclose(estimate.by_slot[:, 1], [0.6, 0.4])


@pytest.mark.parametrize("apart", [False, True])
def test_repeated_m_steps_reach_the_top_of_likelihood_and_penalty(apart):
    shares = Shares(np.ones(3), apart=apart)
    sums = np.array([[30.0, 1.0, 10.0], [5.0, 20.0, 10.0]])
    sums = np.hstack([sums, sums[::-1] + 1.0]) if apart else sums

    def height(estimate):
        return float((sums * np.log(estimate.by_slot)).sum()) + shares.log_penalty(estimate)

    estimate = shares.estimate(sums, None)
    heights = [height(estimate)]
    for _ in range(300):
        estimate = shares.estimate(sums, estimate)
        heights.append(height(estimate))
    assert (np.diff(heights) > -1e-12).all()
    random = np.random.default_rng(0)
    for _ in range(200):
        tilt = np.exp(0.05 * random.standard_normal(sums.shape))
        by_slot = estimate.by_slot * tilt
        common = estimate.common * np.exp(0.05 * random.standard_normal(2))
        moved = ShareEstimate(common / common.sum(), by_slot / by_slot.sum(axis=0))
        assert height(moved) < heights[-1]


def test_sums_over_parts_are_those_of_all():
    weights = np.random.default_rng(0).random((2, 8))
    parts = [THREE.gather(weights[:, r], None, CELLS.part(r)) for r in (slice(0, 5), slice(5, 8))]
    np.testing.assert_allclose(sum(parts), THREE.gather(weights, None, CELLS))


def test_a_category_without_rows_has_a_finite_logarithm():
    estimate = THREE.estimate(np.array([[3.0, 3.0, 2.0], [0.0, 0.0, 0.0]]), None)
    assert np.isfinite(THREE.log_density(estimate, CELLS)).all()
    assert np.isfinite(THREE.log_penalty(estimate))


def test_sums_that_were_extrapolated_below_0_still_give_shares():
    for shares in (THREE, Shares(np.ones(3), apart=True)):
        sums = np.full((2, 6 if shares.apart else 3), 4.0)
        sums[0, 0] = -1.0
        estimate = shares.estimate(sums, ShareEstimate(np.array([0.5, 0.5]), sums))
        assert (estimate.by_slot > 0).all()
        np.testing.assert_allclose(estimate.by_slot.sum(axis=0), 1.0)
