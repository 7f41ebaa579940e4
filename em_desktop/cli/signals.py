"""Being asked to end: by Ctrl+C, by the system (SIGTERM), or by a terminal that closes (SIGHUP).

Loaded before all else, so it imports little.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

CANCELLED = 3
"""The exit code."""
CANCELLED_SENTENCE = "Cancelled; no file was written."

_ASKING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@contextmanager
def leaving_quietly() -> Iterator[None]:
    """End the process at once where an interrupt comes, as long as there is nothing to undo.

    An exception would not do: while modules load, Python may print it and go on.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave(_number: int, _frame: FrameType | None) -> None:
    try:
        os.write(2, f"em-desktop: {CANCELLED_SENTENCE}\n".encode())
    finally:  # even if nobody listens
        os._exit(CANCELLED)


class Interruption:
    """A context in which all such signals raise ``KeyboardInterrupt``, but never while held back.

    They are held back while modules load, because half a module cannot be told from a broken
    one, and while files are written, because half of that would be told untruly. Signals that
    the caller has switched off (``nohup``) stay off.
    """

    def __init__(self) -> None:
        self._asked = False
        self._held = False
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> "Interruption":
        """Begin to listen."""
        for number in _ASKING:
            before = signal.getsignal(number)
            if before not in (signal.SIG_IGN, None):
                self._before[number] = before
                signal.signal(number, self._ask)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Leave the signals as they were."""
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type] # what getsignal() returned

    def hold(self) -> None:
        """Hold signals back from now on.

        Raises:
            KeyboardInterrupt: one has come before and was lost in other code.
        """
        self._held = True
        if self._asked:
            raise KeyboardInterrupt

    def release(self) -> None:
        """Let signals through again.

        Raises:
            KeyboardInterrupt: one has come meanwhile.
        """
        self._held = False
        if self._asked:
            raise KeyboardInterrupt

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._held:
            raise KeyboardInterrupt
