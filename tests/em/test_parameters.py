import numpy as np
import pytest
from scipy.stats import lognorm, norm, t

from em_desktop.em import Parameters
from em_desktop.em.parameters import Curves, component_log_density, log_shares, log_sum

X = np.linspace(-50.0, 400.0, 45_001)
WEIGHTS = np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]])
PLACES = np.array([[120.0, 160.0, 150.0], [118.0, 172.0, 155.0]])
SPREADS = np.array([[5.0, 6.0, 20.0], [6.0, 7.0, 18.0]])


def test_densities_are_share_times_normal():
    parameters = Parameters([0.3, 0.7], [160.0, 175.0], [6.0, 7.0])
    expected = [0.3 * norm.pdf(X, 160, 6), 0.7 * norm.pdf(X, 175, 7)]
    np.testing.assert_allclose(parameters.densities(X), expected, atol=1e-15)


def test_parameters_are_read_only():
    parameters = Parameters([0.3, 0.7], [160.0, 175.0], [6.0, 7.0])
    with pytest.raises(ValueError, match="read-only"):
        parameters.means[0] = 0.0


@pytest.mark.parametrize(
    ("tails", "logarithmic", "oracle"),
    [
        (np.inf, False, norm.pdf),
        (8.0, False, lambda x, m, s: t.pdf(x, 8, m, s)),
        (np.inf, True, lambda x, m, s: lognorm.pdf(x, s, scale=np.exp(m))),
        (5.0, True, lambda x, m, s: t.pdf(np.log(x), 5, m, s) / x),
    ],
)
def test_curves_are_mixtures(tails, logarithmic, oracle):
    places, spreads = (np.log(PLACES), SPREADS / PLACES) if logarithmic else (PLACES, SPREADS)
    x = np.linspace(80.0, 240.0, 300)
    expected = [
        sum(w * oracle(x, m, s) for w, m, s in zip(*parts, strict=True))
        for parts in zip(WEIGHTS, places, spreads, strict=True)
    ]
    found = np.exp(Curves(WEIGHTS, places, spreads, tails, logarithmic).log_density(x))
    np.testing.assert_allclose(found, expected, rtol=1e-10)


@pytest.mark.parametrize(("tails", "logarithmic"), [(np.inf, False), (12.0, False), (np.inf, True)])
def test_means_and_deviations_are_those_of_the_density(tails, logarithmic):
    places, spreads = (np.log(PLACES), SPREADS / PLACES) if logarithmic else (PLACES, SPREADS)
    parameters = Parameters.of([0.4, 0.6], Curves(WEIGHTS, places, spreads, tails, logarithmic))
    x = np.linspace(-2000.0 if not logarithmic else 1e-3, 3000.0, 200_001)
    densities = parameters.densities(x)
    shares = np.trapezoid(densities, x)
    means = np.trapezoid(densities * x, x) / shares
    variances = np.trapezoid(densities * (x - means[:, np.newaxis]) ** 2, x) / shares
    np.testing.assert_allclose(shares, [0.4, 0.6], rtol=1e-6)
    np.testing.assert_allclose(parameters.means, means, rtol=1e-6)
    np.testing.assert_allclose(parameters.standard_deviations, np.sqrt(variances), rtol=1e-5)


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("tails", [np.inf, 4.0])
def test_far_away_points_and_wide_curves_are_still_numbers(tails, logarithmic):
    places, spreads = np.array([[0.0], [690.0]]), np.array([[1e-150], [400.0]])
    curves = Curves(np.ones((2, 1)), places, spreads, tails, logarithmic)
    assert np.isfinite(curves.log_density(np.array([1.7e308, 1.0, 5e-324]))).all()
    for moments in curves.moments():
        assert np.isfinite(moments).all()


def test_a_logarithmic_density_is_nothing_below_0():
    curves = Curves(np.ones((1, 1)), np.zeros((1, 1)), np.ones((1, 1)), logarithmic=True)
    np.testing.assert_array_equal(curves.log_density(np.array([-1.0, 0.0])), [[-np.inf] * 2])


def test_the_smallest_share_has_a_logarithm():
    assert np.isfinite(log_shares(np.array([0.0, 1.0]))).all()
    assert np.isfinite(component_log_density(np.array([1e308]), np.array([0.0]), np.array([1.0])))


def test_log_sum_does_not_overflow():
    logs = np.array([[1000.0, -1000.0], [1000.0, -1001.0]])
    expected = [1000 + np.log(2), -1000 + np.log1p(np.exp(-1))]
    np.testing.assert_allclose(log_sum(logs), expected)
