"""What the table draws besides its cells: the lines between rows, and light marks."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.theme import current_theme

MARK = 4
"""Width of the mark at the left of a row, in device-independent pixels."""


def paint_ground(
    painter: QPainter,
    view: QTableView,
    model: RosterModel,
    rect: QRect,
    marked: NDArray[np.bool_] | None = None,
) -> None:
    """Draw the lines between the rows that a rectangle of the viewport touches.

    Args:
        painter: on the viewport.
        view: whose viewport it is.
        model: what is shown there.
        rect: that is to be drawn.
        marked: whether each row of the roster has a light mark at its left; None for none.
    """
    accent = QColor(current_theme().accent)
    painter.setPen(QPen(QColor(current_theme().line), 1))
    row = view.rowAt(rect.top())
    while 0 <= row < model.rowCount():
        y = view.rowViewportPosition(row) + view.rowHeight(row) - 1
        if y > rect.bottom():
            break
        painter.drawLine(rect.left(), y, rect.right(), y)
        position = int(model.positions[row]) if row < len(model.positions) else -1
        if marked is not None and 0 <= position < len(marked) and marked[position]:
            height = view.rowHeight(row)
            painter.fillRect(0, y - height + 4, MARK, height - 7, accent)
        row += 1
