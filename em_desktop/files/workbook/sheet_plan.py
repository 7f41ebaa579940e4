"""Changes as places in a sheet: which cells are written, which rows go and come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.obstacles import HEADING, Kind, Obstacle, cells_only
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.cell_text import plain_number
from em_desktop.files.workbook.table_area import MAX_ROWS, TableArea, cell_name
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.table import Roster

FORMULA = (
    "a formula stands there, which is never overwritten. Leave it as it is, or change it in "
    "your spreadsheet program."
)
MERGED = "merged with a neighbour. Unmerge it in your spreadsheet program, or export as CSV."
LOCKED = (
    "the sheet is protected. Remove the protection in your spreadsheet program, or export as CSV."
)
UNMOVABLE = (
    "Rows cannot be deleted from this sheet, because it has {what} whose places would no longer "
    "fit. Bring the rows back, or export as CSV or as a new workbook."
)
BELOW = (
    "The new rows stand below the others. The workbook has {what} that may end above them and "
    "leave them out. Look at these afterwards in your spreadsheet program."
)


@dataclass(frozen=True)
class Plan:
    """Changes as places in the sheet; all numbers are 0-based.

    Attributes:
        cells: new text by row, then column.
        deleted: rows that go, ascending.
        rows: rows of the records once all is written, before rows below deleted ones move up.
        row_ids: the ids of those records.
        added: those of ``rows`` that are new.
        columns: all columns of the table.
        new_columns: those of ``columns`` that are new.
        template: the row whose style new rows take; -1 for none.
        header: the header's row; -1 for none.
    """

    cells: Mapping[int, Mapping[int, str]]
    deleted: tuple[int, ...]
    rows: NDArray[np.int64]
    row_ids: NDArray[np.int64]
    added: tuple[int, ...]
    columns: tuple[int, ...]
    new_columns: tuple[int, ...]
    template: int
    header: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.cells or self.deleted or self.added)

    def obstacle(self, kind: Kind, places: Iterable[tuple[int, int]], why: str) -> Obstacle:
        """Return an obstacle at places of the sheet, each a row and a column."""
        ordered = sorted(places)
        ids = dict(zip(self.rows.tolist(), self.row_ids.tolist(), strict=True))
        position = {column: at for at, column in enumerate(self.columns)}
        cells = tuple((ids.get(row, HEADING), position[column]) for row, column in ordered)
        return Obstacle(kind, cells, tuple(cell_name(*place) for place in ordered), why)

    def rows_obstacle(self, why: str, *, blocks: bool = True) -> Obstacle:
        """Return the obstacle of rows that go (``blocks``) or come."""
        rows = self.deleted if blocks else self.added
        return Obstacle(Kind.ROWS, (), tuple(f"row {row + 1}" for row in rows), why, blocks)

    def final_rows(self) -> NDArray[np.int64]:
        """Return where the records stand in the written sheet."""
        gone = np.array(self.deleted, dtype=np.int64)
        kept = self.rows[~np.isin(self.rows, gone)]
        moved: NDArray[np.int64] = kept - np.searchsorted(gone, kept)
        return moved


def plan(changes: Changes, area: TableArea, roster: Roster) -> Plan:
    """Return where in the sheet the changes fall; texts that are there already are left out.

    Raises:
        FileProblem: the sheet has no room for the new rows or columns.
    """
    cells: dict[int, dict[int, str]] = {}
    for (row_id, column), text in changes.cells.items():
        if row_id not in changes.deleted and roster.cell(row_id, column) != text:
            cells.setdefault(int(area.rows[row_id]), {})[area.columns[column]] = text
    wide = area.widened(len(changes.new_columns)) if changes.new_columns else area
    new_columns = wide.columns[len(area.columns) :]
    after = (int(area.rows[-1]) if len(area.rows) else area.header) + 1
    if after + len(changes.added) > MAX_ROWS:
        raise FileProblem("The sheet has no room for more rows. Export as CSV instead.")
    added = tuple(range(after, after + len(changes.added)))
    deleted = tuple(int(area.rows[row_id]) for row_id in sorted(changes.deleted))
    area.neighbours.check_rows(added, deleted)
    places = {row_id: row for row, (row_id, _) in zip(added, changes.added, strict=True)}
    for row, (_, texts) in zip(added, changes.added, strict=True):
        cells[row] = {c: text for c, text in zip(area.columns, texts, strict=True) if text}
    for place, new in zip(new_columns, changes.new_columns, strict=True):
        if area.header >= 0:
            cells.setdefault(area.header, {})[place] = new.header
        for row_id, text in new.texts.items():
            if text and row_id not in changes.deleted:
                row = places[row_id] if row_id in places else int(area.rows[row_id])
                cells.setdefault(row, {})[place] = text
    return Plan(
        cells=cells,
        deleted=deleted,
        rows=np.concatenate([area.rows, np.array(added, dtype=np.int64)]),
        row_ids=np.concatenate([roster.row_ids, np.array([*places], dtype=np.int64)]),
        added=added,
        columns=wide.columns,
        new_columns=new_columns,
        template=int(area.rows[-1]) if len(area.rows) else -1,
        header=area.header,
    )


def number_only(columns: Sequence[NewColumn]) -> list[bool]:
    """Return which new columns hold nothing but plain numbers."""
    return [
        all(plain_number(text) is not None for text in column.texts.values() if text)
        for column in columns
    ]


def no_room(changes: Changes, area: TableArea, roster: Roster) -> Obstacle | None:
    """Return the obstacle of rows or columns that have no place in the sheet, if there is one."""
    try:
        plan(changes, area, roster)
    except FileProblem as problem:
        headings: tuple[tuple[int, int], ...] = ()
        try:
            plan(cells_only(changes), area, roster)
        except FileProblem:  # it is the columns that have none
            width = len(area.columns)
            headings = tuple((HEADING, width + i) for i in range(len(changes.new_columns)))
        return Obstacle(Kind.ROWS, headings, (), str(problem))
    return None
