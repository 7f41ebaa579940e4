"""Where the rows stand of which there is more to say than the status of their category."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.decisions import Answer
from em_desktop.review.workspace import Workspace
from em_desktop.review.worth_a_look import WorthALook


def _none() -> NDArray[np.intp]:
    return np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Marks:
    """Positions in the roster.

    Attributes:
        worth_a_look: rows that look wrong, the unlikeliest first.
        confirmed: rows that looked wrong and were called right.
        noted: rows of which a person has noted something.
    """

    worth_a_look: NDArray[np.intp] = field(default_factory=_none)
    confirmed: NDArray[np.intp] = field(default_factory=_none)
    noted: NDArray[np.intp] = field(default_factory=_none)


NO_MARKS = Marks()


def marks(workspace: Workspace, worth_a_look: WorthALook) -> Marks:
    """Return the marks of a roster's rows.

    Args:
        workspace: as it is now.
        worth_a_look: rows of its roster that look wrong.
    """
    positions = workspace.roster.positions
    confirmed = [i for i, d in workspace.decisions.items() if d.answer is Answer.CONFIRMED]
    return Marks(
        positions(worth_a_look.row_ids), positions(confirmed), positions(list(workspace.notes))
    )
