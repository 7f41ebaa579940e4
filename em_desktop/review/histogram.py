"""What the picture of a measurement column shows: counts in bins, and curves in the same scale."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FEWEST_BINS = 10
MOST_BINS = 60
_SAMPLE = 20_000  # rows that are enough to see to what step the values are rounded
_HUGE = 1e100  # beyond this, differences would overflow
_FAR = 5.0  # interquartile ranges beyond the quartiles where a value is left out of the picture

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts of a measurement in equal bins, apart for each category.

    Attributes:
        edges: (B + 1,) ascending, in the column's unit.
        counts: (K + 1, B) rows of each category in file order of the categories; the last
            row counts the rows whose category is missing.
        below: rows too far below to be shown (one absurd value must not squeeze the rest).
        above: rows too far above to be shown.
    """

    edges: Floats
    counts: Counts
    below: int = 0
    above: int = 0

    @property
    def bin_width(self) -> float:
        """Width of each bin in the column's unit; 0 where there are no bins."""
        if self.edges.size < 2:
            return 0.0
        return float(self.edges[-1] - self.edges[0]) / (self.edges.size - 1)

    @property
    def n_rows(self) -> int:
        """Number of rows with a value, those left out of the picture included."""
        return int(self.counts.sum()) + self.below + self.above


class Densities(Protocol):
    """What has one weighted density for each component, as the parameters of a fit do."""

    def densities(self, x: Floats, /) -> Floats:
        """Return share times density of each component at x (m,), as (K, m)."""


def histogram(values: Floats, labels: NDArray[np.intp], n_categories: int) -> Histogram:
    """Count values in bins that suit the eye.

    The width follows Freedman and Diaconis (1981), rounded down to 1, 2 or 5 times a power
    of ten, within 10 to 60 bins. Values that were rounded (to a centimetre, to an inch) get a
    width that is a multiple of their step and edges half a step beside them, so that each bin
    holds equally many possible values and no comb appears. Values far outside the rest are
    counted in ``below`` and ``above``.

    Args:
        values: (n,) in the column's unit; what is not finite is passed over.
        labels: (n,) index of the category, negative where it is missing.
        n_categories: K.

    Raises:
        ValueError: the arrays differ in length or a label is K or more.
    """
    if values.shape != labels.shape:
        raise ValueError("values and labels must be equally long")
    if labels.size and int(labels.max()) >= n_categories:
        raise ValueError("a label has no category")
    finite = np.isfinite(values)
    values, labels = np.clip(values[finite], -_HUGE, _HUGE), labels[finite]
    if values.size == 0:
        return Histogram(np.zeros(1), np.zeros((n_categories + 1, 0), dtype=np.intp))

    edges = _edges(values)
    n_bins = edges.size - 1
    bins = bins_of(edges, values)
    below, above = int((bins < 0).sum()), int((bins >= n_bins).sum())
    rows = np.where(labels < 0, n_categories, labels)
    if below or above:
        shown = (bins >= 0) & (bins < n_bins)
        bins, rows = bins[shown], rows[shown]
    counts = np.bincount(rows * n_bins + bins, minlength=(n_categories + 1) * n_bins)
    return Histogram(edges, counts.reshape(n_categories + 1, n_bins), below, above)


def bins_of(edges: Floats, values: Floats) -> Counts:
    """Return the bin (n,) of each value: -1 below the first edge, B from the last one on.

    Args:
        edges: (B + 1,) of equal bins.
        values: (n,) none of them NaN.
    """
    n_bins = edges.size - 1
    found = np.floor((values - edges[0]) * (n_bins / (edges[-1] - edges[0])))
    bins: Counts = np.clip(found, -1, n_bins).astype(np.intp)
    # Rounding may put a value that lies on an edge on its wrong side.
    bins -= values < np.append(-np.inf, edges)[bins + 1]
    bins += values >= np.append(edges, np.inf)[bins + 1]
    return bins


