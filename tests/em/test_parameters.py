import numpy as np
import pytest
from scipy.stats import norm


X = np.linspace(-50.0, 400.0, 45_001)


@pytest.fixture
def grouped():
    return GroupedParameters.of(
        slot_shares=np.array([0.5, 0.3, 0.2]),
        shares=np.array([[0.5, 0.2, 0.4], [0.5, 0.8, 0.6]]),
        means=np.array([[120.0, 160.0, 150.0], [118.0, 172.0, 155.0]]),
        standard_deviations=np.array([[5.0, 6.0, 20.0], [6.0, 7.0, 18.0]]),
    )


def test_densities_are_share_times_normal():
    parameters = Parameters([0.3, 0.7], [160.0, 175.0], [6.0, 7.0])
    expected = [0.3 * norm.pdf(X, 160, 6), 0.7 * norm.pdf(X, 175, 7)]
    np.testing.assert_allclose(parameters.densities(X), expected, atol=1e-15)


def test_parameters_are_read_only():
    parameters = Parameters([0.3, 0.7], [160.0, 175.0], [6.0, 7.0])
    with pytest.raises(ValueError, match="read-only"):
        parameters.means[0] = 0.0


def test_the_whole_of_grouped_parameters_has_the_moments_of_its_density(grouped):
    densities = grouped.densities(X)
    shares = np.trapezoid(densities, X)
    means = np.trapezoid(densities * X, X) / shares
    variances = np.trapezoid(densities * (X - means[:, np.newaxis]) ** 2, X) / shares
    np.testing.assert_allclose(grouped.shares, shares, rtol=1e-9)
    np.testing.assert_allclose(grouped.means, means, rtol=1e-9)
    np.testing.assert_allclose(grouped.standard_deviations, np.sqrt(variances), rtol=1e-9)
    assert grouped.shares.sum() == pytest.approx(1.0, abs=1e-12)


def test_a_blank_group_is_the_last_slot(grouped):
    np.testing.assert_allclose(
        np.exp(grouped.log_joint(np.array([150.0]), np.array([-1]))).ravel(),
        [0.4 * norm.pdf(150, 150, 20), 0.6 * norm.pdf(150, 155, 18)],
    )


def test_far_away_points_have_finite_logarithms(grouped):
    far = np.array([1.7e308, -1.7e308])
    assert np.isfinite(grouped.log_joint(far)).all()
    assert np.isfinite(grouped.log_joint(far, np.array([0, -1]))).all()
    assert (grouped.densities(far) == 0).all()
