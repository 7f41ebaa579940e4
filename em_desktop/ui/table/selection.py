"""Which rows of the table are selected: ranges of Qt's on one side, arrays of rows on the other."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange
from PySide6.QtWidgets import QTableView

from em_desktop.ui.table.model import RosterModel


def ranges_of(view: QTableView) -> list[QItemSelectionRange]:
    """Return the rectangles of the selection."""
    selection = view.selectionModel().selection()
    return [selection.at(i) for i in range(selection.size())]


def rows_of(view: QTableView, n: int) -> NDArray[np.intp]:
    """Return the rows that the selection touches, ascending, of the first ``n``."""
    parts = [(part.top(), min(part.bottom() + 1, n)) for part in ranges_of(view)]
    parts = [(top, end) for top, end in parts if top < end]
    if len(parts) == 1:
        return np.arange(*parts[0], dtype=np.intp)
    touched = np.zeros(n + 1, dtype=np.intp)  # +1 where ranges begin, -1 behind their ends
    if parts:
        bounds = np.array(parts, dtype=np.intp)
        np.add.at(touched, bounds[:, 0], 1)
        np.add.at(touched, bounds[:, 1], -1)
    return np.flatnonzero(np.cumsum(touched)[:n])


def block_of(view: QTableView, n: int) -> tuple[list[int], list[int]] | None:
    """Return the rows and the columns whose crossings are selected, of the first ``n`` rows.

    None where the selected cells are no such block.
    """
    parts, rows = ranges_of(view), rows_of(view, n).tolist()
    columns = sorted({c for part in parts for c in range(part.left(), part.right() + 1)})
    cells = sum(max(min(part.bottom() + 1, n) - part.top(), 0) * part.width() for part in parts)
    return (rows, columns) if cells == len(rows) * len(columns) else None


def select_rows(view: QTableView, model: RosterModel, rows: NDArray[np.intp]) -> None:
    """Select whole rows, as few ranges as possible; go to the first, unless one is current."""
    selection = QItemSelection()
    if len(rows):
        breaks = np.flatnonzero(np.diff(rows) != 1)
        starts = np.concatenate([[0], breaks + 1])
        ends = np.concatenate([breaks, [len(rows) - 1]])
        at, last = model.createIndex, model.columnCount() - 1  # index() would ask for the size
        for start, end in zip(rows[starts].tolist(), rows[ends].tolist(), strict=True):
            selection.append(QItemSelectionRange(at(start, 0), at(end, last)))
        here = view.currentIndex()
        row = here.row() if here.row() in rows else int(rows[0])
        target = model.index(row, max(here.column(), 0))
        view.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        view.scrollTo(target)
    view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
