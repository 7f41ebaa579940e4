"""Copying the whole corrected table to the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from em_desktop.files.clipboard.text import Copied, copied
from em_desktop.files.problem import FileProblem
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task
from em_desktop.ui.waiting import MANY


class TableCopier(QObject):
    """Puts the table as an export would write it on the clipboard, made on a worker."""

    told = Signal(str)
    """How many rows were copied, or why none."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, document: Document, commit: Callable[[], None], parent: QObject) -> None:
        """Copy from a document.

        Args:
            document: to copy from.
            commit: writes what an open cell editor holds.
            parent: owns this.
        """
        super().__init__(parent)
        self._document, self._commit = document, commit
        self._run: Run[Copied] | None = None

    def copy(self) -> None:
        """Start to copy; a copy that is being made already is given up."""
        self.close_down()
        self._commit()
        workspace, reading = self._document.workspace, self._document.reading
        if workspace.roster.n_rows >= MANY:
            self.told.emit("Copying the whole table…")

        def work(_task: Task) -> Copied:
            return copied(workspace, reading)

        self._run = Run(work, self)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self._run.start()

    def close_down(self) -> None:
        """Wait for a copy that is being made, and forget it."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def _succeeded(self, made: Copied) -> None:
        self._run = None
        held = QMimeData()
        held.setText(made.text)
        held.setHtml(made.html)
        QGuiApplication.clipboard().setMimeData(held)
        self.told.emit(made.sentence)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        if isinstance(error, FileProblem):
            self.told.emit(str(error))
        else:
            self.crashed.emit(error)
