"""Findings on rows, by fixed rules: what is missing, and what deserves a look."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.categories import CategoryReading
from em_desktop.roster.doubt_words import doubt_words
from em_desktop.roster.folding import shown
from em_desktop.roster.measurements import MeasurementReading, Problem
from em_desktop.roster.roles import Roles
from em_desktop.roster.spreadsheet_errors import error_reason
from em_desktop.roster.table import Roster


class FlagKind(IntEnum):
    """The kinds of findings; bit ``1 << kind`` of ``Flags.bits``."""

    CATEGORY_MISSING = 0
    MEASUREMENT_MISSING = 1
    UNREADABLE = 2
    IMPLAUSIBLE = 3
    UNIT_DOUBT = 4
    SWAPPED = 5
    UNKNOWN_SPELLING = 6
    DUPLICATE_NAME = 7
    RAGGED = 8
    DATE = 9


@dataclass(frozen=True)
class Flag:
    """One finding on one row.

    Attributes:
        kind: of the finding.
        column: the column that it is about; None where it is about the row.
        short: two or three words for a cell or chip, such as ``metres?``.
        words: a sentence for a person.
    """

    kind: FlagKind
    column: int | None
    short: str
    words: str


_KIND_OF_PROBLEM = {
    Problem.MISSING: FlagKind.MEASUREMENT_MISSING,
    Problem.UNREADABLE: FlagKind.UNREADABLE,
    Problem.IMPLAUSIBLE: FlagKind.IMPLAUSIBLE,
    Problem.UNIT_DOUBT: FlagKind.UNIT_DOUBT,
    Problem.SWAPPED: FlagKind.SWAPPED,
    Problem.DATE: FlagKind.DATE,
}


@dataclass(frozen=True, eq=False)
class Flags:
    """All findings on a roster.

    Attributes:
        bits: shape ``(n_rows,)``, uint16, bit ``1 << kind`` for each finding.
        roster: the table that they are about.
        roles: what its columns mean.
        measurement: the measurement column as read, or None.
        categories: the category column as read, or None.
    """

    bits: NDArray[np.uint16]
    roster: Roster
    roles: Roles
    measurement: MeasurementReading | None
    categories: CategoryReading | None

    def has(self, kind: FlagKind) -> NDArray[np.bool_]:
        """Tell which rows have a finding of this kind; shape ``(n_rows,)``."""
        found: NDArray[np.bool_] = (self.bits & np.uint16(1 << kind)) != 0
        return found

    def counts(self) -> dict[FlagKind, int]:
        """Return how many rows have each kind of finding, kinds without any included."""
        return {kind: int(np.count_nonzero(self.has(kind))) for kind in FlagKind}

    def title(self, kind: FlagKind) -> str:
        """Return a name for a kind in this roster's own words, such as ``gender missing``."""
        category = self._column_name(self.roles.category, "category")
        measurement = self._column_name(self.roles.measurement, "measurement")
        return {
            FlagKind.CATEGORY_MISSING: f"{category} missing",
            FlagKind.MEASUREMENT_MISSING: f"{measurement} missing",
            FlagKind.UNREADABLE: f"{measurement} unreadable",
            FlagKind.IMPLAUSIBLE: f"{measurement} implausible",
            FlagKind.UNIT_DOUBT: f"{measurement} probably in another unit",
            FlagKind.SWAPPED: f"{measurement} probably swapped",
            FlagKind.UNKNOWN_SPELLING: f"unknown spelling of {category}",
            FlagKind.DUPLICATE_NAME: "duplicate name",
            FlagKind.RAGGED: "ragged row",
            FlagKind.DATE: f"{measurement} turned into a date",
        }[kind]

    def is_misspelt(self, position: int) -> bool:
        """Whether the category of the row at a position is probably a slip of the pen."""
        return bool(int(self.bits[position]) & (1 << FlagKind.UNKNOWN_SPELLING))

    def at(self, position: int) -> tuple[Flag, ...]:
        """Return the findings on the row at a position, in the order of their kinds."""
        bits = int(self.bits[position])
        if not bits:  # as most rows, of which a table on the screen asks for each cell
            return ()
        return tuple(self._explain(kind, position) for kind in FlagKind if bits & (1 << kind))

    def _column_name(self, column: int | None, otherwise: str) -> str:
        return (shown(self.roster.header[column]) if column is not None else "") or otherwise

    def _cell(self, position: int, column: int | None) -> str:
        return shown(self.roster.cell(position, column)) if column is not None else ""

    def _explain(self, kind: FlagKind, position: int) -> Flag:
        if kind is FlagKind.RAGGED:
            return Flag(kind, None, "ragged", _RAGGED)
        if kind is FlagKind.DUPLICATE_NAME:
            name = self._cell(position, self.roles.name)
            words = f"The name {name} stands in more than one row. Are they two people?"
            return Flag(kind, self.roles.name, "twice", words)
        if kind is FlagKind.CATEGORY_MISSING:
            name = self._column_name(self.roles.category, "category")
            return self._missing(kind, self.roles.category, position, name)
        if kind is FlagKind.UNKNOWN_SPELLING:
            return self._explain_spelling(position)
        return self._explain_measurement(kind, position)

    def _missing(self, kind: FlagKind, column: int | None, position: int, name: str) -> Flag:
        text = self.roster.cell(position, column) if column is not None else ""
        reason = error_reason(text)
        if not reason:
            return Flag(kind, column, "missing", f"The {name} is missing.")
        words = f"The {name} is missing: {shown(text)} stands there, which says that {reason}."
        return Flag(kind, column, "error", words)

    def _explain_spelling(self, position: int) -> Flag:
        column, categories = self.roles.category, self.categories
        cell = self._cell(position, column)
        meant = "another value"
        if categories is not None:
            proposed = categories.proposals.get(int(categories.codes[position]))
            meant = shown(categories.categories[proposed].label) if proposed is not None else meant
        words = f"“{cell}” is not a usual spelling in this column. Was “{meant}” meant?"
        return Flag(FlagKind.UNKNOWN_SPELLING, column, f"{meant}?", words)

    def _explain_measurement(self, kind: FlagKind, position: int) -> Flag:
        column, reading = self.roles.measurement, self.measurement
        name = self._column_name(column, "measurement")
        cell = self._cell(position, column)
        if kind is FlagKind.MEASUREMENT_MISSING:
            return self._missing(kind, column, position, name)
        if reading is not None and (position in reading.dates or position in reading.proposals):
            return Flag(kind, column, *doubt_words(reading, position, name, cell))
        if kind is FlagKind.UNREADABLE:
            words = f"The {name} “{cell}” cannot be read as a number."
            return Flag(kind, column, "unreadable", words)
        if kind is FlagKind.SWAPPED:
            words = f"The {name} {cell} fits another column of this row. Were the two swapped?"
            return Flag(kind, column, "swapped?", words)
        words = f"The {name} {cell} is far from all the others. Is it right?"
        return Flag(kind, column, "implausible", words)


