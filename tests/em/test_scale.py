import numpy as np
import pytest

from em_desktop.em.cancelling import Interrupted, never
from em_desktop.em.scale import CannotFit, measure


def _measure(values, counts=None, **more):
    values = np.array(values, dtype=np.float64)
    counts = np.ones(len(values)) if counts is None else np.array(counts)
    return measure(values, counts, 3, never, **more)


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize(
    "values",
    [
        [160.0, 165.0, 165.0, 181.0, np.nan],
        [1e300, 5e299, 3e299, 1e298],
        [1e-300, 2e-300, 5e-300],
        [1.0, 1.0, 2.0],
    ],
)
def test_the_whole_sample_has_mean_0_and_variance_1_and_the_way_back(values, logarithmic):
    scale = _measure(values, logarithmic=logarithmic)
    values = np.array(values)
    z = scale.standard(values)
    np.testing.assert_array_equal(np.isnan(z), np.isnan(values))
    z, values = z[~np.isnan(z)], values[~np.isnan(values)]
    assert z.mean() == pytest.approx(0.0, abs=1e-12)
    assert (z**2).mean() == pytest.approx(1.0)
    np.testing.assert_allclose(scale.places(z), np.log(values) if logarithmic else values)
    assert np.isfinite(scale.log_unit)


def test_negative_values_have_a_scale():
    scale = _measure([-5.0, -6.0, -8.0])
    np.testing.assert_allclose(scale.places(scale.standard(np.array([-7.0]))), -7.0)


def test_counts_are_rows():
    assert _measure([1.0, 4.0], [3.0, 1.0]) == _measure([1.0, 1.0, 1.0, 4.0])


def test_lengths_and_log_unit_are_of_one_standard_deviation():
    scale = _measure([160.0, 170.0])
    assert scale.lengths(np.array([2.0])) == pytest.approx(10.0)
    assert np.exp(scale.log_unit) == pytest.approx(5.0)


@pytest.mark.parametrize("values", [[1.0, 0.0], [1.0, -3.0, 2.0]])
def test_values_that_have_no_logarithm_are_refused_in_words(values):
    with pytest.raises(CannotFit, match="logarithm"):
        _measure(values, logarithmic=True)


def test_cancel_is_obeyed():
    with pytest.raises(Interrupted):
        measure(np.arange(9.0), np.ones(9), 3, lambda: True)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "no values"),
        ([np.nan, np.nan], "no values"),
        ([170.0], "equal"),
        ([170.0, 170.0, 170.0], "equal"),
        ([0.0, 0.0], "equal"),
        ([1e9, np.nextafter(1e9, 2e9)], "equal"),
        ([5e-324, 1e-323], "equal"),
        ([1.7e308, -1.7e308, 1.0], "too large"),
    ],
)
def test_values_beyond_computing_are_refused_in_words(values, words):
    with pytest.raises(CannotFit, match=words):
        _measure(values)
