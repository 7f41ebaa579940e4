"""What the Edit menu does to the selected cells."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from em_desktop.em.sources import Source
from em_desktop.files.clipboard.text import from_text, to_text
from em_desktop.review import blocks
from em_desktop.review.edits import Edit, assign_role, blank_row, new_rows, toggle_evidence
from em_desktop.review.marks import marks
from em_desktop.review.naming import source_noun
from em_desktop.review.order import flagged
from em_desktop.review.progress import next_flagged, next_match
from em_desktop.review.wording import counted
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.roles import Role
from em_desktop.session.document import Document
from em_desktop.ui.table import clipboard
from em_desktop.ui.table.view import RosterView

NO_BLOCK = "The selected cells are no block. Select the same columns in each of the rows."
ONE_PLACE = "Choose one place to paste to: a cell, or one block of cells."


class Commands(QObject):
    """Spreadsheet commands on one document through its table."""

    refused = Signal(str)
    """Why a command did nothing, in a sentence."""
    began = Signal(str)
    """What is being done, such as ``Pasting``; it may take a moment."""

    def __init__(self, document: Document, view: RosterView, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._view = view

    def copy(self) -> int:
        """Copy the selected block as text; return the number of cells."""
        rows, columns = self._selected()
        if not rows:
            return 0
        self.began.emit("Copying")
        document, positions = self._document, self._view.roster_model().positions[rows]
        block = clipboard.cells(document.workspace, document.status, positions, columns)
        QGuiApplication.clipboard().setText(to_text(block))
        return len(rows) * len(columns)

    def cut(self) -> None:
        """Copy, then clear."""
        n = self.copy()
        if n:
            self._do(self._cleared(), f"cut of {counted(n, 'cell')}")

    def paste(self) -> None:
        """Write the clipboard's block at the selection's upper left corner."""
        self.began.emit("Pasting")
        block = from_text(QGuiApplication.clipboard().text())
        rows, columns = self._selected()
        if not block or not columns:
            return
        if not (_unbroken(rows) and _unbroken(columns)):
            self.refused.emit(ONE_PLACE)
            return
        model = self._view.roster_model()
        first = rows[0] if rows else len(model.positions)  # the line for new rows
        block = [list(row) for row in blocks.fit_block(block, max(len(rows), 1), len(columns))]
        ids = model.row_ids(range(first, first + len(block)))
        if not model.has_entry_line:
            block = block[: len(ids)]
        edit = blocks.paste(self._document.workspace, ids, columns[0], block)
        width = self._document.workspace.roster.n_columns - columns[0]
        n = sum(min(len(row), width) for row in block)
        self._do(edit, f"paste of {counted(n, 'cell')}")

    def clear(self) -> None:
        """Empty the selected cells."""
        self.began.emit("Clearing")
        edit = self._cleared()
        self._do(edit, f"clearing {counted(blocks.size(edit), 'cell')}")

    def fill_down(self) -> None:
        """Copy the first selected row's cells into the selected rows below it."""
        self.began.emit("Filling down")
        rows, columns = self._selected()
        ids = self._view.roster_model().row_ids(rows)
        if len(ids) > 1:
            edit = blocks.fill_down(self._document.workspace, ids, columns)
            self._do(edit, f"filling down {counted((len(ids) - 1) * len(columns), 'cell')}")

    def add_row(self) -> None:
        """Add an empty row at the end, go there and take the keys."""
        self._view.commit_editor()  # it may be a new row itself
        workspace = self._document.workspace
        if not workspace.roster.n_columns:
            return
        edit = new_rows(workspace, [blank_row(workspace)])
        self._document.do(edit, "adding a row")
        self._view.go_to(edit.row_ids[0], workspace.roles.name or 0)
        self._view.setFocus()  # what is typed next belongs there

    def delete_rows(self) -> None:
        """Delete the selected rows."""
        self._view.commit_editor()
        ids = self._view.roster_model().row_ids(self._view.selected_rows())
        if ids:
            self._do(blocks.delete_rows(ids), f"deleting {counted(len(ids), 'row')}")

    def next_flag(self, kind: int | None = None) -> bool:
        """Go to the next row with a flag, of one kind if named; False where none is in view."""
        reading = self._document.reading
        marked = marks(self._document.workspace, self._document.worth_a_look)
        mask = flagged(reading, marked) if kind is None else reading.flags.has(FlagKind(kind))
        row = next_flagged(mask, self._view.roster_model().positions, self._row())
        if row is None:
            return False
        model = self._view.roster_model()
        flags = reading.flags.at(int(model.positions[row]))
        wanted = (f for f in flags if kind in (None, f.kind) and f.column is not None)
        column = next((f.column for f in wanted), None)
        self._go(row, column)
        return True

    def find(self, text: str, *, from_here: bool) -> int:
        """Go to the next row that holds a text; return how many do.

        Args:
            text: compared without case.
            from_here: the current row may match too, as while typing.
        """
        if not text:
            return 0
        positions = self._view.roster_model().positions
        after = self._row() - (1 if from_here else 0)
        columns = self._document.workspace.roster.columns
        row, n = next_match(columns, positions, after, text)
        if row is not None:
            self._go(row, None)
        return n

    def assign_role(self, column: int, role: Role | None) -> None:
        """Say what a column means."""
        self._view.commit_editor()
        workspace = self._document.workspace
        if workspace.roles.role_of(column) is not role:
            name = workspace.roster.header[column] or f"column {column + 1}"
            meaning = role.value if role else "none"
            self._document.do(assign_role(workspace, column, role), f"meaning of {name}: {meaning}")

    def toggle_evidence(self, source: str) -> None:
        """Use a source of evidence from now on, or no more.

        Args:
            source: a `Source`, or its word.
        """
        source = Source(source)
        self._view.commit_editor()
        workspace = self._document.workspace
        name = source_noun(source, workspace, self._document.reading)
        doing = "leaving out" if source in workspace.evidence else "using"
        self._document.do(toggle_evidence(workspace, source), f"{doing} {name}")

    def _selected(self) -> tuple[list[int], list[int]]:
        """Return rows and columns of the selected block; nothing, with a word, if it is none."""
        self._view.commit_editor()
        block = self._view.selected_block()
        if block is None:
            self.refused.emit(NO_BLOCK)
        return block or ([], [])

    def _cleared(self) -> Edit:
        model = self._view.roster_model()
        cells: list[tuple[int, int]] = []
        for part in self._view.selected_ranges():
            for row_id in model.row_ids(range(part.top(), part.bottom() + 1)):
                cells += [(row_id, c) for c in range(part.left(), part.right() + 1)]
        return blocks.clear(self._document.workspace, sorted(set(cells)))

    def _do(self, edit: Edit, text: str) -> None:
        if blocks.size(edit):
            self._document.do(edit, text)

    def _row(self) -> int:
        return self._view.currentIndex().row()

    def _go(self, row: int, column: int | None) -> None:
        at = column if column is not None else max(self._view.currentIndex().column(), 0)
        self._view.go_to_cell(row, at)


def _unbroken(numbers: list[int]) -> bool:
    return not numbers or numbers[-1] - numbers[0] + 1 == len(numbers)
