"""The scale on which EM works: each measurement has mean 0 and variance 1 over the whole sample."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks

_SMALLEST_SPREAD = 1e-12
"""Of the largest value; below it the differences are lost in rounding."""
_LARGEST_VALUE = 1e300


class CannotFit(Exception):
    """The values cannot be fitted; the message is a sentence that says why."""


@dataclass(frozen=True)
class Scale:
    """An affine scale of a measurement or of its logarithm, ``t = (centre + spread * z) * unit``.

    It makes the fit independent of the unit and keeps squares of extreme values finite.

    Attributes:
        unit: largest size of the (transformed) values.
        centre: their mean, in that unit.
        spread: their standard deviation, in that unit.
        logarithmic: whether t is the natural logarithm of the value, not the value itself.
    """

    unit: float
    centre: float
    spread: float
    logarithmic: bool = False

    @property
    def log_unit(self) -> float:
        """The logarithm of one standard deviation of the whole sample, in the unit of t."""
        return float(np.log(self.spread) + np.log(self.unit))

    def standard(self, values: Floats) -> Floats:
        """Return values on the standard scale; NaN stays NaN."""
        transformed = np.log(values) if self.logarithmic else values
        return np.asarray((transformed / self.unit - self.centre) / self.spread)

    def places(self, z: Floats) -> Floats:
        """Return positions in the unit of t."""
        return (self.centre + self.spread * z) * self.unit

    def lengths(self, z: Floats) -> Floats:
        """Return distances in the unit of t."""
        return z * self.spread * self.unit


def measure(
    values: Floats,
    counts: Floats,
    chunk_size: int,
    cancelled: Cancelled,
    *,
    logarithmic: bool = False,
) -> Scale:
    """Return the scale on which these values have mean 0 and variance 1.

    Args:
        values: (n,) a measurement; NaN where there is none, positive if ``logarithmic``.
        counts: (n,) rows that have each value.
        chunk_size: values looked at between two questions whether to cancel.
        cancelled: whether to stop.
        logarithmic: scale the logarithms.

    Raises:
        CannotFit: if there are no values, or they are all equal or nearly so, or beyond 1e300, or
            logarithms are asked for that do not exist.
        Interrupted: if ``cancelled`` says so.
    """

    def parts() -> Iterator[tuple[Floats, Floats]]:
        for rows in chunks(len(values), chunk_size, cancelled):
            part, weights = values[rows], counts[rows]
            known = ~np.isnan(part)
            if not known.all():
                part, weights = part[known], weights[known]
            if logarithmic and part.min(initial=1.0) <= 0:
                raise CannotFit("Not all values are above 0, so they have no logarithms.")
            yield np.log(part) if logarithmic else part, weights

    n_rows, unit = 0.0, 0.0
    for part, weights in parts():
        n_rows += float(weights.sum())
        unit = max(unit, float(np.abs(part).max(initial=0.0)))
    if not n_rows:
        raise CannotFit("There are no values to fit.")
    if unit < np.finfo(np.float64).tiny:
        raise CannotFit("All values are equal, so they cannot tell the categories apart.")
    if unit > _LARGEST_VALUE:
        raise CannotFit("The values are too large to compute with.")
    centre = sum(float(weights @ (part / unit)) for part, weights in parts()) / n_rows
    squares = sum(float(weights @ (part / unit - centre) ** 2) for part, weights in parts())
    spread = float(np.sqrt(squares / n_rows))
    if spread < _SMALLEST_SPREAD or spread * unit < np.finfo(np.float64).tiny:
        raise CannotFit("All values are equal, so they cannot tell the categories apart.")
    return Scale(unit, centre, spread, logarithmic)
