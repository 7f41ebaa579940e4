"""The steps of a document: Qt's undo stack, what it cannot tell of them, and ways through them."""

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from em_desktop.files.journal.record import Did, Exported, Redone, Undone
from em_desktop.review.composing import composed
from em_desktop.review.edits import Edit, rows_touched
from em_desktop.review.times import stamped
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.session.history import History, Made

LONGEST_TEXT = 60
"""Letters of a step's name that a menu has room for."""


class EventKind(StrEnum):
    """What can happen to a document besides steps."""

    EXPORTED = "exported"
    INFERRED = "inferred"
    RETURNED = "returned"
    """Another session goes on with it."""


@dataclass(frozen=True)
class Event:
    """Something that happened in one state and is not undone.

    Attributes:
        kind: of what.
        words: that say it.
        time: when, in seconds since 1970; None where nobody noted it.
    """

    kind: EventKind
    words: str
    time: float | None


@dataclass(eq=False)
class Point:
    """A state that can be gone to: the one after a step or, without an edit, that of the file.

    Attributes:
        edit: the step; None for the file as it was opened.
        text: what the menu calls it.
        time: when it was made, in seconds since 1970; None where nobody noted it.
        inverse: what takes the step back; None until it was done.
        events: what happened while things stood so, in order.
    """

    edit: Edit | None
    text: str
    time: float | None
    inverse: Edit | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, eq=False)
class Dropped:
    """Undone steps that a new step has put an end to.

    Attributes:
        after: how many steps stand before them.
        points: they themselves, in order.
        clean: how many of them the export has seen; None where it saw none of these states.
    """

    after: int
    points: tuple[Point, ...]
    clean: int | None


class Edited(Protocol):
    """What the steps are done to."""

    @property
    def workspace(self) -> Workspace:
        """The present state."""

    def apply(self, edit: Edit) -> Edit:
        """Apply an edit and return the inverse."""


