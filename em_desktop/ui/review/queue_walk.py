"""Walking through the rows that wait: which one comes next, and which came before."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.queue import Waiting, following, order_keys, skipped, waiting_for_an_answer
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.show import Show
from em_desktop.review.status import OPEN, WAITING
from em_desktop.roster.same import are_same
from em_desktop.roster.table import Roster, RowIds
from em_desktop.session.document import Document
from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.table.view import RosterView


class QueueWalk:
    """Finds the way through the queue of what the table shows.

    Where it shows rows that are worth a look, these are the queue, in the table's own order.

    Attributes:
        order: in which suggestions come.
        only: ids of the rows to which the review is limited; None for all.
    """

    def __init__(self, document: Document, view: RosterView) -> None:
        self.order = QueueOrder.FILE
        self.only: RowIds | None = None
        self._document, self._view = document, view
        self._known: tuple[tuple[object, ...], NDArray[np.float64] | None] = ((), None)
        self._counted: tuple[tuple[object, ...], tuple[int, bool]] = ((), (0, False))

    @property
    def is_looking(self) -> bool:
        """Whether the queue is of recorded rows that look odd."""
        model = self._view.model()
        return isinstance(model, RosterModel) and model.show is Show.WORTH_A_LOOK

    def next(self, after: int, answered: Sequence[int] = ()) -> int | None:
        """Return the id of the row that comes next; None where none waits.

        Args:
            after: a row of the view; -1 for the first of the queue.
            answered: rows of the view that are being answered.
        """
        model = self._view.roster_model()
        row = following(self._waiting(), model.positions, after, answered)
        return None if row is None else model.row_ids([row])[0]

    def has_suggestion(self, row_id: int | None) -> bool:
        """Whether a suggestion for a row waits for an answer."""
        at = 0 if row_id is None else np.searchsorted(self._roster.row_ids, row_id)
        return row_id is not None and bool(np.isin(self._document.status[at], WAITING))

    @property
    def left(self) -> int:
        """How many rows wait for an answer to what the fit says of them."""
        return self._counts()[0]

    @property
    def goes_on(self) -> bool:
        """Whether some row waits, with a suggestion or, once there was a fit, without."""
        return self._counts()[1]

    def _counts(self) -> tuple[int, bool]:
        """Return `left` and `goes_on`, found once for each state: a key and its card ask often."""
        document = self._document
        basis = (
            *(document.status, document.suggestions, document.worth_a_look),
            *(self.only, self.is_looking),
        )
        if not are_same(basis, self._counted[0]):
            self._counted = basis, self._count()
        return self._counted[1]

    def _count(self) -> tuple[int, bool]:
        if self.is_looking:
            left = int(self._limited(self._odd()).sum())
            return left, left > 0
        document = self._document
        left = int(self._limited(np.isin(document.status, WAITING)).sum())
        if document.suggestions is None:
            return left, left > 0
        return left, bool(self._limited(np.isin(document.status, OPEN)).any())

    def _odd(self) -> NDArray[np.bool_]:
        """Return which rows (n_rows,) are worth a look."""
        rows = np.zeros(self._roster.n_rows, dtype=bool)
        rows[self._roster.positions(self._document.worth_a_look.row_ids)] = True
        return rows

    def _limited(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which of some rows (n_rows,) belong to those that are reviewed just now."""
        if self.only is None:
            return rows
        chosen = np.zeros(len(rows), dtype=bool)
        chosen[self._roster.there(self.only)] = True
        return rows & chosen

    @property
    def _roster(self) -> Roster:
        return self._document.workspace.roster

    def _waiting(self) -> Waiting:
        document = self._document
        later = skipped(document.workspace.decisions, self._roster.row_ids)
        if self.is_looking:
            return Waiting(self._limited(self._odd()), later=later)
        keys = self._keys()
        waiting = waiting_for_an_answer(document.status, document.suggestions, keys, later)
        return replace(waiting, rows=self._limited(waiting.rows))

    def _keys(self) -> NDArray[np.float64] | None:
        """Return what the order goes by, computed once for each fit."""
        document = self._document
        suggestions, reading = document.suggestions, document.reading
        ids = self._roster.row_ids
        basis = (self.order, suggestions, reading.groups, ids)
        if not are_same(basis, self._known[0]):
            self._known = (basis, order_keys(self.order, suggestions, reading, ids))
        return self._known[1]
