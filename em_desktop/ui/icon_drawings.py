"""How each icon is drawn, on a 16 by 16 grid; the pen is set, its colour is the ink."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker

from em_desktop.ui.icon import Icon


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _ring(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(2.75, 2.75, 10.5, 10.5))


def _missing(painter: QPainter, _ink: QColor) -> None:
    _ring(painter)


def _recorded(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(8, 8), 1.7, 1.7)


def _suggested(painter: QPainter, ink: QColor) -> None:
    _ring(painter)
    painter.setBrush(ink)
    painter.drawChord(QRectF(2.75, 2.75, 10.5, 10.5), 90 * 16, 180 * 16)


def _unsure(painter: QPainter, ink: QColor) -> None:
    painter.drawEllipse(QRectF(1.75, 1.75, 12.5, 12.5))
    mark = QPainterPath(QPointF(6.2, 6.5))
    mark.cubicTo(6.2, 4.1, 9.9, 4.1, 9.9, 6.4)
    mark.cubicTo(9.9, 7.9, 8.0, 7.8, 8.0, 9.4)
    painter.drawPath(mark)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(8.0, 11.6), 0.95, 0.95)


def _stale(painter: QPainter, ink: QColor) -> None:
    """Draw an hourglass."""
    _lines(painter, (3.4, 2.2), (12.6, 2.2))
    _lines(painter, (3.4, 13.8), (12.6, 13.8))
    _lines(painter, (4.4, 2.2), (4.4, 4.2), (8, 8), (11.6, 4.2), (11.6, 2.2))
    _lines(painter, (4.4, 13.8), (4.4, 11.8), (8, 8), (11.6, 11.8), (11.6, 13.8))
    painter.setBrush(ink)
    painter.drawPolygon([QPointF(5.6, 13), QPointF(8, 11), QPointF(10.4, 13)])


def _later(painter: QPainter, _ink: QColor) -> None:
    """Draw two arrow heads that go on."""
    _lines(painter, (2.6, 3), (7.6, 8), (2.6, 13))
    _lines(painter, (8.4, 3), (13.4, 8), (8.4, 13))


def _accepted(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (3, 8.6), (6.6, 12), (13, 4.2))


def _you(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (10.6, 2.8), (13.2, 5.4), (5.8, 12.8), (2.6, 13.4), (3.2, 10.2), (10.6, 2.8))
    _lines(painter, (8.8, 4.6), (11.4, 7.2))


def _blank(painter: QPainter, _ink: QColor) -> None:
    painter.drawRoundedRect(QRectF(2.25, 3.75, 11.5, 8.5), 2, 2)
    _lines(painter, (6, 8), (10, 8))


def _confirmed(painter: QPainter, ink: QColor) -> None:
    """Draw a disc out of which a tick is cut."""
    tick = QPainterPath(QPointF(4.8, 8.3))
    tick.lineTo(7.2, 10.7)
    tick.lineTo(11.4, 5.4)
    stroke = QPainterPathStroker()
    stroke.setWidth(1.7)
    disc = QPainterPath()
    disc.addEllipse(QRectF(1, 1, 14, 14))
    painter.fillPath(disc.subtracted(stroke.createStroke(tick)), ink)


def _look(painter: QPainter, ink: QColor) -> None:
    """Draw an eye."""
    eye = QPainterPath(QPointF(1.2, 8))
    eye.cubicTo(4.2, 2.6, 11.8, 2.6, 14.8, 8)
    eye.cubicTo(11.8, 13.4, 4.2, 13.4, 1.2, 8)
    painter.drawPath(eye)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(8, 8), 2.3, 2.3)


def _note(painter: QPainter, _ink: QColor) -> None:
    """Draw a speech bubble with two lines."""
    bubble = QPainterPath(QPointF(3.4, 2.4))
    for point in (12.6, 2.4), (14.2, 4), (14.2, 9), (12.6, 10.6), (7.4, 10.6), (4.4, 13.6):
        bubble.lineTo(QPointF(*point))
    for point in (4.4, 10.6), (3.4, 10.6), (1.8, 9), (1.8, 4):
        bubble.lineTo(QPointF(*point))
    bubble.closeSubpath()
    painter.drawPath(bubble)
    _lines(painter, (5, 5.4), (11, 5.4))
    _lines(painter, (5, 7.8), (9, 7.8))


def _warning(painter: QPainter, ink: QColor) -> None:
    triangle = QPainterPath()
    for start, point in enumerate(((8.0, 2.4), (14.2, 13.2), (1.8, 13.2))):
        (triangle.lineTo if start else triangle.moveTo)(QPointF(*point))
    triangle.closeSubpath()
    painter.drawPath(triangle)
    _lines(painter, (8, 6.4), (8, 9.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(8, 11.3), 0.9, 0.9)


def _undo(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (6.2, 2.8), (2.8, 6.2), (6.2, 9.6))
    arc = QPainterPath(QPointF(2.8, 6.2))
    arc.lineTo(9.2, 6.2)
    arc.cubicTo(14.4, 6.2, 14.4, 13.2, 9.2, 13.2)
    arc.lineTo(6.4, 13.2)
    painter.drawPath(arc)


def _redo(painter: QPainter, ink: QColor) -> None:
    painter.translate(16, 0)
    painter.scale(-1, 1)
    _undo(painter, ink)


def _open(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (1.9, 12.6), (1.9, 3.6), (6.2, 3.6), (7.6, 5.4), (12.4, 5.4), (12.4, 7.4))
    _lines(painter, (1.9, 12.9), (4.2, 7.6), (14.3, 7.6), (12.1, 12.9), (1.9, 12.9))


def _export(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (8, 10), (8, 2.4))
    _lines(painter, (5, 5.2), (8, 2.2), (11, 5.2))
    _lines(painter, (2.5, 9.6), (2.5, 13.4), (13.5, 13.4), (13.5, 9.6))


def _play(painter: QPainter, ink: QColor) -> None:
    painter.setBrush(ink)
    painter.drawPolygon([QPointF(4.8, 3.2), QPointF(12.8, 8), QPointF(4.8, 12.8)])


def _pause(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(3.8, 3, 3, 10), 1, 1)
    painter.drawRoundedRect(QRectF(9.2, 3, 3, 10), 1, 1)


def _several(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (1.4, 8.8), (4.4, 11.8), (10, 4.8))
    _lines(painter, (8.2, 11.4), (8.8, 11.8), (14.6, 4.8))


def _paste(painter: QPainter, _ink: QColor) -> None:
    painter.drawRoundedRect(QRectF(3.2, 3.2, 9.6, 10.8), 1.5, 1.5)
    _lines(painter, (6, 2), (10, 2), (10, 4.6), (6, 4.6), (6, 2))
    _lines(painter, (5.8, 8), (10.2, 8))
    _lines(painter, (5.8, 10.8), (10.2, 10.8))


def _rows(painter: QPainter, _ink: QColor) -> None:
    painter.drawRect(QRectF(2, 3, 12, 10))
    _lines(painter, (2, 6.4), (14, 6.4))
    _lines(painter, (2, 9.7), (14, 9.7))


def _columns(painter: QPainter, _ink: QColor) -> None:
    painter.drawRect(QRectF(2, 3, 12, 10))
    _lines(painter, (6, 3), (6, 13))
    _lines(painter, (10, 3), (10, 13))


def _reading(painter: QPainter, _ink: QColor) -> None:
    painter.drawRect(QRectF(1.8, 5.2, 12.4, 5.6))
    for x in (4.4, 8.0, 11.6):
        _lines(painter, (x, 5.2), (x, 7.8))


def _evidence(painter: QPainter, _ink: QColor) -> None:
    for x, top in ((3.6, 9.6), (8.0, 3.2), (12.4, 6.6)):
        _lines(painter, (x, 13), (x, top))


def _said(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (4, 14), (4, 2.6), (12.6, 2.6), (10.4, 5.6), (12.6, 8.6), (4, 8.6))


DRAWINGS: dict[Icon, Callable[[QPainter, QColor], None]] = {
    Icon.RECORDED: _recorded,
    Icon.MISSING: _missing,
    Icon.SUGGESTED: _suggested,
    Icon.UNSURE: _unsure,
    Icon.STALE: _stale,
    Icon.LATER: _later,
    Icon.ACCEPTED: _accepted,
    Icon.SEVERAL: _several,
    Icon.YOU: _you,
    Icon.BLANK: _blank,
    Icon.CONFIRMED: _confirmed,
    Icon.WARNING: _warning,
    Icon.LOOK: _look,
    Icon.NOTE: _note,
    Icon.UNDO: _undo,
    Icon.REDO: _redo,
    Icon.OPEN: _open,
    Icon.EXPORT: _export,
    Icon.PLAY: _play,
    Icon.PAUSE: _pause,
    Icon.PASTE: _paste,
    Icon.ROWS: _rows,
    Icon.COLUMNS: _columns,
    Icon.READING: _reading,
    Icon.EVIDENCE: _evidence,
    Icon.SAID: _said,
}
