"""One measurement or several, with the trend over age and the differences between groups."""

from dataclasses import dataclass
from math import lgamma

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cells import Cells
from em_desktop.em.evidence.moments import Moments, gather_moments
from em_desktop.em.evidence.normal import (
    MeasuredEstimate,
    Prior,
    maximise,
    penalty,
    start,
)

_LARGEST_DISTANCE = 1e300


@dataclass(frozen=True, eq=False)
class Measured:
    """Log density of the measurements: a normal, or a Student's t, for each category.

    The mean is linear: the category's trend over age, what a group has in common, and what is
    particular to the category in the group. See `em_desktop.em.evidence.normal` for the penalty
    and the M step. With ``tails`` nu it is a multivariate t, fitted as a normal whose rows have
    weights (nu + d) / (nu + distance) (Lange, Little & Taylor 1989; Peel & McLachlan 2000): a
    stray row counts for little. Where a row lacks some of the measurements, the others speak, and
    the M step takes the expected moments of what is missing (Little & Rubin 2019, section 11.2);
    one without any says nothing.

    Attributes:
        prior: what the estimates are pulled towards.
        tails: degrees of freedom, infinite for the normal.
    """

    prior: Prior
    tails: float = np.inf
    name: str = "measurement"

    def log_density(self, estimate: MeasuredEstimate, cells: Cells) -> Floats:
        """Return the log density on the standard scale, (K, m)."""
        known = ~np.isnan(cells.values)
        if known.all():
            everything = np.arange(cells.values.shape[1])
            return self._log_density(estimate, cells, everything)
        logs = np.zeros((cells.n_categories, cells.n_cells))
        for pattern in np.unique(known, axis=0):
            which = np.flatnonzero((known == pattern).all(axis=1))
            if pattern.any():
                observed = np.flatnonzero(pattern)
                logs[:, which] = self._log_density(estimate, cells.take(which), observed)
        return logs

    def gather(self, weights: Floats, estimate: MeasuredEstimate | None, cells: Cells) -> Floats:
        """Return the weighted moments, (K, S, 1 + (q + d)^2), see `Moments`."""
        known = ~np.isnan(cells.values)
        if known.all():
            return self._gather(weights, estimate, cells, None)
        total = np.zeros(self.prior.sums_shape)
        for pattern in np.unique(known, axis=0):
            which = np.flatnonzero((known == pattern).all(axis=1))
            if pattern.any():
                observed = None if pattern.all() else np.flatnonzero(pattern)
                total += self._gather(weights[:, which], estimate, cells.take(which), observed)
        return total

    def estimate(self, sums: Floats, previous: MeasuredEstimate | None) -> MeasuredEstimate:
        """Return the estimate after conditional maximisation of its parts in turn."""
        moments = Moments.of(sums, self.prior.n_functions)
        begun = start(moments, self.prior) if previous is None else previous
        return maximise(moments, begun, self.prior)

    def log_penalty(self, estimate: MeasuredEstimate) -> float:
        """Return the penalty described at `em_desktop.em.evidence.normal`."""
        return penalty(estimate, self.prior)

    def _log_density(
        self, estimate: MeasuredEstimate, cells: Cells, observed: np.ndarray
    ) -> Floats:
        d = len(observed)
        distances, log_determinants = self._distances(estimate, cells, observed)
        scales = d * np.log(estimate.slot_variances)[cells.slots]
        constant = log_determinants[:, np.newaxis] + scales
        if np.isinf(self.tails):
            return np.asarray(-0.5 * (distances + constant + d * np.log(2 * np.pi)))
        nu = self.tails
        normaliser = lgamma((nu + d) / 2) - lgamma(nu / 2) - 0.5 * d * np.log(nu * np.pi)
        return np.asarray(normaliser - 0.5 * constant - 0.5 * (nu + d) * np.log1p(distances / nu))

    def _distances(
        self, estimate: MeasuredEstimate, cells: Cells, observed: np.ndarray
    ) -> tuple[Floats, Floats]:
        """Return squared Mahalanobis distances (K, m) and log determinants (K,)."""
        means = estimate.means(cells)[:, :, observed]
        residuals = cells.values[:, observed] - means
        roots = np.linalg.cholesky(estimate.covariances[:, observed[:, np.newaxis], observed])
        if len(observed) == 1:
            scaled = residuals / roots
        else:
            scaled = residuals @ np.linalg.inv(roots).transpose(0, 2, 1)
        np.clip(scaled, -1e150, 1e150, out=scaled)
        distances = np.square(scaled).sum(axis=2) / estimate.slot_variances[cells.slots]
        diagonals = np.diagonal(roots, axis1=1, axis2=2)
        return np.minimum(distances, _LARGEST_DISTANCE), 2 * np.log(diagonals).sum(axis=1)

    def _gather(
        self,
        weights: Floats,
        estimate: MeasuredEstimate | None,
        cells: Cells,
        observed: np.ndarray | None,
    ) -> Floats:
        """Gather cells that all have the same measurements, ``observed`` (None for all)."""
        shape = self.prior.sums_shape
        if estimate is None:
            values = np.nan_to_num(cells.values)[np.newaxis]
            return gather_moments(weights, weights, cells, values, None, shape)
        seen = np.arange(cells.values.shape[1]) if observed is None else observed
        scaled = weights
        if not np.isinf(self.tails):
            distances, _ = self._distances(estimate, cells, seen)
            scaled = weights * ((self.tails + len(seen)) / (self.tails + distances))
        if observed is None:
            return gather_moments(weights, scaled, cells, cells.values[np.newaxis], None, shape)
        values, spreads = estimate.complete(cells, observed)
        variances = estimate.slot_variances[cells.slots]
        return gather_moments(weights, scaled, cells, values, spreads, shape, weights * variances)
