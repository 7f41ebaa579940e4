"""The open roster: its workspace, what is derived from it, and its steps."""

import time as clocks
from collections.abc import Callable, Mapping
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.source import Opened
from em_desktop.review.accept import same_answers
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
    InsertRows,
    RemoveColumn,
    SetClusters,
    SetEvidence,
    SetRoles,
    Several,
    apply,
)
from em_desktop.review.renaming import renamed
from em_desktop.review.show import UNSURE_BELOW
from em_desktop.review.status import WAITING, statuses
from em_desktop.review.steps import inferred_words
from em_desktop.review.suggestions import (
    Freshness,
    Suggestions,
    freshness,
    only_evidence_changed,
    standing,
)
from em_desktop.review.times import last_written
from em_desktop.review.unexported import unexported
from em_desktop.review.workspace import Workspace
from em_desktop.review.worth_a_look import NOTHING, WorthALook, look_words, worth_a_look
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.same import are_same
from em_desktop.session.choices import Choice
from em_desktop.session.loading import Loaded
from em_desktop.session.remembering import choice_of
from em_desktop.session.steps import EventKind, Steps


class Scope(IntEnum):
    """How much a view has to refresh."""

    CELLS = 0
    """Texts, decisions, suggestions or flags; rows and columns are the same."""
    ROWS = 1
    """Rows came or went."""
    COLUMNS = 2
    """Columns have another meaning."""


