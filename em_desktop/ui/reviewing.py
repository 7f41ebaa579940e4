"""Answering suggestions: for the current row, for the selection, for all above a threshold."""

from PySide6.QtCore import QObject

from em_desktop.review.accept import accept, leave_blank, open_above, withdraw
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import SetCells, SetDecisions
from em_desktop.review.entry import choices, keys
from em_desktop.review.progress import next_waiting
from em_desktop.review.status import DECIDED, OPEN, WAITING, Status
from em_desktop.review.wording import counted, percent
from em_desktop.session.document import Document
from em_desktop.ui.table.view import ACCEPT_KEY, BLANK_KEY, SKIP_KEY, RosterView


class Reviewer(QObject):
    """Turns answers into decisions, then goes on to the next row that waits."""

    def __init__(self, document: Document, view: RosterView, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._view = view
        view.review_key.connect(self.answer_key)

    def letters(self) -> dict[str, str]:
        """Return the category that each key chooses; ``B`` stays free for blank."""
        labels = choices(self._document.reading, self._document.suggestions)
        return keys(labels, reserved=BLANK_KEY)

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
        ids = self._targets(WAITING)
        if suggestions is None or not ids:
            self.go_on()
            return
        self._document.do(accept(suggestions, ids), f"accepting {counted(len(ids), 'suggestion')}")
        self.go_on()

    def choose(self, label: str) -> None:
        """Write a category into the selected rows that lack one: a person's own entry."""
        column = self._document.workspace.roles.category
        ids = self._targets((*OPEN, *DECIDED))
        if column is None or not ids:
            return
        edit = SetCells(column, tuple(ids), (label,) * len(ids))
        self._document.do(edit, f"entering {label} in {counted(len(ids), 'row')}")
        self.go_on()

    def leave_blank(self) -> None:
        """Leave the selected open rows blank."""
        ids = self._targets((*OPEN, Status.ACCEPTED))
        if ids:
            self._document.do(leave_blank(ids), f"leaving {counted(len(ids), 'row')} blank")
            self.go_on()

    def skip(self) -> None:
        """Answer later: mark the current open row and go on."""
        ids = self._targets(WAITING)
        if ids:
            decisions = {i: Decision(Answer.DEFERRED) for i in ids}
            self._document.do(SetDecisions(decisions), f"skipping {counted(len(ids), 'row')}")
        self.go_on()

    def withdraw(self) -> None:
        """Take the answers of the selected rows back, so that they wait again."""
        ids = self._targets((Status.ACCEPTED, Status.LEFT_BLANK))
        if ids:
            self._document.do(withdraw(ids), f"taking back {counted(len(ids), 'answer')}")

    def accept_above(self, threshold: float) -> int:
        """Accept all open suggestions with at least this probability; return how many."""
        document = self._document
        if document.suggestions is None:
            return 0
        ids = open_above(
            document.suggestions, document.workspace.roster.row_ids, document.status, threshold
        )
        if len(ids):
            edit = accept(document.suggestions, ids.tolist(), threshold)
            n = counted(len(ids), "suggestion")
            document.do(edit, f"accepting {n} of at least {percent(threshold)}")
        return len(ids)

    def begin(self) -> None:
        """Go to the first row that waits, unless the current one does, and take the keys."""
        row = self._view.currentIndex().row()
        if self._targets(WAITING):
            row -= 1
        self._go_to_next(row)
        self._view.setFocus()

    def go_on(self) -> bool:
        """Go to the next row that waits; False where none does."""
        return self._go_to_next(self._view.currentIndex().row())

    def _go_to_next(self, after: int) -> bool:
        model = self._view.roster_model()
        row = next_waiting(self._document.status, model.positions, after)
        if row is None:
            return False
        column = self._document.workspace.roles.category or 0
        self._view.setCurrentIndex(model.index(row, column))
        self._view.scrollTo(self._view.currentIndex())
        return True

    def _targets(self, wanted: tuple[Status, ...]) -> list[int]:
        """Ids of the selected rows (or the current one) that are in one of these states."""
        model = self._view.roster_model()
        rows = self._view.selected_rows() or [self._view.currentIndex().row()]
        status = self._document.status
        inside = [r for r in rows if 0 <= r < len(model.positions)]
        return model.row_ids([r for r in inside if status[model.positions[r]] in wanted])
