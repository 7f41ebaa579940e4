"""Answering suggestions: for the current row, for the selection, for all above a threshold."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from em_desktop.review.accept import (
    Forecast,
    accept,
    defer,
    forecast,
    leave_blank,
    open_above,
    withdraw,
)
from em_desktop.review.edits import Edit, SetCells
from em_desktop.review.entry import ACCEPT_KEY, BLANK_KEY, SKIP_KEY, choices, keys
from em_desktop.review.progress import next_waiting
from em_desktop.review.status import DECIDED, OPEN, WAITING, Status
from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.wording import counted, percent
from em_desktop.roster.table import RowIds
from em_desktop.session.document import Document
from em_desktop.ui.table.view import RosterView

_NO_COST = Forecast(1, 0.0, 0, 0)
"""Of a single row, which whoever accepts it has seen."""


class Reviewer(QObject):
    """Turns answers into decisions, then goes on to the next row that waits."""

    doubted = Signal(object, object)
    """So many suggestions would be wrong, or they are so old, that the person is to be asked: their
    `Forecast`, and what accepts them nevertheless."""

    def __init__(self, document: Document, view: RosterView, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._view = view
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
        n = counted(len(ids), "suggestion")

        def go_on() -> None:
            if self._document.suggestions is suggestions:
                self._answer(rows, accept(suggestions, ids), f"accepting {n}")

        several = np.array(ids, dtype=np.int64)
        self._ask(self._cost(suggestions, several) if len(ids) > 1 else _NO_COST, go_on)

    def choose(self, label: str) -> None:
        """Write a category into the selected rows that lack one: a person's own entry."""
        column = self._document.workspace.roles.category
        rows, ids = self._targets((*OPEN, *DECIDED))
        if column is None or not ids:
            return
        edit = SetCells(column, tuple(ids), (label,) * len(ids))
        self._answer(rows, edit, f"entering {label} in {counted(len(ids), 'row')}")

    def leave_blank(self) -> None:
        """Leave the selected open rows blank."""
        rows, ids = self._targets((*OPEN, Status.ACCEPTED))
        if ids:
            self._answer(rows, leave_blank(ids), f"leaving {counted(len(ids), 'row')} blank")

    def skip(self) -> None:
        """Answer later: mark the current open row and go on."""
        rows, ids = self._targets(WAITING)
        if not ids:
            self.go_on()
            return
        self._answer(rows, defer(ids), f"skipping {counted(len(ids), 'row')}")

    def withdraw(self) -> None:
        """Take the answers of the selected rows back, a skip too, so that they wait again."""
        _, given = self._targets((*OPEN, Status.ACCEPTED, Status.LEFT_BLANK))
        ids = [i for i in given if i in self._document.workspace.decisions]
        if ids:
            self._document.do(withdraw(ids), f"taking back {counted(len(ids), 'answer')}")

    def above(self, threshold: float) -> RowIds:
        """Return the ids of open suggestions with at least this probability."""
        document = self._document
        if document.suggestions is None:
            return np.empty(0, dtype=np.int64)
        return open_above(
            document.suggestions,
            document.workspace.roster.row_ids,
            document.status,
            threshold,
            document.workspace.decisions,
        )

    def forecast(self, threshold: float) -> Forecast | None:
        """Return what accepting all of them would cost; None while there are no suggestions."""
        suggestions = self._document.suggestions
        if suggestions is None:
            return None
        found = self._cost(suggestions, self.above(threshold), threshold)
        return found if found.rows else replace(found, left=len(self.above(0.0)) > 0)

    def accept_above(self, threshold: float) -> None:
        """Accept all open suggestions with at least this probability."""
        document, ids = self._document, self.above(threshold)
        suggestions = document.suggestions
        if suggestions is None or not len(ids):
            return
        self._view.setFocus()  # before a button that has done its work gives the keys to anything

        def go_on() -> None:
            if document.suggestions is suggestions:
                edit = accept(suggestions, ids.tolist(), threshold)
                n = counted(len(ids), "suggestion")
                document.do(edit, f"accepting {n} of at least {percent(threshold)}")

        self._ask(self._cost(suggestions, ids, threshold), go_on)

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

    def _cost(self, suggestions: Suggestions, ids: RowIds, threshold: float = 0.0) -> Forecast:
        stale = self._document.freshness is Freshness.STALE
        return replace(forecast(suggestions, ids, threshold), stale=stale)

    def _ask(self, cost: Forecast, go_on: Callable[[], None]) -> None:
        """Go on at once, unless the person should be asked."""
        if cost.asked:
            self.doubted.emit(cost, go_on)
        else:
            go_on()

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
