"""Values that stand in each other's column, as height and weight in one row of a list."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.measured import measure_column
from em_desktop.roster.plausibility import Bulk
from em_desktop.roster.table import Texts

_FENCE = 1.5
_CELLS = 200_000
"""At most so many cells of other columns are looked at, to stay quick on wide tables."""


def swapped_rows(
    values: NDArray[np.float64],
    suspects: NDArray[np.intp],
    bulk: Bulk | None,
    others: tuple[Texts, ...],
) -> NDArray[np.intp]:
    """Return the positions of values that were probably swapped with another column's.

    Both values of the row must be far from the bulk of their own column and fit that of the
    other.

    Args:
        values: shape ``(n_rows,)``, the measurement.
        suspects: positions whose value is far from the others.
        bulk: of the measurement's believable values.
        others: further columns of the same rows.
    """
    none = np.empty(0, dtype=np.intp)
    if bulk is None or not len(suspects) or not others:
        return none
    suspects = suspects[: max(1, _CELLS // len(others))]
    swapped: set[int] = set()
    for column in others:
        theirs = _bare_numbers(column[suspects])
        candidates = suspects[bulk.holds(theirs, _FENCE)]
        if not len(candidates):
            continue
        numbers = _bare_numbers(column)
        known = numbers[~np.isnan(numbers)]
        their_bulk = Bulk.of(known)
        if their_bulk is None or 2 * len(known) < len(column):
            continue
        fits = their_bulk.holds(values[candidates], _FENCE)
        astray = ~their_bulk.holds(numbers[candidates], _FENCE)
        swapped.update(candidates[fits & astray].tolist())
    return np.array(sorted(swapped), dtype=np.intp)


def _bare_numbers(column: Texts) -> NDArray[np.float64]:
    measured, codes = measure_column(column)
    return np.where(measured.stated < 0, measured.numbers, np.nan)[codes]