class Document(QObject):
    """One open roster.

    ``changed`` comes after each edit, undo, redo and new fit, and once after several of them in
    one go, with the scope; everything derived is up to date by then.

    Attributes:
        steps: what was done, to be undone and done again.
    """

    working = Signal()
    """A step begins, which may take a moment; `changed` is its end."""
    changed = Signal(object)
    choice_made = Signal(object)
    """The `Choice` to remember for the file: its columns mean something else, its numbers are read
    in another way, or other evidence is used. Not for a roster without a file."""
    stepped = Signal(object)
    """Ids of the rows that an undo or a redo has touched; for a view to go there."""
    recorded = Signal(object)
    """A `Did`, `Undone` or `Redone`, once it is done; for a journal."""
    exported = Signal(object)
    """The `Workspace` that was exported."""

    def __init__(
        self,
        loaded: Loaded,
        parent: QObject | None = None,
        clock: Callable[[], float] = clocks.time,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.opened: Opened = loaded.opened
        self._how = loaded.how
        self._workspace = self._exported = loaded.workspace
        self._reading = loaded.reading
        self._suggestions: Suggestions | None = None
        self._standing: Suggestions | None = None
        self._freshness = Freshness.CURRENT
        self._only_evidence = False
        self._judged: tuple[object, ...] = ()
        self._worth_a_look = NOTHING
        self._unsure_below = UNSURE_BELOW
        self._is_blind = False
        self._status = statuses(self._workspace, self._reading, None)
        self._fits = 0
        self._counted = (self._workspace, self._exported, "")
        self._compared = (self._workspace, self._exported, False)
        past = loaded.past
        self.opened_at = clock() if past is None else past.header.time
        self.steps = Steps(self, self.opened_at, self)
        self.undo_stack = self.steps.stack
        self.steps.began.connect(self.working)
        self.steps.stepped.connect(self.stepped)
        self.steps.recorded.connect(self.recorded)
        if past is not None:
            self.steps.restore(past.history)
            self.steps.happened(EventKind.RETURNED, "Opened again, with all steps", clock())
            self._exported, self._fits = past.history.exported, past.history.fits
            self._counted = (self._workspace, self._workspace, "")

    @property
    def choice(self) -> Choice | None:
        """What is to be remembered for the file; None for a roster without one."""
        path, options = self.opened.path, self._workspace.options
        if path is None:
            return None
        how = HowRead.of(self.opened.options, options)
        asked = self._how is not None or how != HowRead(self.opened.options)
        return choice_of(self._workspace, path, how if asked else None)

    @property
    def workspace(self) -> Workspace:
        """The roster with edits and decisions."""
        return self._workspace

    @property
    def reading(self) -> Reading:
        """What the roster's text means."""
        return self._reading

    @property
    def suggestions(self) -> Suggestions | None:
        """Of the newest fit, as far as they still speak of their rows.

        None before the first fit, and while another column or unit is chosen than it was made
        for.
        """
        return self._standing

    @property
    def freshness(self) -> Freshness:
        """Whether the suggestions are up to date."""
        return self._freshness

    @property
    def only_evidence_changed(self) -> bool:
        """Whether the suggestions are stale only because other evidence is to be used now."""
        return self._only_evidence

    @property
    def status(self) -> NDArray[np.int8]:
        """The status of each row, shape ``(n_rows,)``."""
        return self._status

    @property
    def worth_a_look(self) -> WorthALook:
        """Recorded rows that look wrong to the newest fit, as far as they are as it saw them."""
        return self._worth_a_look

    def look_words(self, row_id: int) -> str:
        """Say why a row is worth a look; empty where it is not."""
        if self._standing is None:
            return ""
        evidence = self._standing.fit.evidence
        return look_words(self._worth_a_look, row_id, self._workspace, self._reading, evidence)

    @property
    def next_fit(self) -> int:
        """The number that the next fit will have."""
        return self._fits + 1

    def count_fits_from(self, fits: int) -> None:
        """Give the next fit a number after so many: decisions made by those before are there."""
        self._fits = max(self._fits, fits)

    def do(self, edit: Edit, text: str, time: float | None = None) -> None:
        """Apply an edit as one undoable step.

        Args:
            edit: what to do.
            text: what the menu calls it.
            time: when it was made, in seconds since 1970; None for now.
        """
        self.steps.do(edit, text, self._clock() if time is None else time)

    def now(self) -> float:
        """Return the time by the clock that steps are noted with, in seconds since 1970."""
        return self._clock()

    @property
    def last_written(self) -> Mapping[tuple[int, int], float]:
        """When each cell that a person has written was written last, by row id and column.

        What was undone was not written. A column of `times.WHOLE_ROW` stands for the row.
        """
        done = self.steps.points[: self.steps.index + 1]
        return last_written((p.time or 0.0, p.edit) for p in done if p.edit is not None)

    def set_suggestions(self, suggestions: Suggestions | None) -> None:
        """Take the suggestions of a new fit."""
        self._suggestions = suggestions
        if suggestions is not None:
            self._fits = suggestions.number
        self._refresh(Scope.CELLS)
        if suggestions is not None:
            words = inferred_words(suggestions)
            self.steps.happened(EventKind.INFERRED, words, self._clock())

    def set_unsure_below(self, probability: float) -> None:
        """Set the probability below which a suggestion counts as unsure."""
        if probability != self._unsure_below:
            self._unsure_below = probability
            self._refresh(Scope.CELLS)

    @property
    def unsure_below(self) -> float:
        """The probability below which a suggestion counts as unsure."""
        return self._unsure_below

    @property
    def is_blind(self) -> bool:
        """Whether suggestions are hidden until the person has answered."""
        return self._is_blind

    def set_blind(self, on: bool) -> None:
        """Hide suggestions until the person has answered, or show them.

        None counts as unsure meanwhile: that would give away how sure EM is.
        """
        if on != self._is_blind:
            self._is_blind = on
            self._refresh(Scope.CELLS)

    def hides(self, row_id: int) -> bool:
        """Whether the suggestion of a row is hidden."""
        if not self._is_blind:
            return False
        at = self._workspace.roster.position(row_id)
        return at is not None and int(self._status[at]) in WAITING

    def saved(self, workspace: Workspace | None = None) -> None:
        """Mark a state as exported, by default the present one.

        Args:
            workspace: the state that was written; edits that came since stay unsaved.
        """
        self._exported = self._workspace if workspace is None else workspace
        if self._exported is self._workspace:
            self.undo_stack.setClean()
        self.steps.exported(self._exported, self._clock())
        self.exported.emit(self._exported)

    @property
    def unsaved(self) -> bool:
        """Whether a person has done something that no export has seen.

        What columns mean is soon chosen again; what doubtful cells mean was settled one by one.
        """
        if self.undo_stack.isClean():
            return False
        now, then = self._workspace, self._exported
        if self._compared[0] is not now or self._compared[1] is not then:
            self._compared = (now, then, _is_touched(now, then))
        return self._compared[2]

    @property
    def unexported(self) -> str:
        """What no export has written, such as ``23 cells changed``; empty if nothing."""
        now, then = self._workspace, self._exported
        if self._counted[0] is not now or self._counted[1] is not then:
            self._counted = (now, then, unexported(now, then))
        return self._counted[2]

    def apply(self, edit: Edit) -> Edit:
        """Apply an edit, refresh what is derived, and return the inverse.

        For the steps; everybody else calls `do`.
        """
        before = self._workspace
        self._workspace, inverse = apply(edit, before)
        now = self._workspace
        previous = (before.roster, before.roles, before.reading_options, self._reading)
        self._reading = read(now.roster, now.roles, now.reading_options, previous, now.readings)
        self._refresh(_scope(edit))
        choice = self.choice
        if choice is not None and _chosen(before) != _chosen(now):
            self.choice_made.emit(choice)
        return inverse

    def _refresh(self, scope: Scope) -> None:
        workspace, reading = self._workspace, self._reading
        if self._suggestions is not None:
            self._suggestions = renamed(self._suggestions, workspace)
        self._judge(self._suggestions)
        self._worth_a_look = worth_a_look(self._standing, workspace, reading)
        unsure_below = 0.0 if self._is_blind else self._unsure_below
        self._status = statuses(workspace, reading, self._standing, unsure_below)
        self.changed.emit(scope)

    def _judge(self, made: Suggestions | None) -> None:
        """Find out what still stands of the newest suggestions; answers alone change nothing."""
        now = (made, *_fitted_from(self._workspace))
        if are_same(now, self._judged):
            return
        self._judged, workspace, reading = now, self._workspace, self._reading
        self._standing = None if made is None else standing(made, workspace, reading)
        self._freshness, self._only_evidence = Freshness.CURRENT, False
        if made is not None and self._standing is not None:
            self._freshness = freshness(made, workspace, reading)
            stale = self._freshness is Freshness.STALE
            self._only_evidence = stale and only_evidence_changed(made, workspace, reading)


def _fitted_from(workspace: Workspace) -> tuple[object, ...]:
    """Return what a fit sees of a workspace; each part is replaced where it changes."""
    return (
        *(workspace.roster, workspace.roles, workspace.options, workspace.evidence),
        *(workspace.clusters, workspace.readings),
    )


def _is_touched(now: Workspace, then: Workspace) -> bool:
    """Whether two states differ in what a person has done; of many answers, that takes long."""
    return (
        now.roster is not then.roster
        or not same_answers(now.decisions, then.decisions)
        or not (now.readings is then.readings or now.readings == then.readings)
        or not (now.notes is then.notes or now.notes == then.notes)
    )


def _chosen(workspace: Workspace) -> tuple[object, ...]:
    """Return what is remembered of a workspace."""
    options = workspace.options
    return workspace.roles, workspace.evidence, options.unit, options.decimal_mark


def _scope(edit: Edit) -> Scope:
    match edit:
        case Several(edits=edits):
            return max((_scope(part) for part in edits), default=Scope.CELLS)
        case InsertRows() | DeleteRows():
            return Scope.ROWS
        case SetRoles() | SetEvidence() | SetClusters() | AddColumn() | RemoveColumn():
            return Scope.COLUMNS
        case _:
            return Scope.CELLS
