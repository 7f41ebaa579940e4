"""What differs between two tables, cell by cell: old text, new text, who decided, how sure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.changes import Changes
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.times import WHOLE_ROW
from em_desktop.review.wording import counted, joined
from em_desktop.review.workspace import Workspace
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.table import Roster, Texts

_APART = " · "
"""Between the cells of a row that is told in one line."""

_CHUNK = 4096


class Kind(IntEnum):
    """What came, went or changed."""

    CELL = 0
    ROW_ADDED = 1
    ROW_DELETED = 2
    COLUMN_ADDED = 3


class Who(IntEnum):
    """Who decided."""

    UNKNOWN = 0
    ACCEPTED = 1
    """A person accepted the suggestion for this row."""
    THRESHOLD = 2
    """A person accepted all suggestions above a threshold."""
    ENTERED = 3
    """A person filled a cell that the file lacked."""
    EDITED = 4
    """A person changed what the file has, or a row."""
    PROGRAM = 5
    """A column that the program fills."""


WHO_WORDS: Mapping[Who, str] = MappingProxyType(
    {
        Who.UNKNOWN: "",
        Who.ACCEPTED: "accepted",
        Who.THRESHOLD: "accepted in bulk",
        Who.ENTERED: "entered",
        Who.EDITED: "edited",
        Who.PROGRAM: "added by EM Desktop",
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        kind: what it is.
        row_id: of the row; -1 for a column.
        column: counted from 0; -1 for a row.
        name: of the row, as its name column has it.
        header: of the column.
        old: text before; the cells of a row that goes.
        new: text after; the cells of a row that comes.
        who: decided.
        probability: of an accepted suggestion when it was accepted.
        threshold: from which suggestions were accepted in bulk.
        fit: number of the fit that made the suggestion.
        time: of the decision or the edit, in seconds since 1970; None where it is not known.
    """

    kind: Kind
    row_id: int = -1
    column: int = -1
    name: str = ""
    header: str = ""
    old: str = ""
    new: str = ""
    who: Who = Who.UNKNOWN
    probability: float | None = None
    threshold: float | None = None
    fit: int | None = None
    time: float | None = None


@dataclass(frozen=True, eq=False)
class Differences:
    """Many differences, held by column so that hundreds of thousands stay light.

    Columns of the file come first, then rows and cells by row and column. All arrays have the
    shape ``(n,)``.

    Attributes:
        kinds: `Kind` of each.
        row_ids: of the rows; -1 for a column.
        columns: counted from 0; -1 for a row.
        names: of the rows.
        headers: of the columns.
        old: texts before.
        new: texts after.
        who: `Who` decided.
        probabilities: NaN where there is none.
        thresholds: NaN where there is none.
        fits: -1 where there is none.
        times: seconds since 1970, NaN where it is not known.
    """

    kinds: NDArray[np.int8]
    row_ids: NDArray[np.int64]
    columns: NDArray[np.int64]
    names: Texts
    headers: Texts
    old: Texts
    new: Texts
    who: NDArray[np.int8]
    probabilities: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    fits: NDArray[np.int64]
    times: NDArray[np.float64]

    @classmethod
    def of(cls, found: Iterable[Difference]) -> "Differences":
        """Return differences in the order in which they are given."""
        all_ = list(found)
        return cls(
            np.array([d.kind for d in all_], dtype=np.int8),
            np.array([d.row_id for d in all_], dtype=np.int64),
            np.array([d.column for d in all_], dtype=np.int64),
            _texts(d.name for d in all_),
            _texts(d.header for d in all_),
            _texts(d.old for d in all_),
            _texts(d.new for d in all_),
            np.array([d.who for d in all_], dtype=np.int8),
            _numbers(d.probability for d in all_),
            _numbers(d.threshold for d in all_),
            np.array([-1 if d.fit is None else d.fit for d in all_], dtype=np.int64),
            _numbers(d.time for d in all_),
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.kinds)

    def __getitem__(self, at: int) -> Difference:
        """Return one difference."""
        fit = int(self.fits[at])
        return Difference(
            Kind(self.kinds[at]),
            int(self.row_ids[at]),
            int(self.columns[at]),
            str(self.names[at]),
            str(self.headers[at]),
            str(self.old[at]),
            str(self.new[at]),
            Who(self.who[at]),
            _number(self.probabilities[at]),
            _number(self.thresholds[at]),
            None if fit < 0 else fit,
            _number(self.times[at]),
        )

    def __iter__(self) -> Iterator[Difference]:
        """Iterate over all of them in order."""
        return (self[i] for i in range(len(self)))

    def count(self, kind: Kind) -> int:
        """Return how many are of one kind."""
        return int((self.kinds == kind).sum())

    @property
    def by_suggestion(self) -> int:
        """How many cells have an accepted suggestion."""
        return int(np.isin(self.who, (Who.ACCEPTED, Who.THRESHOLD)).sum())

    @property
    def sentence(self) -> str:
        """The count in words, such as ``41 cells changed, 1 row deleted.``."""
        parts = (
            (Kind.CELL, "cell", "changed"),
            (Kind.ROW_ADDED, "row", "added"),
            (Kind.ROW_DELETED, "row", "deleted"),
            (Kind.COLUMN_ADDED, "column", "added"),
        )
        said = [
            f"{counted(self.count(kind), noun)} {what}"
            for kind, noun, what in parts
            if self.count(kind)
        ]
        return f"{joined(said)}." if said else "Nothing differs."


