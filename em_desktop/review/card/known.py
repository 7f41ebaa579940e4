"""What is known of an open roster, as far as its review card speaks of it."""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.course import Course
from em_desktop.review.decisions import Answer
from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.review.worth_a_look import NOTHING, WorthALook, look_words
from em_desktop.roster.reading import Reading

_PLAIN = (bool, str, Course)


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
        course: how the review goes on.
    """

    workspace: Workspace
    reading: Reading
    status: NDArray[np.int8]
    suggestions: Suggestions | None = None
    freshness: Freshness = Freshness.CURRENT
    worth_a_look: WorthALook = NOTHING
    is_exported: bool = False
    is_blind: bool = False
    course: Course = field(default_factory=Course)

    def says_the_same_as(self, other: "Known") -> bool:
        """Whether no card can differ: derived values are compared by identity."""
        mine = (getattr(self, each.name) for each in fields(self))
        theirs = (getattr(other, each.name) for each in fields(other))
        return all(
            a is b or (isinstance(a, _PLAIN) and a == b) for a, b in zip(mine, theirs, strict=True)
        )

    def position(self, row_id: int | None) -> int | None:
        """Return where a row stands in the roster; None where it has gone."""
        return None if row_id is None else self.workspace.roster.position(row_id)

    def note(self, position: int) -> str:
        """Return what a person has noted of a row; empty for nothing."""
        return self.workspace.notes.get(int(self.workspace.roster.row_ids[position]), "")

    def before(self, position: int) -> str:
        """Return the category that the file has, where a person has written another over it."""
        workspace, column = self.workspace, self.workspace.roles.category
        original, now = workspace.original, workspace.roster
        if column is None or column >= original.n_columns:
            return ""
        if now.columns[column] is original.columns[column] and now.row_ids is original.row_ids:
            return ""
        at = original.position(int(now.row_ids[position]))
        if at is None:
            return ""
        text = original.cell(at, column)
        return text if text != now.cell(position, column) else ""

    def is_odd(self, row_id: int) -> bool:
        """Whether a recorded row is to be looked at, or was."""
        listed = self.worth_a_look.index_of(row_id) is not None
        return listed or row_id in self.workspace.decisions

    def is_confirmed(self, row_id: int) -> bool:
        """Whether a person has called a recorded row right as it is."""
        decision = self.workspace.decisions.get(row_id)
        return decision is not None and decision.answer is Answer.CONFIRMED

    def look_words(self, row_id: int) -> str:
        """Say why a recorded row is worth a look; empty where it is not."""
        if self.suggestions is None:
            return ""
        evidence = self.suggestions.fit.evidence
        return look_words(self.worth_a_look, row_id, self.workspace, self.reading, evidence)
