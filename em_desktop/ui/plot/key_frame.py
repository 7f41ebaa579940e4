"""Whether a drawn part has to show that the keys go to it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from em_desktop.ui.theme import current_theme

_KEYED = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""How the focus comes by the keys: only then a frame has to show where it is."""


class KeyFrame:
    """Knows whether the keys brought the focus to a widget, and draws the frame that says so.

    Attributes:
        is_due: whether they did; the widget draws the frame then.

    Args:
        drawn_on: what is to be drawn again when that changes.
    """

    def __init__(self, drawn_on: QWidget) -> None:
        self.is_due = False
        self._drawn_on = drawn_on

    def follow(self, event: QFocusEvent) -> None:
        """See the focus come or go."""
        self.is_due = event.gotFocus() and event.reason() in _KEYED
        self._drawn_on.update()

    def paint(self, painter: QPainter, around: QRectF, radius: float) -> None:
        """Draw the frame."""
        painter.setPen(QPen(QColor(current_theme().accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around, radius, radius)
