"""Names written beside the curves, so that colour is never the only sign."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from em_desktop.review.histogram import Floats

_LONGEST = 16  # letters of a name; the legend has it in full


class PeakLabels:
    """Writes each component's name above the peak of its curve.

    Where two names would overlap, the lower one rises above the other; a name for which there
    is no room is left to the legend.

    Args:
        plot: pyqtgraph's plot item, which owns the labels.
        font: of the names.
    """

    def __init__(self, plot: pg.PlotItem, font: QFont) -> None:
        self._plot = plot
        self.font = font
        self._inks: list[str] = []
        self._paper = "#ffffff"
        self._items: list[pg.TextItem] = []

    @property
    def shown(self) -> list[str]:
        """The names that found room."""
        return [item.toPlainText() for item in self._items if item.isVisible()]

    def place(self, names: Sequence[str], x: Floats, components: Floats, top: float) -> None:
        """Write names (K,) above the peaks of curves (K, m) at places (m,), below `top`."""
        while len(self._items) > len(names):
            self._plot.removeItem(self._items.pop())
        while len(self._items) < len(names):
            item = pg.TextItem(anchor=(0.5, 0.5))
            item.setZValue(15)
            self._plot.addItem(item, ignoreBounds=True)
            self._items.append(item)
        metrics = QFontMetricsF(self.font)
        view = self._plot.vb
        bounds = view.boundingRect()
        taken: list[QRectF] = []
        peaks = components.argmax(axis=1)
        order = sorted(range(len(names)), key=lambda k: -components[k, peaks[k]])
        for k in order:
            item = self._items[k]
            text = metrics.elidedText(
                names[k], Qt.TextElideMode.ElideRight, metrics.averageCharWidth() * _LONGEST
            )
            if item.toPlainText() != text:
                item.setText(text)
            item.setFont(self.font)
            peak = QPointF(float(x[peaks[k]]), float(components[k, peaks[k]]))
            at = view.mapFromView(peak)
            width, height = metrics.horizontalAdvance(text) + 6, metrics.height()
            rect = QRectF(at.x() - width / 2, at.y() - height - 3, width, height)
            rect.moveLeft(min(max(rect.left(), bounds.left()), bounds.right() - width))
            while any(rect.intersects(other) for other in taken) and rect.top() > bounds.top():
                rect.translate(0, -height * 0.5)
            fits = rect.top() >= bounds.top() and 0 < peak.y() <= top
            item.setVisible(fits)
            if fits:
                taken.append(rect)
                item.setPos(view.mapToView(rect.center()))
        self._colour()

    def clear(self) -> None:
        """Take all names away."""
        for item in self._items:
            self._plot.removeItem(item)
        self._items = []

    def colour(self, inks: Sequence[str], paper: str) -> None:
        """Write in these colours, on this paper."""
        self._inks, self._paper = list(inks), paper
        self._colour()

    def _colour(self) -> None:
        paper = QColor(self._paper)
        paper.setAlpha(205)
        for item, ink in zip(self._items, self._inks, strict=False):
            item.setColor(ink)
            item.fill = pg.mkBrush(paper)
            item.update()
