"""Writing notes of rows."""

from PySide6.QtCore import QObject

from em_desktop.review.edits import SetNotes
from em_desktop.session.document import Document
from em_desktop.ui.card.note_field import NoteField
from em_desktop.ui.card.progress_line import ProgressLine
from em_desktop.ui.table.view import RosterView


class Noter(QObject):
    """Opens the line for a note, and makes a step of what is written there."""

    def __init__(
        self, document: Document, view: RosterView, line: ProgressLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._line = document, view, line
        self._row_id: int | None = None
        field: NoteField = line.note_field
        field.written.connect(self._written)
        field.closed.connect(self._closed)

    def open(self) -> None:
        """Let a note of the current row be written, or the one that is there be changed."""
        self._view.commit_editor()
        row_id = self._view.current_row_id()
        if row_id is not None:
            self._row_id = row_id
            self._line.open_note(self._document.workspace.notes.get(row_id, ""))

    def remove(self) -> None:
        """Take the note of the current row away."""
        row_id = self._view.current_row_id()
        if row_id is not None:
            self._set(row_id, None)

    @property
    def can_remove(self) -> bool:
        """Whether the current row has a note."""
        return self._view.current_row_id() in self._document.workspace.notes

    def _written(self, note: str | None) -> None:
        if self._row_id is not None:
            self._set(self._row_id, note)

    def _set(self, row_id: int, note: str | None) -> None:
        self._view.commit_editor()
        workspace = self._document.workspace
        there = workspace.roster.position(row_id) is not None
        if there and workspace.notes.get(row_id) != note:
            text = "removing a note" if note is None else "noting something"
            self._document.do(SetNotes({row_id: note}), text)

    def _closed(self) -> None:
        """Give the keys back to the table, where the field had them."""
        had_keys = self._line.note_field.line.hasFocus()
        self._line.close_note()
        if had_keys:
            self._view.setFocus()
