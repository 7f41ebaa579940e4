"""Edits as values: each is applied to a workspace and gives the edit that takes it back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from em_desktop.em.sources import Source
from em_desktop.review.checks import Check
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Decision
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Role, Roles


@dataclass(frozen=True)
class SetCells:
    """Write texts into cells of one column.

    A text in the category column is a person's own entry: it replaces a decision on that row.
    """

    column: int
    row_ids: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class InsertRows:
    """Put rows where their ids belong; ids are ascending and not in the roster."""

    row_ids: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DeleteRows:
    """Take rows away, with their decisions, checks and notes."""

    row_ids: tuple[int, ...]


@dataclass(frozen=True)
class SetDecisions:
    """Set decisions by row id; None takes one away."""

    decisions: Mapping[int, Decision | None]


@dataclass(frozen=True)
class SetChecks:
    """Note what was said of rows that measure the suggestions; None takes a check away."""

    checks: Mapping[int, Check | None]


@dataclass(frozen=True)
class SetNotes:
    """Note something of rows, by row id; None takes a note away."""

    notes: Mapping[int, str | None]


@dataclass(frozen=True)
class SetRoles:
    """Say what the columns mean.

    Where another column is the one to fill in from now on, decisions and checks are dropped: they
    answer for the cells of the former one.
    """

    roles: Roles


@dataclass(frozen=True)
class SetOptions:
    """Say how text is read."""

    options: ReadingOptions


@dataclass(frozen=True)
class SetEvidence:
    """Say which sources are to tell the categories apart."""

    evidence: frozenset[Source]


@dataclass(frozen=True)
class AddColumn:
    """Put a column behind the last.

    Attributes:
        header: its name.
        texts: of the rows, in order; None for empty cells.
    """

    header: str
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True)
class RemoveColumn:
    """Take the last column away, which was added and has no meaning any more."""


@dataclass(frozen=True)
class SetClusters:
    """Say which groups there are, or with None that there are none."""

    clusters: Clusters | None


@dataclass(frozen=True)
class SetReadings:
    """Say how measurements of one column are meant, by row id; None takes a reading away.

    No text changes: a reading is never written to the file.
    """

    column: int
    readings: Mapping[int, CellReading | None]


@dataclass(frozen=True)
class Several:
    """Edits applied in order as one."""

    edits: tuple["Edit", ...]


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

Edit: TypeAlias = (
    SetCells
    | InsertRows
    | DeleteRows
    | SetDecisions
    | SetChecks
    | SetNotes
    | SetRoles
    | SetOptions
    | SetEvidence
    | AddColumn
    | RemoveColumn
    | SetClusters
    | SetReadings
    | Several
)


def apply(edit: Edit, workspace: Workspace) -> tuple[Workspace, Edit]:
    """Apply an edit.

    Returns:
        The new workspace and the inverse edit, which gives back the content of the old one.

    Raises:
        KeyError: a row id is not in the roster.
        ValueError: the last column is one of the file or has a meaning, and is to go.
    """
    match edit:
        case SetCells():
            return _set_cells(edit, workspace)
        case InsertRows():
            return _insert_rows(edit, workspace)
        case DeleteRows():
            return _delete_rows(edit, workspace)
        case SetDecisions() | SetChecks() | SetNotes():
            return _set_said(edit, workspace)
        case SetRoles():
            return _set_roles(edit, workspace)
        case SetOptions() | SetEvidence() | SetClusters() | SetReadings():
            return _set_choice(edit, workspace)
        case AddColumn() | RemoveColumn():
            return _change_columns(edit, workspace)
        case Several():
            inverses: list[Edit] = []
            for part in edit.edits:
                workspace, inverse = apply(part, workspace)
                inverses.append(inverse)
            return workspace, Several(tuple(reversed(inverses)))


def new_rows(workspace: Workspace, rows: Sequence[Sequence[str]]) -> InsertRows:
    """Return the edit that adds rows at the end."""
    ids = tuple(range(workspace.next_id, workspace.next_id + len(rows)))
    return InsertRows(ids, tuple(tuple(row) for row in rows))


def _set_cells(edit: SetCells, workspace: Workspace) -> tuple[Workspace, Edit]:
    roster = workspace.roster
    positions = roster.positions(edit.row_ids)
    old = tuple(roster.columns[edit.column][positions])
    changed = replace(workspace, roster=roster.with_texts(edit.column, positions, edit.texts))
    inverse: Edit = SetCells(edit.column, edit.row_ids, old)
    if edit.column != workspace.roles.category:
        return changed, inverse
    return _without(SetDecisions(_none(edit.row_ids, workspace.decisions)), changed, inverse)


def _insert_rows(edit: InsertRows, workspace: Workspace) -> tuple[Workspace, Edit]:
    if not edit.row_ids:
        return workspace, edit
    roster = workspace.roster.with_rows(edit.row_ids, edit.rows)
    next_id = max(workspace.next_id, edit.row_ids[-1] + 1)
    return replace(workspace, roster=roster, next_id=next_id), DeleteRows(edit.row_ids)


def _delete_rows(edit: DeleteRows, workspace: Workspace) -> tuple[Workspace, Edit]:
    ids = tuple(sorted(set(edit.row_ids)))
    roster = workspace.roster
    positions = roster.positions(ids)
    columns = [column[positions] for column in roster.columns]
    rows = tuple(tuple(column[i] for column in columns) for i in range(len(ids)))
    back: Edit = InsertRows(ids, rows)
    workspace = replace(workspace, roster=roster.without_rows(positions))
    workspace, back = _without(SetDecisions(_none(ids, workspace.decisions)), workspace, back)
    workspace, back = _without(SetChecks(_none(ids, workspace.checks)), workspace, back)
    return _without(SetNotes(_none(ids, workspace.notes)), workspace, back)


def _set_choice(
    edit: SetOptions | SetEvidence | SetClusters | SetReadings, workspace: Workspace
) -> tuple[Workspace, Edit]:
    match edit:
        case SetOptions():
            return replace(workspace, options=edit.options), SetOptions(workspace.options)
        case SetEvidence():
            changed = replace(workspace, evidence=edit.evidence)
            return changed, SetEvidence(workspace.evidence)
        case SetClusters():
            return replace(workspace, clusters=edit.clusters), SetClusters(workspace.clusters)
        case SetReadings():
            return _set_readings(edit, workspace)


def _change_columns(edit: AddColumn | RemoveColumn, workspace: Workspace) -> tuple[Workspace, Edit]:
    roster = workspace.roster
    if isinstance(edit, AddColumn):
        roster = roster.with_column(edit.header, edit.texts)
        return replace(workspace, roster=roster), RemoveColumn()
    last = roster.n_columns - 1
    if last < workspace.original.n_columns:
        raise ValueError("a column of the file stays")
    if workspace.roles.role_of(last) is not None:
        raise ValueError("a column that has a meaning stays")
    back = AddColumn(roster.header[last], tuple(roster.columns[last]))
    return replace(workspace, roster=roster.without_last_column()), back


def _set_roles(edit: SetRoles, workspace: Workspace) -> tuple[Workspace, Edit]:
    changed = replace(workspace, roles=edit.roles)
    inverse: Edit = SetRoles(workspace.roles)
    if edit.roles.category == workspace.roles.category:
        return changed, inverse
    decisions, checks = dict.fromkeys(workspace.decisions), dict.fromkeys(workspace.checks)
    changed, inverse = _without(SetDecisions(decisions), changed, inverse)
    return _without(SetChecks(checks), changed, inverse)


def _none(row_ids: Iterable[int], said: Mapping[int, object]) -> dict[int, None]:
    """Return what takes away what was said of these rows, as far as anything was."""
    return dict.fromkeys(i for i in row_ids if i in said)


def _without(
    gone: SetDecisions | SetChecks | SetNotes, workspace: Workspace, inverse: Edit
) -> tuple[Workspace, Edit]:
    """Take away what was said of rows, and let the inverse bring it back."""
    if not rows_touched(gone):
        return workspace, inverse
    workspace, restore = _set_said(gone, workspace)
    return workspace, Several((inverse, restore))


def _set_said(
    edit: SetDecisions | SetChecks | SetNotes, workspace: Workspace
) -> tuple[Workspace, Edit]:
    match edit:
        case SetDecisions():
            decisions, before = _put(workspace.decisions, edit.decisions)
            changed = replace(workspace, decisions=MappingProxyType(decisions))
            return changed, SetDecisions(before)
        case SetChecks():
            checks, unchecked = _put(workspace.checks, edit.checks)
            return replace(workspace, checks=MappingProxyType(checks)), SetChecks(unchecked)
        case SetNotes():
            notes, old = _put(workspace.notes, edit.notes)
            return replace(workspace, notes=MappingProxyType(notes)), SetNotes(old)


def _set_readings(edit: SetReadings, workspace: Workspace) -> tuple[Workspace, Edit]:
    column = edit.column
    said = {(row_id, column): reading for row_id, reading in edit.readings.items()}
    readings, old = _put(workspace.readings, said)
    changed = replace(workspace, readings=MappingProxyType(readings))
    return changed, SetReadings(column, dict(zip(edit.readings, old.values(), strict=True)))


def _put(
    before: Mapping[_Key, _Value], new: Mapping[_Key, _Value | None]
) -> tuple[dict[_Key, _Value], dict[_Key, _Value | None]]:
    """Return values with new ones, None taking one away; and what stood there, in order."""
    values = dict(before)
    if not values:
        made = {key: value for key, value in new.items() if value is not None}
        return made, dict.fromkeys(new)
    old: dict[_Key, _Value | None] = {}
    for key, value in new.items():
        if value is None:
            old[key] = values.pop(key, None)
        else:
            old[key] = values.get(key)
            values[key] = value
    return values, old


def blank_row(workspace: Workspace) -> tuple[str, ...]:
    """Return a row of empty cells."""
    return ("",) * workspace.roster.n_columns


def assign_role(workspace: Workspace, column: int, role: Role | None) -> Edit:
    """Return the edit that gives a column a role, or takes its role away with None.

    Whoever says that a column is the group, or the age, wants it used.
    """
    edit: Edit = SetRoles(workspace.roles.assign(column, role))
    source = _WANTED.get(role) if role is not None else None
    if source is None or source in workspace.evidence:
        return edit
    return Several((edit, SetEvidence(workspace.evidence | {source})))


_WANTED = {Role.GROUP: Source.GROUP, Role.AGE: Source.AGE}


def toggle_evidence(workspace: Workspace, source: Source) -> SetEvidence:
    """Return the edit that uses a source of evidence, or uses it no more."""
    return SetEvidence(workspace.evidence ^ {source})


def flat(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits that some come to, one by one and in order."""
    for part in edits:
        if isinstance(part, Several):
            yield from flat(part.edits)
        else:
            yield part


def rows_touched(edit: Edit) -> frozenset[int]:
    """Return the ids of the rows that an edit writes, adds, takes away or decides about."""
    match edit:
        case SetCells(row_ids=ids) | InsertRows(row_ids=ids) | DeleteRows(row_ids=ids):
            return frozenset(ids)
        case SetDecisions(decisions=decisions):
            return frozenset(decisions)
        case SetChecks(checks=checks):
            return frozenset(checks)
        case SetNotes(notes=notes):
            return frozenset(notes)
        case SetReadings(readings=readings):
            return frozenset(readings)
        case Several(edits=edits):
            return frozenset().union(*(rows_touched(part) for part in edits))
        case _:
            return frozenset()
