"""Long work in short steps: progress, cancelling, and a turn for the window's thread."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from em_desktop.files.problem import ReadCancelled
from em_desktop.files.source import Cancelled, Progress


class Pace:
    """Reports progress and asks for cancelling between chunks of work.

    Args:
        progress: told the share that is done, 0 to 1.
        cancelled: asked after each chunk.
    """

    def __init__(
        self, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._low = 0.0
        self._high = 1.0

    @contextmanager
    def part(self, low: float, high: float) -> Iterator[None]:
        """Let the shares reported inside run from ``low`` to ``high`` of the work around it."""
        before = self._low, self._high
        span = self._high - self._low
        self._low, self._high = self._low + span * low, self._low + span * high
        try:
            yield
        finally:
            self._low, self._high = before

    def step(self, share: float) -> None:
        """Say that a chunk is done, and give other threads a turn.

        Raises:
            ReadCancelled: the user has cancelled.
        """
        if self._progress is not None:
            self._progress(self._low + (self._high - self._low) * min(max(share, 0.0), 1.0))
        self.pause()

    def pause(self) -> None:
        """Give other threads a turn, where how much is done cannot be said.

        Raises:
            ReadCancelled: the user has cancelled.
        """
        if self._cancelled is not None and self._cancelled():
            raise ReadCancelled
        time.sleep(0)  # releases the interpreter lock, so that the window can paint
