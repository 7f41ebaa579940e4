"""What was done to a roster before, done again without a window."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from em_desktop.files.journal.file import JournalFile
from em_desktop.files.journal.record import Did, Exported, Header, Record, Redone, Undone
from em_desktop.review.checks import Check
from em_desktop.review.decisions import Decision
from em_desktop.review.edits import Edit, SetChecks, SetDecisions, Several, apply
from em_desktop.review.place import Place
from em_desktop.review.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Made:
    """A step, with what takes it back."""

    did: Did
    inverse: Edit


PastStep: TypeAlias = Made | Undone | Redone | Exported


@dataclass(frozen=True, eq=False)
class History:
    """All steps since the file was read, and what came of them.

    Attributes:
        records: as they were noted.
        steps: the same, each edit with what takes it back.
        workspace: the state now.
        exported: the state that was exported last, or that of the file.
        fits: number of the newest fit that a decision speaks of; 0 if none.
    """

    records: tuple[Record, ...]
    steps: tuple[PastStep, ...]
    workspace: Workspace
    exported: Workspace
    fits: int


@dataclass(frozen=True, eq=False)
class Past:
    """What a roster brings along that is gone on with.

    Attributes:
        header: what its journal is about.
        journal: held by this process; the next record stands behind the last good one.
        history: all steps.
        place: where the person was.
        sentences: what could not be restored, and why.
    """

    header: Header
    journal: JournalFile
    history: History
    place: Place
    sentences: tuple[str, ...] = ()


_UNFIT = (KeyError, IndexError, ValueError, OverflowError)
"""What an edit raises that does not suit its workspace."""


def replay(
    workspace: Workspace, records: Iterable[Record], pause: Callable[[], None] = lambda: None
) -> History:
    """Do again what was done to a roster.

    It ends before the first record that does not suit the roster; the history then has fewer
    records.

    Args:
        workspace: as the file was read.
        records: in the order in which they were noted; places are passed over.
        pause: called between two steps.
    """
    records = tuple(records)
    replayer = _Replayer(workspace, {each.after for each in records if isinstance(each, Exported)})
    for number, record in enumerate(records):
        pause()
        try:
            replayer.do(record)
        except _UNFIT:
            records = records[:number]
            break
    steps = tuple(replayer.steps)
    fits = max((_newest_fit(s.did.edit) for s in steps if isinstance(s, Made)), default=0)
    return History(records, steps, replayer.now, replayer.exported, fits)


class _Replayer:
    def __init__(self, workspace: Workspace, wanted: set[int]) -> None:
        self.now = self.exported = workspace
        self.steps: list[PastStep] = []
        self._stack: list[Made] = []
        self._index = self._n = 0
        self._wanted = wanted
        self._states = {0: workspace}

    def do(self, record: Record) -> None:
        """Do one step again.

        Raises:
            KeyError: it does not suit the roster, as with the next two.
            IndexError: as above.
            ValueError: as above.
        """
        match record:
            case Did(edit):
                now, inverse = _applied(edit, self.now)
                made = Made(record, inverse)
                self._stack[self._index :] = [made]
                self._went_on(now, self._index + 1, made)
            case Undone():
                if self._index == 0:
                    raise IndexError("there is nothing to undo")
                now, _ = _applied(self._stack[self._index - 1].inverse, self.now)
                self._went_on(now, self._index - 1, record)
            case Redone():
                now, _ = _applied(self._stack[self._index].did.edit, self.now)
                self._went_on(now, self._index + 1, record)
            case Exported(after):
                self.exported = self._states[after]
                self.steps.append(record)
            case _:
                pass

    def _went_on(self, now: Workspace, index: int, step: PastStep) -> None:
        self.now, self._index = now, index
        self._n += 1
        if self._n in self._wanted:
            self._states[self._n] = now
        self.steps.append(step)


def _applied(edit: Edit, workspace: Workspace) -> tuple[Workspace, Edit]:
    now, inverse = apply(edit, workspace)
    roles, clusters, n = now.roles, now.clusters, now.roster.n_columns
    single = (roles.name, roles.category, roles.measurement, roles.group, roles.age)
    named = {column for column in single if column is not None} | {*roles.further}
    if clusters is not None:
        named.add(clusters.column)
    if max(named, default=0) >= n > 0:
        raise IndexError("a column that is not there")
    return now, inverse


def _newest_fit(edit: Edit) -> int:
    """Return the highest number of a fit that an edit speaks of; 0 if none."""
    match edit:
        case SetDecisions(made) | SetChecks(made):
            return _newest(made)
        case Several(edits):
            return max((_newest_fit(part) for part in edits), default=0)
        case _:
            return 0


def _newest(made: Mapping[int, Decision | None] | Mapping[int, Check | None]) -> int:
    fits = (each.fit for each in made.values() if each is not None and each.fit is not None)
    return max(fits, default=0)
