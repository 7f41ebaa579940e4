"""The choices that decide how a roster's text is read."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """Unit of a measurement column; ``PLAIN`` where it is not a length or not known."""

    CENTIMETRE = "cm"
    METRE = "m"
    MILLIMETRE = "mm"
    INCH = "in"
    FOOT = "ft"
    PLAIN = ""


DEFAULT_MISSING_WORDS: tuple[str, ...] = (
    *("na", "n/a", "#n/a", "n.a.", "nan", "null", "?", "??", "???"),
    *("-", "--", "---", "\N{EN DASH}", "\N{EM DASH}", ".", "unknown", "missing"),
    *("unbekannt", "fehlt", "inconnu", "inconnue", "manquant", "desconocido", "desconocida"),
    *("desconhecido", "sconosciuto", "onbekend", "okänd", "ukendt", "ukjent", "nieznane"),
    *("неизвестно", "未知", "不明", "不詳", "미상"),
)
"""Compared without case and surrounding space; the roster owner may edit the list.

"none" is not among them: in real rosters it is a value (a droid has sex "none").
"""


@dataclass(frozen=True)
class ReadingOptions:
    """How text becomes values.

    Attributes:
        unit: the measurement column's unit; None to find it from the data.
        decimal_mark: ``"."`` or ``","``; None to find it from the data.
        missing_words: texts that mean "missing", besides the empty and the blank one.
        known: categories that there are, in their order, even where no row has them.
    """

    unit: Unit | None = None
    decimal_mark: str | None = None
    missing_words: tuple[str, ...] = DEFAULT_MISSING_WORDS
    known: tuple[str, ...] = ()
