"""The state of each row's category cell."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.decisions import Answer
from em_desktop.review.row_status import DECIDED, OPEN, WAITING, Status
from em_desktop.review.show import UNSURE_BELOW
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.reading import Reading

__all__ = ["DECIDED", "OPEN", "WAITING", "Status", "statuses"]


def statuses(
    workspace: Workspace,
    reading: Reading,
    suggestions: Suggestions | None,
    unsure_below: float = UNSURE_BELOW,
) -> NDArray[np.int8]:
    """Return the status of each row, shape ``(n_rows,)``.

    Without a category column every row is recorded.
    """
    roster = workspace.roster
    result = np.full(roster.n_rows, Status.RECORDED, dtype=np.int8)
    if reading.categories is None or workspace.roles.category is None:
        return result
    missing = reading.categories.codes < 0
    result[missing] = Status.MISSING
    result[_entered(workspace, missing)] = Status.ENTERED
    if suggestions is not None and len(suggestions.row_ids):
        positions, here = roster.found(suggestions.row_ids)
        best = suggestions.best[here]
        waits = missing[positions]
        result[positions[waits]] = Status.SUGGESTED
        result[positions[waits & (best < unsure_below)]] = Status.UNSURE
    if workspace.decisions:
        ids = np.fromiter(workspace.decisions, dtype=np.int64)
        state = np.array(
            [_ANSWERED.get(d.answer, -1) for d in workspace.decisions.values()], dtype=np.int8
        )
        positions, here = roster.found(ids)
        state = state[here]
        known = (state >= 0) & missing[positions]
        result[positions[known]] = state[known]
    return result


_ANSWERED = {Answer.ACCEPTED: Status.ACCEPTED, Answer.LEFT_BLANK: Status.LEFT_BLANK}


def _entered(workspace: Workspace, missing_now: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows of the file lacked the category and have one now.

    In a column that was added, all lacked it.
    """
    column = workspace.roles.category
    result = np.zeros(workspace.roster.n_rows, dtype=bool)
    original = workspace.original
    if column is None:
        return result
    if column >= original.n_columns:
        return ~missing_now
    if original.columns[column] is workspace.roster.columns[column]:
        return result
    then, now = original.columns[column], workspace.roster.columns[column]
    ids = workspace.roster.row_ids
    if ids is original.row_ids:  # by far the quickest: nothing is copied
        filled = np.flatnonzero(np.asarray(now != then, dtype=bool) & ~missing_now)
    else:
        filled = np.flatnonzero((ids < original.n_rows) & ~missing_now)
        filled = filled[np.asarray(now[filled] != then[ids[filled]], dtype=bool)]
    result[filled] = missing_mask(then[ids[filled]], workspace.options.missing_words)
    return result
