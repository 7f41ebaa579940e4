"""Stated probability against what was right, as a small picture."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.review.trust_words import Dot, dots_words
from em_desktop.review.wording import rounded_percent
from em_desktop.ui.style import text_width
from em_desktop.ui.theme import current_theme

_STEP = 0.1
_LINES = 11
"""Height, in lines of text."""


class ReliabilityDiagram(QWidget):
    """A dot for each bin of hidden rows, with its interval, and the diagonal of honesty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: tuple[Dot, ...] = ()
        self._lowest = 0.5
        self.setAccessibleName("Stated against right")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a square picture with its words."""
        return QSize(text_width(self, 20), self.fontMetrics().lineSpacing() * _LINES)

    def set_dots(self, dots: tuple[Dot, ...]) -> None:
        """Show some bins; none hides the picture."""
        self._dots = dots
        ends = [end for dot in dots for end in (dot.stated, dot.right, dot.low)]
        self._lowest = min(math.floor(min(ends, default=0.5) / _STEP) * _STEP, 0.9)
        self.setVisible(bool(dots))
        self.setAccessibleDescription(dots_words(dots))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw axes, diagonal and dots."""
        theme, metrics = current_theme(), self.fontMetrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = metrics.horizontalAdvance("100 %") + 8
        box = QRectF(self.rect()).adjusted(left, metrics.height() * 0.7, -10, 0)
        box.setBottom(box.bottom() - 2.7 * metrics.height())
        self._axes(painter, box)
        painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(box.bottomLeft(), box.topRight())
        accent = QColor(theme.accent)
        for dot in self._dots:
            at = self._at(box, dot.stated, dot.right)
            whisker = QColor(accent)
            whisker.setAlphaF(0.45)
            painter.setPen(QPen(whisker, 2))
            painter.drawLine(
                self._at(box, dot.stated, dot.low), self._at(box, dot.stated, dot.high)
            )
            painter.setPen(QPen(QColor(theme.card), 1.5))
            painter.setBrush(accent)
            painter.drawEllipse(at, 5, 5)
        self._counts(painter, box)
        painter.end()

    def _axes(self, painter: QPainter, box: QRectF) -> None:
        theme, metrics = current_theme(), self.fontMetrics()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        step = _STEP if self._lowest > 0.45 else 2 * _STEP
        n, last = round((1 - self._lowest) / step), float(self.width()) * 2
        for i in range(n + 1):
            value = 1 - i * step
            words = rounded_percent(value)
            at = self._at(box, value, value)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(box.left(), at.y()), QPointF(box.right(), at.y()))
            painter.setPen(QColor(theme.muted))
            high, wide = metrics.height(), metrics.horizontalAdvance("100 %")
            painter.drawText(QRectF(0, at.y() - high / 2, box.left() - 8, high), right, words)
            under = QRectF(at.x() - wide, box.bottom() + 0.5 * high, 2 * wide, high)
            if under.right() > self.width() + wide / 2:
                under.moveRight(self.width() + wide / 2)
            reach = metrics.horizontalAdvance(words)
            if under.center().x() + reach <= last:  # from right to left, as far as there is room
                painter.drawText(under, centre, words)
                last = under.center().x()
        row = QRectF(
            box.left(), box.bottom() + 1.5 * metrics.height(), box.width(), metrics.height()
        )
        painter.drawText(row, centre, "stated")
        painter.drawText(
            box.adjusted(6, 2, 0, 0),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop),
            "right",
        )

    def _counts(self, painter: QPainter, box: QRectF) -> None:
        """Write the rows of each dot beside it, where there is room between neighbours."""
        metrics = self.fontMetrics()
        painter.setPen(QColor(current_theme().muted))
        taken: list[QRectF] = []
        points = [self._at(box, dot.stated, dot.right) for dot in self._dots]
        dots = [QRectF(p.x() - 6, p.y() - 6, 12, 12) for p in points]
        for dot, at in zip(self._dots, points, strict=True):
            text = f"{dot.n:,}"
            room = QRectF(metrics.boundingRect(text))
            places = (at + QPointF(8, -3), at + QPointF(8, metrics.height()))
            for place in places:
                room.moveBottomLeft(place)
                clear = not any(room.intersects(other) for other in (*taken, *dots))
                if clear and room.right() < self.width() and room.top() >= 0:
                    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
                    taken.append(room.adjusted(-2, 0, 2, 0))
                    break

    def _at(self, box: QRectF, stated: float, right: float) -> QPointF:
        span = 1 - self._lowest
        x = box.left() + box.width() * (stated - self._lowest) / span
        return QPointF(x, box.bottom() - box.height() * (right - self._lowest) / span)
