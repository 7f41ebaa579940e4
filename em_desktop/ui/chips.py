"""Filter chips with counts, and the list of flags."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from em_desktop.review.show import Show
from em_desktop.ui.icons import Icon, set_icon
from em_desktop.ui.style import mark

_ICONS = {
    Show.MISSING: Icon.MISSING,
    Show.SUGGESTED: Icon.SUGGESTED,
    Show.UNSURE: Icon.UNSURE,
    Show.DECIDED: Icon.ACCEPTED,
    Show.FLAGGED: Icon.WARNING,
}

_TIPS = {
    Show.ALL: "All rows",
    Show.MISSING: "Rows without a category and without a suggestion",
    Show.SUGGESTED: "Suggestions that wait for an answer",
    Show.UNSURE: "Suggestions with a low probability that wait for an answer",
    Show.DECIDED: "Rows that you accepted, filled in or left blank",
    Show.FLAGGED: "Rows in which something looks doubtful",
}


class Chips(QWidget):
    """One chip for each filter; exactly one is chosen."""

    chosen = Signal(object)
    """The `Show` that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self._chips: dict[Show, QPushButton] = {}
        for show in Show:
            chip = QPushButton(show.value)
            chip.setCheckable(True)
            chip.setToolTip(_TIPS[show])
            mark(chip, chip=True)
            if show in _ICONS:
                set_icon(chip, _ICONS[show])
            self._group.addButton(chip)
            self._chips[show] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._chips[Show.ALL].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    def set_counts(self, counts: dict[Show, int]) -> None:
        """Show how many rows each filter shows."""
        for show, chip in self._chips.items():
            chip.setText(f"{show.value} {counts[show]:,}")
            chip.setAccessibleName(f"{show.value}, {counts[show]} rows")

    def set_shown(self, show: Show) -> None:
        """Check the chip of a filter."""
        self._chips[show].setChecked(True)

    def _clicked(self, button: QPushButton) -> None:
        self.chosen.emit(next(show for show, chip in self._chips.items() if chip is button))
