"""The choices that decide how a roster's text is read."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """Unit of a measurement column; ``PLAIN`` where it is not a length or not known."""

    CENTIMETRE = "cm"
    METRE = "m"
    INCH = "in"
    FOOT = "ft"
    PLAIN = ""


DEFAULT_MISSING_WORDS: tuple[str, ...] = ("na", "n/a", "?", "-", "unknown")
"""Compared without case and surrounding space; the roster owner may edit the list."""


@dataclass(frozen=True)
class ReadingOptions:
    """How text becomes values.

    Attributes:
        unit: the measurement column's unit; None to find it from the data.
        decimal_mark: ``"."`` or ``","``; None to find it from the data.
        missing_words: texts that mean "missing", besides the empty and the blank one.
    """

    unit: Unit | None = None
    decimal_mark: str | None = None
    missing_words: tuple[str, ...] = DEFAULT_MISSING_WORDS
