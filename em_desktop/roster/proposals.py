"""What a doubtful measurement probably means: readings that a person may accept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.dates import Written, date_of_serial, read_date
from em_desktop.roster.numerals import tidied
from em_desktop.roster.options import Unit
from em_desktop.roster.ordinary import Ordinary
from em_desktop.roster.units import CENTIMETRES

_FEET_AND_INCHES = re.compile(r"([2-7]) ?[-/\N{EN DASH}.,] ?(0?\d|1[01])")
_USUAL = (80.0, 215.0)
_NEAR = 1.5
_CENTURY = 100
_INCHES_IN_A_FOOT = 12


class Way(StrEnum):
    """How a text came to stand for a measurement. Rows with the same way are alike."""

    METRES = "in metres"
    CENTIMETRES = "in centimetres"
    MILLIMETRES = "in millimetres"
    INCHES = "in inches"
    FEET = "in feet"
    FEET_AND_INCHES = "feet and inches"
    DAY_MONTH = "a date, feet as its day and inches as its month"
    MONTH_DAY = "a date, feet as its month and inches as its day"
    DECIMAL = "a date, metres as its day and decimals as its month"
    MONTH_YEAR = "a date, metres as its month and decimals as its year"
    CLOCK = "a time of day, feet as its hour and inches as its minute"


_ORDER = tuple(Way)
_OTHER_ORDER = {Way.DAY_MONTH: Way.MONTH_DAY, Way.MONTH_DAY: Way.DAY_MONTH}

_WAY_OF_UNIT = {
    Unit.METRE: Way.METRES,
    Unit.CENTIMETRE: Way.CENTIMETRES,
    Unit.MILLIMETRE: Way.MILLIMETRES,
    Unit.INCH: Way.INCHES,
    Unit.FOOT: Way.FEET,
}


@dataclass(frozen=True)
class Proposal:
    """One reading that a person may accept.

    Attributes:
        reading: what the cell would mean.
        way: how its text came to stand for that.
        typed: what was probably typed before a spreadsheet made a date of it; empty otherwise.
        is_odd: most dates of the column have day and month the other way round.
    """

    reading: CellReading
    way: Way
    typed: str = ""
    is_odd: bool = False


Proposals = Mapping[int, tuple[Proposal, ...]]
"""Proposals by position or by distinct text, the likeliest first."""


def unit_proposals(
    texts: Sequence[str], numbers: NDArray[np.float64], doubts: Mapping[int, Unit]
) -> dict[int, tuple[Proposal, ...]]:
    """Return what to make of numbers in another unit.

    A doubted ``5.4`` may be decimal feet, or five feet four: both are proposed, feet and inches
    first where ``5.10`` or ``5.11`` stands among the doubted and no other fraction does.

    Args:
        texts: the distinct texts.
        numbers: the same as numbers.
        doubts: the unit that a text is probably in, by its index.
    """
    inches = {
        index: found
        for index, unit in doubts.items()
        if unit is Unit.FOOT and (found := feet_and_inches(texts[index])) is not None
    }
    in_feet = [index for index, unit in doubts.items() if unit is Unit.FOOT]
    so_written = len(inches) == len(in_feet) and any(
        texts[index].rstrip().endswith((".10", ".11", ",10", ",11")) for index in inches
    )
    proposals: dict[int, tuple[Proposal, ...]] = {}
    for index, unit in doubts.items():
        text = texts[index]
        plain = Proposal(CellReading(text, float(numbers[index]), unit), _WAY_OF_UNIT[unit])
        both: tuple[Proposal, ...] = (plain,)
        if index in inches:
            other = Proposal(CellReading(text, inches[index], Unit.INCH), Way.FEET_AND_INCHES)
            both = (other, plain) if so_written else (plain, other)
        proposals[index] = both
    return proposals


def feet_and_inches(text: str) -> float | None:
    """Return the inches that ``5-7``, ``5/7`` or ``5.7`` may stand for, or None."""
    match = _FEET_AND_INCHES.fullmatch(tidied(text)) if len(text) < _CENTURY else None
    return None if match is None else float(match[1]) * _INCHES_IN_A_FOOT + float(match[2])


def dates_of(texts: Sequence[str], numbers: NDArray[np.float64]) -> dict[int, Written]:
    """Return the dates and times of day among a column's distinct texts, by their index.

    Args:
        texts: the distinct texts; those that mean "missing" may be ``""``.
        numbers: the same as numbers, NaN where they are none.
    """
    unread = np.flatnonzero(np.isnan(numbers)).tolist()
    found = {index: read_date(texts[index]) for index in unread if texts[index]}
    return {index: written for index, written in found.items() if written is not None}


def serials_of(texts: Sequence[str], astray: NDArray[np.bool_]) -> dict[int, Written]:
    """Return the numbers by which a spreadsheet stores dates, by their index.

    Args:
        texts: the distinct texts.
        astray: which of them are numbers far from the others.
    """
    found = {index: date_of_serial(texts[index]) for index in np.flatnonzero(astray).tolist()}
    return {index: written for index, written in found.items() if written is not None}


def height_proposals(
    texts: Sequence[str],
    counts: NDArray[np.intp],
    values: NDArray[np.float64],
    dates: Mapping[int, Written],
    ordinary: Ordinary,
) -> dict[int, tuple[Proposal, ...]]:
    """Return the heights that dates and texts such as ``5-7`` may have been.

    Each date is read in every way that gives a usual height near the others of the column, or at
    least a usual one; that in which most dates of the column can be read comes first.

    Args:
        texts: the distinct texts.
        counts: rows of each.
        values: the same as measurements, NaN where they are none.
        dates: those that are dates, by their index.
        ordinary: what the other heights of the column are.
    """
    candidates = {index: tuple(_ways(written)) for index, written in dates.items()}
    for index in np.flatnonzero(np.isnan(values)).tolist():
        if index not in dates and texts[index] and (inches := feet_and_inches(texts[index])):
            candidates[index] = ((Way.FEET_AND_INCHES, inches, Unit.INCH, ""),)
    votes: dict[Way, int] = {}
    fitting: dict[int, list[tuple[bool, Way, float, Unit, str]]] = {}
    for index, ways in candidates.items():
        for way, number, unit, typed in ways:
            near = _near(number, unit, ordinary)
            if near is None:
                continue
            fitting.setdefault(index, []).append((near, way, number, unit, typed))
            votes[way] = votes.get(way, 0) + int(counts[index]) * (2 if near else 1)
    proposals = {}
    for index, ways_here in fitting.items():
        ways_here.sort(key=lambda found: (not found[0], -votes[found[1]], _ORDER.index(found[1])))
        proposals[index] = tuple(
            Proposal(
                CellReading(texts[index], number, unit),
                way,
                typed,
                is_odd=votes.get(_OTHER_ORDER.get(way, way), 0) > votes[way],
            )
            for near, way, number, unit, typed in ways_here
            if near or not ways_here[0][0]
        )
    return proposals


def _ways(written: Written) -> Iterator[tuple[Way, float, Unit, str]]:
    """Return the heights that a date may have been: way, number, unit, and what was typed."""
    if written.clock is not None:
        feet, inches = written.clock
        if inches < _INCHES_IN_A_FOOT:
            yield Way.CLOCK, feet * 12.0 + inches, Unit.INCH, f"{feet}:{inches:02}"
        return
    day, month, year = written.day, written.month, written.year
    if day is None or month is None:
        return
    if month < _INCHES_IN_A_FOOT:
        yield Way.DAY_MONTH, day * 12.0 + month, Unit.INCH, f"{day}-{month}"
    if day < _INCHES_IN_A_FOOT and day != month:
        yield Way.MONTH_DAY, month * 12.0 + day, Unit.INCH, f"{month}-{day}"
    yield Way.DECIMAL, float(f"{day}.{month}"), Unit.METRE, f"{day}.{month}"
    if day == 1 and year is not None:
        decimals = f"{month}.{year % _CENTURY:02}"
        yield Way.MONTH_YEAR, float(decimals), Unit.METRE, decimals


def _near(number: float, unit: Unit, ordinary: Ordinary) -> bool | None:
    """Tell whether a height is near the others of its column; None where it is no usual one."""
    size = number * CENTIMETRES[unit]
    if not _USUAL[0] <= size <= _USUAL[1]:
        return None
    if ordinary.bulk is None:
        return True
    value = np.array([size / CENTIMETRES[ordinary.kind.unit]])
    return bool(ordinary.bulk.holds(value, _NEAR)[0])
