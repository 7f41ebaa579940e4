import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.cancelling import never
from em_desktop.em.cells import collapse
from em_desktop.em.evidence.normal import Normal, NormalEstimate


@pytest.fixture
def source():
    design = Design([1.0, 2.0, 4.0, 8.0], [-1] * 4, ("a", "b"))
    return Normal(collapse(design, 100, never), floor=0.25)


WEIGHTS = np.array([[1.0, 1.0, 0.5, 0.0], [0.0, 0.0, 0.5, 1.0]])


def test_estimates_are_weighted_moments(source):
    estimate = source.estimate(source.gather(WEIGHTS, None, slice(0, 4)), None)
    np.testing.assert_allclose(estimate.means, [5 / 2.5, 10 / 1.5])
    np.testing.assert_allclose(estimate.variances, [13 / 2.5 - 4.0, 72 / 1.5 - (10 / 1.5) ** 2])


def test_no_variance_is_below_the_floor(source):
    only_one = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 1.0]])
    estimate = source.estimate(source.gather(only_one, None, slice(0, 4)), None)
    assert estimate.variances[0] == 0.25


def test_a_component_without_rows_stays_as_it_was(source):
    nobody = np.array([[1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
    before = NormalEstimate(np.array([1.0, 7.0]), np.array([1.0, 3.0]))
    estimate = source.estimate(source.gather(nobody, before, slice(0, 4)), before)
    assert (estimate.means[1], estimate.variances[1]) == (7.0, 3.0)
    assert np.isfinite(source.log_density(estimate, slice(0, 4))).all()
