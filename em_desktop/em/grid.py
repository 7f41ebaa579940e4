"""Values that were rounded to a step: their place among the multiples of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers

_PARTS = (1.0, 2.0, 4.0, 8.0, 10.0, 16.0, 20.0, 100.0, 1000.0)
"""Multiples of one unit that values may be rounded to, as parts of it: a half, a tenth, …"""
_LARGEST = 2.0**40


@dataclass(frozen=True)
class Grid:
    """Places of rounded values.

    Attributes:
        parts: of one unit; a value is a whole number divided by it.
        lowest: the smallest value times the parts.
        size: number of places.
    """

    parts: float
    lowest: float
    size: int

    @property
    def values(self) -> Floats:
        """The value of each place, ascending."""
        return np.asarray((self.lowest + np.arange(self.size)) / self.parts, dtype=np.float64)

    def places(self, values: Floats) -> Integers | None:
        """Return the place of each value; None if some value is not on the grid."""
        whole = np.rint(values * self.parts)
        if not np.array_equal(whole / self.parts, values):
            return None
        return np.asarray(whole - self.lowest).astype(np.intp)


def find_grid(values: Callable[[], Iterator[Floats]], most: int) -> Grid | None:
    """Return the grid on which values lie; None if there is none, or it has too many places.

    It is found from the first part of the values and their range, so that `Grid.places` may still
    find one that is not on it.

    Args:
        values: gives the values part by part, each time it is called.
        most: places that are affordable.
    """
    lowest, highest, first = np.inf, -np.inf, None
    for part in values():
        if not len(part):
            continue
        first = part if first is None else first
        lowest, highest = min(lowest, float(part.min())), max(highest, float(part.max()))
    if first is None or not (np.isfinite(lowest) and np.isfinite(highest)):
        return None  # NaN, for no value, is not on any grid
    for parts in _PARTS:
        if max(abs(lowest), abs(highest)) * parts > _LARGEST:
            return None
        size = np.rint(highest * parts) - np.rint(lowest * parts) + 1
        if size > most:
            return None
        grid = Grid(parts, float(np.rint(lowest * parts)), int(size))
        if grid.places(first) is not None:
            return grid
    return None
