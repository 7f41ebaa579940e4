"""What can be known of a row's category; light, for the signs of the first paint."""

from enum import IntEnum


class Status(IntEnum):
    """What is known of one row's category."""

    RECORDED = 0
    """The file has it."""
    MISSING = 1
    """Missing, and nothing is suggested."""
    SUGGESTED = 2
    UNSURE = 3
    """Suggested with a low probability."""
    ACCEPTED = 4
    """The user took the suggestion."""
    ENTERED = 5
    """The file lacks it and the user wrote it."""
    LEFT_BLANK = 6
    """The user wants it to stay blank."""


OPEN = (Status.MISSING, Status.SUGGESTED, Status.UNSURE)
WAITING = (Status.SUGGESTED, Status.UNSURE)
DECIDED = (Status.ACCEPTED, Status.ENTERED, Status.LEFT_BLANK)
