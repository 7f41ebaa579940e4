"""Keeping the user's place while rows come, go and change places. No Qt."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.table import RowIds


def merged(before: RowIds, now: RowIds) -> NDArray[np.intp]:
    """Return an order in which rows that were shown before keep their places.

    Each of the others comes behind the row that it follows in ``now``.

    Args:
        before: ids as they were shown, in order.
        now: ids as they would be shown if all were sorted anew.

    Returns:
        A permutation of the indices of ``now``.
    """
    if not len(before):
        return np.arange(len(now))
    known = np.isin(now, before)
    sorter = np.argsort(before)
    found = np.searchsorted(before, now, sorter=sorter)
    rank = sorter[np.minimum(found, len(before) - 1)]
    leader = np.maximum.accumulate(np.where(known, np.arange(len(now)), -1))
    place = np.where(leader >= 0, rank[leader], -1)
    return np.lexsort((~known, place))


def successor(before: RowIds, row: int, now: RowIds) -> int | None:
    """Return where a row is shown now, or else the first one behind it that is still shown.

    Args:
        before: ids as they were shown, in order.
        row: index into ``before``; one behind the last stands for the line for new rows.
        now: ids as they are shown now.
    """
    rest = before[max(row, 0) :]
    still = np.flatnonzero(np.isin(rest, now))
    return int(np.flatnonzero(now == rest[still[0]])[0]) if len(still) else None


def returned(touched: RowIds, ids: RowIds, selected: RowIds, current: int | None) -> int | None:
    """Return the row to go to once a step was undone or done again, so that it alone is selected.

    Args:
        touched: ids of the rows that the step wrote.
        ids: as they are shown now, in order.
        selected: ids of the rows that are selected.
        current: id of the current row.

    Returns:
        None where there is nothing to go to: no touched row is shown, or what is selected is the
        current row or all that was touched.
    """
    shown = ids[np.isin(ids, touched)]
    if not len(shown):
        return None
    if current not in shown:
        return int(shown[0])
    alone = len(selected) == 1
    return None if alone or np.array_equal(np.sort(selected), np.sort(shown)) else current
