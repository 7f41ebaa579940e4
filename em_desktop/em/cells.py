"""The rows of a design as EM works on them: rows that are alike are one cell with a count."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled, chunks, never
from em_desktop.em.frame import Frame
from em_desktop.em.grid import find_grid

_Array = TypeVar("_Array", bound=NDArray[Any])

_MOST_COUNTERS = 1 << 18
_MOST_AGES = 64
_ROWS_AT_ONCE = 1 << 18


@dataclass(frozen=True, eq=False)
class Cells:
    """Rows in which all that a fit sees is the same are one cell.

    EM on cells with counts is exactly EM on the rows. Heights are rounded, so that a million rows
    have some hundred cells.

    Attributes:
        values: (n, d) measurements; NaN where there is none.
        basis: (n, q) functions of age, the first always 1.
        slots: (n,) group, where a blank one is ``n_slots - 1``; all 0 where there are no groups.
        names: (n,) index of the given name; -1 where there is none.
        labels: (n,) recorded category, -1 where it is missing.
        counts: (n,) rows in each cell.
        n_categories: K.
        n_slots: S, the number of groups and one more for blank ones; 1 where there are no groups.
    """

    values: Floats
    basis: Floats
    slots: Integers
    names: Integers
    labels: Integers
    counts: Floats
    n_categories: int
    n_slots: int

    @property
    def n_cells(self) -> int:
        """Number of cells, n."""
        return len(self.labels)

    def part(self, rows: slice) -> "Cells":
        """Return a slice of the cells."""
        return replace(
            self,
            values=self.values[rows],
            basis=self.basis[rows],
            slots=self.slots[rows],
            names=self.names[rows],
            labels=self.labels[rows],
            counts=self.counts[rows],
        )

    def take(self, which: Integers) -> "Cells":
        """Return some cells, in the order asked for."""
        return replace(
            self,
            values=self.values[which],
            basis=self.basis[which],
            slots=self.slots[which],
            names=self.names[which],
            labels=self.labels[which],
            counts=self.counts[which],
        )

    def allowed(self) -> NDArray[np.bool_] | None:
        """Return (K, n) which categories each of these cells may have; None where all may."""
        if self.labels.max(initial=-1) < 0:
            return None
        order = np.arange(self.n_categories)[:, np.newaxis]
        return np.asarray((self.labels < 0) | (self.labels == order))


@dataclass(frozen=True, eq=False)
class Collapsed:
    """Cells, and which of them each row of the design belongs to.

    Attributes:
        cells: of all rows.
        cell_of_row: (n,) None where each row is a cell of its own, in the order of the rows.
    """

    cells: Cells
    cell_of_row: Integers | None

    def cells_of(self, rows: Integers) -> Integers:
        """Return the cell of each of some rows."""
        return rows if self.cell_of_row is None else self.cell_of_row[rows]

    def spread(self, by_cell: _Array, cancelled: Cancelled = never) -> _Array:
        """Return what is known by cell, (n_cells, ...), for each row, (n, ...).

        Raises:
            Interrupted: if ``cancelled`` says so.
        """
        if self.cell_of_row is None:
            return by_cell
        found = np.empty((len(self.cell_of_row), *by_cell.shape[1:]), dtype=by_cell.dtype)
        for rows in chunks(len(found), _ROWS_AT_ONCE, cancelled):
            found[rows] = by_cell[self.cell_of_row[rows]]
        return cast("_Array", found)


def collapse(
    frame: Frame, chunk_size: int, cancelled: Cancelled, *, with_rows: bool = False
) -> Collapsed:
    """Put the rows of a frame that are alike together.

    Where there are too many different ones to gain by it, each row is a cell of its own.

    Args:
        frame: the rows as the fit sees them.
        chunk_size: rows worked on between two questions whether to cancel.
        cancelled: whether to stop.
        with_rows: tell the cell of each row as well.

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    counted = _count(frame, chunk_size, cancelled)
    if counted is None:
        return Collapsed(_one_by_one(frame, chunk_size, cancelled), None)
    known, ages, counts = counted
    which, kinds = np.nonzero(counts)
    rest, labels = np.divmod(kinds, frame.n_categories + 1)
    at_age, slots = np.divmod(rest, frame.n_slots)
    values = known[which]
    cells = Cells(
        values=np.where(np.isinf(values), np.nan, values)[:, np.newaxis][:, : frame.n_dimensions],
        basis=frame.basis(ages[at_age]),
        slots=slots,
        names=np.broadcast_to(np.intp(-1), len(which)),
        labels=labels - 1,
        counts=counts[which, kinds].astype(np.float64),
        n_categories=frame.n_categories,
        n_slots=frame.n_slots,
    )
    if not with_rows:
        return Collapsed(cells, None)
    place = np.full(counts.shape, -1, dtype=np.intp)
    place[which, kinds] = np.arange(len(which))
    cell_of_row = np.empty(frame.n_rows, dtype=np.intp)
    for rows in chunks(frame.n_rows, chunk_size, cancelled):
        at = np.searchsorted(known, _values(frame, rows))
        cell_of_row[rows] = place[at, _kinds(frame, ages, rows)]
    return Collapsed(cells, cell_of_row)


