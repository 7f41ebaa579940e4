"""What the table draws besides its cells: the lines between rows, and the words of an empty one."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QTableView

from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.theme import current_theme
from em_desktop.ui.words import EMPTY


def paint_ground(painter: QPainter, view: QTableView, model: RosterModel, rect: QRect) -> None:
    """Draw the lines between the rows that a rectangle of the viewport touches.

    Where the table shows no row at all, its words are drawn in their place.
    """
    painter.setPen(QPen(QColor(current_theme().line), 1))
    row = view.rowAt(rect.top())
    while 0 <= row < model.rowCount():
        y = view.rowViewportPosition(row) + view.rowHeight(row) - 1
        if y > rect.bottom():
            break
        painter.drawLine(rect.left(), y, rect.right(), y)
        row += 1
    if len(model.positions) == 0 and model.columnCount():
        painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
        area = view.viewport().rect().adjusted(24, 60, -24, -24)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, EMPTY[model.show])
