"""Pages painted on whatever a painter paints on; in vectors."""

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from em_desktop.review.report.inks import PAPER
from em_desktop.ui.paper.lettering import font
from em_desktop.ui.paper.sheet import Face, Page


class Brush:
    """Paints pages; keeps what the next page needs as well."""

    def __init__(self) -> None:
        self._fonts: dict[Face, QFont] = {}
        self._pens = {name: QPen(QColor(ink)) for name, ink in PAPER.items()}

    def paint(self, painter: QPainter, page: Page) -> None:
        """Paint a page; the painter's units are those of the sheet, its origin the corner."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rule in page.rules:
            pen = QPen(self._pens[rule.ink])
            pen.setWidthF(rule.thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(rule.left, rule.y), QPointF(rule.right, rule.y))
        for image in page.images:
            drawing = QSvgRenderer(QByteArray(image.svg.encode("utf-8")))
            drawing.render(painter, QRectF(image.left, image.top, image.width, image.height))
        for text in page.texts:
            painter.setPen(self._pens[text.ink])
            painter.setFont(self._font(text.face))
            painter.drawText(QPointF(text.x, text.y), text.words)

    def _font(self, face: Face) -> QFont:
        if face not in self._fonts:
            self._fonts[face] = font(face)
        return self._fonts[face]
