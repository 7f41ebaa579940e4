"""An order of rows that depends on what they are, not on where they stand.

What is random (folds, bootstrap weights, samples) is dealt out in this order, so that neither the
order of the rows nor that of the categories changes what is inferred.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cells import Cells
from em_desktop.em.design import Design
from em_desktop.em.names import Names

_MOST = 200_000
"""Rows that are put in order; of more of them chance takes about the same of each kind."""


def order_of_cells(cells: Cells) -> Integers:
    """Return the cells (n,) in their canonical order."""
    columns = [*cells.values.T, *cells.basis.T, cells.slots, cells.names]
    return _order(columns, cells.labels, cells.counts, cells.n_categories)


def order_of_rows(design: Design) -> Integers:
    """Return the rows (n,) of a design in their canonical order."""
    columns: list[NDArray[Any]] = [design.values]
    columns += [] if design.further is None else list(design.further.T)
    columns += [column for column in (design.ages, design.groups) if column is not None]
    columns += [reading.codes for reading in design.names]
    counts = np.broadcast_to(1.0, design.n_rows)
    return _order(columns, design.labels, counts, design.n_categories)


def in_alphabetical_order(names: Names) -> Names:
    """Return the same names, numbered in the order of their texts."""
    order = sorted(range(len(names.texts)), key=lambda i: names.texts[i])
    place = np.empty(len(order) + 1, dtype=np.intp)
    place[order] = np.arange(len(order))
    place[-1] = -1
    return Names(tuple(names.texts[i] for i in order), place[names.codes])


def _order(
    columns: Sequence[NDArray[Any]], labels: Integers, counts: Floats, n_categories: int
) -> Integers:
    if len(labels) > _MOST:
        return np.arange(len(labels))
    rank = _ranks(columns[0], labels, counts, n_categories)
    return np.lexsort([rank[labels], *columns[::-1]])


def _ranks(column: NDArray[Any], labels: Integers, counts: Floats, n_categories: int) -> Integers:
    """Return the rank (K + 1,) of each category by its mean, then its rows; last for none."""
    recorded = labels >= 0
    own, weights = labels[recorded], counts[recorded]
    rows = np.bincount(own, weights, minlength=n_categories)
    sums = np.bincount(own, weights * np.nan_to_num(column[recorded]), minlength=n_categories)
    means = sums / np.maximum(rows, 1.0)
    ranks = np.empty(n_categories + 1, dtype=np.intp)
    ranks[np.lexsort([rows, means])] = np.arange(n_categories)
    ranks[-1] = -1
    return ranks
