"""The place under the table: for the threshold, for a sample, or for blind answers."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from em_desktop.ui.threshold.check_bar import CheckBar
from em_desktop.ui.threshold.threshold_bar import ThresholdBar

OTHERS, RAISE, STOP, AGREEMENT, END = "others", "raise", "stop", "agreement", "end"
"""Names of the buttons."""


class BulkBar(QWidget):
    """One of three bars, each as high as the highest of them, so that nothing jumps.

    It has no layout: words that change while the threshold is dragged would have the whole window
    laid out anew at each move.
    """

    def __init__(self) -> None:
        super().__init__()
        self.threshold = ThresholdBar(self)
        self.sample = CheckBar({OTHERS: "", RAISE: "Raise the threshold", STOP: "Stop"}, self)
        self.blind = CheckBar({AGREEMENT: "Agreement…", END: "Leave blind mode"}, self)
        self._bars: tuple[QWidget, ...] = (self.threshold, self.sample, self.blind)
        self._hint = QSize()
        self.shown: QWidget = self.threshold
        self.show_bar(self.threshold)

    def show_bar(self, bar: QWidget) -> None:
        """Show one of the three."""
        self.shown = bar
        for each in self._bars:
            each.setVisible(each is bar)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as the largest."""
        return _largest(bar.sizeHint() for bar in self._bars)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as the largest."""
        return _largest(bar.minimumSizeHint() for bar in self._bars)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give each bar all the room."""
        super().resizeEvent(event)
        for bar in self._bars:
            bar.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Tell whoever lays this out only of what matters there."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.minimumSizeHint() != self._hint:
            self._hint = self.minimumSizeHint()
            self.updateGeometry()
        return done


def _largest(sizes: Iterable[QSize]) -> QSize:
    result = QSize(0, 0)
    for size in sizes:
        result = result.expandedTo(size)
    return result
