"""Answering suggestions: for the current row, or for the selection."""

from PySide6.QtCore import QObject, Signal

from em_desktop.review.accept import accept, defer, leave_blank, withdraw
from em_desktop.review.edits import Edit, SetCells
from em_desktop.review.entry import ACCEPT_KEY, BLANK_KEY, SKIP_KEY, choices, keys
from em_desktop.review.progress import next_waiting
from em_desktop.review.status import DECIDED, OPEN, WAITING, Status
from em_desktop.review.wording import counted
from em_desktop.session.document import Document
from em_desktop.ui.bulk import BulkAcceptor
from em_desktop.ui.examiner import Examiner
from em_desktop.ui.table.view import RosterView


class Reviewer(QObject):
    """Turns answers into decisions, then goes on to the next row that waits."""

    refused = Signal(str)
    """Why an answer cannot be given."""

    def __init__(
        self, document: Document, view: RosterView, bulk: BulkAcceptor, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.examiner = Examiner()
        self._document = document
        self._view = view
        self._bulk = bulk
        view.review_key.connect(self.answer_key)

    def letters(self) -> dict[str, str]:
        """Return the category that each key chooses."""
        return keys(choices(self._document.reading, self._document.suggestions))

    def answer_key(self, key: str) -> None:
        """Answer the current row by a key."""
        if key == ACCEPT_KEY:
            self.accept()
        elif key == SKIP_KEY:
            self.skip()
        elif key == BLANK_KEY:
            self.leave_blank()
        elif key in self.letters():
            self.choose(self.letters()[key])

    def accept(self) -> None:
        """Accept the suggestions of the selected open rows."""
        suggestions = self._document.suggestions
        rows, ids = self._targets(WAITING)
        if suggestions is None or not ids:
            self.go_on()
            return
        if why := self.examiner.refusal(ids):
            self.refused.emit(why)
            return
        n = counted(len(ids), "suggestion")

        def go_on() -> None:
            if self._document.suggestions is suggestions:
                edit = self.examiner.examined(accept(suggestions, ids), ids, None)
                self._answer(rows, edit, f"accepting {n}")

        self._bulk.ask(suggestions, ids, go_on)

    def choose(self, label: str) -> None:
        """Write a category into the selected rows that lack one: a person's own entry."""
        column = self._document.workspace.roles.category
        rows, ids = self._targets((*OPEN, *DECIDED))
        if column is None or not ids:
            return
        entry = SetCells(column, tuple(ids), (label,) * len(ids))
        edit = self.examiner.examined(entry, ids, label)
        self._answer(rows, edit, f"entering {label} in {counted(len(ids), 'row')}")

    def leave_blank(self) -> None:
        """Leave the selected open rows blank."""
        rows, ids = self._targets((*OPEN, Status.ACCEPTED))
        if ids:
            edit = self.examiner.examined(leave_blank(ids), ids, "")
            self._answer(rows, edit, f"leaving {counted(len(ids), 'row')} blank")

    def skip(self) -> None:
        """Answer later: mark the current open row and go on."""
        rows, ids = self._targets(WAITING)
        if not ids or self.examiner.puts_off(ids):
            self.go_on()
            return
        self._answer(rows, defer(ids), f"skipping {counted(len(ids), 'row')}")

    def withdraw(self) -> None:
        """Take the answers of the selected rows back, a skip too, so that they wait again."""
        _, given = self._targets((*OPEN, Status.ACCEPTED, Status.LEFT_BLANK))
        ids = [i for i in given if i in self._document.workspace.decisions]
        if ids:
            self._document.do(withdraw(ids), f"taking back {counted(len(ids), 'answer')}")

    def begin(self) -> None:
        """Go to the first row that waits, unless the current one does, and take the keys."""
        row = self._view.currentIndex().row()
        if self._targets(WAITING)[0]:
            row -= 1
        self._go_to(self._next(row))
        self._view.setFocus()

    def go_on(self) -> bool:
        """Go to the next row that waits; False where none does."""
        return self._go_to(self._next(self._view.currentIndex().row()))

    def _answer(self, rows: list[int], edit: Edit, text: str) -> None:
        """Answer some rows of the view, then go on to the next that waits.

        That row is looked for beforehand: a filter may let the answered ones go.
        """
        following = self._next(self._view.currentIndex().row(), rows)
        self._document.do(edit, text)
        self._go_to(following)

    def _next(self, after: int, answered: list[int] | None = None) -> int | None:
        """Id of the next row of the view that waits."""
        model = self._view.roster_model()
        examined = self.examiner.following(model.row_ids(answered or []))
        if examined is not None:
            return examined
        row = next_waiting(self._document.status, model.positions, after, answered or ())
        return None if row is None else model.row_ids([row])[0]

    def _go_to(self, row_id: int | None) -> bool:
        column = self._document.workspace.roles.category or 0
        return row_id is not None and self._view.go_to(row_id, column)

    def _targets(self, wanted: tuple[Status, ...]) -> tuple[list[int], list[int]]:
        """Rows and ids of the selected rows (or the current one) in one of these states.

        What stands in an open editor is written first: it may be the answer.
        """
        self._view.commit_editor()
        model = self._view.roster_model()
        rows = self._view.selected_rows() or [self._view.currentIndex().row()]
        status = self._document.status
        inside = [r for r in rows if 0 <= r < len(model.positions)]
        found = [r for r in inside if status[model.positions[r]] in wanted]
        return found, model.row_ids(found)