class Steps(QObject):
    """One undo stack, with the time, the edit and the events of each step.

    Several steps are undone or done again in one go with one refresh; what a new step drops can
    be brought back until the next one.

    Attributes:
        stack: Qt's; the one truth of what is done and undone.
    """

    began = Signal()
    """A step begins, or several in one go, which may take a moment."""
    changed = Signal()
    """A step was done, undone or done again, or something happened between two."""
    stepped = Signal(object)
    """Ids of the rows that the last undo or redo of one go has touched."""
    recorded = Signal(object)
    """A `Did`, `Undone` or `Redone`, once it is done."""
    dropped = Signal(int)
    """So many undone steps were dropped by a new one."""

    def __init__(self, document: Edited, time: float | None, parent: QObject) -> None:
        super().__init__(parent)
        self._document = weakref.ref(document)
        self.stack = QUndoStack(self)
        self._points = [Point(None, "", time)]
        self._of: WeakKeyDictionary[Workspace, Point] = WeakKeyDictionary()
        self._of[document.workspace] = self._points[0]
        self._dropped: Dropped | None = None
        self._left = 0
        """Commands that Qt carries out in one go and has not come to yet."""
        self._waiting: list[tuple[Edit, Did | Undone | Redone]] = []
        """Edits of that go so far, each with what it is noted as."""
        self._restoring = False
        self.stack.indexChanged.connect(self._announce)

    @property
    def points(self) -> tuple[Point, ...]:
        """All states that can be gone to, that of the file first; so many steps lead there."""
        return tuple(self._points)

    @property
    def index(self) -> int:
        """How many steps are done."""
        return self.stack.index()

    @property
    def n_dropped(self) -> int:
        """How many steps can be brought back."""
        return 0 if self._dropped is None else len(self._dropped.points)

    def do(self, edit: Edit, text: str, time: float) -> None:
        """Apply an edit as one undoable step.

        Args:
            edit: what to do.
            text: what the menu calls it.
            time: when it was made, in seconds since 1970.
        """
        words = shown(text, LONGEST_TEXT).replace("&", "&&")
        point = Point(stamped(edit, time), words, time)
        dropped = self._dropped = self._behind(self.index)
        self._left = 1
        self._push(point)
        if dropped is not None:
            self.dropped.emit(len(dropped.points))

    def go_to(self, index: int) -> None:
        """Undo steps, or do them again, until so many are done; with one refresh for all."""
        there = min(max(index, 0), len(self._points) - 1)
        self._left = abs(there - self.index)
        if self._left:
            self.stack.setIndex(there)

    def bring_back(self) -> None:
        """Do the dropped steps again in place of those that dropped them.

        These are dropped in turn, and can be brought back the same way.
        """
        dropped, stack = self._dropped, self.stack
        if dropped is None:
            return
        self._dropped = self._behind(dropped.after)
        self._left = abs(self.index - dropped.after) + len(dropped.points)
        last = dropped.points[-1]
        stack.blockSignals(True)  # nobody is to look before all that is derived is up to date
        try:
            stack.setIndex(dropped.after)
            for number, point in enumerate(dropped.points, start=1):
                stack.blockSignals(point is not last)
                self._push(point)
                if number == dropped.clean:
                    stack.setClean()
        finally:
            stack.blockSignals(False)

    def happened(self, kind: EventKind, words: str, time: float | None) -> None:
        """Note that something happened in the present state."""
        self._add(self._points[self.index], Event(kind, words, time))

    def exported(self, workspace: Workspace, time: float | None) -> None:
        """Note that a state was exported, which need not be the present one."""
        point = self._of.get(workspace)
        if point is not None:
            self._add(point, Event(EventKind.EXPORTED, "Exported", time))

    def restore(self, history: History) -> None:
        """Take over steps that are done already; the workspace is as it shall be."""
        self._restoring = True
        stack, past = self.stack, [self._points[0]]
        stack.blockSignals(True)
        for step in history.steps:
            match step:
                case Made(Did(edit, text, time), inverse):
                    self._push(Point(edit, text, time, inverse))
                case Undone():
                    stack.undo()
                case Redone():
                    stack.redo()
                case Exported(after, time):
                    if after == len(past) - 1:
                        stack.setClean()
                    event = Event(EventKind.EXPORTED, "Exported", time)
                    past[after].events = (*past[after].events, event)
                    continue
            past.append(self._points[self.index])
        stack.blockSignals(False)
        self._restoring = False
        document = self._document()
        if document is not None:
            self._of[document.workspace] = self._points[self.index]

    # For the commands.

    def carry_out(self, edit: Edit, to: Point, record: Did | Undone | Redone) -> Edit | None:
        """Apply the edit of a command; of several in one go, all together with the last.

        Args:
            edit: to apply.
            to: the state that it leads to.
            record: says what is done.

        Returns:
            The inverse, where the edit was applied alone.
        """
        document = self._document()
        if document is None or self._restoring:
            return None
        self._waiting.append((edit, record))
        self._left -= 1
        if self._left > 0:
            return None
        self.began.emit()
        waiting, self._waiting = self._waiting, []
        inverse, is_one = None, len(waiting) == 1
        if is_one:
            inverse = document.apply(edit)
        else:
            edits = (each for each, _ in waiting)
            document.apply(composed(edits, document.workspace.roles.category))
        self._of[document.workspace] = to
        if not is_one or not isinstance(record, Did):
            self.stepped.emit(rows_touched(edit))
        for _, each in waiting:
            self.recorded.emit(each)
        return inverse

    # Inside.

    def _behind(self, index: int) -> Dropped | None:
        """Return the steps that a new one after so many would drop; None where it drops none."""
        points = tuple(self._points[index + 1 :])
        clean = self.stack.cleanIndex() - index
        return Dropped(index, points, clean if clean > 0 else None) if points else None

    def _push(self, point: Point) -> None:
        del self._points[self.index + 1 :]
        before = self._points[-1]
        self._points.append(point)
        self.stack.push(_Command(self, before, point))

    def _add(self, point: Point, event: Event) -> None:
        point.events = (*point.events, event)
        self.changed.emit()

    def _announce(self, _index: int) -> None:
        self.changed.emit()


class _Command(QUndoCommand):
    """One undoable step around an edit.

    It does not hold the steps, which hold the stack and so the command: Python's collector would
    take such a ring apart in any order, and Qt then delete a step that is gone.
    """

    def __init__(self, steps: Steps, before: Point, point: Point) -> None:
        super().__init__(point.text)
        self._steps: Callable[[], Steps | None] = weakref.ref(steps)
        self._before, self._point = before, point
        self._done = False

    def redo(self) -> None:
        steps, point = self._steps(), self._point
        if steps is None or point.edit is None or point.time is None:
            return
        record = Redone() if self._done else Did(point.edit, point.text, point.time)
        self._done = True
        point.inverse = steps.carry_out(point.edit, point, record) or point.inverse

    def undo(self) -> None:
        steps, inverse = self._steps(), self._point.inverse
        if steps is not None and inverse is not None:
            steps.carry_out(inverse, self._before, Undone())
