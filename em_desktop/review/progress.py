"""Which row of a view comes next: with a flag, or with a text that is looked for."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def next_flagged(flagged: NDArray[np.bool_], positions: NDArray[np.intp], after: int) -> int | None:
    """Return the next row of a view that has a flag, going round at the end."""
    return _next_true(flagged[positions], after)


def next_match(
    columns: Sequence[NDArray[np.object_]], positions: NDArray[np.intp], after: int, text: str
) -> tuple[int | None, int]:
    """Find the next row of a view in which a cell holds a text, in any case.

    Returns:
        The row of the view, or None; and how many rows of the view match.
    """
    wanted = text.casefold()
    found = np.zeros(len(positions), dtype=bool)
    for column in columns:
        cells = column[positions]
        found |= np.fromiter((wanted in str(c).casefold() for c in cells), bool, len(cells))
    return _next_true(found, after), int(found.sum())


def _next_true(mask: NDArray[np.bool_], after: int) -> int | None:
    hits = np.flatnonzero(mask)
    if not len(hits):
        return None
    later = hits[hits > after]
    return int(later[0] if len(later) else hits[0])
