"""When to show which iteration: EM is done in a millisecond, an eye needs a second or two."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from em_desktop.em import Parameters

DEFAULT_SECONDS = 1.6
_EVEN = 0.3  # share of the time that is dealt out evenly, so that no iteration is skipped over


class Playback:
    """The pace at which iterations are shown.

    Args:
        moves: (n - 1,) how far the curves move from each iteration to the next, in any unit;
            none for a single iteration.
        seconds: how long the whole takes; 0 shows the last iteration at once.
    """

    def __init__(self, moves: Sequence[float], seconds: float = DEFAULT_SECONDS) -> None:
        steps = np.sqrt(np.maximum(np.nan_to_num(np.asarray(moves, dtype=np.float64)), 0))
        n_steps = steps.size
        shares = np.full(n_steps, 1 / max(1, n_steps))
        total = float(steps.sum())
        if total > 0:
            # The root keeps the first leap of EM from taking all the time.
            shares = _EVEN * shares + (1 - _EVEN) * steps / total
        self._last = n_steps
        self._seconds = max(0.0, seconds)
        self._times: list[float] = [0.0, *(np.cumsum(shares) * self._seconds).tolist()]

    @property
    def seconds(self) -> float:
        """How long the whole takes."""
        return self._seconds

    def position(self, elapsed: float) -> float:
        """Return the place among the iterations at a time: 2.5 is half-way from 2 to 3.

        Never falls as time goes on, begins at 0 and rests on the last iteration.
        """
        if elapsed >= self._seconds or self._last == 0:
            return float(self._last)
        if elapsed <= 0:
            return 0.0
        step = min(bisect_right(self._times, elapsed), self._last) - 1
        start, end = self._times[step : step + 2]
        return step + min(1.0, (elapsed - start) / (end - start)) if end > start else float(step)

    def iteration(self, elapsed: float) -> int:
        """Return the newest iteration that has been reached at a time, counted from 0."""
        return int(self.position(elapsed))

    def reached(self, iteration: int) -> float:
        """Return the time in seconds at which an iteration is reached."""
        return self._times[min(max(iteration, 0), self._last)]


def moves(parameters: Sequence["Parameters"]) -> list[float]:
    """Return how far the curves move between iterations: (n - 1,), without unit.

    A mean's move counts in standard deviations, a standard deviation's in its own size.
    """
    if len(parameters) < 2:
        return []
    means = np.array([p.means for p in parameters])
    deviations = np.maximum([p.standard_deviations for p in parameters], 1e-300)
    shares = np.array([p.shares for p in parameters])
    moved = np.abs(np.diff(means, axis=0)) / deviations[:-1]
    widened = np.abs(np.diff(np.log(deviations), axis=0))
    grown = np.abs(np.diff(shares, axis=0))
    result: list[float] = (moved + widened + grown).sum(axis=1).tolist()
    return result
