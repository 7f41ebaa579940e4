import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.cancelling import never
from em_desktop.em.cells import collapse
from em_desktop.em.scale import CannotFit, standardise


def _standardise(values):
    design = Design(values, [-1] * len(values), ("a",))
    return standardise(collapse(design, 3, never), 3, never)


@pytest.mark.parametrize(
    "values",
    [
        [160.0, 165.0, 165.0, 181.0],
        [1e300, -1e300, 3e299, 0.0],
        [1e-300, 2e-300, 5e-300],
        [-5.0, -6.0, -8.0],
    ],
)
def test_the_whole_sample_has_mean_0_and_variance_1_and_the_way_back(values):
    cells, scale = _standardise(values)
    assert cells.counts @ cells.values == pytest.approx(0.0, abs=1e-12)
    assert cells.counts @ cells.values**2 == pytest.approx(len(values))
    np.testing.assert_allclose(
        scale.places(np.repeat(cells.values, cells.counts.astype(int))), np.sort(values)
    )
    assert np.isfinite(scale.log_unit)


def test_lengths_and_log_unit_are_of_one_standard_deviation():
    _, scale = _standardise([160.0, 170.0])
    assert scale.lengths(np.array([2.0])) == pytest.approx(10.0)
    assert np.exp(scale.log_unit) == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "no values"),
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
        _standardise(values)
