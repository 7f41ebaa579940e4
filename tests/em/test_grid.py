import numpy as np
import pytest

from em_desktop.em.grid import find_grid


def _grid(values, most=100_000):
    values = np.array(values, dtype=np.float64)
    return find_grid(lambda: iter([values[:3], values[3:]]), most)


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([160.0, 172.0, 165.0, 190.0], 1),
        ([160.5, 172.0, 165.0, 190.5], 2),
        ([1.6, 1.7, 1.9, -0.3], 10),
        ([62.25, -5.0, 0.0, 70.75], 4),
        ([1.62, 1.71, 1.99, -0.0], 100),
    ],
)
def test_rounded_values_have_places(values, parts):
    grid = _grid(values)
    assert grid.parts == parts
    places = grid.places(np.array(values))
    np.testing.assert_array_equal(grid.values[places], values)
    assert places.min() == 0
    assert places.max() == grid.size - 1


@pytest.mark.parametrize(
    "values",
    [
        [],
        [np.pi, 1.0, 2.0],
        [1.0, np.nan, 2.0, 3.0],
        [1.0, 1e9],
        [1.7e308, -1.7e308, 1.0],
        [5e-324, 1.0, 2.0],
        [np.nan] * 5,
    ],
)
def test_others_have_none(values):
    assert _grid(values) is None


def test_a_later_value_between_the_places_is_noticed():
    grid = _grid([1.0, 2.0, 3.0, 2.5, np.nan])
    assert grid is None or grid.places(np.array([2.5])) is None
    assert _grid([1.0, 2.0, 3.0, 2.5]).places(np.array([1.0, 2.5])) is None
