"""What is known of an open roster, as far as its review card speaks of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.review.worth_a_look import NOTHING, WorthALook, look_words
from em_desktop.roster.reading import Reading


@dataclass(frozen=True, eq=False)
class Known:
    """An open roster and what was derived from it.

    Attributes:
        workspace: roster, roles and decisions.
        reading: of the roster.
        status: of each row, shape ``(n_rows,)``.
        suggestions: that still speak of their rows; None where there are none.
        freshness: of the suggestions.
        worth_a_look: recorded rows that look wrong.
        is_exported: all that a person did is in a file.
        is_blind: suggestions are hidden until the person has answered.
    """

    workspace: Workspace
    reading: Reading
    status: NDArray[np.int8]
    suggestions: Suggestions | None = None
    freshness: Freshness = Freshness.CURRENT
    worth_a_look: WorthALook = NOTHING
    is_exported: bool = False
    is_blind: bool = False

    def position(self, row_id: int | None) -> int | None:
        """Return where a row stands in the roster; None where it has gone."""
        ids = self.workspace.roster.row_ids
        if row_id is None:
            return None
        at = int(np.searchsorted(ids, row_id))
        return at if at < len(ids) and int(ids[at]) == row_id else None

    def look_words(self, row_id: int) -> str:
        """Say why a recorded row is worth a look; empty where it is not."""
        if self.suggestions is None:
            return ""
        evidence = self.suggestions.fit.evidence
        return look_words(self.worth_a_look, row_id, self.workspace, self.reading, evidence)
