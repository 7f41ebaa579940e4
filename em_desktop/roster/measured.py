"""The distinct texts of a column as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import distinct
from em_desktop.roster.numerals import decimal_mark_votes, favoured_mark
from em_desktop.roster.options import Unit
from em_desktop.roster.plausibility import core_unit
from em_desktop.roster.table import Texts
from em_desktop.roster.units import convert, parse_measurement

UNITS: tuple[Unit, ...] = tuple(Unit)
"""Units by the code that ``Measured.stated`` uses."""

_VOTERS = 2000
_COLUMNS_ASKED = 50
_ROWS_ASKED = 500


@dataclass(frozen=True, eq=False)
class Measured:
    """The distinct texts of a column as numbers.

    Attributes:
        numbers: shape ``(n,)``, as written; NaN where a text is no number.
        stated: shape ``(n,)``, index into ``UNITS`` of the unit that the text states, or -1.
        counts: shape ``(n,)``, how many rows have the text.
    """

    numbers: NDArray[np.float64]
    stated: NDArray[np.int8]
    counts: NDArray[np.intp]

    def values(self, bare: Unit, unit: Unit) -> NDArray[np.float64]:
        """Return the numbers in ``unit``; those that state no unit are in ``bare``."""
        values = self.numbers * convert(1.0, bare, unit)
        for code in np.unique(self.stated[self.stated >= 0]):
            here = self.stated == code
            values[here] = self.numbers[here] * convert(1.0, UNITS[code], unit)
        return values


def measure(texts: Sequence[str], counts: NDArray[np.intp], decimal_mark: str) -> Measured:
    """Read distinct texts as numbers.

    Args:
        texts: each once; those that mean "missing" may be given as ``""``.
        counts: rows of each.
        decimal_mark: ``"."`` or ``","``.
    """
    numbers = np.full(len(texts), np.nan)
    stated = np.full(len(texts), -1, dtype=np.int8)
    for index, text in enumerate(texts):
        parsed = parse_measurement(text, decimal_mark) if text else None
        if parsed is not None:
            numbers[index] = parsed[0]
            if parsed[1] is not None:
                stated[index] = UNITS.index(parsed[1])
    return Measured(numbers, stated, counts)


def measure_column(column: Texts) -> tuple[Measured, NDArray[np.intp]]:
    """Read all cells of a column as numbers, with the decimal mark that it seems to have.

    Returns:
        The distinct texts as numbers, and the index of each row's among them.
    """
    found = distinct(column)
    measured = measure(found.texts, found.counts, decimal_mark_of(found.texts) or ".")
    return measured, found.codes


def decimal_mark_of(answered: Sequence[str]) -> str | None:
    """Return the decimal mark of a column's texts; None where its texts leave it open.

    Where each number could be read both ways (``1.720``), the reading that makes more of them
    usual heights is taken.
    """
    marked = [t for t in answered if "." in t or "," in t][:_VOTERS]
    certain = favoured_mark(decimal_mark_votes(marked))
    if certain is not None or not marked:
        return certain or "."
    usual = {}
    for mark in ".,":
        parsed = (parse_measurement(text, mark) for text in marked)
        numbers = np.array([p[0] for p in parsed if p is not None], dtype=np.float64)
        usual[mark] = int((core_unit(numbers) >= 0).sum())
    return favoured_mark(usual)


def decimal_mark_of_others(columns: tuple[Texts, ...]) -> str | None:
    """Return the decimal mark that most numbers of several columns show, or None."""
    votes = {".": 0, ",": 0}
    for column in columns[:_COLUMNS_ASKED]:
        for mark, count in decimal_mark_votes(column[:_ROWS_ASKED]).items():
            votes[mark] += count
    return favoured_mark(votes)
