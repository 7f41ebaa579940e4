"""The marked row: a line at its value, a dot on each curve, and the value in words."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF

from em_desktop.review.histogram import Floats
from em_desktop.ui.plot.labels import HaloText
from em_desktop.ui.theme import Theme

_DOT, _CROSSING = 8, 9  # device-independent pixels
_GAP = 9  # between the dot's middle and the words


class Marker:
    """Marks one value in a plot.

    Args:
        plot: pyqtgraph's plot item, which owns what is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._line = pg.PlotCurveItem()
        self._dot = pg.ScatterPlotItem(size=_DOT, pxMode=True, antialias=True)
        self._crossings = pg.ScatterPlotItem(size=_CROSSING, pxMode=True, antialias=True)
        self._label = HaloText()
        for z, item in enumerate((self._line, self._dot, self._crossings, self._label), 20):
            item.setZValue(z)
            plot.addItem(item, ignoreBounds=True)
        self._value: float | None = None
        self._words = ""
        self._rim = pg.mkPen(None)

    @property
    def value(self) -> float | None:
        """The value that is marked in the picture."""
        x, _ = self._dot.getData()
        return float(x[0]) if len(x) else None

    @property
    def words(self) -> str:
        """What is written beside the mark."""
        return str(self._label.text) if self._label.isVisible() else ""

    @property
    def crossings(self) -> list[float]:
        """Heights of the dots where the mark crosses the curves, in the order of the curves."""
        _, y = self._crossings.getData()
        return [float(each) for each in y]

    def mark(self, value: float | None, words: str) -> bool:
        """Choose the value to mark, or none, and the words beside it; `place` draws it.

        Returns:
            Whether that is another mark than before.
        """
        before = self._value, self._words
        self._value, self._words = value, words
        return before != (value, words)

    def place(
        self, tip: float, font: QFont, curves: Sequence[tuple[Floats, Floats]], inks: Sequence[str]
    ) -> None:
        """Draw the mark; what lies outside the picture is not marked.

        Args:
            tip: height of its upper end.
            font: of the words.
            curves: (K,) places and heights of each curve.
            inks: (K,) their colours.
        """
        value = self._value
        low, high = self._plot.vb.viewRange()[0]
        if value is None or not low <= value <= high:
            for item in (self._line, self._dot, self._crossings):
                item.setData([], [])
            self._label.setVisible(False)
            return
        self._line.setData([value, value], [0, tip])
        self._dot.setData([value], [tip])
        drawn = list(zip(curves, inks, strict=False))
        heights = [float(np.interp(value, x, y)) for (x, y), _ in drawn]
        brushes = [pg.mkBrush(ink) for _, ink in drawn]
        self._crossings.setData([value] * len(drawn), heights, brush=brushes, pen=self._rim)
        self._label.setVisible(bool(self._words))
        self._label.write(self._words, font)
        self._place_label(value, tip, QFontMetricsF(font))

    def refresh_theme(self, theme: Theme, ratio: float) -> None:
        """Take the colours of a theme; ``ratio`` device pixels make a pixel."""
        self._line.setPen(pg.mkPen(theme.text, width=2 * ratio))
        self._dot.setBrush(pg.mkBrush(theme.text))
        self._dot.setPen(pg.mkPen(None))
        self._rim = pg.mkPen(theme.card, width=1.5 * ratio)
        self._label.colour(theme.text, theme.card)

    def _place_label(self, value: float, tip: float, metrics: QFontMetricsF) -> None:
        """Write to the right of the dot, or to its left where there is no room."""
        view = self._plot.vb
        half = metrics.horizontalAdvance(self._words) / 2 + _GAP
        at = view.mapFromView(QPointF(value, tip))
        has_room = at.x() + 2 * half <= view.boundingRect().right()
        x = at.x() + (half if has_room else -half)
        self._label.setPos(view.mapToView(QPointF(x, at.y() - metrics.height() / 2)))
