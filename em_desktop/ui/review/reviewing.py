"""Answering rows: the current one, or those that are selected."""

from PySide6.QtCore import QObject, Signal

from em_desktop.review.accept import accept, confirm, defer, leave_blank, withdraw
from em_desktop.review.acts import fitting
from em_desktop.review.answer_keys import USUAL, Act, AnswerKeys
from em_desktop.review.course import Course
from em_desktop.review.decisions import Answer
from em_desktop.review.edits import Edit, SetCells, Several
from em_desktop.review.entry import choices
from em_desktop.review.pace import time_left
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.reopening import instead
from em_desktop.review.status import DECIDED, OPEN, WAITING, Status
from em_desktop.review.trail import before
from em_desktop.review.wording import counted
from em_desktop.roster.table import RowIds
from em_desktop.session.document import Document
from em_desktop.ui.examiner import Examiner
from em_desktop.ui.key_names import writes_text
from em_desktop.ui.review.answer_trail import AnswerTrail
from em_desktop.ui.review.bulk import BulkAcceptor
from em_desktop.ui.review.queue_walk import QueueWalk
from em_desktop.ui.table.view import RosterView


class Reviewer(QObject):
    """Turns answers into decisions, then goes on to the next row that waits.

    Of recorded rows that look odd only the current one is answered: never several at once.
    """

    refused = Signal(str)
    """Why an answer cannot be given."""
    stuck = Signal(str)
    """Why there is no way to go on."""
    order_chosen = Signal(object)
    """The `QueueOrder` in which a person wants the rows from now on."""
    note_wanted = Signal()
    """A person wants to note something of the current row."""
    course_changed = Signal()
    """Other keys, another order, or another row to be answered anew."""

    went_on = Signal()
    """A row was answered, and the next is current."""

    def __init__(
        self, document: Document, view: RosterView, bulk: BulkAcceptor, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.examiner = Examiner()
        self._document = document
        self._view = view
        self._bulk = bulk
        self._walk = QueueWalk(document, view)
        self._keys = USUAL
        self._times: list[float] = []
        self.is_going_on = False
        """Whether a row is being answered: its card gives way to the next one's at once."""
        self._reopened: int | None = None
        self._expects_fit = False
        self._trail = AnswerTrail(document)
        view.takes_key = self.takes_key
        view.review_key.connect(self._pressed)
        view.current_changed.connect(self._moved)
        bulk.accepted.connect(self._leave_accepted)

    # Keys and order.

    @property
    def course(self) -> Course:
        """How the review goes on just now."""
        return Course(
            keys=self._keys,
            order=self.order,
            time_left=time_left(self._times, self._walk.left),
            can_go_back=before(self._trail.rows, self._view.current_row_id()) is not None,
            can_go_on=self._walk.goes_on,
            looking=self._walk.is_looking,
            reopened=self._is_reopened(),
        )

    @property
    def keys(self) -> AnswerKeys:
        """The keys that answer."""
        return self._keys

    @property
    def order(self) -> QueueOrder:
        """In which order suggestions come."""
        return self._walk.order

    def set_order(self, order: QueueOrder) -> None:
        """Go through the rows in another order, from its first on."""
        self._walk.order = order
        self.order_chosen.emit(order)
        self.course_changed.emit()
        self._go_to(self._walk.next(-1))

    def use(self, keys: AnswerKeys, order: QueueOrder) -> None:
        """Follow a person's settings."""
        if (keys, order) != (self._keys, self.order):
            self._keys, self._walk.order = keys, order
            self.course_changed.emit()

    def letters(self) -> dict[str, str]:
        """Return the category that each key chooses."""
        return self._keys.letters(choices(self._document.reading, self._document.suggestions))

    def expect_fit(self, is_running: bool) -> None:
        """Let what is typed while a fit runs overwrite nothing where the keys are just then.

        It is meant for the rows that the fit is to bring. Whoever goes to another cell means that.
        """
        self._expects_fit = is_running

    def takes_key(self, key: str) -> bool:
        """Whether a key that is pressed in the table does not do there what it does in tables."""
        return self._answers(key) or (self._expects_fit and writes_text(key))

    def _pressed(self, key: str) -> None:
        if self._answers(key):
            self.answer_key(key)

    def _answers(self, key: str) -> bool:
        """Whether a key that is pressed in the table answers its current cell."""
        row_id, act = self._view.current_row_id(), self._act(key)
        if act is None or row_id is None:
            return False
        if act is Act.NOTE and not writes_text(key):
            return True
        if self._view.currentIndex().column() != self._document.workspace.roles.category:
            return False
        status, reopened = self._status(row_id), self._is_reopened()
        if act is Act.BACK or reopened:
            return True
        if act is Act.SKIP and self._document.suggestions is not None:
            return True  # never a blank typed over what is recorded or decided
        if status is Status.RECORDED:
            corrects = act is Act.CATEGORY and self._is_misspelt(row_id)
            return corrects or (self._walk.is_looking and self._is_odd(row_id))
        return status not in DECIDED and act in self._fitting(row_id)

    def answer_key(self, key: str) -> None:
        """Answer the current row by a key."""
        match self._act(key):
            case Act.ACCEPT:
                self.accept()
            case Act.SKIP:
                self.skip()
            case Act.BLANK:
                self.leave_blank()
            case Act.BACK:
                self.back()
            case Act.NOTE:
                self.note_wanted.emit()
            case Act.CATEGORY:
                self.choose(self.letters()[key])

    @property
    def is_looking(self) -> bool:
        """Whether recorded rows that look odd are the queue."""
        return self._walk.is_looking

    @property
    def is_at_odd_row(self) -> bool:
        """Whether the current row is a recorded one to be looked at."""
        row_id = self._view.current_row_id() if self._view.model() is not None else None
        return row_id is not None and self._is_odd(row_id)

    # Answers.

    def accept(self) -> None:
        """Accept the suggestions of the selected open rows, or call a recorded row right."""
        suggestions = self._document.suggestions
        if self._look(Answer.CONFIRMED):
            return
        wanted = (*WAITING, Status.LEFT_BLANK) if self._is_reopened() else WAITING
        rows, ids = self._targets(wanted)
        if suggestions is None or not ids:
            self.go_on()
            return
        if why := self.examiner.refusal(ids):
            self.refused.emit(why)
            return

        def go_on() -> None:
            if self._document.suggestions is suggestions:
                edit = self.examiner.examined(accept(suggestions, ids), ids, None)
                self._answer(rows, edit, f"accepting {counted(len(ids), 'suggestion')}")

        self._bulk.ask(suggestions, ids, go_on)

    def choose(self, label: str) -> None:
        """Write a category into the selected rows that lack one: a person's own entry."""
        column = self._document.workspace.roles.category
        if self._look(label):
            return
        rows, ids = self._targets((*OPEN, *DECIDED))
        row_id = self._view.current_row_id()
        if not ids and row_id is not None and self._is_misspelt(row_id):
            rows, ids = [self._view.currentIndex().row()], [row_id]
        if column is None or not ids:
            return
        entry = SetCells(column, tuple(ids), (label,) * len(ids))
        edit = self.examiner.examined(entry, ids, label)
        self._answer(rows, edit, f"entering {label} in {counted(len(ids), 'row')}")

    def leave_blank(self) -> None:
        """Leave the selected rows blank, as far as they are not recorded."""
        if self._look(Answer.LEFT_BLANK):
            return
        entered = (Status.ENTERED,) if self._is_reopened() else ()
        rows, ids = self._targets((*OPEN, Status.ACCEPTED, *entered))
        if ids:
            blank = self._cleared(ids, leave_blank(ids))
            edit = self.examiner.examined(blank, ids, "")
            self._answer(rows, edit, f"leaving {counted(len(ids), 'row')} blank")

    def skip(self) -> None:
        """Answer later: mark the current open row and go on."""
        if self._look(Answer.DEFERRED):
            return
        inferred = self._document.suggestions is not None
        decided = DECIDED if self._is_reopened() else ()
        rows, ids = self._targets((*(OPEN if inferred else WAITING), *decided))
        if not ids or self.examiner.puts_off(ids):
            self.go_on()
            return
        skipping = self._cleared(ids, defer(ids))
        self._answer(rows, skipping, f"skipping {counted(len(ids), 'row')}", decides=False)

    def withdraw(self) -> None:
        """Take the answers of the selected rows back, a skip too, so that they wait again."""
        _, given = self._targets((*OPEN, Status.ACCEPTED, Status.LEFT_BLANK, Status.RECORDED))
        ids = [i for i in given if i in self._document.workspace.decisions]
        if ids:
            self._document.do(withdraw(ids), f"taking back {counted(len(ids), 'answer')}")

    def back(self) -> None:
        """Go to the row that was answered before this one; nothing is undone by it."""
        self._view.commit_editor()
        row_id = before(self._trail.rows, self._view.current_row_id())
        if row_id is None:
            self.stuck.emit("No row was answered before this one.")
            return
        self._view.roster_model().visit(row_id)
        self._go_to(row_id)
        self._reopened = row_id
        self.course_changed.emit()

    # Going on.

    def review_only(self, row_ids: RowIds | None) -> None:
        """Review some rows and no others, from the first that waits on; None for all again."""
        self._walk.only = row_ids
        self.course_changed.emit()
        if row_ids is not None:
            self._go_to(self._walk.next(-1))
            self._view.setFocus()

    @property
    def only(self) -> RowIds | None:
        """Ids of the rows to which the review is limited; None for all."""
        return self._walk.only

    def begin(self) -> None:
        """Go to the first row that waits, unless the current one does, and take the keys."""
        row, row_id = self._view.currentIndex().row(), self._view.current_row_id()
        if self._walk.is_looking or self.order not in (QueueOrder.FILE, QueueOrder.GROUP):
            self._go_to(self._walk.next(-1))
        else:
            self._go_to(row_id if self._walk.has_suggestion(row_id) else self._walk.next(row))
        self._view.setFocus()

    def go_on(self) -> bool:
        """Go to the next row that waits; False where none does."""
        following = self._next(self._view.currentIndex().row())
        self._view.roster_model().visit(None)
        return self._go_to(following)

    def _leave_accepted(self) -> None:
        """Go on from a row that was accepted with many others: it has nothing more to ask."""
        row_id = self._view.current_row_id()
        if row_id is not None and self._status(row_id) in DECIDED:
            self._go_to(self._walk.next(self._view.currentIndex().row()))

    def _answer(self, rows: list[int], edit: Edit, text: str, *, decides: bool = True) -> None:
        """Answer some rows of the view, then go on to the next that waits.

        That row is looked for beforehand: a filter may let the answered ones go.
        """
        following = self._next(self._view.currentIndex().row(), rows)
        self._view.roster_model().leave_visited()
        if decides and len(rows) == 1:
            self._times.append(self._document.now())
        self.is_going_on = True
        self._document.do(edit, text)
        self.is_going_on = False
        self._go_to(following)
        self.went_on.emit()

    def _look(self, said: Answer | str) -> bool:
        """Answer the current row, where it is a recorded one that looks odd; False elsewhere.

        Args:
            said: that it is right, is to be left blank or looked at later; or the category that a
                person writes in place of the recorded one.
        """
        self._view.commit_editor()
        row_id, row = self._view.current_row_id(), self._view.currentIndex().row()
        column = self._document.workspace.roles.category
        if row_id is None or column is None or not self._is_odd(row_id):
            return False
        at = self._document.workspace.roster.positions([row_id])[0]
        recorded = self._document.workspace.roster.cell(int(at), column)
        match said:
            case Answer.DEFERRED:
                edit: Edit = defer([row_id])
                self._answer([row], edit, "looking at 1 row later", decides=False)
            case Answer.LEFT_BLANK:
                empty = SetCells(column, (row_id,), ("",))
                edit = Several((empty, leave_blank([row_id])))
                self._answer([row], edit, "leaving 1 row blank")
            case str() if said not in (Answer.CONFIRMED, recorded):
                edit = SetCells(column, (row_id,), (said,))
                self._answer([row], edit, f"entering {said} in 1 row")
            case _:
                suggestions = self._document.suggestions
                fit = None if suggestions is None else suggestions.number
                edit = confirm([row_id], fit)
                self._answer([row], edit, "calling 1 row right as it is")
        return True

    def _cleared(self, row_ids: list[int], answer: Edit) -> Edit:
        return instead(self._document.workspace, row_ids, answer)

    # Rows.

    def _act(self, key: str) -> Act | None:
        return self._keys.act(key) or (Act.CATEGORY if key in self.letters() else None)

    def _status(self, row_id: int) -> Status:
        at = self._document.workspace.roster.positions([row_id])[0]
        return Status(int(self._document.status[at]))

    def _fitting(self, row_id: int) -> frozenset[Act]:
        suggestions = self._document.suggestions
        return fitting(
            self._status(row_id),
            inferred=suggestions is not None,
            suggested=suggestions is not None and suggestions.of(row_id) is not None,
            odd=self._is_odd(row_id),
            reopened=self._is_reopened(),
            can_go_on=self._walk.goes_on,
            misspelt=self._is_misspelt(row_id),
        )

    def _is_misspelt(self, row_id: int) -> bool:
        at = int(self._document.workspace.roster.positions([row_id])[0])
        return self._document.reading.flags.is_misspelt(at)

    def _is_odd(self, row_id: int) -> bool:
        """Whether a row is recorded, and looks odd or was called right."""
        if self._status(row_id) is not Status.RECORDED:
            return False
        listed = self._document.worth_a_look.index_of(row_id) is not None
        return listed or row_id in self._document.workspace.decisions or self._is_reopened()

    def _is_reopened(self) -> bool:
        """Whether a person went back to the current row."""
        return self._reopened is not None and self._reopened == self._view.current_row_id()

    def _moved(self, row_id: int | None) -> None:
        self._expects_fit = False
        if row_id != self._reopened:
            self._reopened = None

    def _next(self, after: int, answered: list[int] | None = None) -> int | None:
        """Id of the next row of the view that waits."""
        examined = self.examiner.following(self._view.roster_model().row_ids(answered or []))
        return self._walk.next(after, answered or ()) if examined is None else examined

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
