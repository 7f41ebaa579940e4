"""Showing what an export changes, and saving the receipt of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.problem import FileProblem
from em_desktop.files.receipts import receipt_bytes, receipt_path
from em_desktop.files.replacing import is_taken, replace_file
from em_desktop.review.changes import Changes
from em_desktop.review.differences import Differences, differences
from em_desktop.review.receipt import Receipt, receipt
from em_desktop.review.resolve import resolve
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task
from em_desktop.ui.dialogs.changes_dialog import ChangesDialog
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.prompts import Prompts, replacing


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A document at one moment, with all that tells what an export of it changes.

    Attributes:
        workspace: with edits and decisions.
        reading: of its roster.
        suggestions: of the newest fit.
        written: when cells were written, by row id and column.
        file: name of the roster's file; empty for an untitled roster.
        changes: what an export has written; None where there was none yet.
    """

    workspace: Workspace
    reading: Reading
    suggestions: Suggestions | None
    written: Mapping[tuple[int, int], float] = field(default_factory=lambda: MappingProxyType({}))
    file: str = ""
    changes: Changes | None = None

    @classmethod
    def of(cls, document: Document) -> "Snapshot":
        """Return a document as it is now."""
        path = document.opened.path
        return cls(
            document.workspace,
            document.reading,
            document.suggestions,
            document.last_written,
            path.name if path is not None else "",
        )

    @property
    def differences(self) -> Differences:
        """What is otherwise than in the file."""
        return differences(self.workspace, self.resolved, self.written)

    def receipt(self) -> Receipt:
        """Return the receipt, made now."""
        return receipt(
            *(self.workspace, self.reading, self.suggestions, self.resolved),
            file=self.file,
            time=datetime.now(UTC).astimezone(),
            written=self.written,
        )

    @property
    def resolved(self) -> Changes:
        """What an export has written, or would write."""
        found = self.changes
        return resolve(self.workspace, self.reading) if found is None else found


class ChangesShower(QObject):
    """Works out and shows the changes of one document at a time."""

    cell_wanted = Signal(int, int)
    """Row id and column that the user wants to see in the roster."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, prompts: Prompts, window: QWidget) -> None:
        super().__init__(window)
        self._prompts, self._window = prompts, window
        self._run: Run[object] | None = None
        self._done: Callable[[object], None] = _ignore
        self._parent: QWidget = window

    def show(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        """Show the changes side by side.

        Args:
            snapshot: of the document.
            parent: the window or dialog that they belong to.
        """
        self._parent = parent or self._window

        def opened(found: object) -> None:
            if isinstance(found, Differences):
                self._open(found, snapshot)

        self._start(lambda _task: snapshot.differences, opened)

    def save_receipt(self, snapshot: Snapshot, folder: Path) -> None:
        """Ask where to save the receipt, and save it.

        Args:
            snapshot: of the document.
            folder: where to start.
        """
        suggested = receipt_path(folder / (snapshot.file or "roster.csv"))

        def chosen(path: Path) -> None:
            if not path.suffix:
                path = path.with_suffix(".csv")
            if not is_taken(path):
                self._save(snapshot, path)
                return
            self._prompts.ask(
                self._window,
                replacing(path),
                lambda key: self._save(snapshot, path) if key == "replace" else None,
            )

        self._prompts.choose_save_file(self._window, suggested, chosen)

    def close_down(self) -> None:
        """Stop, and show nothing any more."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def _save(self, snapshot: Snapshot, path: Path) -> None:
        def work(_task: Task) -> object:
            replace_file(path, receipt_bytes(snapshot.receipt(), path), overwrite=True)
            return path

        self._start(work, _ignore)

    def _open(self, found: Differences, snapshot: Snapshot) -> None:
        when = "as it was written" if snapshot.changes is not None else "as it would be written now"
        against = f"{when}, compared with {snapshot.file or 'the empty roster'} as it was opened."
        dialog = ChangesDialog(found, (f"The corrected roster {against}",), self._parent)
        dialog.wanted.connect(self.cell_wanted)
        if isinstance(self._parent, ExportDialog):
            dialog.finished.connect(self._parent.resume)
            dialog.wanted.connect(self._parent.reject)
        dialog.receipt_wanted.connect(lambda: self.receipt_wanted(snapshot))
        dialog.open()

    def receipt_wanted(self, snapshot: Snapshot) -> None:
        """Save the receipt from where the file lies."""
        self.save_receipt(snapshot, self.folder)

    folder = Path()
    """Where receipts are offered to be saved."""

    def _start(self, work: Callable[[Task], object], done: Callable[[object], None]) -> None:
        if self._run is not None:
            return
        self._done = done
        self._run = Run(work, self)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self._run.start()

    def _succeeded(self, value: object) -> None:
        self._run = None
        self._done(value)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        if isinstance(error, FileProblem):
            self._prompts.tell(self._window, "The receipt was not written", str(error))
        else:
            self.crashed.emit(error)


def _ignore(_value: object) -> None:
    """Take a value that nobody waits for."""
