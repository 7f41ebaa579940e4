"""How far a review has come, and which row comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.status import DECIDED, WAITING


@dataclass(frozen=True)
class Progress:
    """Decided rows out of those that were missing in the file."""

    decided: int
    total: int


def progress(status: NDArray[np.int8]) -> Progress:
    """Count decided and open rows."""
    decided = int(np.isin(status, DECIDED).sum())
    waiting = int(np.isin(status, WAITING).sum())
    return Progress(decided, decided + waiting)


def next_waiting(
    status: NDArray[np.int8],
    positions: NDArray[np.intp],
    after: int,
    answered: Sequence[int] = (),
) -> int | None:
    """Return the next row of a view that waits for an answer to a suggestion.

    Args:
        status: of each row of the roster.
        positions: the view's rows.
        after: row of the view to start behind; the search goes round at the end.
        answered: rows of the view that are being answered, and so wait no more.
    """
    waiting = np.isin(status[positions], WAITING)
    waiting[np.asarray(answered, dtype=np.intp)] = False
    return _next_true(waiting, after)


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
