"""Cells in the order of the file become columns of text."""

import numpy as np

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.tokeniser import Block, Positions
from em_desktop.roster.table import Roster, Texts

_SPARSE_CELLS = 1_000_000
"""A table may have this many cells, and two for each byte of the file, but no more."""
_DISTINCT_SAMPLE = 20_000
_ROWS_AT_ONCE = 64
"""Wide tables have few rows in a block; columns grow by at least this many at once."""

_CELLS_AT_ONCE = 50_000


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
        self._waiting += _rectangle(block, n_columns) if len(irregular) else block.cells
        self._starts.append(block.starts)
        self._ends.append(block.ends)
        self._n_rows += n_rows
        if len(self._waiting) >= _ROWS_AT_ONCE * n_columns:
            self._settle()

    def _settle(self) -> None:
        """Sort the waiting cells into columns."""
        cells, self._waiting = self._waiting, []
        for column, parts in enumerate(self._texts):
            self._pause_within(column, len(cells))
            texts = self._shared(column, cells[column :: self._n_columns])
            part = np.empty(len(texts), dtype=object)
            part[:] = texts
            parts.append(part)

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
            column = np.concatenate(parts)
            column.flags.writeable = False
            columns.append(column)
            parts.clear()
        ids = np.arange(self._n_rows, dtype=np.int64)
        return Roster(header, tuple(columns), ids, frozenset(self._ragged))


def _rectangle(block: Block, n_columns: int) -> list[str]:
    """Return the cells with short records padded and long ones cut."""
    cells: list[str] = []
    at = 0
    for width in block.widths.tolist():
        cells += block.cells[at : at + min(width, n_columns)]
        cells += [""] * (n_columns - width)
        at += width
    return cells
