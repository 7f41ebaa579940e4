"""The filters on rows, by name."""

from enum import StrEnum

UNSURE_BELOW = 0.8
"""A suggestion whose probability is smaller counts as unsure, unless the user chose otherwise."""


class Show(StrEnum):
    """A filter on rows."""

    ALL = "All"
    MISSING = "Missing"
    SUGGESTED = "Suggested"
    UNSURE = "Unsure"
    DECIDED = "Decided"
    FLAGGED = "Flagged"
    WORTH_A_LOOK = "Worth a look"
    """Recorded rows that look wrong; the unlikeliest come first."""


NEED_A_FIT = frozenset({Show.SUGGESTED, Show.UNSURE, Show.WORTH_A_LOOK})
"""Filters that leave no row before the first fit."""
