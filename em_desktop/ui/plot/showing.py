"""Which iteration of a fit is shown: the newest of a run, the one that is played, or one picked."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from em_desktop.ui.plot.playback import DEFAULT_SECONDS, Playback, moves
from em_desktop.ui.plot.player import FRAME, Player
from em_desktop.ui.plot.timeline import Timeline

if TYPE_CHECKING:
    from em_desktop.em import Inference, Iteration

_GRACE = 300  # milliseconds before a run is drawn live: most are over by then, and are played


class Showing(QObject):
    """Follows a run, plays a finished fit, and lets a person pick an iteration of it.

    Args:
        timeline: on which it is played and picked.
        parent: owns it.
        clock: seconds that never go back.

    Signals:
        drawn: an iteration to draw, the one after it (or None), and the share of the way there.
        rested: what is shown stays for now, so that it can be put into words.
    """

    drawn = Signal(object, object, float)
    rested = Signal()

    def __init__(
        self, timeline: Timeline, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._timeline, self._clock = timeline, clock
        self._pace = DEFAULT_SECONDS
        self.iterations: tuple[Iteration, ...] = ()
        self.shown: Iteration | None = None
        self.running = False
        self._awaiting: Iteration | None = None
        self._live_since: float | None = None
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.timeout.connect(self._draw_awaiting)
        self._player = Player(self, clock)
        self._player.moved.connect(self._show_position)
        self._player.ended.connect(self.rested)
        self._player.running_changed.connect(timeline.set_playing)
        timeline.play_wanted.connect(self._play_or_pause)
        timeline.picked.connect(self._pick)

    @property
    def playing(self) -> bool:
        """Whether the iterations are being played."""
        return self._player.running

    def set_pace(self, seconds: float) -> None:
        """Set how long the iterations are played; 0 is instant."""
        self._pace = max(0.0, seconds)

    def start(self) -> None:
        """Begin to show a run."""
        self.running = True
        self._timeline.clear("Looking for the curves…")
        self._live.start(_GRACE)

    def follow(self, iteration: "Iteration") -> None:
        """Show the newest iteration of a run, at most thirty times a second.

        One that comes after the fit is finished is late, and is passed over.
        """
        if self.iterations:
            return
        self._awaiting = iteration
        if not self._live.isActive():
            self._draw_awaiting()

    @property
    def was_seen(self) -> bool:
        """Whether the run took so long that it has been seen live."""
        return self._live_since is not None and self._clock() - self._live_since >= self._pace

    def take(self, fit: "Inference") -> None:
        """Take the iterations of a finished fit."""
        self.iterations = fit.iterations
        self._timeline.show_all([iteration.log_likelihood for iteration in fit.iterations])

    def begin(self, *, at_rest: bool) -> None:
        """Play them, then rest on the last; or rest there at once."""
        if at_rest or self._pace == 0 or len(self.iterations) == 1:
            self._show_position(len(self.iterations) - 1)
        else:
            self._play(0)

    def clear(self) -> None:
        """Show no iteration any more."""
        self._player.stop()
        self._live.stop()
        self.running = False
        self._awaiting = self.shown = self._live_since = None
        self.iterations = ()
        self._timeline.clear("Press Infer, and EM draws its curves here.")

    def rest(self) -> None:
        """Play for nobody: rest on the last iteration."""
        self._live.stop()
        if self.playing:
            self._player.stop()
            self._show_position(len(self.iterations) - 1)
            self.rested.emit()

    def _play(self, iteration: int) -> None:
        pace = self._pace or DEFAULT_SECONDS
        steps = moves([each.parameters for each in self.iterations])
        self._player.play(Playback(steps, pace), iteration)

    def _play_or_pause(self) -> None:
        if self.playing:
            self._player.stop()
            self.rested.emit()
        elif self.iterations:
            at = self._timeline.place
            self._play(0 if at >= len(self.iterations) - 1 else at)

    def _pick(self, place: int) -> None:
        self._player.stop()
        self._show_position(place)
        self.rested.emit()

    def _draw_awaiting(self) -> None:
        iteration, self._awaiting = self._awaiting, None
        if iteration is None:
            return
        if self._live_since is None:
            self._live_since = self._clock()
        self._timeline.add(iteration.index, iteration.log_likelihood)
        self.drawn.emit(iteration, None, 0.0)
        self._live.start(FRAME)

    def _show_position(self, position: float) -> None:
        """Draw the curves of a place among the iterations, in between two where it is."""
        place = int(position)
        iteration = self.iterations[place]
        self._timeline.point_to(place, iteration.index, self.iterations[-1].index)
        following = self.iterations[min(place + 1, len(self.iterations) - 1)]
        self.drawn.emit(iteration, following, position - place)
