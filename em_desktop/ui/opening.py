"""Opening a file: the reading run, the sheet question, the problems."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.session.run import Run, Task
from em_desktop.session.settings import Settings
from em_desktop.ui.prompts import Prompts

if TYPE_CHECKING:
    from collections.abc import Callable

    from em_desktop.files.journal_folder import Unfinished
    from em_desktop.session.loading import Loaded

_NOT_OPENED = "This file cannot be opened"
_NOT_RESUMED = "This work cannot be gone on with"


class Opener(QObject):
    """Reads one file at a time on a worker.

    The modules that read are imported by the worker: they bring numpy and the parsers, which
    would hold up the first paint of the window.
    """

    began = Signal(str)
    """The file's name."""
    progressed = Signal(object)
    """The share that is read, 0 to 1."""
    opened = Signal(object)
    """The `Loaded` file."""
    ended = Signal()
    """After `opened`, a problem or a cancel."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, prompts: Prompts, window: QWidget, journals: Path | None = None) -> None:
        super().__init__(window)
        self.journals = journals
        self._trouble = _NOT_OPENED
        self._prompts, self._window = prompts, window
        self._run: Run[Loaded] | None = None
        self._path: Path | None = None
        self._settings = Settings()

    @property
    def running(self) -> bool:
        """Whether a file is being read."""
        return self._run is not None

    def open(self, path: Path, settings: Settings, sheet: str | None = None) -> None:
        """Start to read a file; one that is being read already is given up."""
        self.close_down()
        self._trouble = _NOT_OPENED
        self._path, self._settings = path, settings
        words, choices = settings.missing_words, settings.choices_for(path)
        journals = self.journals

        def work(task: Task) -> "Loaded":
            from em_desktop.files.source import ReadOptions
            from em_desktop.session.loading import load

            options = ReadOptions(sheet=sheet)
            return load(
                path, words, options, task.report, task.cancelled, choices, journals=journals
            )

        self._start(work, path.name)

    def resume(self, unfinished: "Unfinished", path: Path | None = None) -> None:
        """Start to read a file that work was left behind on, and to do that work again.

        Args:
            unfinished: the work.
            path: where the file lies now; None for where it lay then.
        """
        self.close_down()
        self._trouble = _NOT_RESUMED

        def work(task: Task) -> "Loaded":
            from em_desktop.session.recovery import resume

            return resume(unfinished, path, task.report, task.cancelled)

        self._start(work, unfinished.name)

    def _start(self, work: "Callable[[Task], Loaded]", name: str) -> None:
        self._run = Run(work, self)
        self._run.progressed.connect(self.progressed)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self.began.emit(name)
        self._run.start()

    def cancel(self) -> None:
        """Ask the reading to stop."""
        if self._run is not None:
            self._run.cancel()

    def close_down(self) -> None:
        """Stop reading and wait for the thread; nothing is announced."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def _succeeded(self, loaded: "Loaded") -> None:
        self._run = None
        self.opened.emit(loaded)
        self.ended.emit()

    def _failed(self, error: BaseException) -> None:
        self._run = None
        self.ended.emit()
        if isinstance(error, ReadCancelled):
            return
        if isinstance(error, SheetNeeded):
            self._ask_sheet(error.sheets)
        elif isinstance(error, FileProblem):
            self._prompts.tell(self._window, self._trouble, str(error))
        else:
            self.crashed.emit(error)

    def _ask_sheet(self, sheets: tuple[str, ...]) -> None:
        from em_desktop.ui.dialogs.sheet_dialog import SheetDialog

        dialog = SheetDialog(
            sheets, self._path.name if self._path is not None else "", self._window
        )
        dialog.chosen.connect(self._open_sheet)
        dialog.open()

    def _open_sheet(self, sheet: str) -> None:
        if self._path is not None:
            self.open(self._path, self._settings, sheet)
