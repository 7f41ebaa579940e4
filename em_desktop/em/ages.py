"""A smooth trend over age: the basis of a natural cubic spline."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats

_MOST_KNOTS = 5
_ROWS_FOR_A_KNOT = 12


@dataclass(frozen=True, eq=False)
class AgeBasis:
    """Functions of age whose weighted sum is a trend.

    Cubic between the knots and straight beyond them, in the truncated-power form of Hastie,
    Tibshirani & Friedman (2009), The Elements of Statistical Learning, equation 5.4; the first
    is the straight line, each scaled to mean 0 and variance 1.

    Attributes:
        knots: (k,) ascending, at least two; empty where age tells nothing.
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
    knots = np.unique(np.quantile(known, np.linspace(0.05, 0.95, n_knots)))
    if len(knots) < 2:
        knots = distinct[[0, -1]]
    raw = _raw(knots, known)
    centres, spreads = raw.mean(axis=0), raw.std(axis=0)
    spreads = np.where(spreads > 0, spreads, 1.0)
    return AgeBasis(knots, centres, spreads)


def _raw(knots: Floats, ages: Floats) -> Floats:
    x = (ages - knots[0]) / (knots[-1] - knots[0])
    at = (knots - knots[0]) / (knots[-1] - knots[0])

    def bend(j: int) -> Floats:
        cubes = np.maximum(x - at[j], 0.0) ** 3 - np.maximum(x - at[-1], 0.0) ** 3
        return np.asarray(cubes / (at[-1] - at[j]))

    last = bend(len(knots) - 2)
    return np.stack([x] + [bend(j) - last for j in range(len(knots) - 2)], axis=-1)
