"""The picture and the row under review, one above the other; what gives way in a low window."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from em_desktop.ui.card.review_card import ReviewCard
from em_desktop.ui.card.why import Room

_GAP, _TOP, _BOTTOM = 10, 12, 10


class CurvesColumn(QWidget):
    """Keeps the card and its buttons in sight.

    Where not all has room, the card leaves reasons out, at last all but the sentence; where that
    does not help, the picture goes.
    """

    def __init__(self, picture: QWidget, card: ReviewCard) -> None:
        super().__init__()
        self._picture, self._card = picture, card
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6, _TOP, 12, _BOTTOM)
        self.column.setSpacing(_GAP)
        self.column.addWidget(picture, 1)
        self.column.addWidget(card)

    def height_needed(self) -> int:
        """Return the height in which picture, suggestion and bars have room."""
        return self._picture.minimumSizeHint().height() + self._card.height_in(Room.BARS) + _GAP

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the card alone, with the least that it can show."""
        width = super().minimumSizeHint().width()
        return QSize(width, self._card.height_in(Room.SENTENCE) + _TOP + _BOTTOM)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self.give_way()

    def give_way(self) -> None:
        """Leave reasons out, or hide the picture, where not all of it has room."""
        items = [self.column.itemAt(i) for i in range(2, self.column.count())]
        taken = sum(item.sizeHint().height() + _GAP for item in items if item is not None)
        free = self.height() - _TOP - _BOTTOM - taken
        picture = self._picture.minimumSizeHint().height() + _GAP
        shown = free >= picture + self._card.height_in(Room.SENTENCE)
        free -= picture if shown else 0
        fitting = (room for room in reversed(Room) if self._card.height_in(room) <= free)
        self._card.use_room(next(fitting, Room.SENTENCE))
        self._picture.setVisible(shown)
