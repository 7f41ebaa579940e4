"""How common each category is: in the whole, in each group, and where it is recorded or not."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cells import Cells
from em_desktop.em.parameters import log_shares


@dataclass(frozen=True)
class ShareEstimate:
    """Shares (K,) common to all groups, and (K, S) of each slot."""

    common: Floats
    by_slot: Floats


@dataclass(frozen=True, eq=False)
class Shares:
    """Log share of each category in the row's slot.

    A slot is a group, or a group's recorded or missing rows where it depends on the category
    whether it was recorded: then the shares of the missing rows are free of those of the recorded
    ones (Little & Rubin 2019, Statistical Analysis with Missing Data, section 15.2).

    Without groups the objective has the penalty ``even_rows * sum_k log(share_k)``, for each slot.
    With several groups it has

        - pull_rows * sum over occupied slots of KL(common || shares of the slot),

    so that a slot's shares are (rows of k + pull_rows * common_k) / (rows + pull_rows): the
    mode under a Dirichlet with that many pseudo-rows (Gelman et al. 2013, section 3.4), where the
    common shares are parameters too. Given the slots' shares the best common ones are their
    geometric mean.

    Attributes:
        occupied: (S,) 1 for each group that has rows, 0 for the others.
        pull_rows: strength of the pull of a group's shares towards the common ones.
        even_rows: pseudo-rows of each category, where there are no groups.
        apart: whether recorded and missing rows have shares of their own.
    """

    occupied: Floats
    pull_rows: float = 20.0
    even_rows: float = 0.0
    apart: bool = False
    name: str = "share"

    @property
    def _n_slots(self) -> int:
        return len(self.occupied) * (2 if self.apart else 1)

    @property
    def _all_occupied(self) -> Floats:
        return np.tile(self.occupied, 2) if self.apart else self.occupied

    @property
    def _pull(self) -> float:
        return self.pull_rows if self.occupied.sum() > 1 else 0.0

    def log_density(self, estimate: ShareEstimate, cells: Cells) -> Floats:
        """Return log shares, (K, m)."""
        logs = log_shares(estimate.by_slot)
        if logs.shape[1] == 1:
            return np.repeat(logs, cells.n_cells, axis=1)
        return np.take(logs, self._slots(cells), axis=1)

    def gather(self, weights: Floats, estimate: ShareEstimate | None, cells: Cells) -> Floats:
        """Return weights summed by slot, (K, S)."""
        del estimate
        return sum_by_slot(weights, self._slots(cells), self._n_slots)

    def estimate(self, sums: Floats, previous: ShareEstimate | None) -> ShareEstimate:
        """Return shares by slot, then the common ones."""
        sums = np.maximum(sums, 0.0)
        if not self._pull:
            shares = _shares(sums + self.even_rows)
            return ShareEstimate(_shares(sums.sum(axis=1, keepdims=True))[:, 0], shares)
        whole = _shares(sums.sum(axis=1, keepdims=True))[:, 0]
        common = whole if previous is None else previous.common
        occupied = self._all_occupied > 0
        pulled = sums + self._pull * common[:, np.newaxis]
        shares = np.where(occupied, pulled, common[:, np.newaxis])
        shares = shares / shares.sum(axis=0)
        logs = (log_shares(shares) * occupied).sum(axis=1) / occupied.sum()
        common = np.exp(logs - logs.max())
        return ShareEstimate(common / common.sum(), shares)

    def log_penalty(self, estimate: ShareEstimate) -> float:
        """Return the penalty of the class's description."""
        if not self._pull:
            return self.even_rows * float(log_shares(estimate.by_slot).sum())
        common = estimate.common[:, np.newaxis]
        apart = common * (log_shares(common) - log_shares(estimate.by_slot))
        return -self._pull * float(apart.sum(axis=0) @ self._all_occupied)

    def _slots(self, cells: Cells) -> Integers:
        if not self.apart:
            return cells.slots
        return np.where(cells.labels < 0, len(self.occupied), 0) + cells.slots


def _shares(rows: Floats) -> Floats:
    """Return (K, S) rows as shares of each slot; even ones where a slot has no rows."""
    total = rows.sum(axis=0)
    return np.where(total > 0, rows / np.where(total > 0, total, 1.0), 1 / len(rows))


def sum_by_slot(weights: Floats, slots: Integers, n_slots: int) -> Floats:
    """Return ``weights`` (K, m) summed over the cells of each slot, (K, S)."""
    if n_slots == 1:
        return np.asarray(weights.sum(axis=1, keepdims=True))
    return np.stack([np.bincount(slots, row, minlength=n_slots) for row in weights])