_RAGGED = "This row has more or fewer cells in the file than the header."


def find_flags(
    roster: Roster,
    roles: Roles,
    measurement: MeasurementReading | None,
    categories: CategoryReading | None,
    duplicates: NDArray[np.bool_] | None,
) -> Flags:
    """Gather the findings on a roster.

    Args:
        roster: the table.
        roles: what its columns mean.
        measurement: the measurement column as read, or None.
        categories: the category column as read, or None.
        duplicates: shape ``(n_rows,)``, rows whose name occurs more than once; None without names.
    """
    bits = np.zeros(roster.n_rows, dtype=np.uint16)

    def mark(kind: FlagKind, rows: NDArray[np.bool_]) -> None:
        bits[rows] |= np.uint16(1 << kind)

    if categories is not None:
        mark(FlagKind.CATEGORY_MISSING, categories.codes < 0)
        mark(FlagKind.UNKNOWN_SPELLING, categories.unknown)
    if measurement is not None:
        for problem, kind in _KIND_OF_PROBLEM.items():
            mark(kind, measurement.problems == problem)
    if duplicates is not None:
        mark(FlagKind.DUPLICATE_NAME, duplicates)
    if roster.ragged:
        mark(FlagKind.RAGGED, np.isin(roster.row_ids, list(roster.ragged)))
    bits.flags.writeable = False
    return Flags(bits, roster, roles, measurement, categories)
