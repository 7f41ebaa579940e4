"""Filter chips with counts."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
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
    Show.WORTH_A_LOOK: Icon.LOOK,
}

_TIPS = {
    Show.ALL: "All rows",
    Show.MISSING: "Rows without a category and without a suggestion",
    Show.SUGGESTED: "Suggestions that wait for an answer",
    Show.UNSURE: "Suggestions with a low probability that wait for an answer",
    Show.DECIDED: "Rows that you accepted, filled in or left blank",
    Show.FLAGGED: "Rows in which something looks doubtful",
    Show.WORTH_A_LOOK: "Recorded rows that look wrong, unlikeliest first; only some are wrong",
}

ICON, GAP, FRAME = 16, 6, 24
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
        self._found = False
        self._group = QButtonGroup(self)
        self._chips: dict[Show, QPushButton] = {}
        for show in Show:
            chip = QPushButton(show.value)
            chip.setCheckable(True)
            chip.setMinimumWidth(20)
            chip.setToolTip(_TIPS[show])
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
        """The chips without their icons fit into a narrow window too."""
        return QSize(self._width(icons=False), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the icons out where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        size = ICON if self.width() >= self._width(icons=True) else 0
        for chip in self._chips.values():
            chip.setIconSize(QSize(size, size))

    def _width(self, *, icons: bool) -> int:
        metrics = self.fontMetrics()
        there = {show: chip for show, chip in self._chips.items() if not chip.isHidden()}
        words = sum(metrics.horizontalAdvance(chip.text()) for chip in there.values())
        n = len(there)
        room = words + n * FRAME + (n - 1) * GAP
        return room + len(_ICONS.keys() & there) * (ICON + FRAME // 4) if icons else room

    def set_counts(self, counts: dict[Show, int]) -> None:
        """Show how many rows each filter shows."""
        for show, chip in self._chips.items():
            chip.setText(f"{show.value} {counts[show]:,}")
            chip.setAccessibleName(f"{show.value}, {counts[show]} rows")
        self._found = counts[Show.WORTH_A_LOOK] > 0
        self._show_looks()

    def set_shown(self, show: Show) -> None:
        """Check the chip of a filter."""
        self._chips[show].setChecked(True)
        self._show_looks()

    def _show_looks(self) -> None:
        chip = self._chips[Show.WORTH_A_LOOK]
        wanted = self._found or chip.isChecked()
        if wanted == chip.isHidden():
            chip.setVisible(wanted)
            self.updateGeometry()
        self._fit()

    def _clicked(self, button: QPushButton) -> None:
        self.chosen.emit(next(show for show, chip in self._chips.items() if chip is button))
