"""The user's answers to suggestions."""

from dataclasses import dataclass, field
from enum import StrEnum


class Answer(StrEnum):
    """What the user said to a suggestion.

    Overriding is not here: it is an edit of the cell, a person's own entry.
    """

    ACCEPTED = "accepted"
    LEFT_BLANK = "left blank"
    DEFERRED = "deferred"
    CONFIRMED = "confirmed"
    """A recorded value looked odd, and the person said that it is right: the cell stays."""


@dataclass(frozen=True)
class Decision:
    """One answer for one missing cell, or for a recorded one that looked odd.

    Attributes:
        answer: what was said.
        text: the text to write, in the file's own spelling; empty unless accepted.
        probability: of the accepted category when it was accepted.
        threshold: the bulk threshold that accepted it; None where a person looked at the row.
        fit: number of the fit that made the suggestion, counted from 1 in this session.
        time: when it was made, in seconds since 1970 (UTC); None where nobody noted it. Two
            decisions that differ in nothing else say the same.
    """

    answer: Answer
    text: str = ""
    probability: float | None = None
    threshold: float | None = None
    fit: int | None = None
    time: float | None = field(default=None, compare=False)
