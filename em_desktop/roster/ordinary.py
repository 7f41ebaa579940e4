"""What an ordinary value of a measurement column is, and what to make of the others."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.column_units import ColumnUnit
from em_desktop.roster.measured import UNITS, Measured
from em_desktop.roster.options import Unit
from em_desktop.roster.plausibility import (
    CORE_UNITS,
    Bulk,
    connected_range,
    core_unit,
    humanly_possible,
)
from em_desktop.roster.units import CENTIMETRES, convert

_FENCE = 3.0
_ABSURD_FENCE = 10.0
_INNER_FENCE = 1.5
_LEAST_SPREAD = 10.0
_GAP = 20.0


@dataclass(frozen=True)
class Ordinary:
    """What an ordinary value of the column is.

    Attributes:
        kind: unit and meaning of the column.
        bulk: of the values that hang together; None where they are few.
        low: smallest of the values that hang together.
        high: largest of them.
        log_bulk: of the logarithms, for measurements that are all positive and no heights.
    """

    kind: ColumnUnit
    bulk: Bulk | None
    low: float
    high: float
    log_bulk: Bulk | None = None

    @classmethod
    def of(cls, values: NDArray[np.float64], kind: ColumnUnit) -> Self:
        """Find it from a column's values, one a row, none of them NaN."""
        if not kind.is_height:
            positive = len(values) > 0 and values.min() > 0
            logs = Bulk.of(np.log(values)) if positive else None
            return cls(kind, Bulk.of(values), -np.inf, np.inf, logs)
        possible = values[humanly_possible(values, kind.unit)]
        if not len(possible):
            return cls(kind, None, -np.inf, np.inf)
        size = CENTIMETRES[kind.unit]
        low, high = connected_range(possible, _GAP / size)
        together = possible[(possible >= low) & (possible <= high)]
        return cls(kind, Bulk.of(together, _LEAST_SPREAD / size), low, high)

    def apart(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which values are separated by a gap from those that hang together."""
        return (values < self.low) | (values > self.high)

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which values are plausible."""
        if self.kind.is_height:
            near = self.bulk is None or self.bulk.holds(values, _FENCE)
            return humanly_possible(values, self.kind.unit) & (near | ~self.apart(values))
        plausible = np.ones(values.shape, dtype=bool)
        if self.bulk is not None and self.bulk.spread > 0:
            plausible = self.bulk.holds(values, _ABSURD_FENCE)
            if self.log_bulk is not None:
                plausible |= self.log_bulk.holds(np.log(values), _ABSURD_FENCE)
        return plausible


def doubted_units(
    measured: Measured, values: NDArray[np.float64], kind: ColumnUnit, ordinary: Ordinary
) -> dict[int, Unit]:
    """Return the unit that a distinct text is probably in, where it is not the one it was read in.

    The number must be impossible or stand apart as read, and be a usual height and near the
    others in the other unit.
    """
    possible = humanly_possible(values, kind.unit)
    bare = measured.stated < 0
    odd = ~np.isnan(values) & (~possible | (bare & ordinary.apart(values)))
    cores = core_unit(measured.numbers)
    doubts = {}
    for index in np.flatnonzero(odd & (cores >= 0)):
        unit = CORE_UNITS[cores[index]][0]
        if unit is (kind.bare if bare[index] else UNITS[measured.stated[index]]):
            continue
        value = np.array([convert(measured.numbers[index], unit, kind.unit)])
        if ordinary.bulk is None or ordinary.bulk.holds(value, _INNER_FENCE)[0]:
            doubts[int(index)] = unit
    return doubts
