"""What is drawn over the finished plot, so that the mouse never makes it draw all again."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from em_desktop.ui.theme import Theme

_FOOT = 5.0  # half the width of the mark's foot, in device-independent pixels
_GAP = 6.0


class HoverMark:
    """A light, dashed mark at the value of the row under the mouse, with its words."""

    def __init__(self) -> None:
        self.value: float | None = None
        self.words = ""

    def rect(self, x: float, area: QRectF, metrics: QFontMetricsF) -> QRect:
        """Return what the mark covers.

        Args:
            x: where its value is.
            area: of the bars, in the same coordinates.
            metrics: of the words' font.
        """
        words = self._words_rect(x, area, metrics).adjusted(-3, -3, 3, 3)
        line = QRectF(x - _FOOT - 2, words.top(), 2 * _FOOT + 4, area.bottom() - words.top() + 4)
        return words.united(line).toAlignedRect()

    def paint(
        self, painter: QPainter, x: float, area: QRectF, metrics: QFontMetricsF, theme: Theme
    ) -> None:
        """Draw it: a hollow foot on the axis, a dashed line, and the words beside its end."""
        words = self._words_rect(x, area, metrics)
        ink = QColor(theme.text)
        for colour, width, style in (
            (QColor(theme.card), 3.5, Qt.PenStyle.SolidLine),
            (ink, 1.4, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colour, width, style))
            painter.drawLine(QPointF(x, words.center().y()), QPointF(x, area.bottom() - 1))
        foot = QPolygonF(
            [
                QPointF(x, area.bottom() - 2 * _FOOT),
                QPointF(x + _FOOT, area.bottom()),
                QPointF(x - _FOOT, area.bottom()),
            ]
        )
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(QColor(theme.card))
        painter.drawPolygon(foot)
        path = QPainterPath()
        path.addText(words.left(), words.top() + metrics.ascent(), painter.font(), self.words)
        halo = QPen(QColor(theme.card), 4)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        painter.fillPath(path, ink)

    def _words_rect(self, x: float, area: QRectF, metrics: QFontMetricsF) -> QRectF:
        """Where the words stand: right of the line, or left where there is no room."""
        width = metrics.horizontalAdvance(self.words)
        left = x + _GAP if x + _GAP + width <= area.right() else x - _GAP - width
        # Below the words of the marked row, which stand at the top.
        top = area.top() + min(0.45 * area.height(), 4.2 * metrics.height())
        return QRectF(left, top, width, metrics.height())
