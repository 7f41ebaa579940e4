"""What there is to say of a row, and what a person can do next."""

from enum import StrEnum, auto


class CardState(StrEnum):
    """Why a card looks as it does; each has an icon, words and a colour."""

    NO_ROW = auto()
    NO_CATEGORY = auto()
    """No column is to be filled in."""
    SEVERAL = auto()
    """Several rows are selected."""
    RECORDED = auto()
    LOOK = auto()
    """Recorded, and worth a look."""
    CONFIRMED = auto()
    """Recorded, looked odd, and a person called it right."""
    SUGGESTED = auto()
    UNSURE = auto()
    STALE = auto()
    """Suggested before the table changed."""
    SKIPPED = auto()
    """Suggested, and to be answered later."""
    BLIND = auto()
    """Suggested, but the person is to answer first."""
    NOT_INFERRED = auto()
    """Missing, and nobody has asked yet."""
    NO_EVIDENCE = auto()
    """Missing, and nothing is known that could tell."""
    ENTERED = auto()
    ACCEPTED = auto()
    IN_BULK = auto()
    """Accepted with all others above a threshold."""
    LEFT_BLANK = auto()


class NextStep(StrEnum):
    """What to do next, where that is not to answer."""

    INFER = auto()
    INFER_AGAIN = auto()
    EXPORT = auto()
