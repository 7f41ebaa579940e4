"""Blocks of cells, and the text as which Excel and LibreOffice exchange them. No Qt."""

import csv
import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.status import Status
from em_desktop.review.workspace import Workspace
from em_desktop.roster.table import Texts


def cells(
    workspace: Workspace,
    status: NDArray[np.int8],
    positions: NDArray[np.intp],
    columns: Sequence[int],
) -> list[tuple[str, ...]]:
    """Return a block as an export would write it: accepted suggestions, but no mere ones.

    Args:
        workspace: to copy from.
        status: of each row of the roster.
        positions: the rows, in order.
        columns: in order.
    """
    return list(zip(*(_texts(workspace, status, positions, c) for c in columns), strict=True))


def _texts(
    workspace: Workspace, status: NDArray[np.int8], positions: NDArray[np.intp], column: int
) -> Texts:
    found = workspace.roster.columns[column][positions]
    if column == workspace.roles.category:
        for at in np.flatnonzero(status[positions] == Status.ACCEPTED):
            row_id = int(workspace.roster.row_ids[positions[at]])
            found[at] = workspace.decisions[row_id].text
    return found


def to_text(block: Sequence[Sequence[str]]) -> str:
    """Return a block as tab-separated lines."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(block)
    return out.getvalue()


def from_text(text: str) -> list[list[str]]:
    """Return the block that a spreadsheet's copied text holds.

    Cells in quotes may hold tabs and line breaks. A text that is no sound quoting is split
    at tabs and line ends as it stands.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    body = text[:-1] if text.endswith("\n") else text
    if not body:
        return [[""]] if text else []
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(body)))
    try:
        rows = list(csv.reader(io.StringIO(body), dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in body.split("\n")]
    finally:
        csv.field_size_limit(usual)
    return [row or [""] for row in rows]
