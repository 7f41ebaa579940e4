"""Where EM starts.

Every start is a set of weights of the rows for the categories, from which each source makes its
first estimate; so a new source of evidence needs no start of its own.

Categories without recorded rows are found along a line: the main measurement, or with several
measurements a direction drawn at random, on which rows are told apart by where they lie.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled
from em_desktop.em.cells import Cells
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
    start = _Start(model, cancelled, _first_direction(model))
    free = start.recorded == 0
    if not free.any():
        yield start.from_recorded()
        return
    random = np.random.default_rng(options.seed)
    for number in range(options.starts):
        if number and model.cells.values.shape[1] > 1:
            direction = np.asarray(random.normal(size=model.cells.values.shape[1]))
            start = _Start(model, cancelled, direction / float(np.linalg.norm(direction)))
        yield start.from_centres(start.centred(free, random if number else None))


def _first_direction(model: Model) -> Floats:
    """Return the main measurement as a direction."""
    direction = np.zeros(model.cells.values.shape[1])
    direction[:1] = 1.0
    return direction


class _Start:
    """The recorded rows of a model and what is made of them.

    Attributes:
        recorded: (K,) recorded rows of each category.
        centres: (K,) their mean, measured from the means of the groups; infinite for a category
            without any.
    """

    def __init__(self, model: Model, cancelled: Cancelled, direction: Floats) -> None:
        self._model = model
        self._direction = direction
        self._cells = model.cells
        self._cancelled = cancelled
        self._group_means = self._measure_groups()
        self.recorded, self.centres = self._measure_recorded()

    def from_recorded(self) -> Estimates:
        """Return what the recorded rows say, and a pinch of all rows."""
        pinch = _PINCH / self._model.n_rows
        return self._estimate(lambda cells: self._own(cells) + pinch)

    def centred(self, free: NDArray[np.bool_], random: np.random.Generator | None) -> Floats:
        """Return the centres, those of free categories at quantiles, or drawn at random."""
        bins, weights = self.histogram()
        n_free = min(int(free.sum()), len(bins))
        which = np.flatnonzero(free)[:n_free]  # more categories than values: the rest stay empty
        centres = self.centres.copy()
        if random is None:
            middles = (np.arange(n_free) + 0.5) / n_free
            quantiles = np.searchsorted(np.cumsum(weights), middles)
            centres[which] = bins[quantiles.clip(0, len(bins) - 1)]
        else:
            centres[which] = np.sort(random.choice(bins, n_free, replace=False, p=weights))
        return centres

    def from_centres(self, centres: Floats) -> Estimates:
        """Return what the rows say when each missing one is put to its nearest centre."""
        order = np.arange(len(centres))[:, np.newaxis]

        def nearest(cells: Cells) -> Floats:
            distances = np.abs(self._residuals(cells) - centres[:, np.newaxis]) + _TIE * order
            own = self._own(cells)
            return np.where(own.any(axis=0), own, distances.argmin(axis=0) == order)

        return self._estimate(nearest)

    def histogram(self) -> tuple[Floats, Floats]:
        """Return the occupied bins of all rows, as places, and the part of the rows in each."""
        lowest, highest = float("inf"), float("-inf")
        for _, cells in self._model.parts(self._cancelled):
            residuals = self._residuals(cells)
            lowest = min(lowest, float(residuals.min()))
            highest = max(highest, float(residuals.max()))
        step = max(highest - lowest, 1e-300) / (_N_BINS - 1)
        weights = np.zeros(_N_BINS)
        for _, cells in self._model.parts(self._cancelled):
            bins = np.rint((self._residuals(cells) - lowest) / step).astype(np.intp)
            weights += np.bincount(bins, cells.counts, minlength=_N_BINS)
        occupied = np.flatnonzero(weights)
        places = lowest + step * occupied.astype(np.float64)
        return places, np.asarray(weights[occupied] / weights.sum())

    def _estimate(self, weigh: Callable[[Cells], Floats]) -> Estimates:
        sums: Sums | None = None
        for _, cells in self._model.parts(self._cancelled):
            own = self._model.gather(weigh(cells) * cells.counts, None, cells)
            sums = own if sums is None else sums.plus(own)
        return self._model.maximise(sums or Sums(()), None)

    def _own(self, cells: Cells) -> Floats:
        """Return (K, m) 1 for the recorded category of a cell, 0 for all others."""
        order = np.arange(cells.n_categories)[:, np.newaxis]
        return np.asarray(cells.labels == order, dtype=np.float64)

    def _places(self, cells: Cells) -> Floats:
        return np.asarray(np.nan_to_num(cells.values) @ self._direction)

    def _residuals(self, cells: Cells) -> Floats:
        return self._places(cells) - self._group_means[cells.slots]

    def _measure_groups(self) -> Floats:
        n_slots = self._cells.n_slots
        sums = np.zeros((2, n_slots))
        for _, cells in self._model.parts(self._cancelled):
            weights = np.stack([cells.counts, cells.counts * self._places(cells)])
            sums += sum_by_slot(weights, cells.slots, n_slots)
        return np.asarray(sums[1] / np.maximum(sums[0], 1.0))

    def _measure_recorded(self) -> tuple[Floats, Floats]:
        recorded = np.zeros(self._cells.n_categories)
        totals = np.zeros(self._cells.n_categories)
        for _, cells in self._model.parts(self._cancelled):
            own = self._own(cells) * cells.counts
            recorded += own.sum(axis=1)
            totals += own @ self._residuals(cells)
        return recorded, np.where(recorded > 0, totals / np.maximum(recorded, 1.0), np.inf)
