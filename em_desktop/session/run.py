"""Work on a thread of its own; the only place that knows threads.

The worker touches no QObject. It writes its newest report into a one-slot mailbox, and a timer
on the interface thread reads it: a signal for each report would flood the event queue.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")

POLL_MS = 16


class Task:
    """What the worker sees of its run: a mailbox to report to and a flag to ask."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._mailbox: deque[object] = deque(maxlen=1)

    def report(self, value: object) -> None:
        """Put the newest report into the mailbox; an unread one is replaced."""
        self._mailbox.append(value)

    def cancelled(self) -> bool:
        """Return whether the work shall stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def take(self) -> object:
        """Return the newest unread report, or None."""
        try:
            return self._mailbox.popleft()
        except IndexError:
            return None


class Run(QObject, Generic[T]):
    """One piece of work on a worker thread.

    ``succeeded`` or ``failed`` comes once, on the interface thread, with the value or the
    exception; ``progressed`` comes at most once each 16 ms with the newest report. What was
    worked on and what came out are not kept once they are announced.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[Task], T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = Task()
        self._value: T | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._carry_out, args=(work,), name="em-desktop-run")
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Start the work."""
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the work to stop; its end is announced as usual."""
        self._task.cancel()

    def close(self) -> None:
        """Cancel, wait for the thread and announce nothing any more."""
        self._task.cancel()
        self._timer.stop()
        if self._thread.is_alive():
            self._thread.join()
        self._value = self._error = None

    @property
    def running(self) -> bool:
        """Whether the end has not been announced yet."""
        return self._timer.isActive()

    def _carry_out(self, work: Callable[[Task], T]) -> None:
        try:
            self._value = work(self._task)
        except BaseException as error:  # noqa: BLE001 - handed to the interface thread
            self._error = error

    def _poll(self) -> None:
        ended = not self._thread.is_alive()
        newest = self._task.take()
        if newest is not None:
            self.progressed.emit(newest)
        if not ended or not self._timer.isActive():
            return
        self._timer.stop()
        value, error = self._value, self._error
        self._value = self._error = None
        if error is not None:
            self.failed.emit(error)
        else:
            self.succeeded.emit(value)
