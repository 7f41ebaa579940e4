"""One measurement, a normal for each category."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cells import Cells
from em_desktop.em.parameters import normal_log_density

_NO_ROWS = 1e-12
"""A component with less weight than this many rows keeps its estimate."""


@dataclass(frozen=True)
class NormalEstimate:
    """Means and variances, (K,) each, on the standard scale."""

    means: Floats
    variances: Floats


class Normal:
    """Log density of a normal with a mean and a variance for each category.

    Maximum likelihood (McLachlan & Peel 2000, ch. 3) under the constraint that no variance is
    below the floor, which keeps the likelihood bounded (Hathaway 1985). The likelihood has one
    peak in each variance, so that a variance cut at the floor is the constrained maximum.
    """

    def __init__(self, cells: Cells, floor: float) -> None:
        """Take standardised cells and the smallest variance."""
        self._values = cells.values
        self._floor = floor

    def log_density(self, estimate: NormalEstimate, rows: slice) -> Floats:
        """Return the log density on the standard scale, (K, m)."""
        return normal_log_density(
            self._values[rows],
            estimate.means[:, np.newaxis],
            np.sqrt(estimate.variances)[:, np.newaxis],
        )

    def gather(self, weights: Floats, estimate: NormalEstimate | None, rows: slice) -> Floats:
        """Return weights, weighted values and weighted squares, (3, K)."""
        del estimate
        values = self._values[rows]
        return np.stack([weights.sum(axis=1), weights @ values, weights @ values**2])

    def estimate(self, sums: Floats, previous: NormalEstimate | None) -> NormalEstimate:
        """Return weighted means and variances; a component without rows is left as it was."""
        weights, values, squares = sums
        if previous is None:
            previous = NormalEstimate(np.zeros_like(weights), np.ones_like(weights))
        some = weights > _NO_ROWS
        rows = np.where(some, weights, 1.0)
        means = np.where(some, values / rows, previous.means)
        variances = np.maximum(squares / rows - means**2, self._floor)
        return NormalEstimate(means, np.where(some, variances, previous.variances))

    def log_penalty(self, estimate: NormalEstimate) -> float:
        """Return 0: plain maximum likelihood."""
        del estimate
        return 0.0
