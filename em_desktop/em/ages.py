"""A smooth trend over age: the basis of a natural cubic spline."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats

_MOST_KNOTS = 6  # of a whole school; the lead that girls have at 12 is lost with fewer
_ROWS_FOR_A_KNOT = 40
_ENOUGH_AGES = 4096
_CLOSE = 1e-6  # knots nearer to one another, in spans of all knots, are one
_FARTHEST = 10.0  # spans from the first knot beyond which an age makes no difference any more
_FLAT = 1e-7  # what is left of a function after those before it, if less, is rounding


@dataclass(frozen=True, eq=False)
class AgeBasis:
    """Functions of age whose weighted sum is a trend.

    Cubic between the knots and straight beyond them, in the truncated-power form of Hastie,
    Tibshirani & Friedman (2009), The Elements of Statistical Learning, equation 5.4; the first
    is the straight line. They are turned so that over the rows each has mean 0 and variance 1 and
    no two are correlated: a pull on one of them then means the same for each. So far from the
    knots that it must be a mistake, the trend is level.

    Attributes:
        knots: (k,) ascending, at least two.
        centres: (k - 1,) means of the raw functions.
        turn: (k - 1, q) what makes them uncorrelated.
    """

    knots: Floats
    centres: Floats
    turn: Floats

    @property
    def n_functions(self) -> int:
        """Number of functions, q."""
        return int(self.turn.shape[1])

    def of(self, ages: Floats) -> Floats:
        """Return the functions at the ages (m,), as (m, n_functions); 0 where age is NaN.

        A row without an age is taken to be of average age, which is what 0 stands for.
        """
        turned = (_raw(self.knots, ages) - self.centres) @ self.turn
        return np.where(np.isnan(turned), 0.0, turned)


def age_basis(ages: Floats) -> AgeBasis | None:
    """Return a basis for these ages; None where they are all equal or missing.

    Args:
        ages: (n,) in any unit; NaN where there is none.
    """
    known = ages[~np.isnan(ages)]
    distinct, counts = np.unique(known, return_counts=True)
    if len(distinct) < 2:
        return None
    n_knots = int(np.clip(len(known) // _ROWS_FOR_A_KNOT, 2, min(_MOST_KNOTS, len(distinct))))
    unit = float(np.abs(distinct).max())  # so that differences of large numbers do not overflow
    knots = unit * np.unique(np.quantile(known / unit, np.linspace(0.05, 0.95, n_knots)))
    if len(knots) < 2:
        knots = distinct[[0, -1]]
    knots = knots[np.diff(_spans(knots, knots), prepend=-np.inf) > _CLOSE]
    if len(knots) < 2:
        return None  # they differ by less than can be computed with
    some = slice(None, None, 1 + len(distinct) // _ENOUGH_AGES)
    weights = counts[some, np.newaxis] / counts[some].sum()
    raw = _raw(knots, distinct[some])
    centres = (weights * raw).sum(axis=0)
    return AgeBasis(knots, centres, _uncorrelated(np.sqrt(weights) * (raw - centres)))


def _uncorrelated(centred: Floats) -> Floats:
    """Return (p, q) what makes columns orthonormal, in their order, without those that depend."""
    sizes = np.sqrt(np.square(centred).sum(axis=0))
    own = np.abs(np.diagonal(np.linalg.qr(centred, mode="r")))
    kept = np.flatnonzero(own[: len(sizes)] > _FLAT * sizes[: len(own)])
    turn = np.zeros((len(sizes), len(kept)))
    turn[kept] = np.linalg.inv(np.linalg.qr(centred[:, kept], mode="r"))
    return turn


def _spans(knots: Floats, ages: Floats) -> Floats:
    """Return ages on the scale on which the first knot is 0 and the last is 1."""
    with np.errstate(all="ignore"):
        span = knots[-1] / 2 - knots[0] / 2
        return np.asarray(np.clip((ages / 2 - knots[0] / 2) / span, -_FARTHEST, _FARTHEST))


def _raw(knots: Floats, ages: Floats) -> Floats:
    x, at = _spans(knots, ages), _spans(knots, knots)

    def bend(j: int) -> Floats:
        cubes = np.maximum(x - at[j], 0.0) ** 3 - np.maximum(x - at[-1], 0.0) ** 3
        return np.asarray(cubes / (at[-1] - at[j]))

    last = bend(len(knots) - 2)
    return np.stack([x] + [bend(j) - last for j in range(len(knots) - 2)], axis=-1)
