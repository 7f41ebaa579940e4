"""Exporting: the summary dialog, the writing run, the problems."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.exporting import corrected_path, export
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format
from em_desktop.review.resolve import resolve
from em_desktop.review.summarise import summarise
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task
from em_desktop.ui.dialogs.export_dialog import ExportChoice, ExportDialog, Target
from em_desktop.ui.prompts import Prompts
from em_desktop.ui.samples import is_sample


@dataclass(frozen=True)
class Written:
    """A file that was written.

    Attributes:
        path: where.
        filled: cells that were filled.
        has_formulas: other cells may be computed from those that changed.
    """

    path: Path
    filled: int
    has_formulas: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the user is told."""
        cells = counted(self.filled, "missing cell")
        done = (f"Written and read back: {self.path.name}, in {self.path.parent}. {cells} filled.",)
        return (*done, _RECALCULATE) if self.has_formulas else done


_RECALCULATE = (
    "The workbook has formulas. Your spreadsheet program computes them anew when it opens the "
    "file; in LibreOffice press Ctrl+Shift+F9."
)


class Exporter(QObject):
    """Writes one document at a time on a worker; the document itself is not changed."""

    began = Signal(str)
    exported = Signal(object)
    """A `Written` file."""
    ended = Signal()
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, prompts: Prompts, window: QWidget) -> None:
        super().__init__(window)
        self._prompts, self._window = prompts, window
        self._document: Document | None = None
        self._written: Workspace | None = None
        self._run: Run[Written] | None = None
        self.before_writing: Callable[[Path, Callable[[], None]], None] | None = None
        """Given the file to write and what to do then: may ask first, or not go on at all."""

    @property
    def running(self) -> bool:
        """Whether a file is being written."""
        return self._run is not None

    def start(self, document: Document, folder: Path | None) -> None:
        """Show the summary and ask where to write.

        Args:
            document: to export.
            folder: for rosters that have none of their own, such as samples.
        """
        if self._run is not None:
            return
        self._document = document
        opened = document.opened
        source_format = opened.source.format
        path = opened.path
        suggested = corrected_path(path or Path("roster.csv"), source_format)
        if path is None or is_sample(path):
            suggested = (folder or Path.home()) / suggested.name
        changes = resolve(document.workspace, document.reading)
        dialog = ExportDialog(
            summarise(document.workspace, document.reading, changes),
            Target(
                suggested,
                tuple(Format),
                path,
                None if path is None else source_format,
                splices=opened.source.splices,
                keeps=opened.source.keeps,
            ),
            self._prompts,
            self._window,
        )
        dialog.chosen.connect(self.write)
        dialog.open()

    def write(self, choice: ExportChoice) -> None:
        """Write the file on a worker, after a question where another program's change is lost."""
        go_on = partial(self._write, choice)
        if self.before_writing is None:
            go_on()
        else:
            self.before_writing(choice.path, go_on)

    def _write(self, choice: ExportChoice) -> None:
        document = self._document
        if document is None or self._run is not None:
            return
        workspace, reading, opened = document.workspace, document.reading, document.opened
        self._written = workspace

        def work(_task: Task) -> Written:
            changes = resolve(workspace, reading, provenance=choice.provenance)
            done = export(opened, workspace, changes, choice.path, overwrite=choice.overwrite)
            formulas = done.spliced and opened.source.has_formulas
            return Written(choice.path, summarise(workspace, reading, changes).filled, formulas)

        self._run = Run(work, self)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self.began.emit(choice.path.name)
        self._run.start()

    def close_down(self) -> None:
        """Wait for a file that is being written, and forget the document."""
        self._document = None
        if self._run is not None:
            self._run.close()
            self._run = None

    def _succeeded(self, exported: Written) -> None:
        self._run = None
        if self._document is not None:
            self._document.saved(self._written)
        self.ended.emit()
        self.exported.emit(exported)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        self.ended.emit()
        if isinstance(error, FileProblem):
            self._prompts.tell(self._window, "The file was not written", str(error))
        else:
            self.crashed.emit(error)
