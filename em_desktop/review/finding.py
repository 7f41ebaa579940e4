"""Finding groups where no row has a category: how many there are, and the edits that make them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em import Design, Options
from em_desktop.em.components import MOST, Chosen, choose_components
from em_desktop.em.sources import Source
from em_desktop.review.checks import Check
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    Edit,
    RemoveColumn,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetEvidence,
    SetRoles,
    Several,
)
from em_desktop.review.evidence import usable_values
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role, Roles, measurable_columns

SAMPLE = 4000
"""Rows that are enough to tell how many groups there are."""

_OPTIONS = Options(tolerance=1e-6, starts=6, accelerate=True)
"""The criterion needs no more digits, and the fit that follows more starts than these."""


@dataclass(frozen=True)
class Finding:
    """The groups that a person wants to be found.

    Attributes:
        header: of the column for them, where it is new.
        names: of the groups, in ascending order of the main measurement.
        measurements: columns that tell the groups apart, the main one first.
    """

    header: str
    names: tuple[str, ...]
    measurements: tuple[int, ...]


def target_column(workspace: Workspace, reading: Reading) -> int | None:
    """Return the column that is there for groups, or None.

    It is the one that they were found for before, or the one to fill in where no row has an entry.
    """
    if workspace.clusters is not None:
        return workspace.clusters.column
    categories = reading.categories
    blank = categories is not None and bool((categories.codes < 0).all())
    return workspace.roles.category if blank else None


def measurable(workspace: Workspace, reading: Reading) -> tuple[int, ...]:
    """Return the columns that groups can be told by."""
    roles = workspace.roles
    apart = (roles.name, roles.category, target_column(workspace, reading))
    found = measurable_columns(workspace.roster, workspace.options.missing_words)
    return tuple(column for column in found if column not in apart)


def usual_measurements(workspace: Workspace, reading: Reading) -> tuple[int, ...]:
    """Return the columns to begin with: those that are measurements already, else all."""
    possible, roles = measurable(workspace, reading), workspace.roles
    chosen = _measurements(roles)
    free = tuple(column for column in possible if column not in (roles.group, roles.age))
    return tuple(column for column in chosen if column in possible) or free


def _measurements(roles: Roles) -> tuple[int, ...]:
    return () if roles.measurement is None else (roles.measurement, *roles.further)


def choose(
    workspace: Workspace,
    measurements: tuple[int, ...],
    *,
    most: int = MOST,
    cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[int], None] | None = None,
) -> Chosen:
    """Compare how well 1, 2 … groups describe some columns, on a sample of the rows.

    Args:
        workspace: that the groups are for.
        measurements: columns, the main one first.
        most: groups that are tried.
        cancelled: True ends it.
        report: called with each number that is tried.

    Raises:
        CannotFit: the columns hold nothing that can be told apart.
        Interrupted: cancelled.
    """
    roles = Roles(measurement=measurements[0], further=measurements[1:])
    reading = read(workspace.roster, roles, workspace.options, readings=workspace.readings)
    columns = [usable_values(each) for each in (reading.measurement, *reading.further) if each]
    values = np.column_stack(columns)
    values = values[~np.isnan(values).all(axis=1)]
    if len(values) > SAMPLE:
        values = values[np.random.default_rng(0).choice(len(values), SAMPLE, replace=False)]
    further = values[:, 1:] if len(columns) > 1 else None
    labels = np.full(len(values), -1, dtype=np.intp)
    design = Design(values[:, 0], labels, ("any",), further=further)
    return choose_components(design, most, _OPTIONS, cancelled=cancelled, report=report)


def find_groups(workspace: Workspace, reading: Reading, finding: Finding) -> Edit:
    """Return the edit after which EM finds groups.

    They have a column of their own on the right, unless there is one for them already; it is the
    one to fill in from now on. Where as many groups were found by the same columns before, they
    only get other names, if any; else the answers in that column are put aside. A person's own
    entries stay.
    """
    target, before = target_column(workspace, reading), workspace.clusters
    column = workspace.roster.n_columns if target is None else target
    roles = workspace.roles
    for each in finding.measurements:
        roles = roles.assign(each, None)
    main, *others = finding.measurements
    roles = replace(roles.assign(main, Role.MEASUREMENT), further=tuple(sorted(others)))
    roles = roles.assign(column, Role.CATEGORY)
    if before is not None and len(before.names) == len(finding.names) and roles == workspace.roles:
        if before.names == finding.names:
            return Several(())
        return rename_groups(workspace, reading, finding.names)
    edits: list[Edit] = [] if target is not None else [AddColumn(finding.header)]
    edits += [
        SetDecisions(dict.fromkeys(workspace.decisions)),
        SetChecks(dict.fromkeys(workspace.checks)),
        SetClusters(Clusters(column, finding.names)),
        SetRoles(roles),
        SetEvidence(frozenset({Source.MEASUREMENT})),
    ]
    return Several(tuple(edits))


def rename_groups(workspace: Workspace, reading: Reading, names: tuple[str, ...]) -> Edit:
    """Return the edit that gives the groups other names, in entries and answers too.

    Args:
        workspace: with groups.
        reading: of its roster.
        names: one for each group, in their order.

    Raises:
        ValueError: there are no groups, or not as many.
    """
    clusters, categories = workspace.clusters, reading.categories
    if clusters is None or categories is None or len(names) != len(clusters.names):
        raise ValueError("one name for each group is needed")
    new_name = dict(zip(clusters.names, names, strict=True))
    edits: list[Edit] = []
    for code, old, new in zip(categories.known, clusters.names, names, strict=True):
        ids = workspace.roster.row_ids[categories.codes == code].tolist()
        if ids and new != old:
            edits.append(SetCells(clusters.column, tuple(ids), (new,) * len(ids)))
    answers: dict[int, Decision | None] = {
        row_id: replace(decision, text=new_name[decision.text])
        for row_id, decision in workspace.decisions.items()
        if decision.answer is Answer.ACCEPTED and decision.text in new_name
    }
    checks: dict[int, Check | None] = {
        row_id: replace(
            check,
            said=new_name.get(check.said, check.said),
            suggested=new_name.get(check.suggested, check.suggested),
        )
        for row_id, check in workspace.checks.items()
    }
    edits += [SetDecisions(answers)]
    edits += [SetChecks(checks)] if checks else []
    edits += [SetClusters(replace(clusters, names=names))]
    return Several(tuple(edits))


def remove_groups(workspace: Workspace) -> Edit:
    """Return the edit that takes the groups away again, and their column where it was added.

    Raises:
        ValueError: there are no groups.
    """
    clusters = workspace.clusters
    if clusters is None:
        raise ValueError("there are no groups")
    edits: list[Edit] = [SetClusters(None)]
    if clusters.column >= workspace.original.n_columns:
        edits = [
            SetRoles(workspace.roles.assign(clusters.column, None)),
            SetClusters(None),
            RemoveColumn(),
        ]
    return Several(tuple(edits))