def _values(frame: Frame, rows: slice) -> Floats:
    """Return the measurement where NaN is infinite, and -0.0 the same as 0.0."""
    if not frame.n_dimensions:
        return np.zeros(rows.stop - rows.start)
    values = frame.values(rows)[:, 0] + 0.0
    values[np.isnan(values)] = np.inf
    return values


def _kinds(frame: Frame, ages: Floats, rows: slice) -> Integers:
    """Return what a row is besides its measurement, as one number."""
    kinds = frame.slots(rows)
    if frame.n_slots == 1 and len(ages) == 1:
        return np.asarray(frame.labels(rows) + 1)
    if len(ages) > 1:
        at = np.searchsorted(ages, np.nan_to_num(frame.ages(rows), nan=np.inf))
        kinds = at * frame.n_slots + kinds
    return np.asarray(kinds * (frame.n_categories + 1) + frame.labels(rows) + 1)


def _distinct_ages(frame: Frame, chunk_size: int, cancelled: Cancelled) -> Floats | None:
    """Return the different ages, ascending, infinite for none; None where there are too many."""
    if not frame.has_ages:
        return np.full(1, np.nan)
    ages = np.empty(0)
    for rows in chunks(frame.n_rows, chunk_size, cancelled):
        ages = np.union1d(ages, np.nan_to_num(frame.ages(rows), nan=np.inf))
        if len(ages) > _MOST_AGES:
            return None
    return ages


def _count(
    frame: Frame, chunk_size: int, cancelled: Cancelled
) -> tuple[Floats, Floats, Integers] | None:
    """Return the different values and ages, and (values, kinds) counts; None if too many."""
    if frame.n_dimensions > 1 or frame.has_names:
        return None
    ages = _distinct_ages(frame, chunk_size, cancelled)
    if ages is None:
        return None
    n_kinds = len(ages) * frame.n_slots * (frame.n_categories + 1)
    counted = _count_on_grid(frame, ages, n_kinds, chunk_size, cancelled)
    if counted is None:
        counted = _count_by_search(frame, ages, n_kinds, chunk_size, cancelled)
    if counted is None:
        return None
    known, counts = counted
    return known, np.where(np.isinf(ages), np.nan, ages), counts


def _count_on_grid(
    frame: Frame, ages: Floats, n_kinds: int, chunk_size: int, cancelled: Cancelled
) -> tuple[Floats, Integers] | None:
    """Count values that were all rounded to one step; None if they were not."""
    if not frame.n_dimensions:
        return None

    def parts() -> Iterator[Floats]:
        for rows in chunks(frame.n_rows, chunk_size, cancelled):
            yield frame.values(rows)[:, 0]

    grid = find_grid(parts, _MOST_COUNTERS // n_kinds)
    if grid is None:
        return None
    counts = np.zeros(grid.size * n_kinds, dtype=np.intp)
    for rows in chunks(frame.n_rows, chunk_size, cancelled):
        at = grid.places(frame.values(rows)[:, 0])
        if at is None:
            return None
        at *= n_kinds
        at += _kinds(frame, ages, rows)
        counts += np.bincount(at, minlength=counts.size)
    table = counts.reshape(grid.size, n_kinds)
    some = table.any(axis=1)
    return grid.values[some], table[some]


def _count_by_search(
    frame: Frame, ages: Floats, n_kinds: int, chunk_size: int, cancelled: Cancelled
) -> tuple[Floats, Integers] | None:
    """Count values of any kind; None if too many are different.

    Sorting all rows at once would be simpler and could not be cancelled.
    """
    known = np.empty(0)
    counts = np.zeros((0, n_kinds), dtype=np.intp)
    for rows in chunks(frame.n_rows, chunk_size, cancelled):
        values = _values(frame, rows)
        at = np.searchsorted(known, values)
        fresh = np.ones(len(values), dtype=np.bool_)
        if known.size:
            fresh = known[np.minimum(at, known.size - 1)] != values
        if fresh.any():
            new = np.unique(values[fresh])
            if (known.size + new.size) * n_kinds > _MOST_COUNTERS:
                return None
            places = np.searchsorted(known, new)
            known = np.insert(known, places, new)
            counts = np.insert(counts, places, 0, axis=0)
            at = np.searchsorted(known, values)
        kinds = _kinds(frame, ages, rows)
        counts += np.bincount(at * n_kinds + kinds, minlength=counts.size).reshape(counts.shape)
    return known, counts


def _one_by_one(frame: Frame, chunk_size: int, cancelled: Cancelled) -> Cells:
    n_rows = frame.n_rows
    values = np.empty((n_rows, frame.n_dimensions))
    slots = np.zeros(n_rows, dtype=np.intp)
    basis = np.broadcast_to(1.0, (n_rows, 1))
    if frame.has_ages:
        basis = np.empty((n_rows, frame.basis(np.empty(0)).shape[1]))
    for rows in chunks(n_rows, chunk_size, cancelled):
        values[rows] = frame.values(rows)
        slots[rows] = frame.slots(rows)
        if frame.has_ages:
            basis[rows] = frame.basis(frame.ages(rows))
    everything = slice(0, n_rows)
    return Cells(
        values=values,
        basis=basis,
        slots=slots,
        names=frame.names(everything),
        labels=frame.labels(everything),
        counts=np.ones(n_rows),
        n_categories=frame.n_categories,
        n_slots=frame.n_slots,
    )
