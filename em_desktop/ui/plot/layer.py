"""What others may draw into the plot, and how they take the mouse there."""

from typing import Protocol

import pyqtgraph as pg
from PySide6.QtGui import QFont

from em_desktop.review.histogram import Histogram
from em_desktop.ui.theme import Theme


class Layer(Protocol):
    """Something drawn over the bars, in the unit of the measurement (x) and in rows (y).

    ``Chart.add_layer`` calls ``enter`` once, then tells whatever it needs to know. Items are
    added with ``plot.addItem(item, ignoreBounds=True)``; their z value says what they cover:
    the unsure zone has -20, the bars 0, a chosen range 5, curves 9 to 10, words 14 to 15, the
    marked row 20 to 23.
    """

    def enter(self, plot: pg.PlotItem) -> None:
        """Add what is drawn to this plot, which owns it from then on."""

    def refresh_theme(self, theme: Theme, font: QFont, ratio: float) -> None:
        """Take colours, the font of words, and device pixels for each of the widget's."""

    def show_histogram(self, histogram: Histogram) -> None:
        """Follow these bars."""

    def place(self, top: float) -> None:
        """Fit into a plot that ends at ``top`` rows, once its size or its height has changed."""

    def grips(self, value: float, reach: float) -> bool:
        """Tell whether the mouse at this value could drag something of this layer.

        Args:
            value: under the mouse, in the unit.
            reach: how many units a hand may be beside it.
        """

    def drag(self, value: float, *, done: bool) -> None:
        """Follow the mouse that has taken hold; ``done`` once the button is let go."""


class MoreLayers:
    """The layers that others have added to a plot, and the one that the mouse has hold of.

    Args:
        plot: pyqtgraph's plot item.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._layers: list[Layer] = []
        self._held: Layer | None = None

    def add(self, layer: Layer, theme: Theme, font: QFont, ratio: float) -> None:
        """Let a layer enter, in these colours and this font."""
        self._layers.append(layer)
        layer.enter(self._plot)
        layer.refresh_theme(theme, font, ratio)

    def refresh_theme(self, theme: Theme, font: QFont, ratio: float) -> None:
        """Give all of them the colours and the font of now."""
        for layer in self._layers:
            layer.refresh_theme(theme, font, ratio)

    def show_histogram(self, histogram: Histogram) -> None:
        """Tell all of them which bars are shown."""
        for layer in self._layers:
            layer.show_histogram(histogram)

    def place(self, top: float) -> None:
        """Tell all of them how high the plot is."""
        for layer in self._layers:
            layer.place(top)

    def at(self, value: float, reach: float) -> Layer | None:
        """Return the layer that could be dragged at a value; the last that was added wins."""
        return next((each for each in reversed(self._layers) if each.grips(value, reach)), None)

    def take(self, value: float, reach: float) -> bool:
        """Take hold of what could be dragged at a value; False where nothing could."""
        self._held = self.at(value, reach)
        return self._held is not None

    def drag(self, value: float, *, done: bool) -> bool:
        """Drag what is held, if anything is."""
        held = self._held
        if held is None:
            return False
        if done:
            self._held = None
        held.drag(value, done=done)
        return True
