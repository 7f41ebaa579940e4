"""How far groups lie apart, before anything is fitted."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks
from em_desktop.em.cells import Cells
from em_desktop.em.evidence.shares import sum_by_slot

_NO_SPREAD = 1e-12  # variance within groups that is rounding
_LEAST_BETWEEN = 0.01  # of the variance within: groups never lie exactly together

FEWEST_SHARE_ROWS, MOST_SHARE_ROWS = 10.0, 200.0
"""Bounds of the pull of a group's shares towards the common ones, in rows."""


@dataclass(frozen=True)
class Layout:
    """What is known of the groups before EM, on the standard scale; slots as in `Cells`.

    Attributes:
        rows: (S,) rows in each slot.
        within: (d,) variance of each measurement within groups, whatever the category.
        between: (d,) variance of the groups' means, the noise of few rows taken off.
        share_rows: how alike the groups' shares of the recorded categories are, as the rows that
            their pull towards the common ones is worth.
    """

    rows: Floats
    within: Floats
    between: Floats
    share_rows: float

    @property
    def occupied(self) -> Floats:
        """(S,) 1 for each slot that has rows, 0 for the others."""
        return (self.rows > 0).astype(np.float64)

    @property
    def tells(self) -> bool:
        """Whether there are groups to learn from: several, of two rows and more on average."""
        n_occupied = self.occupied.sum()
        return bool(1 < n_occupied <= self.rows.sum() / 2 and (self.within > _NO_SPREAD).all())


def lay_out(cells: Cells, chunk_size: int, cancelled: Cancelled) -> Layout:
    """Return the layout of the groups: variance components of a one-way analysis of variance.

    Searle, Casella & McCulloch 1992, Variance Components, section 3.6 (unequal numbers).

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    d = cells.values.shape[1]
    rows_of = np.zeros(cells.n_slots)
    sums = np.zeros((3, d, cells.n_slots))
    for rows in chunks(cells.n_cells, chunk_size, cancelled):
        part = cells.part(rows)
        rows_of += sum_by_slot(part.counts[np.newaxis], part.slots, cells.n_slots)[0]
        for j in range(d):
            values = np.nan_to_num(part.values[:, j])
            counts = np.where(np.isnan(part.values[:, j]), 0.0, part.counts)
            weights = np.stack([counts, counts * values, counts * values**2])
            sums[:, j] += sum_by_slot(weights, part.slots, cells.n_slots)
    parts = [_components(sums[:, j]) for j in range(d)]
    within, between = np.array([w for w, _ in parts]), np.array([b for _, b in parts])
    return Layout(rows_of, within, between, _share_rows(cells))


def _share_rows(cells: Cells) -> float:
    """Return the concentration of a Dirichlet-multinomial for the recorded categories of groups.

    By moments: Pearson's chi-square over its degrees of freedom is about
    ``(n + c) / (1 + c)`` for groups of n rows and concentration c (Mosimann 1962, Biometrika 49).
    """
    recorded = np.flatnonzero(cells.labels >= 0)
    places = cells.slots[recorded] * cells.n_categories + cells.labels[recorded]
    size = cells.n_slots * cells.n_categories
    rows = np.bincount(places, cells.counts[recorded], minlength=size)
    table = rows.reshape(cells.n_slots, cells.n_categories)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    degrees = (table.shape[0] - 1) * (table.shape[1] - 1)
    if degrees < 1 or not table.size:
        return MOST_SHARE_ROWS
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    spread = float(((table - expected) ** 2 / expected).sum()) / degrees
    n = float(table.sum()) / len(table)
    if spread <= 1 or n <= spread:
        return FEWEST_SHARE_ROWS if n <= spread else MOST_SHARE_ROWS
    found = (n - spread) / (spread - 1)
    return float(np.clip(found, FEWEST_SHARE_ROWS, MOST_SHARE_ROWS))


def _components(sums: Floats) -> tuple[float, float]:
    """Return the variances within and between groups from (3, S) weights, values, squares."""
    rows_of = sums[0]
    means = sums[1] / np.maximum(rows_of, 1)
    n_rows, n_groups = rows_of.sum(), np.count_nonzero(rows_of)
    if not 1 < n_groups < n_rows:
        return 1.0, _LEAST_BETWEEN
    within = max(0.0, float((sums[2] - rows_of * means**2).sum() / (n_rows - n_groups)))
    typical = (n_rows - (rows_of**2).sum() / n_rows) / (n_groups - 1)
    spread = float((rows_of * means**2).sum() / (n_groups - 1))  # the mean of the whole is 0
    return within, max((spread - within) / typical, _LEAST_BETWEEN * within)
