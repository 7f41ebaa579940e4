"""Where the row's measurement lies on the curves of the categories, as a small drawing."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.review.card.densities import Densities, NoDensities
from em_desktop.ui.style import scale_text
from em_desktop.ui.theme import current_theme

_SMALL = 0.85
_DOT = 3.5
_LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotDotLine,
)
"""How the curve of each category is drawn, so that colour is not all that tells them apart."""

_ELIDE = Qt.TextElideMode.ElideRight
_DRAWING_LINES = 5
_TINT = 38
"""Opacity, of 255, of the area under a curve."""


class DensityView(QWidget):
    """Curves, a line at the value, a dot on each curve, and a caption, whole in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scale_text(self, _SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._shown: Densities | NoDensities = NoDensities()

    @property
    def caption(self) -> str:
        """What is written below the drawing, or in its place."""
        return self._shown.caption

    @property
    def value(self) -> float | None:
        """The value that is marked; None where nothing is drawn."""
        return self._shown.value if isinstance(self._shown, Densities) else None

    def show_densities(self, densities: Densities | NoDensities) -> None:
        """Draw curves, or say why there are none."""
        self._shown = densities
        self.setAccessibleName(densities.caption)
        self.setToolTip(densities.caption)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A drawing of a few lines' height above its caption."""
        line = self.fontMetrics().lineSpacing()
        return QSize(14 * line, (_DRAWING_LINES + 1) * line + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a shape that can be made out."""
        return QSize(9 * self.fontMetrics().lineSpacing(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw what is shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, metrics = current_theme(), QFontMetricsF(self.font())
        whole = QRectF(self.rect())
        if not isinstance(self._shown, Densities):
            painter.setPen(QColor(theme.muted))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(whole, wrap, self._shown.caption)
            painter.end()
            return
        below = metrics.lineSpacing() + 2
        box = whole.adjusted(0, metrics.lineSpacing(), 0, -below)
        self._paint_curves(painter, box, self._shown)
        self._paint_value(painter, box, self._shown)
        self._paint_names(painter, box, self._shown)
        painter.setPen(QColor(theme.muted))
        caption = QRectF(whole.left(), whole.bottom() - below + 2, whole.width(), below - 2)
        words = metrics.elidedText(self._shown.brief, _ELIDE, whole.width())
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        painter.end()

    def _paint_curves(self, painter: QPainter, box: QRectF, shown: Densities) -> None:
        theme = current_theme()
        for place, curve in zip(shown.places, shown.curves, strict=True):
            points = [_at(box, shown, x, y) for x, y in zip(shown.x, curve, strict=True)]
            ink = theme.category(place)
            tint = QColor(ink)
            tint.setAlpha(_TINT)
            area = QPainterPath(QPointF(points[0].x(), box.bottom()))
            for point in points:
                area.lineTo(point)
            area.lineTo(points[-1].x(), box.bottom())
            painter.fillPath(area, tint)
            pen = QPen(ink, 1.6, _LINES[place % len(_LINES)])
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_value(self, painter: QPainter, box: QRectF, shown: Densities) -> None:
        theme = current_theme()
        foot = _at(box, shown, shown.value, 0.0)
        painter.setPen(QPen(QColor(theme.text), 1.4))
        painter.drawLine(QPointF(foot.x(), box.top()), foot)
        for place, height in zip(shown.places, shown.heights, strict=True):
            painter.setPen(QPen(QColor(theme.card), 1.2))
            painter.setBrush(theme.category(place))
            painter.drawEllipse(_at(box, shown, shown.value, float(height)), _DOT, _DOT)

    def _paint_names(self, painter: QPainter, box: QRectF, shown: Densities) -> None:
        """Write the categories in a line above their curves, each as near its peak as it can be.

        Where not all have room, the two that are the most common at the value are named.
        """
        theme, metrics = current_theme(), QFontMetricsF(self.font())
        gap, named = metrics.horizontalAdvance("  "), list(range(len(shown.labels)))
        if sum(metrics.horizontalAdvance(shown.labels[k]) + gap for k in named) - gap > box.width():
            named = sorted(named, key=lambda k: -float(shown.heights[k]))[:2]
        n = len(named)
        room = (box.width() - gap * (n - 1)) / n
        peaks = [_at(box, shown, float(shown.x[int(c.argmax())]), 0.0).x() for c in shown.curves]
        order = sorted(named, key=lambda k: peaks[k])
        texts = [metrics.elidedText(shown.labels[k], _ELIDE, room) for k in order]
        widths = [metrics.horizontalAdvance(text) for text in texts]
        lefts: list[float] = []
        for place, k in enumerate(order):  # from the left, none over the one before it
            least = lefts[-1] + widths[place - 1] + gap if lefts else box.left()
            lefts.append(max(peaks[k] - widths[place] / 2, least))
        most = box.right()
        for place in reversed(range(n)):  # and from the right, none outside
            lefts[place] = min(lefts[place], most - widths[place])
            most = lefts[place] - gap
        for place, k in enumerate(order):
            painter.setPen(theme.category(shown.places[k]))
            at = QRectF(lefts[place], 0, widths[place] + 1, metrics.lineSpacing())
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft, texts[place])


def _at(box: QRectF, shown: Densities, x: float, y: float) -> QPointF:
    """Return where a point of the curves lies in the drawing."""
    low, high = float(shown.x[0]), float(shown.x[-1])
    across = (x - low) / (high - low) if high > low else 0.5
    return QPointF(box.left() + across * box.width(), box.bottom() - y * (box.height() - 2))
