import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.cancelling import never
from em_desktop.em.cells import collapse
from em_desktop.em.evidence.shares import PSEUDO_ROWS, ShareEstimate, Shares


@pytest.fixture
def three_groups():
    """Eight cells: three in each of two groups, two with a blank one."""
    groups = [0, 0, 0, 1, 1, 1, -1, -1]
    design = Design(np.arange(8.0), [-1] * 8, ("a", "b"), groups, 2)
    return Shares(collapse(design, 100, never), np.ones(3))


def test_one_group_is_maximum_likelihood():
    design = Design([1.0, 2.0, 3.0, 4.0], [-1] * 4, ("a", "b"))
    shares = Shares(collapse(design, 100, never), np.ones(1))
    sums = shares.gather(np.array([[1, 1, 0.5, 0.5], [0, 0, 0.5, 0.5]]), None, slice(0, 4))
    estimate = shares.estimate(sums, None)
    np.testing.assert_allclose(estimate.common, [0.75, 0.25])
    logs = shares.log_density(estimate, slice(1, 4))
    np.testing.assert_allclose(np.exp(logs), [[0.75] * 3, [0.25] * 3])
    assert shares.log_penalty(estimate) == 0.0


def test_small_groups_are_pulled_towards_the_common_shares(three_groups):
    sums = np.array([[30.0, 0.0, 10.0], [10.0, 2.0, 10.0]])
    estimate = three_groups.estimate(sums, ShareEstimate(np.array([0.6, 0.4]), sums))
    expected = (sums[0] + PSEUDO_ROWS * 0.6) / (sums.sum(axis=0) + PSEUDO_ROWS)
    np.testing.assert_allclose(estimate.by_slot[0], expected)
    np.testing.assert_allclose(estimate.by_slot.sum(axis=0), 1.0)


def test_repeated_m_steps_reach_the_top_of_likelihood_and_penalty(three_groups):
    sums = np.array([[30.0, 1.0, 10.0], [5.0, 20.0, 10.0]])

    def height(estimate):
        return float((sums * np.log(estimate.by_slot)).sum()) + three_groups.log_penalty(estimate)

    estimate = three_groups.estimate(sums, None)
    heights = [height(estimate)]
    for _ in range(300):
        estimate = three_groups.estimate(sums, estimate)
        heights.append(height(estimate))
    assert (np.diff(heights) > -1e-12).all()
    random = np.random.default_rng(0)
    for _ in range(200):
        tilt = np.exp(0.05 * random.standard_normal((2, 3)))
        by_slot = estimate.by_slot * tilt
        common = estimate.common * np.exp(0.05 * random.standard_normal(2))
        moved = ShareEstimate(common / common.sum(), by_slot / by_slot.sum(axis=0))
        assert height(moved) < heights[-1]


def test_a_category_without_rows_has_a_finite_logarithm(three_groups):
    estimate = three_groups.estimate(np.array([[3.0, 3.0, 2.0], [0.0, 0.0, 0.0]]), None)
    assert np.isfinite(three_groups.log_density(estimate, slice(0, 8))).all()
    assert np.isfinite(three_groups.log_penalty(estimate))
