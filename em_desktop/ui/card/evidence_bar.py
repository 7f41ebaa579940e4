"""A bar that leans to the category that a piece of evidence speaks for."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.ui.theme import current_theme

_LEAST = 3.0
"""Length in device-independent pixels of a bar that leans at all."""


class EvidenceBar(QWidget):
    """Leans left or right of a middle line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lean = 0.0
        self._category: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def lean(self) -> float:
        """How far it leans, from -1 (all to the left) to 1."""
        return self._lean

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A slim strip."""
        return QSize(120, 10)

    def show_lean(self, lean: float, category: int | None) -> None:
        """Show how far a piece of evidence leans.

        Args:
            lean: from -1 (all to the left) to 1.
            category: index of the category whose colour it has; None for no category's.
        """
        self._lean, self._category = max(-1.0, min(1.0, lean)), category
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the strip, the bar and the middle line."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(box, 3, 3)
        middle = box.center().x()
        if self._lean:
            reach = max(abs(self._lean) * box.width() / 2, _LEAST)
            left = middle if self._lean > 0 else middle - reach
            colour = QColor(theme.muted)
            if self._category is not None:
                colour = theme.category(self._category)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, box.top(), reach, box.height()), 3, 3)
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.end()
