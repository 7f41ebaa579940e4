"""What is being read or written, whoever does it, in one bar."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from em_desktop.ui.busy_bar import BusyBar


class FileWorker(Protocol):
    """Whoever reads or writes one file at a time on a worker thread."""

    @property
    def began(self) -> SignalInstance:
        """With the file's name."""
        ...

    @property
    def progressed(self) -> SignalInstance:
        """With the share that is done, 0 to 1."""
        ...

    @property
    def ended(self) -> SignalInstance:
        """Whatever the end is."""
        ...

    @property
    def crashed(self) -> SignalInstance:
        """With an unexpected exception."""
        ...

    @property
    def running(self) -> bool:
        """Whether a file is being read or written."""
        ...

    def cancel(self) -> None:
        """Ask the work to stop."""
        ...


class FileWork(QObject):
    """Shows the work of several workers, and cancels it.

    Args:
        bar: that shows it.
        crashed: told of unexpected exceptions.
    """

    def __init__(self, bar: BusyBar, crashed: Callable[[BaseException], None]) -> None:
        super().__init__(bar)
        self._bar, self._crashed = bar, crashed
        self._workers: list[FileWorker] = []

    def follow(self, worker: FileWorker, verb: str) -> None:
        """Show what a worker does.

        Args:
            worker: to follow from now on.
            verb: what it does to a file, such as ``Reading``.
        """

        def began(name: str) -> None:
            self._bar.start(f"{verb} {name}…")

        self._workers.append(worker)
        worker.began.connect(began)
        worker.progressed.connect(self._bar.set_progress)
        worker.ended.connect(self.settle)
        worker.crashed.connect(self._crashed)
        self._bar.cancelled.connect(worker.cancel)

    def settle(self) -> None:
        """Take the bar away, unless work goes on."""
        if not any(worker.running for worker in self._workers):
            self._bar.stop()
