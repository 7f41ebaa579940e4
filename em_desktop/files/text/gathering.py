"""Cells in the order of the file become columns of text."""

import numpy as np

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.cell_spans import Positions
from em_desktop.files.text.short_texts import ShortTexts
from em_desktop.files.text.tokeniser import Block
from em_desktop.roster.table import Roster, Texts

_SPARSE_CELLS = 1_000_000
"""A table may have this many cells, and two for each byte of the file, but no more."""
_DISTINCT_SAMPLE = 20_000
_ROWS_AT_ONCE = 64
"""Wide tables have few rows in a block; columns grow by at least this many at once."""

_CELLS_AT_ONCE = 50_000
_MANY_ROWS = 200
"""From so many rows in a block it pays to look at each column by itself."""


class Columns:
    """Gathers the cells of blocks into columns; equal texts of a column become one object.

    Args:
        n_columns: columns of the roster; longer records are cut, shorter ones padded.
        size: bytes of the content, which bound how many cells are sensible.
        pace: asked for a pause now and then.
    """

    def __init__(self, n_columns: int, size: int, pace: Pace) -> None:
        self._pace = pace
        self._most = size * 2 + _SPARSE_CELLS
        self._n_columns = n_columns
        self._n_rows = 0
        self._texts: list[list[Texts]] = [[] for _ in range(n_columns)]
        self._known: list[dict[str, str] | None] = [{} for _ in range(n_columns)]
        self._short: dict[int, ShortTexts | None] = {}
        self._starts: list[Positions] = [np.empty(0, dtype=np.int64)]
        self._ends: list[Positions] = [np.empty(0, dtype=np.int64)]
        self._ragged: list[int] = []
        self._waiting: list[str] = []

    def add(self, block: Block) -> None:
        """Take the cells of a block."""
        n_columns, n_rows = self._n_columns, len(block.starts)
        if (self._n_rows + n_rows) * n_columns > self._most:
            raise FileProblem(
                "The header has far more cells than the rows. Check which character separates "
                "the cells, or delete the superfluous columns in a text editor."
            )
        irregular = np.flatnonzero(block.widths != n_columns)
        self._ragged += (irregular + self._n_rows).tolist()
        self._starts.append(block.starts)
        self._ends.append(block.ends)
        self._n_rows += n_rows
        if not len(irregular) and n_rows >= _MANY_ROWS:
            self._settle()
            self._add_columns(block)
            return
        cells = block.cells.texts()
        self._waiting += _rectangle(cells, block.widths, n_columns) if len(irregular) else cells
        if len(self._waiting) >= _ROWS_AT_ONCE * n_columns:
            self._settle()

    def _add_columns(self, block: Block) -> None:
        """Take the cells of many rows of equal width, those of columns of short texts first."""
        n_columns = self._n_columns
        long: list[int] = []
        for column, parts in enumerate(self._texts):
            self._pause_within(column, len(block.cells.begins))
            found = self._short_texts(column, block)
            if found is None:
                long.append(column)
            else:
                parts.append(found)
        if long:
            cells = block.cells.columns(long, n_columns).texts()
            for index, column in enumerate(long):
                self._texts[column].append(self._column(column, cells[index :: len(long)]))

    def _short_texts(self, column: int, block: Block) -> Texts | None:
        if column not in self._short:
            known = self._known[column]
            self._short[column] = None if known is None else ShortTexts(known)
        short = self._short[column]
        if short is None:
            return None
        cells = block.cells.columns([column], self._n_columns)
        numbers = cells.numbers()
        if numbers is None:
            return None
        found = short.texts(numbers, cells.decode)
        if found is None:
            self._short[column] = None
        return found

    def _settle(self) -> None:
        """Sort the waiting cells into columns."""
        cells, self._waiting = self._waiting, []
        if not cells:
            return
        for column, parts in enumerate(self._texts):
            self._pause_within(column, len(cells))
            parts.append(self._column(column, cells[column :: self._n_columns]))

    def _column(self, column: int, cells: list[str]) -> Texts:
        texts = self._shared(column, cells)
        part = np.empty(len(texts), dtype=object)
        part[:] = texts
        return part

    def _pause_within(self, column: int, n_cells: int) -> None:
        """Pause once for so many cells in a loop over columns that touches ``n_cells``."""
        columns_at_once = max(1, _CELLS_AT_ONCE * self._n_columns // max(n_cells, 1))
        if column % columns_at_once == 0:
            self._pace.pause()

    def _shared(self, column: int, cells: list[str]) -> list[str]:
        """Return the texts, equal ones as one object, unless hardly any are equal."""
        known = self._known[column]
        if known is None:
            return cells
        if self._n_rows >= _DISTINCT_SAMPLE and len(known) * 2 > self._n_rows:
            self._known[column] = None
        return list(map(known.setdefault, cells, cells))

    def places(self) -> tuple[Positions, Positions]:
        """Return where the records begin and end."""
        return np.concatenate(self._starts), np.concatenate(self._ends)

    def roster(self, header: tuple[str, ...]) -> Roster:
        """Return the roster; the cells that were gathered are handed over."""
        self._settle()
        columns = []
        for index, parts in enumerate(self._texts):
            self._pause_within(index, self._n_rows * self._n_columns)
            column = np.concatenate(parts) if parts else np.empty(0, dtype=object)
            column.flags.writeable = False
            columns.append(column)
            parts.clear()
        ids = np.arange(self._n_rows, dtype=np.int64)
        return Roster(header, tuple(columns), ids, frozenset(self._ragged))


def _rectangle(cells: list[str], widths: Positions, n_columns: int) -> list[str]:
    """Return the cells with short records padded and long ones cut."""
    even: list[str] = []
    at = 0
    for width in widths.tolist():
        even += cells[at : at + min(width, n_columns)]
        even += [""] * (n_columns - width)
        at += width
    return even