def differences(
    workspace: Workspace,
    changes: Changes,
    times: Mapping[tuple[int, int], float] = MappingProxyType({}),
    pause: Callable[[], None] = lambda: None,
) -> Differences:
    """Return what an export of the changes makes different from the file.

    The cells of columns that a person has added are told one by one; of a column that only the
    program fills (where an entry comes from, how sure it is), the column is told.

    Args:
        workspace: that the changes were resolved from.
        changes: as ``resolve`` returned them.
        times: when cells were written, by row id and column.
        pause: called now and then; may raise to stop.
    """
    return Differences.of(_Telling(workspace, changes, times, pause).all())


def between(old: Roster, new: Roster, name: int | None = None) -> Differences:
    """Return what differs between two rosters with the same row ids and columns in front.

    Args:
        old: before.
        new: after; further columns are told as added.
        name: the column that names a row.
    """
    found = [
        Difference(Kind.COLUMN_ADDED, column=c, header=new.header[c])
        for c in range(old.n_columns, new.n_columns)
    ]
    both = np.intersect1d(old.row_ids, new.row_ids, assume_unique=True)
    here, there = old.positions(both), new.positions(both)
    lines: list[Difference] = []
    for c in range(min(old.n_columns, new.n_columns)):
        was, now = old.columns[c][here], new.columns[c][there]
        for i in np.flatnonzero(np.asarray(was != now, dtype=bool)).tolist():
            title = "" if name is None else str(new.columns[name][there[i]])
            row_id = int(both[i])
            lines.append(
                Difference(Kind.CELL, row_id, c, title, new.header[c], str(was[i]), str(now[i]))
            )
    for kind, roster, other in (
        (Kind.ROW_DELETED, old, new),
        (Kind.ROW_ADDED, new, old),
    ):
        for row_id in np.setdiff1d(roster.row_ids, other.row_ids, assume_unique=True).tolist():
            at = int(roster.positions([row_id])[0])
            lines.append(_whole_row(kind, row_id, _row(roster, at), name))
    lines.sort(key=lambda d: (d.row_id, d.column))
    return Differences.of([*found, *lines])


