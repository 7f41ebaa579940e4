"""Runs a playback by a timer."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from em_desktop.ui.plot.playback import Playback

FRAME = 33  # milliseconds: thirty redraws a second are enough, and all that pyqtgraph likes


class Player(QObject):
    """Asks a playback thirty times a second where it is.

    Args:
        parent: owns it.
        clock: seconds that never go back.

    Signals:
        moved: the place among the iterations, as of ``Playback.position``.
        ended: the last iteration has been reached.
        running_changed: it began to run, or stopped.
    """

    moved = Signal(float)
    ended = Signal()
    running_changed = Signal(bool)

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._playback = Playback(())
        self._began = self._start = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether the iterations are being played."""
        return self._timer.isActive()

    def play(self, playback: Playback, iteration: int = 0) -> None:
        """Play from an iteration on."""
        self._playback = playback
        self._began, self._start = self._clock(), playback.reached(iteration)
        if not self.running:
            self._timer.start()
            self.running_changed.emit(True)
        self._tick()

    def stop(self) -> None:
        """Stop where it is."""
        if self.running:
            self._timer.stop()
            self.running_changed.emit(False)

    def _tick(self) -> None:
        elapsed = self._start + (self._clock() - self._began)
        self.moved.emit(self._playback.position(elapsed))
        if elapsed >= self._playback.seconds:
            self.stop()
            self.ended.emit()
