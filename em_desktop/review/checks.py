"""What a person said of rows by which the suggestions are measured."""

from dataclasses import dataclass, field
from enum import StrEnum


class CheckKind(StrEnum):
    """How a row came to be checked."""

    BLIND = "blind"
    """The person answered before the suggestion was shown."""
    SAMPLE = "sample"
    """Drawn at random from those that were to be accepted in bulk."""


@dataclass(frozen=True)
class Check:
    """What a person said of one row, beside what was suggested for it.

    It is a measurement: another answer to the row later on does not change it.

    Attributes:
        kind: how the row came to be checked.
        said: the category; empty where the person left the row blank.
        suggested: the likeliest category.
        probability: of that category.
        fit: number of the fit that suggested it.
        time: when, in seconds since 1970 (UTC); None where nobody noted it. Two checks that
            differ in nothing else say the same.
        threshold: from which the rows of the sample were to be accepted; None where it is none.
        draw: which sample it belongs to, by the seed that it was drawn from; None as above.
    """

    kind: CheckKind
    said: str
    suggested: str
    probability: float
    fit: int | None = None
    time: float | None = field(default=None, compare=False)
    threshold: float | None = None
    draw: int | None = None

    @property
    def agreed(self) -> bool:
        """Whether the person said what was suggested."""
        return self.said == self.suggested
