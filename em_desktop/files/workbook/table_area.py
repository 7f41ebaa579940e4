"""Where in a sheet the table stands: header row, rows of records, columns that hold text.

A sheet is a plane of a million rows by sixteen thousand columns with the table somewhere in
it. Rows and columns without any text are no part of the roster (they stay in the file), so
a stray cell far away costs one row and one column, not all that lies between.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.cell_range import CellRange, column_letters
from em_desktop.files.face import MAX_CELLS as MAX_FACE_CELLS
from em_desktop.files.face import MAX_ROWS as MAX_FACE_ROWS
from em_desktop.files.face import Face
from em_desktop.files.obstacles import listed
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions
from em_desktop.files.text.detection import detect_header
from em_desktop.files.workbook.sheet_range import Neighbours, split
from em_desktop.review.wording import counted
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.table import Roster, Texts

MAX_CELLS = 50_000_000
"""Rows times columns of the largest roster that is read."""
MAX_ROWS = 1 << 20
MAX_COLUMNS = 1 << 14
_SAMPLE_ROWS = 100

Cells = list[tuple[int, str]]
"""The cells of one row that hold text, as 0-based column and text."""


@dataclass(frozen=True, eq=False)
class TableArea:
    """Places of a roster's cells in its sheet; all numbers are 0-based.

    Attributes:
        header: the header's row; -1 where there is none.
        rows: the row of each record, ascending, shape ``(n_rows,)``.
        columns: the column of each roster column, ascending.
        neighbours: the range that was asked for, and the cells around it.
    """

    header: int
    rows: NDArray[np.int64]
    columns: tuple[int, ...]
    neighbours: Neighbours = field(default_factory=Neighbours)

    @property
    def within(self) -> CellRange | None:
        """The range that was asked for; None for the whole sheet."""
        return self.neighbours.within

    def widened(self, n_new: int) -> "TableArea":
        """Return the area with columns appended on the right."""
        first = self.columns[-1] + 1
        if first + n_new > MAX_COLUMNS:
            raise FileProblem(
                "The sheet has no room for more columns on the right. Export as CSV instead."
            )
        new = range(first, first + n_new)
        self.neighbours.check_columns(new)
        return replace(self, columns=(*self.columns, *new))


class Grid:
    """The texts of a sheet, gathered row by row and kept by column."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: set[int] = set()
        self._cells: dict[int, tuple[list[int], list[str]]] = {}
        self._count = 0

    def add(self, row: int, cells: Cells, times: int = 1) -> None:
        """Add a row.

        Args:
            row: 0-based; larger than that of the row before.
            cells: its cells with text.
            times: how many rows in succession are the same.

        Raises:
            FileProblem: more cells than a roster may have.
        """
        if not cells:
            return
        self._count += times * len(cells)
        if self._count > MAX_CELLS:
            raise too_large()
        rows = range(row, row + times)
        if not all(text.isspace() for _, text in cells):  # blank rows are no records
            self._rows.extend(rows)
            self._columns.update([column for column, _ in cells])
        for column, text in cells:
            held = self._cells.get(column)
            if held is None:
                held = self._cells[column] = ([], [])
            if times == 1:
                held[0].append(row)
                held[1].append(text)
            else:
                held[0].extend(rows)
                held[1].extend([text] * times)

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds text."""
        return not self._rows

    def detect_header(self, within: CellRange | None = None) -> int:
        """Return the most likely row of the header, -1 for none.

        Args:
            within: the part of the sheet that holds the table; None for all of it.
        """
        sample = {row: cells for row, cells in self._top(_SAMPLE_ROWS, within).items() if cells}
        if not sample:
            return -1
        found = detect_header(_records(list(sample.values())))
        return -1 if found < 0 else list(sample)[found]

    def face(self, sheet: str, sheets: Sequence[str] = ()) -> Face:
        """Return the first rows as they stand.

        Args:
            sheet: the name of this sheet.
            sheets: names of those that can be chosen.
        """
        rows: dict[int, dict[int, str]] = {}
        room = MAX_FACE_CELLS
        for row, cells in self._top(MAX_FACE_ROWS).items():
            if row >= MAX_FACE_ROWS or len(cells) > room:
                break
            room -= len(cells)
            rows[row] = cells
        n_rows = min(self._rows[-1] + 1, MAX_FACE_ROWS) if self._rows else 0
        return Face(rows, n_rows, tuple(sheets), sheet)

    def _top(self, limit: int, within: CellRange | None = None) -> dict[int, dict[int, str]]:
        """Return the cells of the first rows of a part that are not blank."""
        part = CellRange() if within is None else within
        first = bisect_left(self._rows, part.top)
        chosen = [row for row in self._rows[first : first + limit] if part.holds_row(row)]
        sample: dict[int, dict[int, str]] = {row: {} for row in chosen}
        for column, (rows, texts) in sorted(self._cells.items()) if chosen else ():
            if not part.holds_column(column):
                continue
            for at in range(bisect_left(rows, chosen[0]), len(rows)):
                if rows[at] > chosen[-1]:
                    break
                if rows[at] in sample and not texts[at].isspace():
                    sample[rows[at]][column] = texts[at]
        return sample

    def table(self, options: ReadOptions, sheet: str) -> TableArea:
        """Return where the table stands, as the options say or as it is found.

        Args:
            options: ``header_row`` is the header's 0-based row, ``area`` the part with the table.
            sheet: the name of this sheet.

        Raises:
            FileProblem: there is nothing, or the header stands below the range.
        """
        given = options.header_row
        area = self.area(self.detect_header(options.area) if given is None else given, options.area)
        if not area.columns:
            raise _nothing_there(area, sheet)
        return area

    def area(self, header: int, within: CellRange | None = None) -> TableArea:
        """Return where the table stands if its header is in this row (-1: in none).

        Args:
            header: may stand above the range.
            within: the part of the sheet that holds the table; None for all of it.

        Raises:
            FileProblem: the header stands below the range.
        """
        if within is not None:
            return TableArea(header, *split(self._cells, header, within))
        rows = np.array(self._rows, dtype=np.int64)
        start = int(np.searchsorted(rows, header, side="right"))
        columns = tuple(
            column
            for column, (held, _) in sorted(self._cells.items())
            if column in self._columns and held[-1] >= max(header, 0)
        )
        return TableArea(header, rows[start:], columns)

    def roster(self, area: TableArea) -> Roster:
        """Return the texts of an area.

        Raises:
            FileProblem: more cells than a roster may have.
        """
        n_rows = len(area.rows)
        if n_rows * len(area.columns) > MAX_CELLS:
            raise too_large()
        header = []
        columns = []
        blank = _filled(n_rows)
        blank.flags.writeable = False
        for column in area.columns:
            rows, texts = self._cells.get(column, ([], []))
            places = np.array(rows, dtype=np.int64)
            at = int(np.searchsorted(places, area.header)) if area.header >= 0 else len(rows)
            if area.header < 0:
                header.append(f"column {column_letters(column)}")
            else:
                header.append(texts[at] if at < len(rows) and rows[at] == area.header else "")
            columns.append(self._column(area.rows, places, texts) if rows else blank)
        ids = np.arange(n_rows, dtype=np.int64)
        return Roster(tuple(header), tuple(columns), ids)

    @staticmethod
    def _column(rows: NDArray[np.int64], places: NDArray[np.int64], texts: list[str]) -> Texts:
        array = _filled(len(rows))
        if len(rows):
            at = np.minimum(np.searchsorted(rows, places), len(rows) - 1)
            inside = rows[at] == places
            held = np.empty(len(texts), dtype=object)
            held[:] = texts
            array[at[inside]] = held[inside]
        array.flags.writeable = False
        return array


def _filled(n: int) -> Texts:
    array = np.empty(n, dtype=object)
    array[:] = ""
    return array


def worded_gaps(roster: Roster, area: TableArea, column: int) -> int:
    """Return how many cells of a sheet's column say with a word, such as NA, that they lack one."""
    if column not in area.columns:
        return 0
    texts = roster.columns[area.columns.index(column)]
    words = texts[missing_mask(texts, DEFAULT_MISSING_WORDS)]
    return sum(bool(word.strip()) for word in words)


