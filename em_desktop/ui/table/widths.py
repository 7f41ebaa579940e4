"""How wide the columns have to be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from em_desktop.ui.table.model import RosterModel

MOST_SIZED = 200
"""Columns that are sized; those behind them keep the usual width."""

_ROWS_ASKED = 100
"""Asking for all rows would be slow."""


def natural_width(model: RosterModel, column: int, metrics: QFontMetrics) -> int:
    """Return the width in pixels that shows a column's header and its first rows."""
    unit, roles = metrics.averageCharWidth(), model.document.workspace.roles
    header = str(model.headerData(column, Qt.Orientation.Horizontal))
    head = metrics.horizontalAdvance(header) * 1.15
    head = max(head, metrics.horizontalAdvance(model.subtitle(column)))
    cells = 0
    for row in range(min(len(model.positions), _ROWS_ASKED)):
        text = str(model.index(row, column).data() or "")
        cells = max(cells, metrics.horizontalAdvance(text[:60]))
    width = min(max(head, cells), unit * 34) + 32
    if column == roles.category:
        width = max(width, unit * 26)
    elif column == roles.measurement:
        measurement = model.document.reading.measurement
        beside = unit * 9 if measurement is not None and measurement.proposals else 0
        beside += min(cells, unit * 34) + 32  # the header needs no room for another reading
        width = max(width, beside, unit * 17)
    return round(width)


class Widths:
    """Sizes each column once, and gives what is left over to the names.

    Args:
        view: the table whose columns they are.
    """

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._least: dict[int, int] = {}

    def __len__(self) -> int:
        """How many columns have been sized."""
        return len(self._least)

    def size(self, model: RosterModel, *, again: bool = False) -> None:
        """Size new columns once, or all of them anew."""
        view = self._view
        first, n = 0 if again else len(self._least), model.columnCount()
        if model.document.workspace.roles.name is None and first:
            view.setColumnWidth(first - 1, self._least[first - 1])  # it had the room left over
        for column in range(first, min(n, MOST_SIZED)):
            view.setColumnWidth(column, natural_width(model, column, view.fontMetrics()))
        sized = {column: view.columnWidth(column) for column in range(first, n)}
        self._least = {c: width for c, width in (self._least | sized).items() if c < n}
        self.spread(model)

    def spread(self, model: RosterModel) -> None:
        """Give room that is left over to the names, or else to the last column."""
        if model.columnCount() == 0:
            return
        widest = model.document.workspace.roles.name
        column = widest if widest is not None else model.columnCount() - 1
        others = self._view.horizontalHeader().length() - self._view.columnWidth(column)
        least = self._least.get(column, 0)
        bar = self._view.verticalScrollBar()
        kept = 0 if bar.isVisible() else bar.sizeHint().width()  # so that it pushes no column
        room = self._view.viewport().width() - kept
        self._view.setColumnWidth(column, max(least, room - others))
