"""Where values and bars are drawn in the viewport of a plot, and which value lies at a point."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF

from em_desktop.review.histogram import Counts, Floats
from em_desktop.ui.plot.picking import Some


class Places:
    """Maps between a plot and the viewport of its widget.

    Args:
        widget: whose viewport it is.
    """

    def __init__(self, widget: pg.PlotWidget) -> None:
        self._widget = widget
        self._view = widget.plotItem.vb

    def point_at(self, position: QPointF) -> QPointF:
        """Return the value and the height in rows at a point of the viewport."""
        scene = self._widget.mapToScene(position.toPoint())
        return QPointF(self._view.mapSceneToView(scene))

    def value_at(self, position: QPointF) -> float:
        """Return the value at a point of the viewport, or the nearest that the plot shows."""
        low, high = self._view.viewRange()[0]
        return float(min(max(self.point_at(position).x(), low), high))

    def x_of(self, value: float) -> float:
        """Return where a value is drawn."""
        scene = self._view.mapViewToScene(QPointF(value, 0))
        return float(self._widget.mapFromScene(scene).x())

    @property
    def area(self) -> QRectF:
        """Where the bars are drawn."""
        return QRectF(self._widget.mapFromScene(self._view.sceneBoundingRect()).boundingRect())

    def reach(self, pixels: float) -> float:
        """Return how many units so many device-independent pixels are."""
        return pixels * float(self._view.viewPixelSize()[0])

    def rect_of(self, at: Some, edges: Floats, counts: Counts) -> QRectF:
        """Return where some bars are drawn, or one part of one.

        Args:
            at: which ones.
            edges: (B + 1,) of the bars.
            counts: (P, B) of their parts.
        """
        tops = counts.cumsum(axis=0)
        low, high = 0.0, max(float(tops[-1, at.first : at.last + 1].max(initial=0)), 0.5)
        if at.part is not None:
            high = float(tops[at.part, at.first])
            low = high - float(counts[at.part, at.first])
        corners = [
            QPointF(self._widget.mapFromScene(self._view.mapViewToScene(QPointF(x, y))))
            for x, y in ((float(edges[at.first]), high), (float(edges[at.last + 1]), low))
        ]
        return QRectF(*corners)
