"""Reading the first part of a file anew, on a worker, each time a choice changes."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from em_desktop.files.pacing import Pace
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.preview.preview import Preview, Sample, open_sample, preview, take_sample
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import Opened, ReadOptions
from em_desktop.session.run import Run, Task

Read = tuple[ReadOptions, Opened, tuple[str, ...]]
"""Options, what was read with them, and the sheets that must be chosen from."""


class Previewing(QObject):
    """Gives the preview of one file for the newest choices; older ones are given up.

    The file's bytes are read once. Where only the unit or the decimal mark changes, its cells are
    not read again.
    """

    ready = Signal(object)
    """The `Preview` of the newest choices."""
    refused = Signal(str)
    """Why the file cannot be read so, and what to do."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(
        self, path: Path, missing_words: tuple[str, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path, self._missing_words = path, missing_words
        self._sample: Sample | None = None
        self._read: Read | None = None
        self._wanted: HowRead | None = None
        self._run: Run[tuple[Sample, Read, Preview]] | None = None

    @property
    def running(self) -> bool:
        """Whether the newest choices are still to be shown."""
        return self._run is not None

    def show(self, how: HowRead) -> None:
        """Start to read the file with these choices."""
        if self._run is not None:  # it ends soon, and then the newest wish is taken up
            self._wanted = how
            self._run.cancel()
            return
        self._start(how)

    def close_down(self) -> None:
        """Stop reading and wait for the thread; nothing is announced."""
        self._wanted = None
        if self._run is not None:
            self._run.close()
            self._run = None

    def _start(self, how: HowRead) -> None:
        path, words, kept, before = self._path, self._missing_words, self._sample, self._read

        def work(task: Task) -> tuple[Sample, Read, Preview]:
            pace = Pace(None, task.cancelled)
            sample = take_sample(path, pace) if kept is None else kept
            if before is not None and before[0] == how.options:
                read = before
            else:
                read = (how.options, *open_sample(sample, how.options, pace))
            return sample, read, preview(sample, how, read[1], read[2], words)

        self._run = Run(work, self)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self._run.start()

    def _succeeded(self, found: tuple[Sample, Read, Preview]) -> None:
        self._sample, self._read, shown = found
        if not self._go_on():
            self.ready.emit(shown)

    def _failed(self, error: BaseException) -> None:
        if self._go_on():
            return
        if isinstance(error, FileProblem):
            self.refused.emit(str(error))
        elif not isinstance(error, ReadCancelled):
            self.crashed.emit(error)

    def _go_on(self) -> bool:
        """Take up a newer wish, if there is one."""
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return False
        self._start(wanted)
        return True
