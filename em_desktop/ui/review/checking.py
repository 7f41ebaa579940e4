"""Measuring the suggestions while a person answers: a sample of the sure ones, or blind answers."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from em_desktop.review.check_words import (
    blind_words,
    is_worse_than_expected,
    place_words,
    result_words,
    so_far_words,
)
from em_desktop.review.checks import CheckKind
from em_desktop.review.edits import Edit, SetChecks, Several
from em_desktop.review.measuring import can_measure, is_blind, measured, sample_of, told_by
from em_desktop.review.sampling import Sample, sample
from em_desktop.review.status import WAITING
from em_desktop.review.suggestions import Suggestions
from em_desktop.session.document import Document
from em_desktop.ui.examiner import Examiner
from em_desktop.ui.review.bulk import BulkAcceptor

BLIND_REFUSAL = (
    "What EM suggests is hidden, so there is nothing to accept: press a category’s letter, "
    "or leave blind mode."
)


NOT_BLIND = "The last row is not measured: what EM suggests for it was in view before."


class Checker(QObject, Examiner):
    """Notes what is measured beside each answer, and leads through a sample."""

    changed = Signal()
    """A sample began, went on or was left."""
    row_wanted = Signal(int)
    """Id of the row to look at now."""

    def __init__(self, document: Document, bulk: BulkAcceptor, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._bulk = document, bulk
        self._running: Sample | None = None
        self._passed: list[int] = []
        self._left: Sample | None = None
        """The sample that was left last: whoever answers a row of it elsewhere is counted too."""
        self._told: set[int] = set(told_by(p.edit for p in document.steps.points))
        """Rows of which the suggestion was shown: no later answer to them is blind."""
        self._unmeasured = False
        document.changed.connect(self._refresh)
        bulk.moved.connect(self._threshold_moved)
        bulk.accepted.connect(self.leave)

    @property
    def running(self) -> Sample | None:
        """The sample that is being looked at."""
        return self._running

    def start(self) -> None:
        """Look at a sample of what the threshold takes in, or go on where it was left."""
        found = self._sample(self._bulk.threshold)
        if found is None or not found.size:
            return
        self._running, self._passed = found, []
        self.changed.emit()
        self._go_on()

    def leave(self) -> None:
        """Look at no more rows; what was said of them is kept."""
        if self._running is not None:
            self._left, self._running, self._passed = self._running, None, []
            self.changed.emit()

    def accept_others(self) -> None:
        """Accept the rows of which the sample was drawn."""
        if self._running is not None:
            self._bulk.accept_above(self._running.threshold)

    def raise_threshold(self) -> None:
        """Allow half the doubt from now on; that takes in other rows, which have another sample.

        How far is not read off the answers: just beyond what was wrong, all would look right.
        """
        found = self._running
        if found is not None:
            self.leave()
            self._bulk.set_threshold((1 + found.threshold) / 2)

    # What is said while it goes on.

    @property
    def place(self) -> str:
        """Where a person is in the sample: ``Sample 3 of 10``; empty outside of one."""
        found = self._running
        if found is None or not found.waiting:
            return ""
        return place_words(found)

    @property
    def said(self) -> str:
        """What the sample says so far, or in the end."""
        found = self._running
        if found is None:
            return ""
        if found.waiting:
            return so_far_words(found)
        return result_words(found, self._bulk.forecast(found.threshold))

    @property
    def speaks_against(self) -> bool:
        """Whether the sample, looked at as a whole, speaks against accepting the others."""
        found = self._running
        if found is None or found.waiting:
            return False
        return is_worse_than_expected(found, self._bulk.forecast(found.threshold))

    @property
    def last_blind(self) -> str:
        """What the last blind answer was beside what EM would have said; empty without one."""
        if self._unmeasured:
            return NOT_BLIND
        return blind_words(self._document.workspace.checks.values())

    # What a reviewer asks.

    def refusal(self, row_ids: Sequence[int]) -> str:
        """Say that a suggestion that is hidden cannot be accepted."""
        hidden = any(self._document.hides(row_id) for row_id in row_ids)
        return BLIND_REFUSAL if hidden else ""

    def examined(self, edit: Edit, row_ids: Sequence[int], said: str | None) -> Edit:
        """Return an answer with what it measures; an answer to many rows at once measures none."""
        suggestions = self._document.suggestions
        if len(row_ids) != 1 or suggestions is None:
            return edit
        (row_id,) = row_ids
        workspace, suggested = self._document.workspace, suggestions.of(row_id)
        if suggested is None or not can_measure(said, workspace):
            return edit
        hidden = self._document.hides(row_id)
        blind = is_blind(row_id, workspace, self._told, hidden=hidden)
        found = self._sample_of(row_id, suggestions)
        check = measured(suggested, suggestions.number, said, found, is_blind=blind)
        self._unmeasured = hidden and check is None
        if check is None:
            return edit
        if check.kind is CheckKind.BLIND:
            self._told.add(row_id)
        return Several((edit, SetChecks({row_id: check})))

    def saw(self, row_id: int | None) -> None:
        """Note that a row is looked at: once its suggestion was in view, no answer is blind."""
        suggestions = self._document.suggestions
        if row_id is None or suggestions is None or self._document.hides(row_id):
            return
        if row_id not in self._told and suggestions.of(row_id) is not None:
            self._told.add(row_id)

    def has_shown(self, row_id: int | None) -> bool:
        """Whether the suggestion of a row was in view."""
        return row_id in self._told

    def puts_off(self, row_ids: Sequence[int]) -> bool:
        """Whether these rows are of the sample: they come again at its end."""
        found = self._running
        if found is None or not set(row_ids) <= set(found.waiting):
            return False
        self._passed = [i for i in self._passed if i not in row_ids] + list(row_ids)
        return True

    def following(self, answered: Sequence[int]) -> int | None:
        """Return the next row of the sample; its last one, once it is all answered."""
        found = self._running
        if found is None:
            return None
        waiting = self._in_order(found, answered)
        if waiting:
            return waiting[0]
        return answered[-1] if answered else None

    # Inside.

    def _sample_of(self, row_id: int, suggestions: Suggestions) -> Sample | None:
        workspace = self._document.workspace
        at = workspace.roster.positions([row_id])[0]
        waits = int(self._document.status[at]) in WAITING
        seen = self._running, self._left, workspace, suggestions
        return sample_of(row_id, *seen, waits=waits)

    def _in_order(self, found: Sample, answered: Sequence[int] = ()) -> list[int]:
        """Return the rows that wait, those that were passed over last."""
        left = [i for i in found.waiting if i not in answered]
        passed = [i for i in self._passed if i in left]
        return [*(i for i in left if i not in passed), *passed]

    def _go_on(self) -> None:
        found = self._running
        if found is not None and found.waiting:
            self.row_wanted.emit(self._in_order(found)[0])

    def _sample(self, threshold: float) -> Sample | None:
        suggestions = self._document.suggestions
        if suggestions is None:
            return None
        ids = self._bulk.above(threshold)
        return sample(self._document.workspace, suggestions, ids, threshold)

    def _refresh(self, _scope: object = None) -> None:
        """Follow the document; a fit by other evidence has another sample."""
        before = self._running
        if before is None:
            return
        now = self._sample(before.threshold)
        if now is None or now.draw != before.draw or not now.size:
            self.leave()
            return
        self._running = now
        self.changed.emit()

    def _threshold_moved(self) -> None:
        found = self._running
        if found is not None and found.threshold != self._bulk.threshold:
            self.leave()