def scaled_densities(
    parameters: Densities, x: Floats, n: int, bin_width: float
) -> tuple[Floats, Floats]:
    """Return each component's expected count in a bin around x, and their sum.

    Args:
        parameters: of a fit or of one of its iterations.
        x: (m,) places in the column's unit.
        n: number of rows that the model describes.
        bin_width: of the histogram beneath, in the column's unit.

    Returns:
        Components (K, m), that is share times density times n times width, and their sum (m,).
    """
    components = parameters.densities(x) * (n * bin_width)
    return components, components.sum(axis=0)


def _edges(values: Floats) -> Floats:
    """Return the edges of 10 to 60 equal bins around the values (n >= 1, all finite)."""
    low, high, spread = _extent(values)
    step = _step(values[:: max(1, values.size // _SAMPLE)])
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        width = step = _nice_floor(abs(low) / 100) or 1.0  # one bar, on its value
    else:
        wish = max(2 * spread / math.cbrt(values.size), (high - low) / MOST_BINS)
        wish = min(wish, (high - low) / (FEWEST_BINS - 1))
        width = _width(wish, step)
    while True:
        offset = -step / 2
        first = math.floor((low - offset) / width)
        last = math.floor((high - offset) / width) + 1
        if last - first <= MOST_BINS:
            break
        width = _wider(width, step)
    lacking = max(0, FEWEST_BINS - (last - first))
    first -= lacking // 2
    last += lacking - lacking // 2
    edges: Floats = np.arange(first, last + 1, dtype=np.float64) * width + offset
    return edges


def _extent(values: Floats) -> tuple[float, float, float]:
    """Return the lowest and highest value worth showing, and the interquartile range."""
    low, lower, upper, high = (float(q) for q in np.quantile(values, (0, 0.25, 0.75, 1)))
    spread = upper - lower
    if spread == 0:  # more than half are equal
        others = values[values != lower]
        if others.size >= 4:
            lower, upper = (float(q) for q in np.quantile(others, (0.25, 0.75)))
            spread = upper - lower
    if spread > 0:
        fence_low, fence_high = lower - _FAR * spread, upper + _FAR * spread
        if low < fence_low:
            low = float(values[values >= fence_low].min())
        if high > fence_high:
            high = float(values[values <= fence_high].max())
    return low, high, spread


def _step(sample: Floats) -> float:
    """Return the step to which most values are rounded, or 0 where none is seen."""
    distinct = np.unique(sample)
    if distinct.size < 4:
        return 0.0
    gap = float(np.median(np.diff(distinct)))
    size = 10.0 ** math.floor(math.log10(gap))
    steps = [gap, *(factor * size for factor in (0.1, 0.2, 0.5, 1, 2, 5, 10))]
    # Most rows, and not only because one value has been written many times.
    fitting = (s for s in steps if _multiples(sample, s) >= 0.9 and _multiples(distinct, s) >= 0.6)
    return max(fitting, default=0.0)


def _multiples(values: Floats, step: float) -> float:
    """Return the share of the values that are a multiple of the step."""
    turns = values / step
    return float(np.mean(np.abs(turns - np.round(turns)) < 0.02))


def _width(wish: float, step: float) -> float:
    """Return a nice width of at most `wish` that is a multiple of the step."""
    if step == 0:
        return _nice_floor(wish)
    if wish <= step:
        return step
    nice = _nice_floor(wish)
    while nice > step:
        if _whole(nice / step):
            return nice
        nice = _nice_floor(nice * 0.99)
    return step * math.floor(wish / step + 1e-9)


def _wider(width: float, step: float) -> float:
    """Return the next wider width of the same kind."""
    wider = width
    for _ in range(3):
        wider = _nice_floor(max(wider, 1e-300) * 2.6)
        if wider > width and (step == 0 or _whole(wider / step)):
            return wider
    return width * 2


def _whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-6 and round(number) >= 1


def _nice_floor(number: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above a number."""
    if number <= 0:
        return 0.0
    size = 10.0 ** math.floor(math.log10(number))
    factor = next(f for f in (5, 2, 1, 0.5) if f * size <= number * (1 + 1e-9))
    # Written as decimals, so that a width of 0.1 is the 0.1 of the ticks.
    return float(f"{factor * size:.6g}")