def _nothing_there(area: TableArea, sheet: str) -> FileProblem:
    """Return the problem of a header row or a range with nothing in it."""
    if area.within is not None:
        return FileProblem(
            f"The range {area.within} of the sheet {sheet} holds no text or numbers. Choose "
            "another range."
        )
    return FileProblem(
        f"The sheet {sheet} holds nothing in or below row {area.header + 1}. Choose another "
        "header row."
    )


def notes_on(area: TableArea, without_result: int) -> tuple[str, ...]:
    """Return sentences that say where in its sheet a table was found, and what it does not show.

    Args:
        area: where the table stands.
        without_result: formulas that have no saved result.
    """
    said = []
    if area.within is not None:
        said.append(f"Only the range {area.within} is read; all else stays as it is.")
    elif area.header > 0:
        said.append(f"The header was found in row {area.header + 1} of the sheet.")
    if without_result:
        said.append(_no_results(without_result))
    return tuple(said)


def _no_results(formulas: int) -> str:
    """Return the sentence on formulas that have no saved result."""
    have, are, them = ("has", "is", "it") if formulas == 1 else ("have", "are", "them")
    return (
        f"{counted(formulas, 'formula')} {have} no saved result and {are} shown empty. Open the "
        f"workbook in your spreadsheet program and save it to see {them}."
    )


def too_large() -> FileProblem:
    """Return the problem of a sheet that no roster can hold."""
    return FileProblem(
        f"The sheet has more than {MAX_CELLS:,} cells. Delete what does not belong to the "
        "roster (a stray cell far to the right or far below is enough), or save the part you "
        "need as CSV, and open that."
    )


def _records(rows: Sequence[Mapping[int, str]]) -> list[list[str]]:
    """Return rows as the header's detection wants them: titles shorter than the table."""
    sizes = [len(row) for row in rows]
    typical = max(sorted(set(sizes), reverse=True), key=sizes.count)
    enough = max(1, min(2, typical), (3 * typical + 4) // 5)
    columns = sorted({column for row in rows if len(row) >= enough for column in row})
    return [
        [row.get(column, "") for column in columns] if len(row) >= enough else list(row.values())
        for row in rows
    ]


def cell_name(row: int, column: int) -> str:
    """Return a cell's name such as ``C17``."""
    return f"{column_letters(column)}{row + 1}"


def refused(places: Iterable[tuple[int, int]], why: str) -> FileProblem:
    """Return the problem of cells that cannot be written, naming the first few."""
    return FileProblem(f"{listed(cell_name(row, column) for row, column in places)}: {why}")
