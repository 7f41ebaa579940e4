"""The scale on which EM works: the whole sample has mean 0 and variance 1."""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks
from em_desktop.em.cells import Cells

_SMALLEST_SPREAD = 1e-12
"""Of the largest value; below it the differences are lost in rounding."""
_LARGEST_VALUE = 1e300


class CannotFit(Exception):
    """The values cannot be fitted; the message says why in a sentence."""


@dataclass(frozen=True)
class Scale:
    """An affine scale, ``value = (centre + spread * z) * unit``.

    It makes the fit independent of the unit and keeps squares of extreme values finite.
    """

    unit: float
    centre: float
    spread: float

    @property
    def log_unit(self) -> float:
        """The logarithm of one standard deviation of the whole sample, in the file's unit."""
        return float(np.log(self.spread) + np.log(self.unit))

    def places(self, z: Floats) -> Floats:
        """Return positions in the file's unit."""
        return (self.centre + self.spread * z) * self.unit

    def lengths(self, z: Floats) -> Floats:
        """Return distances in the file's unit."""
        return z * self.spread * self.unit


def standardise(cells: Cells, chunk_size: int, cancelled: Cancelled) -> tuple[Cells, Scale]:
    """Return the cells with mean 0 and variance 1, and the scale that leads back.

    Raises:
        CannotFit: if there are no values, or they are all equal or nearly so, or beyond 1e300.
        Interrupted: if ``cancelled`` says so.
    """
    if not cells.n_cells:
        raise CannotFit("There are no values to fit.")
    unit = 0.0
    for rows in chunks(cells.n_cells, chunk_size, cancelled):
        unit = max(unit, float(np.abs(cells.values[rows]).max()))
    if unit < np.finfo(np.float64).tiny:
        raise CannotFit("All values are equal, so they cannot tell the categories apart.")
    if unit > _LARGEST_VALUE:
        raise CannotFit("The values are too large to compute with.")
    values = np.empty(cells.n_cells)
    total = 0.0
    for rows in chunks(cells.n_cells, chunk_size, cancelled):
        np.divide(cells.values[rows], unit, out=values[rows])
        total += float(cells.counts[rows] @ values[rows])
    centre, squares = total / cells.n_rows, 0.0
    for rows in chunks(cells.n_cells, chunk_size, cancelled):
        values[rows] -= centre
        squares += float(cells.counts[rows] @ values[rows] ** 2)
    spread = float(np.sqrt(squares / cells.n_rows))
    if spread < _SMALLEST_SPREAD or spread * unit < np.finfo(np.float64).tiny:
        raise CannotFit("All values are equal, so they cannot tell the categories apart.")
    for rows in chunks(cells.n_cells, chunk_size, cancelled):
        values[rows] /= spread
    return replace(cells, values=values), Scale(unit, centre, spread)
