"""The threshold in the plot: which part of the bars it takes in, and between which heights."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush, QColor

from em_desktop.review.bars import Bars
from em_desktop.review.reach import Reach
from em_desktop.review.wording import percent
from em_desktop.session.document import Document
from em_desktop.ui.linked.linked_plot import LinkedPlot
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.plot.threshold import PATTERN, ThresholdLayer
from em_desktop.ui.review.bulk import BulkAcceptor
from em_desktop.ui.theme import current_theme
from em_desktop.ui.threshold.thresholding import Thresholding


class ThresholdPlot(QObject):
    """Keeps a layer of the plot true to the threshold, and moves that by its edges."""

    def __init__(
        self,
        document: Document,
        bulk: BulkAcceptor,
        thresholding: Thresholding,
        linked: LinkedPlot,
        panel: FitPanel,
    ) -> None:
        super().__init__(panel)
        self._document, self._bulk, self._thresholding = document, bulk, thresholding
        self._linked, self._panel = linked, panel
        self.layer = ThresholdLayer(self)
        self._placed: tuple[Reach | None, Bars | None] = (None, None)
        self._places: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        panel.add_layer(self.layer)
        self.layer.dragged.connect(self._dragged)
        bulk.moved.connect(self.refresh)

    def refresh(self) -> None:
        """Follow the threshold and the document; nothing is shown in blind mode."""
        reach, bars = self._bulk.reach, self._linked.bars
        if bars is None:
            self.layer.show_edges(())
            return
        floors = bars.counts[:-1].sum(axis=0)  # the open rows stand on top of all others
        if reach is None or self._document.is_blind:
            self.layer.show_taken(floors, np.zeros_like(floors))
            self._name("")
            self.layer.show_edges(())
            return
        if self._placed[0] is not reach or self._placed[1] is not bars:
            self._placed, self._places = (reach, bars), self._bins_of(bars)
        taken = reach.counted(self._places, bars.n_bins, self._bulk.threshold)
        self.layer.show_taken(floors, taken)
        self._name(f"from {percent(self._bulk.threshold)}" if taken.any() else "")
        intervals = self._thresholding.intervals or ()
        ends = (end for interval in intervals for end in interval)
        self.layer.show_edges(tuple(end for end in ends if np.isfinite(end)))

    def _name(self, words: str) -> None:
        self._panel.name_taken(words, QBrush(QColor(current_theme().text), PATTERN))

    def _bins_of(self, bars: Bars) -> NDArray[np.intp]:
        """Return the bar of each open row; -1 for one that is in none."""
        cells = bars.cells[self._bulk.positions]
        inside = cells < len(bars.parts) * bars.n_bins
        return np.where(inside, cells % max(bars.n_bins, 1), -1)

    def _dragged(self, value: float) -> None:
        """Take the threshold that the fit has where an edge was moved to."""
        found = self._thresholding.sureness
        if found is not None:
            self._bulk.set_threshold(found.at(value))
