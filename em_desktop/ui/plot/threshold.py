"""The threshold in the plot: what of the open rows it takes in, and edges that the mouse moves."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from em_desktop.review.histogram import Counts, Floats, Histogram
from em_desktop.ui.plot.heaps import GAP
from em_desktop.ui.theme import Theme, current_theme

PATTERN = Qt.BrushStyle.CrossPattern
"""Over the rows that would be accepted; decided ones have another."""

_GRIP = 9.0, 16.0  # width and height of an edge's grip, in device-independent pixels
_LIFT = 4.0  # of a grip above the axis


class ThresholdLayer(QObject):
    """A layer of the chart: hatched parts of bars, and an edge at each end of a stretch."""

    dragged = Signal(float)
    """Where an edge was moved to, in the unit of the measurement."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.bars = _Hatching()
        self.edges = _Edges()
        self._held = False

    def enter(self, plot: pg.PlotItem) -> None:
        """Add what is drawn."""
        self.bars.setZValue(1)
        self.edges.setZValue(12)
        for item in (self.bars, self.edges):
            plot.addItem(item, ignoreBounds=True)

    def refresh_theme(self, theme: Theme, font: QFont, ratio: float) -> None:
        """Take the colours of now."""
        del theme, font
        self.bars.ratio = ratio
        self.bars.update()
        self.edges.update()

    def show_histogram(self, histogram: Histogram) -> None:
        """Follow these bars; what is hatched of them comes with `show_taken`."""
        self.bars.show_bars(histogram.edges, *(np.zeros(histogram.edges.size - 1, np.intp),) * 2)

    def place(self, top: float) -> None:
        """Reach from the axis to the top."""
        self.edges.reach_to(top)

    def show_taken(self, floors: Counts, counts: Counts) -> None:
        """Hatch so many rows of each bar.

        Args:
            floors: (B,) rows that stand below them.
            counts: (B,) of the rows that would be accepted.
        """
        self.bars.show_bars(self.bars.places, floors, counts)

    def show_edges(self, values: Sequence[float]) -> None:
        """Draw edges at these values; none where a value alone does not decide."""
        self.edges.show_values(tuple(values))

    def grips(self, value: float, reach: float) -> bool:
        """Tell whether an edge is near."""
        return any(abs(value - edge) <= reach for edge in self.edges.values)

    def drag(self, value: float, *, done: bool) -> None:
        """Tell where the edge is wanted."""
        del done
        self.dragged.emit(value)


class _Hatching(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """The parts of bars that would be accepted."""

    def __init__(self) -> None:
        super().__init__()
        self.ratio = 1.0
        self.places: Floats = np.zeros(1)
        self.floors: Counts = np.zeros(0, dtype=np.intp)
        self.counts: Counts = np.zeros(0, dtype=np.intp)

    def show_bars(self, places: Floats, floors: Counts, counts: Counts) -> None:
        """Hatch these parts of the bars between these places (B + 1,)."""
        self.prepareGeometryChange()
        self.places, self.floors, self.counts = places, floors, counts
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Return what the bars cover."""
        top = float((self.floors + self.counts).max(initial=0)) + 1
        return QRectF(float(self.places[0]), 0, float(self.places[-1] - self.places[0]), top)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw the pattern upright, whatever the plot's scale is, and a line around it."""
        theme = current_theme()
        ink = QColor(theme.accent)
        pattern = QBrush(QColor(theme.text), PATTERN)
        pattern.setTransform(painter.worldTransform().inverted()[0])
        frame = QPen(ink, self.ratio)
        frame.setCosmetic(True)
        painter.setPen(frame)
        painter.setBrush(pattern)
        for rect in self._rects():
            painter.drawRect(rect)

    def _rects(self) -> Iterator[QRectF]:
        if self.places.size < 2 or self.counts.size != self.places.size - 1:
            return
        width = float(self.places[1] - self.places[0])
        for at in np.flatnonzero(self.counts).tolist():
            left = float(self.places[at]) + width * GAP / 2
            floor, height = float(self.floors[at]), float(self.counts[at])
            yield QRectF(left, floor, width * (1 - GAP), height)


class _Edges(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Upright lines with a grip at their foot."""

    def __init__(self) -> None:
        super().__init__()
        self.values: tuple[float, ...] = ()
        self._top = 1.0

    def show_values(self, values: tuple[float, ...]) -> None:
        """Draw a line at each of these."""
        if values != self.values:
            self.prepareGeometryChange()
            self.values = values
            self.update()

    def reach_to(self, top: float) -> None:
        """Reach so high."""
        self.prepareGeometryChange()
        self._top = top
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Return what the lines and their grips cover."""
        if not self.values:
            return QRectF()
        low, high = min(self.values), max(self.values)
        beside = _GRIP[0] * abs(self.pixelWidth() or 0.0)
        return QRectF(low - beside, 0, high - low + 2 * beside, self._top)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw in pixels: a line and a grip have the same size at any scale."""
        theme = current_theme()
        world = painter.worldTransform()
        feet = [(world.map(QPointF(x, 0)), world.map(QPointF(x, self._top))) for x in self.values]
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = _GRIP
        for foot, head in feet:
            for colour, width in ((theme.card, 3.5), (theme.accent, 1.5)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawLine(foot, head)
            grip = QRectF(foot.x() - wide / 2, foot.y() - high - _LIFT, wide, high)
            painter.setPen(QPen(QColor(theme.card), 1))
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(grip, wide / 2, wide / 2)
        painter.restore()
