"""What a fit estimates: shares, means and standard deviations of the components."""

from dataclasses import dataclass
from math import lgamma

import numpy as np

from em_desktop.em.arrays import Floats, owned_floats

_LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)
_FARTHEST = 1e150  # standard deviations; its square is still a finite number
_SMALLEST_SHARE = 1e-300  # so that an empty component has a finite logarithm
_WIDEST_LOG = 17.0
_HIGHEST_LOG = 540.0


def component_log_density(
    x: Floats, places: Floats, spreads: Floats, tails: float = np.inf
) -> Floats:
    """Return the log density of normals, or of Student's t; shapes broadcast.

    Args:
        x: points in the unit of the places.
        places: means.
        spreads: standard deviations of the normals, scales of the t.
        tails: degrees of freedom of the t, infinite for the normal.
    """
    with np.errstate(over="ignore"):
        z = (x - places) / spreads
    np.clip(z, -_FARTHEST, _FARTHEST, out=z)
    np.square(z, out=z)
    if np.isinf(tails):
        z *= -0.5
        z -= np.log(spreads) + _LOG_ROOT_TWO_PI
        return z
    normaliser = lgamma((tails + 1) / 2) - lgamma(tails / 2) - 0.5 * np.log(tails * np.pi)
    return np.asarray(normaliser - np.log(spreads) - 0.5 * (tails + 1) * np.log1p(z / tails))


def log_shares(shares: Floats) -> Floats:
    """Return the logarithms of ``shares``, finite for a share of 0 as well."""
    return np.log(np.maximum(shares, _SMALLEST_SHARE))


def log_sum(logs: Floats) -> Floats:
    """Return ``log(sum(exp(logs)))`` over the first axis, without overflow."""
    highest = logs.max(axis=0)
    return np.asarray(highest + np.log(np.exp(logs - highest).sum(axis=0)))


@dataclass(frozen=True, eq=False)
class Curves:
    """The density of the main measurement for each category, as a mixture of J parts.

    Several parts come from groups and ages. Places and spreads are of the measurement, or of its
    logarithm.

    Attributes:
        weights: (K, J) of the parts; each row adds up to 1.
        places: (K, J) centres.
        spreads: (K, J) standard deviations of the normals, scales of the t.
        tails: degrees of freedom, infinite for normals.
        logarithmic: whether they are of the logarithm.
    """

    weights: Floats
    places: Floats
    spreads: Floats
    tails: float = np.inf
    logarithmic: bool = False

    def log_density(self, x: Floats) -> Floats:
        """Return the log density of each category at points x (m,), (K, m)."""
        points = x
        if self.logarithmic:
            points = np.log(np.maximum(x, np.finfo(np.float64).tiny))
        logs = np.stack(
            [
                log_sum(
                    component_log_density(points, p[:, np.newaxis], s[:, np.newaxis], self.tails)
                    + log_shares(w)[:, np.newaxis]
                )
                for w, p, s in zip(self.weights, self.places, self.spreads, strict=True)
            ]
        )
        return np.where(x > 0, logs - points, -np.inf) if self.logarithmic else logs

    def moments(self) -> tuple[Floats, Floats]:
        """Return means (K,) and standard deviations (K,) in the unit of the measurement."""
        inflation = 1.0 if np.isinf(self.tails) else np.sqrt(self.tails / (self.tails - 2))
        means, deviations = self.places, inflation * self.spreads
        if self.logarithmic:
            # Those of a log-normal; a logarithmic t has none. Held where they are still numbers.
            variances = np.minimum(self.spreads, _WIDEST_LOG) ** 2
            means = np.exp(np.minimum(self.places + variances / 2, _HIGHEST_LOG))
            deviations = np.sqrt(np.expm1(variances)) * means
        centres = (self.weights * means).sum(axis=1)
        # Scaled, so that the squares of large numbers do not overflow.
        scale = max(float(deviations.max()), float(np.ptp(means)), _SMALLEST_SHARE)
        squares = (deviations / scale) ** 2 + ((means - centres[:, np.newaxis]) / scale) ** 2
        return centres, scale * np.sqrt((self.weights * squares).sum(axis=1))


@dataclass(frozen=True, eq=False)
class Parameters:
    """The components, in the unit of the main measurement.

    Where age, groups or several measurements are looked at, these are the parameters of the whole:
    over all rows.

    Attributes:
        shares: (K,) share of each category among all rows; they add up to 1.
        means: (K,) mean of each component; NaN where no measurement is looked at.
        standard_deviations: (K,) standard deviation of each component.
        curves: the densities; normals of these means and standard deviations if left out.
    """

    shares: Floats
    means: Floats
    standard_deviations: Floats
    curves: Curves | None = None

    def __post_init__(self) -> None:
        for name in ("shares", "means", "standard_deviations"):
            object.__setattr__(self, name, owned_floats(getattr(self, name)))
        if self.curves is None:
            column = np.ones((len(self.shares), 1))
            places, spreads = self.means[:, np.newaxis], self.standard_deviations[:, np.newaxis]
            object.__setattr__(self, "curves", Curves(column, places, spreads))

    @classmethod
    def of(cls, shares: Floats, curves: Curves) -> "Parameters":
        """Build them from curves, working out means and standard deviations."""
        means, standard_deviations = curves.moments()
        return cls(shares, means, standard_deviations, curves)

    def densities(self, x: Floats) -> Floats:
        """Return the components at the points ``x`` (m,), each scaled by its share.

        Returns:
            (K, m); row k integrates to ``shares[k]``, their sum to 1.
        """
        with np.errstate(under="ignore"):
            return np.exp(self.log_joint(np.asarray(x, dtype=np.float64)))

    def log_joint(self, values: Floats) -> Floats:
        """Return log(share x density) (K, m) of ``values`` (m,)."""
        assert self.curves is not None  # noqa: S101 - set after construction
        return self.curves.log_density(values) + log_shares(self.shares)[:, np.newaxis]
