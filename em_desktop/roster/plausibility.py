"""Which numbers can be what they claim to be: human ranges, and distance from the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.options import Unit
from em_desktop.roster.units import CENTIMETRES

SHORTEST, TALLEST = 35.0, 275.0
"""Human heights in centimetres: a premature child; a little over Robert Wadlow (272 cm)."""

CORE_UNITS: tuple[tuple[Unit, float, float], ...] = (
    (Unit.METRE, 0.8, 2.3),
    (Unit.FOOT, 2.6, 7.6),
    (Unit.INCH, 31.5, 79.9),
    (Unit.CENTIMETRE, 80.0, 230.0),
    (Unit.MILLIMETRE, 800.0, 2300.0),
)
"""The numbers that are a usual height (80 to 230 cm) in one unit and in no other."""

_BULK_AT_LEAST = 5
"""Fewer values have no bulk from which another could be far."""


def core_unit(numbers: NDArray[np.float64]) -> NDArray[np.int8]:
    """Return for each number the index into ``CORE_UNITS`` in which it is a usual height.

    -1 where it is none (``nan`` too).
    """
    found = np.full(numbers.shape, -1, dtype=np.int8)
    for index, (_, low, high) in enumerate(CORE_UNITS):
        found[(numbers >= low) & (numbers <= high)] = index
    return found


def humanly_possible(numbers: NDArray[np.float64], unit: Unit) -> NDArray[np.bool_]:
    """Tell which numbers are a possible human height in a unit of length."""
    size = CENTIMETRES[unit]
    return (numbers * size >= SHORTEST) & (numbers * size <= TALLEST)


@dataclass(frozen=True)
class Bulk:
    """The middle half of a column's values.

    Attributes:
        low: first quartile.
        high: third quartile.
        floor: smallest spread that is believed, in the column's unit.
    """

    low: float
    high: float
    floor: float = 0.0

    @classmethod
    def of(cls, values: NDArray[np.float64], floor: float = 0.0) -> "Bulk | None":
        """Return the bulk of finite values, or None where they are too few to have one."""
        if len(values) < _BULK_AT_LEAST:
            return None
        low, high = np.percentile(values, [25, 75])
        return cls(float(low), float(high), floor)

    @property
    def spread(self) -> float:
        """The interquartile range, at least ``floor``."""
        return max(self.high - self.low, self.floor)

    def holds(self, values: NDArray[np.float64], times: float) -> NDArray[np.bool_]:
        """Tell which values lie within so many spreads of the quartiles (Tukey's fences)."""
        reach = times * self.spread
        return (values >= self.low - reach) & (values <= self.high + reach)


def connected_range(values: NDArray[np.float64], gap: float) -> tuple[float, float]:
    """Return the range of values that hang together with the median.

    Going outwards from the median, the first gap wider than ``gap`` ends the range.

    Args:
        values: finite, at least one.
        gap: widest gap that does not separate.

    Returns:
        Smallest and largest value that hang together.
    """
    ordered = np.sort(values)
    middle = len(ordered) // 2
    wide = np.flatnonzero(np.diff(ordered) > gap)
    below, above = wide[wide < middle], wide[wide >= middle]
    low = ordered[below[-1] + 1] if len(below) else ordered[0]
    high = ordered[above[0]] if len(above) else ordered[-1]
    return float(low), float(high)
