"""The unit of a measurement column, found from its header and its numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.headers import (
    HEIGHT_WORDS,
    OTHER_MEASURE_WORDS,
    header_words,
    mentions,
    says_something,
    unit_of_header,
)
from em_desktop.roster.measured import UNITS, Measured
from em_desktop.roster.options import Unit
from em_desktop.roster.plausibility import CORE_UNITS, core_unit, humanly_possible

_CERTAIN = 0.9
_HALF = 0.5
_BARE_SHARE = 0.1
_SELF_EVIDENT = (Unit.CENTIMETRE, Unit.METRE)


@dataclass(frozen=True)
class ColumnUnit:
    """What a column's numbers are.

    Attributes:
        bare: the unit of numbers that state none.
        unit: the unit in which the column is given, that of most cells.
        is_height: whether they are human heights.
    """

    bare: Unit
    unit: Unit
    is_height: bool


def column_unit(measured: Measured, header: str, wanted: Unit | None = None) -> ColumnUnit:
    """Find what a column's numbers are.

    A unit that the user set is taken as it is, even where it makes all heights impossible: the
    flags then say so.

    A column holds human heights where its header says so, or most of its cells state a length,
    or its header says nothing else and nearly all numbers are usual heights in centimetres or
    metres (half of them, in any unit, where it says nothing at all); and at least half of the
    numbers must be possible heights.

    Args:
        measured: the column's distinct texts.
        header: its name as written.
        wanted: the unit that the user set.
    """
    named = unit_of_header(header)
    if wanted is not None:
        found = ColumnUnit(wanted, wanted, is_height=wanted is not Unit.PLAIN)
        if _possible(measured, found) or _may_be_heights(measured, header, None):
            return found
        return ColumnUnit(wanted, wanted, is_height=False)
    stated = _stated_unit(measured)
    if _may_be_heights(measured, header, stated):
        bare = _unit_of_bare(measured, named, stated)
        unit = _unit_of_most(measured, bare)
        found = ColumnUnit(bare, unit, is_height=True)
        if bare is not Unit.PLAIN and _possible(measured, found):
            return found
    plain = named if named in (Unit.CENTIMETRE, Unit.MILLIMETRE) else stated or Unit.PLAIN
    return ColumnUnit(plain, plain, is_height=False)


def _weight(measured: Measured, which: NDArray[np.bool_]) -> int:
    return int(measured.counts[which].sum())


def _readable(measured: Measured) -> NDArray[np.bool_]:
    return ~np.isnan(measured.numbers)


def _stated_unit(measured: Measured) -> Unit | None:
    """Return the unit that most cells state, where at least half state one."""
    stated = measured.stated >= 0
    if not stated.any() or 2 * _weight(measured, stated) < _weight(measured, _readable(measured)):
        return None
    weights = np.bincount(measured.stated[stated], weights=measured.counts[stated])
    return UNITS[int(weights.argmax())]


def _may_be_heights(measured: Measured, header: str, stated: Unit | None) -> bool:
    words = header_words(header)
    if mentions(words, HEIGHT_WORDS):
        return True
    if mentions(words, OTHER_MEASURE_WORDS):
        return False
    if stated is not None:
        return True
    usual, share = usual_unit(measured)
    if not says_something(words):
        return share >= _HALF
    return usual in _SELF_EVIDENT and share >= _CERTAIN and unit_of_header(header) in (None, usual)


def usual_unit(measured: Measured) -> tuple[Unit | None, float]:
    """Return the unit in which most bare numbers are usual heights, and their share."""
    bare = _readable(measured) & (measured.stated < 0)
    cores = core_unit(measured.numbers)
    usual = bare & (cores >= 0)
    if not usual.any():
        return None, 0.0
    weights = np.bincount(cores[usual], weights=measured.counts[usual])
    best = int(weights.argmax())
    return CORE_UNITS[best][0], float(weights[best]) / _weight(measured, bare)


def _unit_of_bare(measured: Measured, named: Unit | None, stated: Unit | None) -> Unit:
    readable = _readable(measured)
    bare = readable & (measured.stated < 0)
    if named is not None and 2 * _weight(
        measured, bare & humanly_possible(measured.numbers, named)
    ) >= _weight(measured, bare):
        return named
    if stated is not None and _weight(measured, bare) < _BARE_SHARE * _weight(measured, readable):
        return stated
    return usual_unit(measured)[0] or stated or Unit.PLAIN


def _unit_of_most(measured: Measured, bare: Unit) -> Unit:
    units = np.where(measured.stated < 0, UNITS.index(bare), measured.stated)
    readable = _readable(measured)
    if not readable.any():
        return bare
    weights = np.bincount(units[readable], weights=measured.counts[readable])
    ties = np.flatnonzero(weights == weights.max())
    return bare if UNITS.index(bare) in ties else UNITS[int(ties[0])]


def _possible(measured: Measured, found: ColumnUnit) -> bool:
    """Tell whether at least half of the numbers are possible human heights."""
    if found.unit is Unit.PLAIN:
        return False
    readable = _readable(measured)
    values = measured.values(found.bare, found.unit)
    possible = readable & humanly_possible(values, found.unit)
    return 2 * _weight(measured, possible) >= _weight(measured, readable)
