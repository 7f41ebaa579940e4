"""A widget as a picture: in a file or on the clipboard."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

_SHARPNESS = 2.0  # device pixels for each of the screen's, in a PNG


def picture(widget: QWidget) -> QPixmap:
    """Return the widget as a sharp picture."""
    result = QPixmap(widget.size() * _SHARPNESS)
    result.setDevicePixelRatio(_SHARPNESS)
    result.fill(widget.palette().base().color())
    widget.render(result)
    return result


def save_picture(widget: QWidget, path: Path) -> None:
    """Write the widget as SVG or PNG, as the name's ending says.

    Raises:
        OSError: the file could not be written.
    """
    if path.suffix.lower() != ".svg":
        if not picture(widget).save(str(path), "PNG"):
            raise OSError(f"The picture could not be written to {path.name}")
        return
    with path.open("wb"):
        pass  # QSvgGenerator keeps to itself why it cannot write
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(), widget.size()))
    generator.setTitle(widget.accessibleName())
    generator.setDescription(widget.accessibleDescription())
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
