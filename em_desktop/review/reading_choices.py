"""What the measurements would be under each unit and each decimal mark, as small pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from em_desktop.review.histogram import histogram
from em_desktop.review.wording import counted
from em_desktop.roster.measurements import MeasurementReading, Problem, read_measurements
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.table import Texts
from em_desktop.roster.units import UNIT_NAMES, convert

UNITS = (
    Unit.CENTIMETRE,
    Unit.METRE,
    Unit.MILLIMETRE,
    Unit.INCH,
    Unit.FOOT,
    Unit.PLAIN,
)
"""Units that are offered, in order; the last one means "no length"."""

MARKS = (".", ",")

LOWEST, HIGHEST = 50.0, 230.0
"""Heights in centimetres between which a picture of heights is drawn."""

_USUAL_FROM = 80.0
_BINS = 18


@dataclass(frozen=True)
class SmallPicture:
    """The measurements as one reading has them.

    Attributes:
        counts: rows in each of some equal bins, from low to high. For lengths these lie between
            ``LOWEST`` and ``HIGHEST`` centimetres whatever the unit is, so that pictures of
            different units can be compared: right heights make a hill, others leave it empty.
        n: rows that have an answer.
        usual: those that are usual heights (80 to 230 cm); for plain numbers, those read.
        words: what the picture shows, in a sentence.
    """

    counts: tuple[int, ...]
    n: int
    usual: int
    words: str


@dataclass(frozen=True)
class UnitChoice:
    """A unit that the measurements may be in."""

    unit: Unit
    picture: SmallPicture


@dataclass(frozen=True)
class MarkChoice:
    """A decimal mark that the measurements may be written with."""

    mark: str
    picture: SmallPicture


def unit_choices(
    column: Texts, header: str, options: ReadingOptions, others: tuple[Texts, ...] = ()
) -> tuple[UnitChoice, ...]:
    """Return what the measurements are in each unit.

    Args:
        column: shape ``(n_rows,)``; of a large roster, some rows.
        header: the column's name.
        options: how text becomes values; the unit does not matter.
        others: further columns of the same rows.
    """
    return tuple(
        UnitChoice(unit, small_picture(_read(column, header, options, others, unit), unit))
        for unit in UNITS
    )


def mark_choices(
    column: Texts, header: str, options: ReadingOptions, others: tuple[Texts, ...] = ()
) -> tuple[MarkChoice, ...]:
    """Return what the measurements are with each decimal mark; arguments as above."""
    found = []
    for mark in MARKS:
        reading = read_measurements(column, header, replace(options, decimal_mark=mark), others)
        picture = small_picture(reading, reading.unit)
        if reading.unit is not Unit.PLAIN:
            picture = replace(picture, words=f"{picture.words}, in {UNIT_NAMES[reading.unit]}")
        found.append(MarkChoice(mark, picture))
    return tuple(found)


def _read(
    column: Texts, header: str, options: ReadingOptions, others: tuple[Texts, ...], unit: Unit
) -> MeasurementReading:
    return read_measurements(column, header, replace(options, unit=unit), others)


def small_picture(reading: MeasurementReading, unit: Unit) -> SmallPicture:
    """Return the picture of one reading.

    Args:
        reading: of the column.
        unit: `Unit.PLAIN` for numbers that are no lengths.
    """
    answered = reading.problems != Problem.MISSING
    n = int(answered.sum())
    values = reading.values[answered & np.isfinite(reading.values)]
    unread = n - len(values)
    if unit is Unit.PLAIN or reading.unit is Unit.PLAIN:
        bars = histogram(values, np.full(len(values), -1, dtype=np.intp), 0)
        return SmallPicture(tuple(bars.counts[-1].tolist()), n, len(values), _plain(values, unread))
    heights = np.round(values * convert(1.0, reading.unit, Unit.CENTIMETRE), 6)
    usual = int(((heights >= _USUAL_FROM) & (heights <= HIGHEST)).sum())
    counts, _ = np.histogram(heights, bins=_BINS, range=(LOWEST, HIGHEST))
    verb = "is a usual height" if n == 1 else "are usual heights"
    words = f"{'None' if n and not usual else f'{usual:,}'} of {n:,} {verb}"
    return SmallPicture(tuple(counts.tolist()), n, usual, words + _unread(unread))


def _plain(values: Sequence[float] | np.ndarray, unread: int) -> str:
    if not len(values):
        return "No number" + _unread(unread)
    low, high = float(np.min(values)), float(np.max(values))
    return f"{counted(len(values), 'number')}, {low:.4g} to {high:.4g}" + _unread(unread)


def _unread(n: int) -> str:
    return f", {n:,} unreadable" if n else ""
