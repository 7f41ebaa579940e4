"""A widget as a picture, in a file or for the clipboard."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

SHARPNESS = 2.0
"""Device pixels of a picture for each of the widget's."""


def pixels(widget: QWidget) -> QPixmap:
    """Return the widget as a sharp picture."""
    result = QPixmap(widget.size() * SHARPNESS)
    result.setDevicePixelRatio(SHARPNESS)
    result.fill(widget.palette().base().color())
    widget.render(result)
    return result


def save_pixels(picture: QPixmap, path: Path) -> None:
    """Write a picture as PNG.

    Raises:
        OSError: the file could not be written.
    """
    if not picture.save(str(path), "PNG"):
        raise OSError(f"The picture could not be written to {path.name}")


def save_drawing(widget: QWidget, path: Path) -> None:
    """Draw the widget into an SVG file.

    Raises:
        OSError: the file could not be written.
    """
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
