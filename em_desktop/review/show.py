"""The filters on rows, by name."""

from enum import StrEnum


class Show(StrEnum):
    """A filter on rows."""

    ALL = "All"
    MISSING = "Missing"
    SUGGESTED = "Suggested"
    UNSURE = "Unsure"
    DECIDED = "Decided"
    FLAGGED = "Flagged"
