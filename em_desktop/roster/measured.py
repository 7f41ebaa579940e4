"""The distinct texts of a column as numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import distinct
from em_desktop.roster.numerals import (
    LONGEST,
    PLAIN,
    decimal_mark_votes,
    favoured_mark,
    parse_number,
    tidied,
)
from em_desktop.roster.options import Unit
from em_desktop.roster.plausibility import CORE_UNITS, core_unit
from em_desktop.roster.table import Texts
from em_desktop.roster.units import convert, parse_measurement

UNITS: tuple[Unit, ...] = tuple(Unit)
"""Units by the code that ``Measured.stated`` uses."""

_VOTERS = 2000
_FEET_POINT_INCHES = re.compile(r"([2-7])(?:[.,](0?\d|1[01]))?")
_FEET_DASH_INCHES = re.compile(r"([2-7]) ?[-\N{EN DASH}] ?(0?\d|1[01])")
_MARKED = re.compile(r"[.,]\d")
_SUFFIXED = re.compile(r"([+-]?[\d.,' ]*\d)\s*([^\W\d_]{1,8})\.?")
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
    plain = PLAIN[decimal_mark].fullmatch
    numbers = [float(text) if plain(text) else np.nan for text in texts]
    stated = np.full(len(texts), -1, dtype=np.int8)
    for index in np.flatnonzero(np.isnan(numbers)).tolist():
        parsed = parse_measurement(texts[index], decimal_mark) if texts[index] else None
        if parsed is not None:
            numbers[index] = parsed[0]
            if parsed[1] is not None:
                stated[index] = UNITS.index(parsed[1])
    read = Measured(np.array(numbers, dtype=np.float64), stated, counts)
    _read_with_suffix(texts, read, decimal_mark)
    return read


def _read_with_suffix(texts: Sequence[str], measured: Measured, decimal_mark: str) -> None:
    """Read ``70 kg`` too, where more rows than not end in that one word.

    Rows with another word (``154 lb``) stay unread: their numbers mean something else.
    """
    unread = np.flatnonzero(np.isnan(measured.numbers)).tolist()
    rows: dict[str, int] = {}
    for index in unread[:_VOTERS]:
        if match := _suffixed(texts[index]):
            rows[match[2]] = rows.get(match[2], 0) + int(measured.counts[index])
    suffix = max(rows, key=rows.__getitem__, default="")
    asked = unread[:_VOTERS] if rows else []
    if not suffix or 2 * rows[suffix] < sum(int(measured.counts[i]) for i in asked if texts[i]):
        return
    for index in unread:
        match = _suffixed(texts[index])
        number = parse_number(match[1], decimal_mark) if match and match[2] == suffix else None
        if number is not None:
            measured.numbers[index] = number


def with_feet_point_inches(texts: Sequence[str], measured: Measured) -> Measured | None:
    """Read ``5.11`` as five feet eleven, where a column of feet is written so.

    It is, where no bare number has a fraction beyond 11 and one has ``.10`` or ``.11``; decimal
    feet would soon show another, such as ``5.5`` beside ``5.75``.

    Args:
        texts: the distinct texts.
        measured: the same as numbers, whose bare ones are in feet.

    Returns:
        The numbers with those in inches, or None where the column is not written so.
    """
    bare = np.flatnonzero(~np.isnan(measured.numbers) & (measured.stated < 0)).tolist()
    matches = {index: _FEET_POINT_INCHES.fullmatch(tidied(texts[index])) for index in bare}
    inches = {index: match[2] or "0" for index, match in matches.items() if match}
    if len(inches) < len(bare) or not {"10", "11"} & set(inches.values()):
        return None
    numbers, stated = measured.numbers.copy(), measured.stated.copy()
    for index, match in matches.items():
        if match:
            numbers[index] = int(match[1]) * 12 + int(inches[index])
            stated[index] = UNITS.index(Unit.INCH)
    return Measured(numbers, stated, measured.counts)


def with_feet_dash_inches(texts: Sequence[str], measured: Measured) -> Measured | None:
    """Read ``5-11`` as five feet eleven, where most cells of a column are written so.

    Args:
        texts: the distinct texts; those that mean "missing" may be ``""``.
        measured: the same as numbers.

    Returns:
        The numbers with those in inches, or None where the column is not written so.
    """
    unread = np.flatnonzero(np.isnan(measured.numbers)).tolist()
    asked = [index for index in unread if texts[index]][:_VOTERS]
    matches = {index: _dashed(texts[index]) for index in asked}
    rows = sum(int(measured.counts[index]) for index, match in matches.items() if match)
    answered = sum(int(n) for n, text in zip(measured.counts, texts, strict=True) if text)
    if not rows or 2 * rows <= answered:
        return None
    numbers, stated = measured.numbers.copy(), measured.stated.copy()
    for index in unread:
        match = _dashed(texts[index])
        if match:
            numbers[index] = int(match[1]) * 12 + int(match[2])
            stated[index] = UNITS.index(Unit.INCH)
    return Measured(numbers, stated, measured.counts)


def _dashed(text: str) -> re.Match[str] | None:
    return _FEET_DASH_INCHES.fullmatch(tidied(text)) if len(text) <= LONGEST else None


def _suffixed(text: str) -> re.Match[str] | None:
    return _SUFFIXED.fullmatch(tidied(text)) if len(text) <= LONGEST else None


def measure_column(column: Texts, *, heights: bool = False) -> tuple[Measured, NDArray[np.intp]]:
    """Read all cells of a column as numbers, with the decimal mark that it seems to have.

    Args:
        column: shape ``(n_rows,)``.
        heights: whether it may hold heights.

    Returns:
        The distinct texts as numbers, and the index of each row's among them.
    """
    found = distinct(column)
    mark = decimal_mark_of(found.texts, heights=heights) or "."
    return measure(found.texts, found.counts, mark), found.codes


def decimal_mark_of(answered: Sequence[str], *, heights: bool) -> str | None:
    """Return the decimal mark of a column's texts; None where they leave it open.

    Args:
        answered: the distinct texts.
        heights: whether they may be heights. Then numbers that can all be read both ways
            (``1,720``) are read so that more of them are usual heights, in metres rather than
            in millimetres with a thousands mark.
    """
    marked = list(islice(filter(_MARKED.search, answered), _VOTERS))
    certain = favoured_mark(decimal_mark_votes(marked))
    if certain is not None or not marked:
        return certain or "."
    if not heights:
        return None
    usual = {}
    for mark in ".,":
        parsed = (parse_measurement(text, mark) for text in marked)
        cores = core_unit(np.array([p[0] for p in parsed if p is not None], dtype=np.float64))
        usual[mark] = sum(CORE_UNITS[core][0] is not Unit.MILLIMETRE for core in cores if core >= 0)
    return favoured_mark(usual)


def decimal_mark_of_others(columns: tuple[Texts, ...]) -> str | None:
    """Return the decimal mark that most numbers of several columns show, or None."""
    votes = {".": 0, ",": 0}
    for column in columns[:_COLUMNS_ASKED]:
        for mark, count in decimal_mark_votes(column[:_ROWS_ASKED]).items():
            votes[mark] += count
    return favoured_mark(votes)
