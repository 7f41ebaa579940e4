"""A smooth trend over age: the basis of a natural cubic spline."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats

_MOST_KNOTS = 5
_ROWS_FOR_A_KNOT = 12
_CLOSE = 1e-6  # knots nearer to one another, in spans of all knots, are one
_FARTHEST = 10.0  # spans from the first knot beyond which an age makes no difference any more
_FLAT = 1e-9  # a function that varies by less is rounding


@dataclass(frozen=True, eq=False)
class AgeBasis:
    """Functions of age whose weighted sum is a trend.

    Cubic between the knots and straight beyond them, in the truncated-power form of Hastie,
    Tibshirani & Friedman (2009), The Elements of Statistical Learning, equation 5.4; the first
    is the straight line, each scaled to mean 0 and variance 1. So far from the knots that it must
    be a mistake, the trend is level.

    Attributes:
        knots: (k,) ascending, at least two.
        centres: (k - 1,) means of the raw functions.
        spreads: (k - 1,) their standard deviations.
    """

    knots: Floats
    centres: Floats
    spreads: Floats

    @property
    def n_functions(self) -> int:
        """Number of functions."""
        return len(self.centres)

    def of(self, ages: Floats) -> Floats:
        """Return the functions at the ages (m,), as (m, n_functions); 0 where age is NaN.

        A row without an age is taken to be of average age, which is what 0 stands for.
        """
        raw = (_raw(self.knots, ages) - self.centres) / self.spreads
        return np.where(np.isnan(raw), 0.0, raw)


def age_basis(ages: Floats) -> AgeBasis | None:
    """Return a basis for these ages; None where they are all equal or missing.

    Args:
        ages: (n,) in any unit; NaN where there is none.
    """
    known = ages[~np.isnan(ages)]
    distinct = np.unique(known)
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
    raw = _raw(knots, known)
    centres, spreads = raw.mean(axis=0), raw.std(axis=0)
    spreads = np.where(spreads > _FLAT, spreads, 1.0)
    return AgeBasis(knots, centres, spreads)


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
