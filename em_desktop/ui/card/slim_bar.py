"""A slim bar that shows a part of a whole.

Qt's own progress bar paints the whole window at once with each value that it is given, before the
rest of it is up to date: most of the time between an answer and the next row.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.ui.theme import current_theme

_HEIGHT = 4


class SlimBar(QWidget):
    """Filled from the left; nothing is drawn where there is no whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._done = self._total = 0

    @property
    def share(self) -> float:
        """The part that is filled, 0 to 1."""
        return self._done / self._total if self._total else 0.0

    def show_part(self, done: int, total: int) -> None:
        """Show how much is done of how much there is."""
        if (done, total) != (self._done, self._total):
            self._done, self._total = done, total
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A thin line."""
        return QSize(60, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the groove and what is filled of it."""
        if not self._total:
            return
        theme, box = current_theme(), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(box, 2, 2)
        box.setWidth(box.width() * self.share)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(box, 2, 2)
        painter.end()
