"""Measurements read from text: numbers, their unit, and those that cannot be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.by_row import ByRow
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.column_units import ColumnUnit, column_unit
from em_desktop.roster.dates import Written
from em_desktop.roster.distinct import Distinct, distinct
from em_desktop.roster.headers import may_name_heights, names_heights
from em_desktop.roster.measured import (
    Measured,
    decimal_mark_of,
    decimal_mark_of_others,
    measure,
    with_feet_dash_inches,
    with_feet_point_inches,
)
from em_desktop.roster.missing import missing_texts
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.ordinary import Ordinary, doubted_units
from em_desktop.roster.proposals import (
    Proposal,
    Way,
    dates_of,
    height_proposals,
    serials_of,
    unit_proposals,
)
from em_desktop.roster.swaps import swapped_rows
from em_desktop.roster.table import Texts
from em_desktop.roster.units import parse_measurement

__all__ = ["MeasurementReading", "Problem", "parse_measurement", "read_measurements"]


_NOTHING: Mapping[int, CellReading] = MappingProxyType({})


class Problem(IntEnum):
    """What keeps a measurement from being evidence."""

    NONE = 0
    MISSING = 1
    UNREADABLE = 2
    IMPLAUSIBLE = 3
    UNIT_DOUBT = 4
    SWAPPED = 5
    DATE = 6


@dataclass(frozen=True, eq=False)
class MeasurementReading:
    """A measurement column, read.

    Attributes:
        values: shape ``(n_rows,)``, float64, in ``unit``; NaN where missing, unreadable or a
            date; the literal reading otherwise, unless a person has said what the cell means.
        usable: shape ``(n_rows,)``; where there is no problem, so that the value is evidence.
        problems: shape ``(n_rows,)``, int8, one ``Problem`` each.
        unit: of ``values``; ``PLAIN`` where they are not lengths, or not known to be.
        decimal_mark: ``"."`` or ``","``, as found or set.
        is_height: whether the column holds human heights, so that human ranges apply.
        proposals: what rows that are doubted probably mean, by position; a row in ``UNIT_DOUBT``
            has one, a date, an unreadable or an implausible text may.
        dates: which dates stand in rows in ``DATE``, by position.
        accepted: what a person says that rows mean, by position; these have no problem.
        stands_alone: no other column was looked at; their changes cannot change this reading.
    """

    values: NDArray[np.float64]
    usable: NDArray[np.bool_]
    problems: NDArray[np.int8]
    unit: Unit
    decimal_mark: str
    is_height: bool
    proposals: ByRow[tuple[Proposal, ...]] = field(default_factory=ByRow.nothing)
    dates: ByRow[Written] = field(default_factory=ByRow.nothing)
    accepted: Mapping[int, CellReading] = field(default_factory=lambda: _NOTHING)
    stands_alone: bool = True

    @cached_property
    def alike(self) -> Mapping[Way, NDArray[np.intp]]:
        """The positions of the rows that can be read in each way, ascending."""
        texts: dict[Way, list[int]] = {}
        for text, proposals in self.proposals.by_text.items():
            for proposal in proposals:
                texts.setdefault(proposal.way, []).append(text)
        rows = {way: self.proposals.rows_of(found) for way, found in texts.items()}
        return {way: found for way, found in rows.items() if len(found)}


_SUSPECT_FENCE = 3.0
_DOUBTED = (Problem.UNREADABLE, Problem.IMPLAUSIBLE, Problem.UNIT_DOUBT, Problem.DATE)
_T = TypeVar("_T")


def read_measurements(
    column: Texts,
    header: str,
    options: ReadingOptions,
    others: tuple[Texts, ...] = (),
    said: Mapping[int, CellReading] = _NOTHING,
) -> MeasurementReading:
    """Read a measurement column.

    A cell that states its unit is converted; a bare number is in the column's unit, found from
    the header and the numbers. Nothing is corrected silently: a bare number that is plausible
    only in another unit, or stands in the wrong column, is set aside with a problem, and so is a
    date. A column of feet with ``5.10`` and ``5.11``, or mostly of ``5-11``, is read as feet and
    inches.

    Heights are implausible outside 35 to 275 cm, and where they lie apart from the others: more
    than three interquartile ranges beyond the quartiles and with a gap of over 20 cm before them.
    So the babies of a village census and most creatures of a film are evidence, a lone 99 is not.
    Other measurements are implausible only when absurdly far on the plain and the log scale.

    Args:
        column: shape ``(n_rows,)``.
        header: the column's name as written.
        options: unit and decimal mark, where they are set, and the words for missing.
        others: further columns of the same rows, in which a swapped value is looked for.
        said: what a person says that cells mean, by position. It changes nothing for others.
    """
    found = distinct(column)
    missing = missing_texts(found, options.missing_words)
    answered = ["" if gone else t for t, gone in zip(found.texts, missing, strict=True)]
    mark = options.decimal_mark or decimal_mark_of(answered, heights=may_name_heights(header))
    mark_is_clear = mark is not None
    mark = mark or decimal_mark_of_others(others) or "."
    measured = measure(answered, found.counts, mark)
    if may_name_heights(header):  # elsewhere 3-2 is the result of a match
        measured = with_feet_dash_inches(answered, measured) or measured
    dates = dates_of(answered, measured.numbers)
    kind = _of_dates(dates, found, measured, header, options) or column_unit(
        measured, header, options.unit
    )
    if kind.bare is Unit.FOOT and (in_inches := with_feet_point_inches(answered, measured)):
        measured = in_inches
        kind = ColumnUnit(Unit.FOOT, options.unit or Unit.INCH, is_height=True)
    values = measured.values(kind.bare, kind.unit)

    problems = np.where(np.isnan(values), np.int8(Problem.UNREADABLE), np.int8(Problem.NONE))
    problems[missing] = Problem.MISSING
    problems[list(dates)] = Problem.DATE
    row_values = found.spread(values)
    ordinary = Ordinary.of(row_values[~np.isnan(row_values)], kind)
    problems[~np.isnan(values) & ~ordinary.holds(values)] = Problem.IMPLAUSIBLE
    doubts = doubted_units(measured, values, kind, ordinary) if kind.is_height else {}
    problems[list(doubts)] = Problem.UNIT_DOUBT
    proposals = unit_proposals(answered, measured.numbers, doubts)
    if kind.is_height:
        serials = serials_of(answered, problems == Problem.IMPLAUSIBLE)
        proposals |= height_proposals(answered, found.counts, values, dates | serials, ordinary)
        dates |= serials

    row_problems = found.spread(problems)
    suspects = _suspects(row_values, row_problems, ordinary)
    swapped = swapped_rows(row_values, suspects, ordinary.bulk, others)
    row_problems[swapped] = Problem.SWAPPED
    accepted = _accept(said, row_values, row_problems, kind.unit)
    return MeasurementReading(
        values=row_values,
        usable=row_problems == Problem.NONE,
        problems=row_problems,
        unit=kind.unit,
        decimal_mark=mark,
        is_height=kind.is_height,
        proposals=_by_position(proposals, found, row_problems),
        dates=_by_position(dates, found, row_problems),
        accepted=MappingProxyType(accepted),
        stands_alone=mark_is_clear and not len(suspects),
    )


def _accept(
    said: Mapping[int, CellReading],
    values: NDArray[np.float64],
    problems: NDArray[np.int8],
    unit: Unit,
) -> Mapping[int, CellReading]:
    """Put what a person says into values and problems, and return what of it holds.

    A text that is no number cannot be right as it is. Rows that were settled together share one
    reading, which is looked at once.
    """
    if not said:
        return said
    rows = np.fromiter(said, dtype=np.intp, count=len(said))
    index: dict[int, int] = {}
    readings = {id(one): one for one in said.values()}
    codes = [index.setdefault(id(one), len(index)) for one in said.values()]
    each = [readings[key] for key in index]
    meant = np.array([one.value(np.nan, unit) for one in each])[codes]
    literal = np.array([one.as_it_is for one in each])[codes]
    meant[literal] = values[rows[literal]]
    holds = ~(literal & np.isnan(meant))
    values[rows[holds]] = meant[holds]
    problems[rows[holds]] = Problem.NONE
    if holds.all():
        return said
    return {at: one for (at, one), held in zip(said.items(), holds, strict=True) if held}


def _of_dates(
    dates: Mapping[int, Written],
    found: Distinct,
    measured: Measured,
    header: str,
    options: ReadingOptions,
) -> ColumnUnit | None:
    """Return feet for a column called height of which a spreadsheet has left hardly a number."""
    n_dates = int(found.counts[list(dates)].sum())
    n_numbers = int(found.counts[~np.isnan(measured.numbers)].sum())
    if options.unit is not None or n_dates <= n_numbers or not names_heights(header):
        return None
    return ColumnUnit(Unit.FOOT, Unit.INCH, is_height=True)


def _by_position(
    by_text: Mapping[int, _T], found: Distinct, problems: NDArray[np.int8]
) -> ByRow[_T]:
    """Return what is known of distinct texts for each row that has one and is still doubted."""
    if not by_text:
        return ByRow.nothing()
    has = np.zeros(len(found.texts), dtype=bool)
    has[list(by_text)] = True
    rows = np.flatnonzero(found.spread(has) & np.isin(problems, _DOUBTED))
    return ByRow(by_text, found.codes, rows)


def _suspects(
    values: NDArray[np.float64], problems: NDArray[np.int8], ordinary: Ordinary
) -> NDArray[np.intp]:
    """Return the positions of values that may have been swapped with another column's."""
    odd = (problems == Problem.IMPLAUSIBLE) | (problems == Problem.UNIT_DOUBT)
    if not ordinary.kind.is_height and ordinary.bulk is not None and ordinary.bulk.spread > 0:
        odd |= ~np.isnan(values) & ~ordinary.bulk.holds(values, _SUSPECT_FENCE)
    return np.flatnonzero(odd)
