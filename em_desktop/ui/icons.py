"""Small icons drawn as vectors on a 16 by 16 grid, coloured by the theme."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from em_desktop.assets import resource
from em_desktop.ui.theme import Theme, current_theme

_SIZES = (16, 32, 64)
_STROKE = 1.5
_PROPERTY = "icon_name"


class Icon(StrEnum):
    """What an icon means."""

    MISSING = "missing"
    SUGGESTED = "suggested"
    UNSURE = "unsure"
    ACCEPTED = "accepted"
    YOU = "you"
    BLANK = "blank"
    WARNING = "warning"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"
    EXPORT = "export"
    PLAY = "play"
    PAUSE = "pause"
    SEVERAL = "several"
    PASTE = "paste"
    ROWS = "rows"
    COLUMNS = "columns"
    READING = "reading"
    EVIDENCE = "evidence"
    SAID = "said"


def icon_colour(name: Icon, theme: Theme) -> str:
    """Return the colour that an icon has in a theme."""
    if name in (Icon.MISSING, Icon.SUGGESTED, Icon.YOU):
        return theme.accent
    if name in (Icon.UNSURE, Icon.WARNING):
        return theme.warning
    if name in (Icon.ACCEPTED, Icon.SEVERAL):
        return theme.good
    return theme.muted if name is Icon.BLANK else theme.text


def paint_icon(
    painter: QPainter, rect: QRectF, name: Icon, colour: QColor | str | None = None
) -> None:
    """Paint an icon, for delegates and custom widgets.

    Args:
        painter: its state is restored.
        rect: the icon fills the largest square in the middle of it.
        name: which icon.
        colour: instead of the theme's own for this icon.
    """
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 16, side / 16)
    ink = QColor(colour if colour is not None else icon_colour(name, current_theme()))
    pen = QPen(ink, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS[name](painter, ink)
    painter.restore()


def icon(name: Icon, colour: QColor | str | None = None) -> QIcon:
    """Return an icon in the colours of now; see ``set_icon`` for one that follows the theme."""
    theme = current_theme()
    ink = QColor(colour if colour is not None else icon_colour(name, theme))
    faint = QColor(theme.muted)
    faint.setAlpha(110)
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(_pixmap(name, size, ink), QIcon.Mode.Normal)
        result.addPixmap(_pixmap(name, size, faint), QIcon.Mode.Disabled)
    return result


def set_icon(target: QAction | QAbstractButton, name: Icon) -> None:
    """Give an action or a button an icon that ``refresh_icons`` keeps in the theme's colours."""
    target.setProperty(_PROPERTY, name.value)
    target.setIcon(icon(name))


def refresh_icons(root: QObject) -> None:
    """Draw the icons of all actions and buttons below ``root`` again, after a theme change."""
    for kind in (QAction, QAbstractButton):
        for target in root.findChildren(kind):
            name = target.property(_PROPERTY)
            if name and isinstance(target, QAction | QAbstractButton):
                target.setIcon(icon(Icon(name)))


def program_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resource("pictures/em-desktop.svg")))


def program_pixmap(side: int, ratio: float = 1.0) -> QPixmap:
    """Return the program's icon as a picture.

    Args:
        side: of the square, in device-independent pixels.
        ratio: device pixels for each of them.
    """
    return program_icon().pixmap(QSize(side, side), ratio)


def _pixmap(name: Icon, size: int, ink: QColor) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(0, 0, size, size), name, ink)
    painter.end()
    return pixmap


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _ring(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(2.75, 2.75, 10.5, 10.5))


def _missing(painter: QPainter, _ink: QColor) -> None:
    _ring(painter)


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


def _accepted(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (3, 8.6), (6.6, 12), (13, 4.2))


def _you(painter: QPainter, _ink: QColor) -> None:
    _lines(painter, (10.6, 2.8), (13.2, 5.4), (5.8, 12.8), (2.6, 13.4), (3.2, 10.2), (10.6, 2.8))
    _lines(painter, (8.8, 4.6), (11.4, 7.2))


def _blank(painter: QPainter, _ink: QColor) -> None:
    painter.drawRoundedRect(QRectF(2.25, 3.75, 11.5, 8.5), 2, 2)
    _lines(painter, (6, 8), (10, 8))


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


_DRAWINGS: dict[Icon, Callable[[QPainter, QColor], None]] = {
    Icon.MISSING: _missing,
    Icon.SUGGESTED: _suggested,
    Icon.UNSURE: _unsure,
    Icon.ACCEPTED: _accepted,
    Icon.YOU: _you,
    Icon.BLANK: _blank,
    Icon.WARNING: _warning,
    Icon.UNDO: _undo,
    Icon.REDO: _redo,
    Icon.OPEN: _open,
    Icon.EXPORT: _export,
    Icon.PLAY: _play,
    Icon.PAUSE: _pause,
    Icon.SEVERAL: _several,
    Icon.PASTE: _paste,
    Icon.ROWS: _rows,
    Icon.COLUMNS: _columns,
    Icon.READING: _reading,
    Icon.EVIDENCE: _evidence,
    Icon.SAID: _said,
}
