"""Filter chips with counts."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from em_desktop.review.show import Show
from em_desktop.ui.filter_tips import OF_FILTERS
from em_desktop.ui.icons import set_icon
from em_desktop.ui.status_look import LOOKS, OF_FILTER
from em_desktop.ui.style import mark

_ICONS = {show: LOOKS[sign].icon for show, sign in OF_FILTER.items()}

_SHORT = {Show.WORTH_A_LOOK: "Look"}
"""Names where there is no room for the long ones."""

ICON, ICON_GAP, GAP, FRAME = 16, 2, 6, 24
"""Sizes in device-independent pixels; the frame is both sides of a chip."""


class Chips(QWidget):
    """One chip for each filter; exactly one is chosen.

    That for rows worth a look is there while there are any, or while it is chosen.
    """

    chosen = Signal(object)
    """The `Show` that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._counts: dict[Show, int] = {}
        self._group = QButtonGroup(self)
        self._chips: dict[Show, QPushButton] = {}
        for show in Show:
            chip = QPushButton(show.value)
            chip.setCheckable(True)
            chip.setMinimumWidth(20)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the table
            chip.setToolTip(OF_FILTERS[show])
            mark(chip, chip=True)
            if show in _ICONS:
                set_icon(chip, _ICONS[show])
            self._group.addButton(chip)
            self._chips[show] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._chips[Show.ALL].setChecked(True)
        self._chips[Show.WORTH_A_LOOK].hide()
        self._group.buttonClicked.connect(self._clicked)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Short names alone fit into a narrow window too.

        That is the same whatever the counts are and whichever chips are there, so that nothing
        beside the chips moves when they change.
        """
        width = self._room(list(Show), icons=False, short=True, counted=False)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out icons, then long names, then counts, where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def set_counts(self, counts: dict[Show, int]) -> None:
        """Show how many rows each filter shows."""
        self._counts = counts
        for show, chip in self._chips.items():
            chip.setAccessibleName(f"{show.value}, {counts[show]} rows")
        self._show_looks()

    def set_shown(self, show: Show) -> None:
        """Check the chip of a filter."""
        self._chips[show].setChecked(True)
        self._show_looks()

    def _show_looks(self) -> None:
        chip = self._chips[Show.WORTH_A_LOOK]
        wanted = self._counts.get(Show.WORTH_A_LOOK, 0) > 0 or chip.isChecked()
        if wanted == chip.isHidden():
            chip.setVisible(wanted)
        self._fit()

    def _fit(self) -> None:
        there = [show for show, chip in self._chips.items() if not chip.isHidden()]
        free = self.width()
        icons = free >= self._room(there, icons=True, short=False)
        short = free < self._room(there, icons=False, short=False)
        counted = free >= self._room(there, icons=False, short=True)
        size = ICON if icons else 0
        for show, chip in self._chips.items():
            chip.setIconSize(QSize(size, ICON))  # as high without, so that nothing below it moves
            text = self._text(show, short=short, counted=counted)
            if chip.text() != text:
                chip.setText(text)

    def _text(self, show: Show, *, short: bool, counted: bool = True) -> str:
        name = _SHORT.get(show, show.value) if short else show.value
        return f"{name} {self._counts[show]:,}" if self._counts and counted else name

    def _room(self, shows: list[Show], *, icons: bool, short: bool, counted: bool = True) -> int:
        """Return how wide the chips of some filters are."""
        metrics = self.fontMetrics()
        texts = (self._text(show, short=short, counted=counted) for show in shows)
        words = sum(metrics.horizontalAdvance(text) for text in texts)
        room = words + len(shows) * FRAME + (len(shows) - 1) * GAP
        drawn = sum(show in _ICONS for show in shows)
        return room + drawn * (ICON + ICON_GAP) if icons else room

    def _clicked(self, button: QPushButton) -> None:
        self.chosen.emit(next(show for show, chip in self._chips.items() if chip is button))
