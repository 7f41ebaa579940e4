"""Small icons drawn as vectors on a 16 by 16 grid, coloured by the theme."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from em_desktop.assets import resource
from em_desktop.ui.icon import Icon
from em_desktop.ui.icon_drawings import DRAWINGS
from em_desktop.ui.status_look import INK_OF
from em_desktop.ui.theme import Theme, current_theme

__all__ = [
    "Icon",
    "icon",
    "icon_colour",
    "paint_icon",
    "program_icon",
    "program_pixmap",
    "refresh_icons",
    "set_icon",
]

_SIZES = (16, 32, 64)
_STROKE = 1.5
_PROPERTY = "icon_name"


def icon_colour(name: Icon, theme: Theme) -> str:
    """Return the colour that an icon has in a theme."""
    return theme.ink(INK_OF[name]) if name in INK_OF else theme.text


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
    DRAWINGS[name](painter, ink)
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
