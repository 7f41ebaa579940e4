from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from em_desktop.review.histogram import FEWEST_BINS, MOST_BINS, histogram, scaled_densities

finite = st.floats(-1e6, 1e6, allow_subnormal=False)


def unlabelled(values):
    return np.full(len(values), -1)


def adults(n, seed=0):
    generator = np.random.default_rng(seed)
    return np.append(generator.normal(163, 6, n // 2), generator.normal(176, 7, n - n // 2))


@given(st.data())
def test_every_row_is_counted_once_in_its_own_bin_and_category(data):
    n = data.draw(st.integers(1, 60))
    values = data.draw(arrays(np.float64, n, elements=st.one_of(finite, st.just(np.nan))))
    labels = data.draw(arrays(np.intp, n, elements=st.integers(-1, 2)))
    result = histogram(values, labels, 3)

    known = np.isfinite(values)
    assert result.n_rows == known.sum()
    assert result.counts.shape == (4, result.edges.size - 1)
    edges = result.edges
    if not known.any():
        assert result.counts.size == 0
        return
    assert FEWEST_BINS <= edges.size - 1 <= MOST_BINS
    assert result.below == (values[known] < edges[0]).sum()
    assert result.above == (values[known] >= edges[-1]).sum()
    for row, label in enumerate((0, 1, 2, -1)):
        chosen = values[known & (labels == label)]
        expected = [((a <= chosen) & (chosen < b)).sum() for a, b in pairwise(edges)]
        assert result.counts[row].tolist() == expected


@given(arrays(np.float64, st.integers(1, 80), elements=finite))
def test_bins_are_equal_and_ascending(values):
    edges = histogram(values, unlabelled(values), 2).edges
    widths = np.diff(edges)
    assert (widths > 0).all()
    np.testing.assert_allclose(widths, widths[0], rtol=1e-3)


@pytest.mark.parametrize("step", [0.1, 0.5, 1, 2, 5, 0.01, 2.54])
def test_rounded_values_make_no_comb(step):
    steps = np.random.default_rng(1).integers(100, 145, 4000)
    counts = histogram(steps * step, unlabelled(steps), 0).counts.sum(axis=0)
    inner = counts[np.flatnonzero(counts)[1:-1]]
    # An even spread over the steps stays even over the bins: a comb would have bins of half
    # the height, or none at all.
    assert inner.size >= 5
    assert inner.min() > 0.6 * inner.max()
    assert (counts[np.flatnonzero(counts)[0] : np.flatnonzero(counts)[-1]] > 0).all()


@pytest.mark.parametrize(
    ("values", "width"),
    [
        (adults(300), 2),
        (adults(300).round(), 2),
        (adults(300) / 100, 0.02),
        (adults(300).round() / 100, 0.02),
        ((adults(300) / 2.54).round(), 1),
        (adults(100_000), 2),
    ],
)
def test_widths_are_the_ones_that_a_person_would_choose(values, width):
    assert histogram(values, unlabelled(values), 0).bin_width == pytest.approx(width)


@pytest.mark.parametrize("absurd", [1720.0, -5.0, 1e9])
def test_one_absurd_value_neither_squeezes_the_rest_nor_vanishes(absurd):
    values = adults(300).round()
    alone = histogram(values, unlabelled(values), 0)
    together = histogram(np.append(values, absurd), unlabelled([*values, absurd]), 0)
    assert together.edges.tolist() == alone.edges.tolist()
    assert (together.below, together.above) == ((1, 0) if absurd < 0 else (0, 1))
    assert together.n_rows == 301


def test_no_values_make_no_bins():
    for values in ([], [np.nan, np.inf]):
        result = histogram(np.array(values), unlabelled(values), 2)
        assert result.counts.shape == (3, 0)
        assert (result.n_rows, result.bin_width) == (0, 0)


@pytest.mark.parametrize("value", [170.0, 1.7, 0.0, -40.0])
def test_equal_values_stand_in_the_middle_of_one_bar(value):
    result = histogram(np.full(50, value), np.zeros(50, dtype=np.intp), 1)
    (bar,) = np.flatnonzero(result.counts[0])
    assert result.edges[bar : bar + 2].mean() == pytest.approx(value)
    assert result.counts[0, bar] == 50


def test_a_value_written_many_times_does_not_make_the_bins_coarse():
    values = np.append(np.full(200, 170.0), np.arange(150.0, 190.0))
    assert histogram(values, unlabelled(values), 0).bin_width <= 2


@pytest.mark.parametrize("values", [[1e9, 1e9 + 1e-6], [1e308, -1e308, 1.0], [1e-300, 2e-300]])
def test_values_at_the_ends_of_floating_point_are_counted(values):
    result = histogram(np.array(values), unlabelled(values), 0)
    assert result.n_rows == len(values)
    assert (np.diff(result.edges) > 0).all()


def test_wrong_labels_are_refused():
    with pytest.raises(ValueError, match="category"):
        histogram(np.ones(2), np.array([0, 2]), 2)
    with pytest.raises(ValueError, match="long"):
        histogram(np.ones(2), np.array([0]), 2)


class TwoBoxes:
    """Densities that are right by eye: even on 0..10, and on 5..10."""

    def densities(self, x):
        return np.stack([(x >= 0) * 0.06, (x >= 5) * 0.08])


def test_curves_stand_as_high_as_the_bars():
    x = np.linspace(0.5, 9.5, 10)
    components, total = scaled_densities(TwoBoxes(), x, 200, 0.5)
    np.testing.assert_allclose(components[0], 6)
    np.testing.assert_allclose(components[1], np.repeat([0, 8], 5))
    np.testing.assert_allclose(total, np.repeat([6, 14], 5))
