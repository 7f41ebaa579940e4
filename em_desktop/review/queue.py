"""The rows that wait for an answer, and which of them comes next.

A review goes from row to row thousands of times. So the queue is never sorted for that: the next
row is the least of those behind the current one, found in one pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Suggestions
from em_desktop.roster.reading import Reading
from em_desktop.roster.table import RowIds


def _no_positions() -> NDArray[np.intp]:
    return np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Waiting:
    """Which rows of a roster wait, and by what they are ordered.

    Attributes:
        rows: whether each row waits, shape ``(n_rows,)``.
        last: of those, the ones that come behind the others, but for the skipped; None for none.
        keys: rows with a lower one come first, shape ``(n_rows,)``; None for the table's order.
        later: positions of rows that were skipped, in the order in which they were.
    """

    rows: NDArray[np.bool_]
    last: NDArray[np.bool_] | None = None
    keys: NDArray[np.float64] | None = None
    later: NDArray[np.intp] = field(default_factory=_no_positions)


def queue(waiting: Waiting, view: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the positions of all rows of a view that wait, in the order in which they come.

    Args:
        waiting: which rows of the roster wait.
        view: positions of the rows that the table shows, in its order.
    """
    *fresh, later = _parts(waiting, view, ())
    rows = [view[part] for part in fresh]
    if waiting.keys is not None:
        rows = [part[np.argsort(waiting.keys[part], kind="stable")] for part in rows]
    return np.concatenate([*rows, view[later]])


def following(
    waiting: Waiting, view: NDArray[np.intp], after: int, answered: Sequence[int] = ()
) -> int | None:
    """Return the row of a view that comes behind another in the queue; None where none waits.

    The search goes round at the end. Those that come last come when no other waits, and then those
    that were skipped.

    Args:
        waiting: which rows of the roster wait.
        view: positions of the rows that the table shows, in its order.
        after: a row of the view, of the queue or not; -1 for the first that waits.
        answered: rows of the view that are being answered, and so are passed over.
    """
    *fresh, later = _parts(waiting, view, answered)
    for rows in fresh:
        if len(rows):
            return _behind(rows, waiting.keys, view, after)
    if not len(later):
        return None
    ranks = _ranks(waiting)[view[later]]
    own = _ranks(waiting)[view[after]] if 0 <= after < len(view) else -1
    behind = ranks > own  # of a row that was never skipped, all are
    return int(later[behind][0] if behind.any() else later[0])


def _behind(
    rows: NDArray[np.intp], keys: NDArray[np.float64] | None, view: NDArray[np.intp], after: int
) -> int:
    """Return which of some ascending rows of a view comes behind another, going round."""
    if keys is None:
        at = int(np.searchsorted(rows, after, side="right"))
        return int(rows[at % len(rows)])
    own = keys[view[rows]]
    there = keys[view[after]] if 0 <= after < len(view) else (-np.inf if after < 0 else np.inf)
    behind = (own > there) | ((own == there) & (rows > after))
    if behind.any():
        rows, own = rows[behind], own[behind]
    return int(rows[np.argmin(own)])  # the first of equal ones: the table's order


def _parts(
    waiting: Waiting, view: NDArray[np.intp], answered: Sequence[int]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows of a view that wait: most ascending, the last ascending, and the skipped."""
    rows = waiting.rows[view]
    rows[np.asarray(answered, dtype=np.intp)] = False
    later = _no_positions()
    if len(waiting.later):
        ranks = _ranks(waiting)
        put_off = rows & (ranks >= 0)[view]
        later = np.flatnonzero(put_off)
        later = later[np.argsort(ranks[view[later]])]
        rows &= ~put_off
    if waiting.last is None:
        return np.flatnonzero(rows), _no_positions(), later
    last = waiting.last[view]
    return np.flatnonzero(rows & ~last), np.flatnonzero(rows & last), later


def _ranks(waiting: Waiting) -> NDArray[np.intp]:
    """Return the place of each row among those that were skipped, -1 where it was not."""
    ranks = np.full(len(waiting.rows), -1, dtype=np.intp)
    ranks[waiting.later] = np.arange(len(waiting.later))
    return ranks


def waiting_for_an_answer(
    status: NDArray[np.int8],
    suggestions: Suggestions | None,
    keys: NDArray[np.float64] | None,
    later: NDArray[np.intp],
) -> Waiting:
    """Return which rows of a roster wait for an answer.

    Once there are suggestions, a missing row without one waits too, for a person's own entry; it
    comes behind the others, so that nobody stumbles over it in between.

    Args:
        status: of each row.
        suggestions: of the newest fit.
        keys: as from `order_keys`.
        later: as from `skipped`.
    """
    suggested = (status == Status.SUGGESTED) | (status == Status.UNSURE)
    if suggestions is None:
        return Waiting(suggested, None, keys, later)
    last = np.equal(status, Status.MISSING)
    return Waiting(suggested | last, last, keys, later)


def order_keys(
    order: QueueOrder, suggestions: Suggestions | None, reading: Reading, row_ids: RowIds
) -> NDArray[np.float64] | None:
    """Return what an order goes by, shape ``(n_rows,)``; None for the order of the table.

    Rows without a suggestion, or without a group, come last.

    Args:
        order: the order.
        suggestions: of the newest fit.
        reading: of the roster.
        row_ids: of the roster, ascending.
    """
    keys = np.full(len(row_ids), np.inf)
    match order:
        case QueueOrder.UNSURE_FIRST | QueueOrder.SURE_FIRST if suggestions is not None:
            at = np.searchsorted(row_ids, suggestions.row_ids)
            best = suggestions.best
            keys[at] = best if order is QueueOrder.UNSURE_FIRST else -best
        case QueueOrder.GROUP if reading.groups is not None:
            known = reading.groups >= 0
            keys[known] = reading.groups[known]
        case _:
            return None
    return keys


def skipped(decisions: Mapping[int, Decision], row_ids: RowIds) -> NDArray[np.intp]:
    """Return the positions of rows that were skipped, in the order in which they were.

    Args:
        decisions: by row id.
        row_ids: of the roster, ascending.
    """
    put_off = [(d.time or 0.0, i) for i, d in decisions.items() if d.answer is Answer.DEFERRED]
    put_off.sort(key=_time)
    ids = np.array([i for _, i in put_off], dtype=np.int64)
    if not len(ids) or not len(row_ids):
        return _no_positions()
    at = np.minimum(np.searchsorted(row_ids, ids), len(row_ids) - 1)
    found: NDArray[np.intp] = at[row_ids[at] == ids]
    return found


def _time(put_off: tuple[float, int]) -> float:
    return put_off[0]
