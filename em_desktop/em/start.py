"""Where EM starts.

Every start is a set of weights of the rows for the categories, from which each source makes its
first estimate; so a new source of evidence needs no start of its own.
"""

from collections.abc import Callable, Iterator

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled
from em_desktop.em.evidence.shares import sum_by_slot
from em_desktop.em.model import Estimates, Model, Sums
from em_desktop.em.options import Options

_PINCH = 1.0  # rows for each category
_N_BINS = 4096
_TIE = 1e-9  # what decides between equals, so that rounding, and with it the unit, does not


def starts(model: Model, options: Options, cancelled: Cancelled) -> Iterator[Estimates]:
    """Yield the estimates to start from.

    Where each category has a recorded row there is one start: the recorded rows, and a pinch of
    all rows, weighing one row for each category, which keeps a category with a single recorded
    row from starting with no spread.

    Otherwise there are ``options.starts``. Categories with recorded rows are centred on them; the
    others on evenly spaced quantiles of all rows at first, then on values drawn at random, always
    in ascending order. Each missing row goes to its nearest centre. Where groups tell something,
    all this is measured from the means of the groups.

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    start = _Start(model, cancelled)
    free = start.recorded == 0
    if not free.any():
        yield start.from_recorded()
        return
    bins, weights = start.histogram()
    n_free = min(int(free.sum()), len(bins))
    which = np.flatnonzero(free)[:n_free]  # more categories than values: the rest stay empty
    middles = (np.arange(n_free) + 0.5) / n_free
    quantiles = np.searchsorted(np.cumsum(weights), middles)
    random = np.random.default_rng(options.seed)
    for number in range(options.starts):
        centres = start.centres.copy()
        if number == 0:
            centres[which] = bins[quantiles.clip(0, len(bins) - 1)]
        else:
            centres[which] = np.sort(random.choice(bins, n_free, replace=False, p=weights))
        yield start.from_centres(centres)


class _Start:
    """The recorded rows of a model and what is made of them.

    Attributes:
        recorded: (K,) recorded rows of each category.
        centres: (K,) their mean, measured from the means of the groups; infinite for a category
            without any.
    """

    def __init__(self, model: Model, cancelled: Cancelled) -> None:
        self._model = model
        self._cells = model.cells
        self._cancelled = cancelled
        self._group_means = self._measure_groups()
        self.recorded, self.centres = self._measure_recorded()

    def from_recorded(self) -> Estimates:
        """Return what the recorded rows say, and a pinch of all rows."""
        pinch = _PINCH / self._cells.n_rows
        return self._estimate(lambda rows: self._own(rows) + pinch)

    def from_centres(self, centres: Floats) -> Estimates:
        """Return what the rows say when each missing one is put to its nearest centre."""
        order = np.arange(len(centres))[:, np.newaxis]

        def nearest(rows: slice) -> Floats:
            distances = np.abs(self._residuals(rows) - centres[:, np.newaxis]) + _TIE * order
            own = self._own(rows)
            return np.where(own.any(axis=0), own, distances.argmin(axis=0) == order)

        return self._estimate(nearest)

    def histogram(self) -> tuple[Floats, Floats]:
        """Return the occupied bins of all rows, as places, and the part of the rows in each."""
        lowest, highest = float("inf"), float("-inf")
        for rows in self._model.slices(self._cancelled):
            residuals = self._residuals(rows)
            lowest = min(lowest, float(residuals.min()))
            highest = max(highest, float(residuals.max()))
        step = max(highest - lowest, 1e-300) / (_N_BINS - 1)
        weights = np.zeros(_N_BINS)
        for rows in self._model.slices(self._cancelled):
            bins = np.rint((self._residuals(rows) - lowest) / step).astype(np.intp)
            weights += np.bincount(bins, self._cells.counts[rows], minlength=_N_BINS)
        occupied = np.flatnonzero(weights)
        places = lowest + step * occupied.astype(np.float64)
        return places, np.asarray(weights[occupied] / weights.sum())

    def _estimate(self, weigh: Callable[[slice], Floats]) -> Estimates:
        sums = Sums(self._model.sources)
        for rows in self._model.slices(self._cancelled):
            sums.add(weigh(rows) * self._cells.counts[rows], None, rows)
        return sums.maximise(None)

    def _own(self, rows: slice) -> Floats:
        """Return (K, m) 1 for the recorded category of a cell, 0 for all others."""
        order = np.arange(self._cells.n_categories)[:, np.newaxis]
        return np.asarray(self._cells.labels[rows] == order, dtype=np.float64)

    def _residuals(self, rows: slice) -> Floats:
        return self._cells.values[rows] - self._group_means[self._cells.slots[rows]]

    def _measure_groups(self) -> Floats:
        n_slots = self._cells.n_slots
        sums = np.zeros((2, n_slots))
        for rows in self._model.slices(self._cancelled):
            counts = self._cells.counts[rows]
            weights = np.stack([counts, counts * self._cells.values[rows]])
            sums += sum_by_slot(weights, self._cells.slots[rows], n_slots)
        return np.asarray(sums[1] / np.maximum(sums[0], 1.0))

    def _measure_recorded(self) -> tuple[Floats, Floats]:
        recorded = np.zeros(self._cells.n_categories)
        totals = np.zeros(self._cells.n_categories)
        for rows in self._model.slices(self._cancelled):
            own = self._own(rows) * self._cells.counts[rows]
            recorded += own.sum(axis=1)
            totals += own @ self._residuals(rows)
        return recorded, np.where(recorded > 0, totals / np.maximum(recorded, 1.0), np.inf)
