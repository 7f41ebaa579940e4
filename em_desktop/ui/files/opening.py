"""Opening a file: the reading run, the question how it is read, the problems."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.roster.folding import shown
from em_desktop.session.run import Run, Task
from em_desktop.session.settings import Settings
from em_desktop.ui.files.clipboard_content import html_and_text
from em_desktop.ui.prompts import Prompts

if TYPE_CHECKING:
    from collections.abc import Callable

    from em_desktop.files.journal.folder import Unfinished
    from em_desktop.files.preview.doubts import Doubt
    from em_desktop.files.preview.how_read import HowRead
    from em_desktop.session.loading import Loaded
    from em_desktop.ui.dialogs.import_dialog import ImportDialog

_NOT_OPENED = "This file cannot be opened"
_NOT_RESUMED = "This work cannot be gone on with"
_NOT_PASTED = "There is no table to paste"

_LONGEST_NAME = 120


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
        self.dialog: ImportDialog | None = None
        self._settings = Settings()

    @property
    def running(self) -> bool:
        """Whether a file is being read."""
        return self._run is not None

    def open(self, path: Path, settings: Settings, how: "HowRead | None" = None) -> None:
        """Start to read a file; one that is being read already is given up.

        Args:
            path: of the file.
            settings: words for missing, and what was chosen for files before.
            how: it is read; None for as before, else as it seems to be meant. Then a person is
                asked where that is doubtful.
        """
        self.close_down()
        self._trouble = _NOT_OPENED
        self._path, self._settings = path, settings
        words, choices = settings.missing_words, settings.choices_for(path)
        journals, bookmarks = self.journals, settings.bookmarks_for(path)

        def work(task: Task) -> "Loaded":
            from em_desktop.session.loading import load

            told = (task.report, task.cancelled, choices)
            return load(path, words, None, *told, journals, how, bookmarks)

        self._start(work, shown(path.name, _LONGEST_NAME))

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

        self._start(work, shown(unfinished.name, _LONGEST_NAME))

    def paste(self, settings: Settings) -> None:
        """Start to make a roster of the table on the clipboard, whose text is not kept."""
        self.close_down()
        self._trouble = _NOT_PASTED
        html, text = html_and_text()
        words = settings.missing_words

        def work(task: Task) -> "Loaded":
            from em_desktop.session.loading import pasted_roster

            return pasted_roster(html, text, words, task.report, task.cancelled)

        self._start(work, "the clipboard")

    def _start(self, work: "Callable[[Task], Loaded]", name: str) -> None:
        self._run = Run(work, self)
        self._run.progressed.connect(self.progressed)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self.began.emit(name)
        self._run.start()

    def ask(
        self,
        path: Path,
        settings: Settings,
        chosen: "Callable[[HowRead], None]",
        how: "HowRead | None" = None,
        doubts: "tuple[Doubt, ...]" = (),
    ) -> None:
        """Ask how a file is to be read.

        Args:
            path: of the file.
            settings: words for missing.
            chosen: called with what the person chose; not called where they cancel.
            how: what is chosen at first.
            doubts: why it is asked.
        """
        from em_desktop.ui.dialogs.import_dialog import ImportDialog

        self.close_down()
        self.dialog = ImportDialog(path, settings.missing_words, how, doubts, self._window)
        self.dialog.chosen.connect(chosen)
        self.dialog.crashed.connect(self.crashed)
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def cancel(self) -> None:
        """Ask the reading to stop."""
        if self._run is not None:
            self._run.cancel()

    def close_down(self) -> None:
        """Stop reading and wait for the thread; nothing is announced."""
        if self.dialog is not None:
            self.dialog.reject()
        if self._run is not None:
            self._run.close()
            self._run = None

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _succeeded(self, loaded: "Loaded") -> None:
        self._run = None
        if loaded.doubts:
            self._ask_about(loaded)
        else:
            self.opened.emit(loaded)
        self.ended.emit()

    def _ask_about(self, loaded: "Loaded") -> None:
        """Let a person look at a doubtful file before it is shown."""
        from em_desktop.files.preview.how_read import HowRead
        from em_desktop.files.source import ReadOptions

        path, settings = self._path, self._settings
        if path is None:
            return
        areas = [doubt.area for doubt in loaded.doubts if doubt.area is not None]
        how = HowRead(ReadOptions(area=areas[0])) if areas else None

        def chosen(how: "HowRead") -> None:
            if how == HowRead():  # as it was read
                self.opened.emit(replace(loaded, how=how, doubts=()))
            else:
                self.open(path, settings, how)

        self.ask(path, settings, chosen, how, doubts=loaded.doubts)

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
        from em_desktop.files.preview.doubts import sheet_doubt

        path, settings = self._path, self._settings
        if path is not None:

            def chosen(how: "HowRead") -> None:
                self.open(path, settings, how)

            self.ask(path, settings, chosen, doubts=(sheet_doubt(sheets),))
