"""The rows of a design as EM works on them: rows that are alike are one cell with a count."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled, chunks
from em_desktop.em.design import Design

_MOST_COUNTERS = 1 << 18


@dataclass(frozen=True, eq=False)
class Cells:
    """Rows in which the same (value, label, group) is one cell.

    EM on cells with counts is exactly EM on the rows. Heights are rounded, so that a million rows
    have some hundred cells.

    Attributes:
        values: (n,) the measurement.
        labels: (n,) recorded category, -1 where it is missing.
        slots: (n,) group, where a blank one is ``n_slots - 1``; all 0 where there are no groups.
        counts: (n,) rows in each cell, at least 1.
        n_rows: rows in all.
        n_categories: K.
        n_slots: S, the number of groups and one more for blank ones; 1 where there are no groups.
    """

    values: Floats
    labels: Integers
    slots: Integers
    counts: Floats
    n_rows: int
    n_categories: int
    n_slots: int

    @property
    def n_cells(self) -> int:
        """Number of cells, n."""
        return len(self.values)

    def allowed(self, rows: slice) -> NDArray[np.bool_] | None:
        """Return (K, m) which categories each of these cells may have; None where all may."""
        labels = self.labels[rows]
        if labels.max(initial=-1) < 0:
            return None
        order = np.arange(self.n_categories)[:, np.newaxis]
        return np.asarray((labels < 0) | (labels == order))


def collapse(design: Design, chunk_size: int, cancelled: Cancelled) -> Cells:
    """Put the rows of ``design`` that are alike together.

    Where there are too many different values to gain by it, each row is a cell of its own.

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    n_slots = 1 if design.groups is None else design.n_groups + 1
    counted = _count(design, n_slots, chunk_size, cancelled)
    if counted is None:
        return _one_by_one(design, n_slots, chunk_size, cancelled)
    known, counts = counted
    which, kinds = np.nonzero(counts)
    slots, labels = np.divmod(kinds, design.n_categories + 1)
    return Cells(
        values=known[which],
        labels=labels - 1,
        slots=slots,
        counts=counts[which, kinds].astype(np.float64),
        n_rows=design.n_rows,
        n_categories=design.n_categories,
        n_slots=n_slots,
    )


def _slots(design: Design, rows: slice) -> Integers:
    if design.groups is None:
        return np.zeros(rows.stop - rows.start, dtype=np.intp)
    groups = design.groups[rows]
    return np.where(groups < 0, design.n_groups, groups)


def _count(
    design: Design, n_slots: int, chunk_size: int, cancelled: Cancelled
) -> tuple[Floats, Integers] | None:
    """Return the different values, sorted, and (values, kinds) counts; None if too many.

    A kind is a pair of slot and label. Sorting all rows at once would be simpler and could not
    be cancelled.
    """
    n_kinds = n_slots * (design.n_categories + 1)
    known = np.empty(0)
    counts = np.zeros((0, n_kinds), dtype=np.intp)
    for rows in chunks(design.n_rows, chunk_size, cancelled):
        values = design.values[rows] + 0.0  # makes -0.0 the same as 0.0
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
        kinds = _slots(design, rows) * (design.n_categories + 1) + design.labels[rows] + 1
        counts += np.bincount(at * n_kinds + kinds, minlength=counts.size).reshape(counts.shape)
    return known, counts


def _one_by_one(design: Design, n_slots: int, chunk_size: int, cancelled: Cancelled) -> Cells:
    slots = np.broadcast_to(np.intp(0), design.n_rows)
    if design.groups is not None:
        slots = np.empty(design.n_rows, dtype=np.intp)
        for rows in chunks(design.n_rows, chunk_size, cancelled):
            slots[rows] = _slots(design, rows)
    return Cells(
        values=design.values,
        labels=design.labels,
        slots=slots,
        counts=np.broadcast_to(np.float64(1), design.n_rows),
        n_rows=design.n_rows,
        n_categories=design.n_categories,
        n_slots=n_slots,
    )
