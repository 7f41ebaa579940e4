"""Blocks of cells as they are copied. No Qt."""

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
