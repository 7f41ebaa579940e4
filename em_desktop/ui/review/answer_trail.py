"""The rows that a person has answered, in order, as far as they are there still."""

import numpy as np

from em_desktop.review.trail import trail
from em_desktop.review.workspace import Workspace
from em_desktop.session.document import Document


class AnswerTrail:
    """Reads the way off the steps, once for each state of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._way: tuple[tuple[int, Workspace] | None, tuple[int, ...]] = (None, ())

    @property
    def rows(self) -> tuple[int, ...]:
        """Ids of the rows that were answered."""
        workspace, steps = self._document.workspace, self._document.steps
        if self._way[0] != (steps.index, workspace):  # the index follows a step a moment later
            done = (p.edit for p in steps.points[1 : steps.index + 1] if p.edit is not None)
            way = np.array(trail(done, workspace.roles.category), dtype=np.int64)
            there = workspace.roster.found(way)[1]
            self._way = ((steps.index, workspace), tuple(way[there].tolist()))
        return self._way[1]
