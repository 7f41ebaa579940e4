"""The row under the plot: play, the log likelihood of each iteration, and which one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import set_icon
from em_desktop.ui.plot.trace import Trace
from em_desktop.ui.style import scale_text


class Timeline(QWidget):
    """Lets a person play the iterations or pick one of them.

    Signals:
        play_wanted: play, or pause where it is being played.
        picked: the iteration at this place (0 is the first) was chosen.
    """

    play_wanted = Signal()
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton(self)
        self._button.clicked.connect(self.play_wanted)
        self._trace = Trace(self)
        self._trace.picked.connect(self.picked)
        self._number = QLabel(self)
        self._number.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._button)
        row.addWidget(self._trace, 1)
        row.addWidget(self._number)
        self.set_playing(False)

    @property
    def place(self) -> int:
        """The place of the iteration that is shown."""
        return self._trace.value()

    @property
    def number(self) -> str:
        """What is said of the iteration that is shown."""
        return self._number.text()

    def clear(self, awaited: str) -> None:
        """Show no iteration, but words on what will come."""
        self._trace.clear(awaited)
        self._number.clear()
        self._button.setEnabled(False)

    def add(self, index: int, log_likelihood: float) -> None:
        """Show the newest iteration of a run that goes on."""
        self._trace.add(index, log_likelihood)
        self._number.setText(f"{index:,}")

    def show_all(self, log_likelihoods: Sequence[float]) -> None:
        """Show the iterations of a finished fit."""
        self._trace.show_all(log_likelihoods)
        self._button.setEnabled(len(log_likelihoods) > 1)

    def point_to(self, place: int, index: int, last: int) -> None:
        """Point to one of them: the one at this place, with this index of so many."""
        self._trace.setValue(place)
        self._number.setText(f"{index:,} of {last:,}")

    def set_playing(self, playing: bool) -> None:
        """Show whether the iterations are being played."""
        set_icon(self._button, Icon.PAUSE if playing else Icon.PLAY)
        words = "Pause" if playing else "Play the iterations"
        self._button.setAccessibleName(words)
        self._button.setToolTip(words)

    def describe(self, summary: str) -> None:
        """Tell screen readers what is shown."""
        self._trace.setAccessibleDescription(summary)

    def size_text(self, factor: float) -> None:
        """Write in the default font, so many times as large."""
        scale_text(self._trace, factor)
        scale_text(self._number, factor)
