"""Weighted moments: all that the M step of a linear normal model needs to know of the rows."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cells import Cells


@dataclass(frozen=True, eq=False)
class Moments:
    """Weighted moments by category and slot.

    Attributes:
        rows: (K, S) weight of the rows.
        functions: (K, S, q, q) products of the functions of age.
        cross: (K, S, q, d) products of functions and measurements.
        squares: (K, S, d, d) products of measurements.

    Where tails are heavy, all but ``rows`` have the weights of stray rows taken down.
    """

    rows: Floats
    functions: Floats
    cross: Floats
    squares: Floats

    @classmethod
    def of(cls, sums: Floats, n_functions: int) -> Self:
        """Return the moments in sums of shape (K, S, 1 + (q + d)^2)."""
        size = round(float(np.sqrt(sums.shape[2] - 1)))
        q = n_functions
        products = sums[:, :, 1:].reshape(*sums.shape[:2], size, size)
        return cls(
            np.maximum(sums[:, :, 0], 0.0),
            products[:, :, :q, :q],
            products[:, :, :q, q:],
            products[:, :, q:, q:],
        )


def gather_moments(
    weights: Floats,
    scaled: Floats,
    cells: Cells,
    values: Floats,
    spreads: Floats | None,
    shape: tuple[int, int, int],
    spread_weights: Floats | None = None,
) -> Floats:
    """Return the moments of some cells, (K, S, 1 + (q + d)^2).

    Args:
        weights: (K, m) of the rows.
        scaled: (K, m) the same, with those of stray rows taken down.
        cells: the cells, for their functions of age and slots.
        values: (1, m, d) or (K, m, d) measurements.
        spreads: (K, d, d) variances of what was filled in; None where nothing was.
        shape: (K, S, 1 + (q + d)^2).
        spread_weights: (K, m) weights of ``spreads``.
    """
    n_categories, n_slots, _ = shape
    size = cells.basis.shape[1] + values.shape[2]
    d = values.shape[2]
    sums = np.zeros(shape)
    for k in range(n_categories):
        points = np.concatenate([cells.basis, values[min(k, len(values) - 1)]], axis=1)
        products = sums[k, :, 1:].reshape(n_slots, size, size)
        if n_slots == 1:
            sums[k, 0, 0] = weights[k].sum()
            products[0] = (points.T * scaled[k]) @ points
        else:
            sums[k, :, 0] = np.bincount(cells.slots, weights[k], minlength=n_slots)
            for i in range(size):
                for j in range(i, size):
                    product = scaled[k] * points[:, i] * points[:, j]
                    total = np.bincount(cells.slots, product, minlength=n_slots)
                    products[:, i, j] = products[:, j, i] = total
        if spreads is not None and spread_weights is not None:
            added = np.bincount(cells.slots, spread_weights[k], minlength=n_slots)
            products[:, -d:, -d:] += added[:, np.newaxis, np.newaxis] * spreads[k]
        sums[k, :, 1:] = products.reshape(n_slots, -1)
    return sums
