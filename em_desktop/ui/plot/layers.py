"""What is drawn in the plot: bars, curves, the shaded zone and the marked row."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTransform

from em_desktop.review.bars import undecided
from em_desktop.review.histogram import Floats, Histogram
from em_desktop.ui.plot.heaps import Heaps
from em_desktop.ui.plot.labels import HaloText, PeakLabels
from em_desktop.ui.plot.marker import Marker
from em_desktop.ui.style import mix
from em_desktop.ui.theme import current_theme

_POINTS = 201  # of a curve; more cannot be told apart on a card of this size
_HEADROOM = 1.22  # above the highest bar, for labels and the marker's dot
_EDGE = 4.0  # device-independent pixels between the upper edge and the word "unsure"


PATTERNS = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotDotLine,
)
"""Of the curves of categories: the colours of the first two are far apart, the others' less so.

The sum of all has dashes to itself.
"""


def pattern(index: int) -> Qt.PenStyle:
    """Return how the curve of the category with this index is drawn."""
    return PATTERNS[index] if index < 2 else PATTERNS[2 + (index - 2) % (len(PATTERNS) - 2)]


def region(plot: pg.PlotItem, z: float) -> pg.LinearRegionItem:
    """Add a region over the full height, hidden until it is wanted."""
    result = pg.LinearRegionItem(movable=False, pen=pg.mkPen(None))
    result.setZValue(z)
    result.setVisible(False)
    plot.addItem(result, ignoreBounds=True)
    return result


def _nothing() -> None:
    """What is called where nobody wants to know."""


class Layers:
    """The items of one plot, from the shaded zone at the back to the marked row in front.

    Args:
        plot: pyqtgraph's plot item, which owns them.
        font: of the words among them.
    """

    def __init__(self, plot: pg.PlotItem, font: QFont) -> None:
        self._plot = plot
        self._top = 1.0
        self.height_changed: Callable[[], None] = _nothing
        self._dimmed = False
        self._ratio = 1.0
        self._colours: tuple[int, ...] = ()
        self._inks: list[str] = []
        self._named: tuple[Sequence[str], Floats, Floats, Floats] | None = None
        self.heaps = Heaps()
        plot.addItem(self.heaps, ignoreBounds=True)
        self._curves: list[pg.PlotCurveItem] = []
        self._total = self._curve(9)
        self._zone = region(plot, -20)
        self._zone_label = HaloText()
        self._zone_label.setZValue(14)
        self._zone_label.setVisible(False)
        plot.addItem(self._zone_label, ignoreBounds=True)
        self.marker = Marker(plot)
        self.labels = PeakLabels(plot, font)
        plot.vb.sigResized.connect(self._fit_height)

    def show_histogram(self, histogram: Histogram) -> None:
        """Show these bars; the last row of the counts stands on top, as missing."""
        width = histogram.bin_width
        edges = histogram.edges
        self._plot.setXRange(edges[0] - width / 2, edges[-1] + width / 2, padding=0)
        self.heaps.show(edges, undecided(histogram))
        self._top = max(1.0, float(histogram.counts.sum(axis=0).max(initial=0))) * _HEADROOM
        self._fit_height()

    @property
    def top(self) -> float:
        """How many rows high the plot is."""
        return self._top

    @property
    def x(self) -> Floats:
        """Places (m,) at which the curves are wanted, from left to right, in the unit."""
        low, high = self._plot.vb.viewRange()[0]
        places: Floats = np.linspace(low, high, _POINTS)
        return places

    def make_room(self, height: float) -> None:
        """Make the plot high enough for a curve of this many rows; it never shrinks again."""
        if height * 1.12 > self._top:
            self._top = height * 1.12
            self._fit_height()

    def show_curves(
        self,
        components: Floats,
        total: Floats,
        names: Sequence[str],
        colours: Sequence[int],
    ) -> None:
        """Draw one curve for each component, and the dashed sum.

        Args:
            components: (K, m) rows expected in a bin around each place of ``x``.
            total: (m,) their sum.
            names: (K,) of the components.
            colours: (K,) index of the category whose colour each has.
        """
        while len(self._curves) > len(components):
            self._plot.removeItem(self._curves.pop())
        while len(self._curves) < len(components):
            self._curves.append(self._curve(10))
        if self._colours != tuple(colours):
            self._colours = tuple(colours)
            self._colour_curves()
        x = self.x
        self.make_room(float(total.max(initial=0)))
        for curve, y in zip(self._curves, components, strict=True):
            curve.setData(x, y, antialias=True)
        self._total.setData(x, total, antialias=True)
        self._named = (names, x, components, total)
        self._place_labels()
        self._place_marker()

    def clear_curves(self) -> None:
        """Take the curves away."""
        for curve in self._curves:
            self._plot.removeItem(curve)
        self._curves, self._colours, self._inks, self._named = [], (), [], None
        self._total.setData([], [])
        self.labels.clear()
        self._place_marker()

    @property
    def curves(self) -> list[tuple[Floats, Floats]]:
        """Places and heights of each component's curve as it is drawn."""
        return [curve.getData() for curve in self._curves]

    @property
    def total(self) -> tuple[Floats, Floats]:
        """Places and heights of the dashed sum."""
        x, y = self._total.getData()
        return x, y

    def name_at(self, position: QPointF, viewport: QTransform) -> str | None:
        """Return the component whose name is written at a point of the viewport.

        Args:
            position: the point.
            viewport: from the scene to the viewport.
        """
        names = (self._named or ((),))[0]
        for name, item in zip(names, self.labels.items, strict=False):
            if item.isVisible():
                drawn = item.deviceTransform(viewport).mapRect(item.boundingRect())
                if drawn.contains(position):
                    return name
        return None

    def category_at(self, value: float, height: float) -> str | None:
        """Return the component whose curve runs next above a point of the plot."""
        names, x, components, _ = self._named or ((), None, (), None)
        if x is None:
            return None
        over = [
            (float(top), name)
            for name, y in zip(names, components, strict=True)
            if (top := np.interp(value, x, y)) >= max(height, 0)
        ]
        return min(over)[1] if over else None

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw the curves faintly, because they no longer fit the rows."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self._colour_curves()
            self._place_marker()

    def mark(self, value: float | None, words: str = "") -> None:
        """Mark one height, or none, with words beside it."""
        if self.marker.mark(value, words):
            self._place_marker()

    @property
    def marked(self) -> float | None:
        """The height that is marked in the picture."""
        return self.marker.value

    def shade(self, zone: tuple[float, float] | None) -> None:
        """Shade the zone in which the fit is unsure, or none."""
        self._zone.setVisible(zone is not None)
        self._zone_label.setVisible(zone is not None)
        if zone is not None:
            self._zone.setRegion(zone)
        self._place_zone_label()

    @property
    def shaded(self) -> tuple[float, float] | None:
        """The zone that is shaded."""
        return self._zone.getRegion() if self._zone.isVisible() else None

    def refresh_theme(self, font: QFont, ratio: float) -> None:
        """Take the colours of now, a font, and the device pixels of a screen's pixel.

        Qt counts the width of pyqtgraph's (cosmetic) pens in device pixels.
        """
        theme = current_theme()
        self._ratio = ratio
        self.labels.font = font
        self._zone.setBrush(QColor(theme.suggestion))
        self._zone_label.colour(theme.warning, theme.suggestion)
        self._zone_label.write("unsure", font)
        self.marker.refresh_theme(theme, ratio)
        self.heaps.refresh_theme(ratio)
        self._colour_curves()
        self._place_marker()

    def _curve(self, z: float) -> pg.PlotCurveItem:
        curve = pg.PlotCurveItem()
        curve.setZValue(z)
        self._plot.addItem(curve, ignoreBounds=True)
        return curve

    def _marker_room(self) -> float:
        """Return the share of the height above the marker's dot.

        It is left for the word "unsure" and for the upper half of the words beside the dot.
        """
        line = QFontMetricsF(self.labels.font).height()
        return float(min(0.4, (1.5 * line + _EDGE + 4) / max(1.0, self._plot.vb.height())))

    def _fit_height(self, _view: object = None) -> None:
        self._plot.setYRange(0, self._top, padding=0)
        self._place_marker()
        self._place_zone_label()
        self._place_labels()
        self.height_changed()

    def _place_marker(self) -> None:
        tip = self._top * (1 - self._marker_room())
        _, x, components, _ = self._named or ((), None, (), None)
        curves = [(x, y) for y in components] if x is not None else []
        self.marker.place(tip, self.labels.font, curves, self._inks)

    def _place_labels(self) -> None:
        if self._named is not None:
            self.labels.place(*self._named, self._top)

    def _place_zone_label(self) -> None:
        if self._zone.isVisible():
            low, high = self._zone.getRegion()
            view = self._plot.vb
            at = view.mapFromView(QPointF((low + high) / 2, self._top))
            half = self._zone_label.boundingRect().width() / 2
            room = view.boundingRect()
            at.setX(min(max(at.x(), room.left() + half), room.right() - half))
            self._zone_label.setPos(view.mapToView(at + QPointF(0, _EDGE)))

    def _colour_curves(self) -> None:
        theme = current_theme()
        share = 0.35 if self._dimmed else 1.0
        inks = []
        self._inks = [
            mix(theme.card, theme.category(index).name(), share) for index in self._colours
        ]
        for curve, index, ink in zip(self._curves, self._colours, self._inks, strict=False):
            curve.setPen(pg.mkPen(ink, width=2.2 * self._ratio, style=pattern(index)))
            inks.append(mix(theme.card, theme.category(index).name(), (1 + share) / 2))
        self._total.setPen(
            pg.mkPen(
                mix(theme.card, theme.muted, share),
                width=2 * self._ratio,
                style=Qt.PenStyle.DashLine,
            )
        )
        self.labels.colour(inks, theme.card)
