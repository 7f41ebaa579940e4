"""A bar that leans to the category that a piece of evidence speaks for."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.ui.theme import current_theme
from em_desktop.ui.tips import plain_tip


class EvidenceBar(QWidget):
    """For two categories the bar leans left or right; for more, each has its length."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._probabilities: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A slim strip."""
        return QSize(120, 10)

    def set_probabilities(self, probabilities: tuple[float, ...], words: str) -> None:
        """Show what one source of evidence says."""
        self._probabilities = probabilities
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the strip."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(box, 4, 4)
        if len(self._probabilities) == 2:
            best = 0 if self._probabilities[0] >= self._probabilities[1] else 1
            reach = max(abs(self._probabilities[best] - 0.5) * box.width(), 3.0)
            middle = box.center().x()
            left = middle - reach if best == 0 else middle
            painter.setBrush(theme.category(best))
            painter.drawRoundedRect(QRectF(left, box.top(), reach, box.height()), 4, 4)
        else:
            left = box.left()
            for k, p in enumerate(self._probabilities):
                painter.setBrush(theme.category(k))
                painter.drawRect(QRectF(left, box.top(), p * box.width(), box.height()))
                left += p * box.width()
        painter.end()