class _Telling:
    """Tells the differences that changes make, in order."""

    def __init__(
        self,
        workspace: Workspace,
        changes: Changes,
        times: Mapping[tuple[int, int], float],
        pause: Callable[[], None],
    ) -> None:
        self._workspace, self._changes, self._times = workspace, changes, times
        self._pause = pause
        original, roster = workspace.original, workspace.roster
        self._width = original.n_columns
        self._category = workspace.roles.category
        self._name = workspace.roles.name
        self._missing = np.zeros(original.n_rows, dtype=bool)
        if self._category is not None:
            self._missing = (
                missing_mask(original.columns[self._category], workspace.options.missing_words)
                if self._category < self._width
                else ~self._missing
            )
        ids = roster.row_ids.tolist()
        names = [""] * len(ids) if self._name is None else roster.columns[self._name].tolist()
        self._names = dict(zip(ids, names, strict=True))

    def all(self) -> list[Difference]:
        """Return all differences."""
        changes = self._changes
        columns = [
            Difference(
                Kind.COLUMN_ADDED,
                column=self._width + i,
                header=new.header,
                who=Who.PROGRAM if self._is_the_programs(i) else Who.EDITED,
            )
            for i, new in enumerate(changes.new_columns)
        ]
        lines = list(self._cells())
        lines += [self._deleted(row_id) for row_id in changes.deleted]
        lines += [
            _whole_row(
                Kind.ROW_ADDED, row_id, row, self._name, self._times.get((row_id, WHOLE_ROW))
            )
            for row_id, row in changes.added
        ]
        lines.sort(key=lambda d: (d.row_id, d.column))
        return columns + lines

    def _is_the_programs(self, new_column: int) -> bool:
        return self._width + new_column >= self._workspace.roster.n_columns

    def _cells(self) -> Iterator[Difference]:
        original, changes = self._workspace.original, self._changes
        for i, ((row_id, column), text) in enumerate(changes.cells.items()):
            if i % _CHUNK == 0:
                self._pause()
            if row_id not in changes.deleted:
                yield self._cell(row_id, column, original.cell(row_id, column), text)
        added = frozenset(row_id for row_id, _ in changes.added)
        for i, new in enumerate(changes.new_columns):
            if not self._is_the_programs(i):
                for row_id, text in new.texts.items():
                    if text and row_id not in changes.deleted and row_id not in added:
                        yield self._cell(row_id, self._width + i, "", text)

    def _cell(self, row_id: int, column: int, old: str, new: str) -> Difference:
        header = self._workspace.roster.header[column]
        name = self._names.get(row_id, "")
        decision = self._decision(row_id, column, new)
        if decision is None:
            lacked = column == self._category and bool(self._missing[row_id])
            who = Who.ENTERED if lacked and new else Who.EDITED
            time = self._times.get((row_id, column))
            return Difference(Kind.CELL, row_id, column, name, header, old, new, who, time=time)
        who = Who.ACCEPTED if decision.threshold is None else Who.THRESHOLD
        return Difference(
            *(Kind.CELL, row_id, column, name, header, old, new, who),
            decision.probability,
            decision.threshold,
            decision.fit,
            decision.time,
        )

    def _decision(self, row_id: int, column: int, text: str) -> Decision | None:
        """Return the accepted suggestion that a cell's text is."""
        if column != self._category:
            return None
        decision = self._workspace.decisions.get(row_id)
        taken = decision is not None and decision.answer is Answer.ACCEPTED
        return decision if decision is not None and taken and decision.text == text else None

    def _deleted(self, row_id: int) -> Difference:
        row = _row(self._workspace.original, row_id)
        time = self._times.get((row_id, WHOLE_ROW))
        return _whole_row(Kind.ROW_DELETED, row_id, row, self._name, time)


def _row(roster: Roster, position: int) -> tuple[str, ...]:
    return tuple(str(column[position]) for column in roster.columns)


def _whole_row(
    kind: Kind, row_id: int, row: tuple[str, ...], name: int | None, time: float | None = None
) -> Difference:
    text = _APART.join(filter(None, row))
    title = row[name] if name is not None and name < len(row) else ""
    old, new = (text, "") if kind is Kind.ROW_DELETED else ("", text)
    return Difference(kind, row_id, name=title, old=old, new=new, who=Who.EDITED, time=time)


def _texts(values: Iterable[str]) -> Texts:
    held = list(values)
    array = np.empty(len(held), dtype=object)
    array[:] = held
    return array


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
