"""How common each category is, in the whole and in each group."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cells import Cells
from em_desktop.em.parameters import log_shares

PSEUDO_ROWS = 20.0
"""Strength of the pull of a group's shares towards the common ones, in rows."""


@dataclass(frozen=True)
class ShareEstimate:
    """Shares (K,) common to all groups, and (K, S) of each slot."""

    common: Floats
    by_slot: Floats


class Shares:
    """Log share of each category in the row's group.

    One group: maximum likelihood. Several: the objective has the penalty

        - PSEUDO_ROWS * sum over occupied slots of KL(common || shares of the slot),

    so that a slot's shares are (rows of k + PSEUDO_ROWS * common_k) / (rows + PSEUDO_ROWS): the
    mode under a Dirichlet with that many pseudo-rows (Gelman et al. 2013, section 3.4), where the
    common shares are parameters too. Given the slots' shares the best common ones are their
    geometric mean.
    """

    def __init__(self, cells: Cells, occupied: Floats) -> None:
        """Take the cells, and (S,) 1 for each slot that has rows, 0 for the others."""
        self._slots = cells.slots
        self._occupied = occupied
        self._pseudo_rows = PSEUDO_ROWS if occupied.sum() > 1 else 0.0

    def log_density(self, estimate: ShareEstimate, rows: slice) -> Floats:
        """Return log shares, (K, m)."""
        logs = log_shares(estimate.by_slot)
        if logs.shape[1] == 1:
            return np.repeat(logs, rows.stop - rows.start, axis=1)
        return np.take(logs, self._slots[rows], axis=1)

    def gather(self, weights: Floats, estimate: ShareEstimate | None, rows: slice) -> Floats:
        """Return weights summed by slot, (K, S)."""
        del estimate
        return sum_by_slot(weights, self._slots[rows], len(self._occupied))

    def estimate(self, sums: Floats, previous: ShareEstimate | None) -> ShareEstimate:
        """Return shares by slot, then the common ones."""
        whole = sums.sum(axis=1) / sums.sum()
        common = whole if previous is None else previous.common
        rows = sums.sum(axis=0)
        pulled = sums + self._pseudo_rows * common[:, np.newaxis]
        shares = np.where(self._occupied > 0, pulled, common[:, np.newaxis])
        shares = shares / np.where(self._occupied > 0, rows + self._pseudo_rows, shares.sum(axis=0))
        if not self._pseudo_rows:
            return ShareEstimate(whole, shares)
        logs = (log_shares(shares) * self._occupied).sum(axis=1) / self._occupied.sum()
        common = np.exp(logs - logs.max())
        return ShareEstimate(common / common.sum(), shares)

    def log_penalty(self, estimate: ShareEstimate) -> float:
        """Return the penalty of the class's description."""
        if not self._pseudo_rows:
            return 0.0
        common = estimate.common[:, np.newaxis]
        apart = common * (log_shares(common) - log_shares(estimate.by_slot))
        return -self._pseudo_rows * float(apart.sum(axis=0) @ self._occupied)


def sum_by_slot(weights: Floats, slots: Integers, n_slots: int) -> Floats:
    """Return ``weights`` (K, m) summed over the cells of each slot, (K, S)."""
    if n_slots == 1:
        return np.asarray(weights.sum(axis=1, keepdims=True))
    return np.stack([np.bincount(slots, row, minlength=n_slots) for row in weights])
