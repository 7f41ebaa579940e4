"""What is drawn over the finished plot, so that the mouse never makes it draw all again."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from em_desktop.ui.plot.heaps import Heaps
from em_desktop.ui.plot.key_frame import KeyFrame
from em_desktop.ui.plot.picking import Some
from em_desktop.ui.plot.places import Places
from em_desktop.ui.theme import Theme, current_theme

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


class Overlay:
    """The mark of the row under the mouse, and a frame where the keys go to the plot.

    Args:
        places: where values are drawn.
        frame: knows whether the keys go to the plot.
    """

    def __init__(self, places: Places, frame: KeyFrame) -> None:
        self._places, self._frame = places, frame
        self._mark = HoverMark()

    @property
    def value(self) -> float | None:
        """The value that is lightly marked."""
        return self._mark.value

    def mark(self, value: float | None, words: str, font: QFont) -> list[QRect]:
        """Mark another value, or none; return what is to be drawn again, and nothing but that."""
        before = self._covered(font)
        self._mark.value, self._mark.words = value, words
        return [rect for rect in (before, self._covered(font)) if rect is not None]

    def paint(
        self, painter: QPainter, font: QFont, frame: QRect, at: Some | None, heaps: Heaps
    ) -> None:
        """Draw it all.

        Args:
            painter: of the viewport.
            font: of the words.
            frame: the whole viewport.
            at: bars where the keys are; None where they are at none.
            heaps: the bars.
        """
        theme, value = current_theme(), self._mark.value
        if self._frame.is_due:
            self._frame.paint(painter, QRectF(frame.adjusted(1, 1, -2, -2)), 4)
            if at is not None:
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.drawRect(self._places.rect_of(at, heaps.edges, heaps.counts))
        if value is not None:
            painter.setFont(font)
            place = self._places.x_of(value), self._places.area
            self._mark.paint(painter, *place, QFontMetricsF(font), theme)

    def _covered(self, font: QFont) -> QRect | None:
        value = self._mark.value
        if value is None:
            return None
        return self._mark.rect(self._places.x_of(value), self._places.area, QFontMetricsF(font))
