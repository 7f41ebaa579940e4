"""Counting what an export is about to do."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.changes import Changes
from em_desktop.review.decisions import Answer
from em_desktop.review.readings import readings_made
from em_desktop.review.status import Status, statuses
from em_desktop.review.summary import ExportSummary
from em_desktop.review.workspace import Workspace
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import Reading

_ONLY_MISSING = np.uint16(1 << FlagKind.CATEGORY_MISSING | 1 << FlagKind.MEASUREMENT_MISSING)
"""What is counted elsewhere, or cannot be put right here."""


def summarise(workspace: Workspace, reading: Reading, changes: Changes) -> ExportSummary:
    """Return what an export of the changes does to the file.

    Args:
        workspace: that the changes were resolved from.
        reading: of the workspace's roster.
        changes: as ``resolve`` returned them.
    """
    state = statuses(workspace, reading, None)
    column, width = workspace.roles.category, workspace.original.n_columns
    filled_ids = _filled(workspace, state)
    return ExportSummary(
        category="" if column is None else shown(workspace.roster.header[column]),
        accepted=_count(state == Status.ACCEPTED),
        overridden=_count(state == Status.ENTERED),
        left_blank=_count(state == Status.LEFT_BLANK),
        still_missing=_count(state == Status.MISSING),
        other_edits=sum(not (c == column and row in filled_ids) for row, c in changes.cells),
        columns_added=tuple(shown(name) for name in workspace.roster.header[width:]),
        rows_added=len(changes.added),
        rows_deleted=len(changes.deleted),
        lapsed=sum(d.answer is Answer.ACCEPTED for d in workspace.decisions.values())
        - _count(state == Status.ACCEPTED),
        readings=len(readings_made(workspace, reading)),
        notes=len(workspace.notes),
        flagged=_count(reading.flags.bits & ~_ONLY_MISSING != 0),
    )


def filled_rows(workspace: Workspace, reading: Reading) -> frozenset[int]:
    """Return the ids of the rows whose missing category an export fills."""
    return _filled(workspace, statuses(workspace, reading, None))


def _filled(workspace: Workspace, state: NDArray[np.int8]) -> frozenset[int]:
    filled = np.isin(state, (Status.ACCEPTED, Status.ENTERED))
    return frozenset(workspace.roster.row_ids[filled].tolist())


def _count(which: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(which))
