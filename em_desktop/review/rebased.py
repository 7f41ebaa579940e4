"""What becomes of a person's edits when the file under them has changed: steps and conflicts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from em_desktop.review.checks import Check
from em_desktop.review.decisions import Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
    InsertRows,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetNotes,
    SetReadings,
    SetRoles,
    Several,
)
from em_desktop.review.matching import NOWHERE, Match
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import NO_READINGS, CellReading, CellReadings
from em_desktop.roster.roles import Role
from em_desktop.roster.table import Roster


class Kind(StrEnum):
    """Why an edit cannot simply be made again."""

    CELL = "changed there too"
    RECORDED = "recorded there meanwhile"
    ROW_RENAMED = "may be another person’s row now"
    ROW_CHANGED = "deleted by you, changed there"
    ROW_GONE = "row no longer there"
    COLUMN_GONE = "column no longer there"


@dataclass(frozen=True)
class Steps:
    """What is to be done to the roster of the changed file.

    Attributes:
        cells: new text by row id and column there.
        decisions: answers by the row's id in the former workspace.
        deleted: ids there.
        inserted: ids in the former workspace of rows to be put in.
        columns: columns of the former workspace to be put behind the last.
        readings: how cells are meant, by row id and column there.
        checks: what was said of rows, by the row's id in the former workspace; they are no edits
            that a person made, and so not counted.
        notes: of rows, by the row's id in the former workspace.
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    deleted: frozenset[int] = frozenset()
    inserted: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    readings: CellReadings = field(default_factory=lambda: NO_READINGS)
    checks: Mapping[int, Check] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many cells, answers, rows, columns and readings there are."""
        counted = (self.cells, self.decisions, self.deleted, self.inserted, self.columns)
        return sum(len(part) for part in counted) + len(self.readings) + len(self.notes)


@dataclass(frozen=True)
class Conflict:
    """An edit that the file's own change stands against.

    Attributes:
        kind: why.
        where: row and column as a person finds them.
        before: what the file had.
        mine: what the person made of it.
        theirs: what the file has now.
        steps: what gives the person's own.
    """

    kind: Kind
    where: str
    before: str
    mine: str
    theirs: str
    steps: Steps


@dataclass(frozen=True, eq=False)
class Rebased:
    """Edits, ready to be made on the changed file.

    Attributes:
        start: the workspace of the file as it is now, with the choices of the former one.
        former: the workspace with the edits.
        match: which row and column is which.
        steps: what can simply be done again.
        already: edits that the file itself has by now.
        conflicts: the others.
    """

    start: Workspace
    former: Workspace
    match: Match
    steps: Steps
    already: int
    conflicts: tuple[Conflict, ...]
    columns: tuple[int, ...]
    """Of each column of the former workspace, the one of the file now or `NOWHERE`."""
    places: Mapping[int, int]
    """Of each row of the former workspace that the file has, its id there."""

    def edit(self, mine: Iterable[int] = ()) -> Several:
        """Return everything as one edit on `start`.

        Args:
            mine: the conflicts, by number, in which the person's own is taken.
        """
        taken = sorted(set(mine))
        if not taken:
            return self.without_conflicts
        return _assembled(self, [self.steps, *(self.conflicts[i].steps for i in taken)])

    @cached_property
    def without_conflicts(self) -> Several:
        """What can simply be done again, as one edit on `start`."""
        return _assembled(self, [self.steps])

    def number(self, mine: Iterable[int] = ()) -> int:
        """Return how many edits that one edit stands for."""
        return self.steps.number + sum(self.conflicts[i].steps.number for i in set(mine))


def carried(mine: Roster, row_id: int, columns: tuple[int, ...], width: int) -> tuple[str, ...]:
    """Return a row as the file would have it now; columns that it has not are left out."""
    at = int(mine.positions([row_id])[0])
    row = [""] * width
    for column, there in enumerate(columns):
        if there != NOWHERE:
            row[there] = mine.cell(at, column)
    return tuple(row)


def _assembled(rebased: Rebased, parts: list[Steps]) -> Several:
    """Return steps as one edit, each kind after those that it needs."""
    start, former = rebased.start, rebased.former
    edits: list[Edit] = []
    by_column: dict[int, dict[int, str]] = defaultdict(dict)
    for part in parts:
        for (row_id, column), text in part.cells.items():
            by_column[column][row_id] = text
    edits += [SetCells(c, tuple(new), tuple(new.values())) for c, new in sorted(by_column.items())]
    deleted = sorted(frozenset().union(*(part.deleted for part in parts)))
    edits += [DeleteRows(tuple(deleted))] if deleted else []
    places = dict(rebased.places)
    inserted = [row_id for part in parts for row_id in part.inserted]
    width = start.roster.n_columns
    if inserted:
        ids = tuple(range(start.next_id, start.next_id + len(inserted)))
        places |= zip(inserted, ids, strict=True)
        rows = (carried(former.roster, row_id, rebased.columns, width) for row_id in inserted)
        edits.append(InsertRows(ids, tuple(rows)))
    columns = list(rebased.columns)
    added = [column for part in parts for column in part.columns]
    present: list[int] = []
    if added:
        gone = set(deleted)
        present = [i for i in start.roster.row_ids.tolist() if i not in gone]
        present += [places[row_id] for row_id in inserted]
    for column in added:
        texts_by_id = zip(
            former.roster.row_ids.tolist(), former.roster.columns[column], strict=True
        )
        mine = {places[i]: str(text) for i, text in texts_by_id if i in places}
        edits.append(
            AddColumn(former.roster.header[column], tuple(mine.get(i, "") for i in present))
        )
        columns[column] = width
        width += 1
    edits += _meanings(rebased, tuple(columns))
    answers = {
        places[row_id]: decision
        for part in parts
        for row_id, decision in part.decisions.items()
        if row_id in places
    }
    edits += [SetDecisions(answers)] if answers else []
    checks = {
        places[row_id]: check
        for part in parts
        for row_id, check in part.checks.items()
        if row_id in places
    }
    edits += [SetChecks(checks)] if checks else []
    notes = {places[i]: text for part in parts for i, text in part.notes.items() if i in places}
    edits += [SetNotes(notes)] if notes else []
    readings: dict[int, dict[int, CellReading | None]] = defaultdict(dict)
    for part in parts:
        for (row_id, column), reading in part.readings.items():
            readings[column][row_id] = reading
    edits += [SetReadings(column, said) for column, said in sorted(readings.items())]
    return Several(tuple(edits))


def _meanings(rebased: Rebased, columns: tuple[int, ...]) -> Iterator[Edit]:
    """Yield what gives columns that were put behind the last the meaning that they had."""
    former, roles = rebased.former, rebased.start.roles
    for role in Role:
        for column in former.roles.columns_of(role):
            if columns[column] != NOWHERE and columns[column] not in roles.columns_of(role):
                roles = roles.assign(columns[column], role)
    if roles != rebased.start.roles:
        yield SetRoles(roles)
    clusters = former.clusters
    if clusters is not None and columns[clusters.column] != NOWHERE:
        yield SetClusters(replace(clusters, column=columns[clusters.column]))
