"""Which columns and which evidence a person's order means."""

import numpy as np

from em_desktop.cli.order import Order, RepairError
from em_desktop.em.sources import Source
from em_desktop.review.evidence import available
from em_desktop.review.workspace import Workspace
from em_desktop.roster.column_names import find_column, listed
from em_desktop.roster.folding import shown
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.reading import Reading
from em_desktop.roster.roles import Role, Roles, guess_roles
from em_desktop.roster.table import Roster

_NEEDED = {Role.CATEGORY: "the column to fill in", Role.MEASUREMENT: "the measurement"}
_OPTIONS = {Role.FURTHER: "measurement"}


def chosen_roles(roster: Roster, order: Order) -> Roles:
    """Guess the roles, then let the person's own choices win.

    Raises:
        ColumnError: a name fits no column, or several.
        RepairError: a column would have two meanings.
    """
    chosen = [
        (Role(role), find_column(roster.header, name))
        for role, name in order.columns.items()
        if name
    ]
    if order.further and not all((order.columns.get(Role.MEASUREMENT), *order.further)):
        raise RepairError("Name a column with each --measurement, or none with a single one.")
    chosen += [(Role.FURTHER, find_column(roster.header, name)) for name in order.further]
    if len({column for _, column in chosen}) < len(chosen):
        raise RepairError("One column cannot have two meanings. Name a column for each.")
    roles = guess_roles(roster, DEFAULT_MISSING_WORDS)
    for role in (Role(role) for role, name in order.columns.items() if not name):
        for column in roles.columns_of(role):
            roles = roles.assign(column, None)
    for role, column in chosen:
        old = roles.role_of(column)
        if old in _NEEDED and old not in [each for each, _ in chosen]:
            option = _OPTIONS.get(role, role)
            raise RepairError(
                f"“{shown(roster.header[column])}” is {_NEEDED[old]}; it cannot also be "
                f"the {option}. Name another column with --{option}, or the right one with "
                f"--{old}."
            )
        roles = roles.assign(column, role)
    return roles


def check_roles(workspace: Workspace, reading: Reading) -> None:
    """Say what to name where a column was not found; the window would say what to click.

    Raises:
        RepairError: a column is lacking that the work needs.
    """
    header, roles = workspace.roster.header, workspace.roles
    if roles.category is None:
        raise RepairError(
            "No column looks like the one to fill in. Name it with --category. "
            f"The columns are: {listed(header)}."
        )
    lacks = reading.categories is not None and (reading.categories.codes < 0).any()
    if roles.measurement is None and lacks:
        raise RepairError(
            "No column looks like the measurement. Name it with --measurement. "
            f"The columns are: {listed(header)}."
        )


def chosen_evidence(order: Order, workspace: Workspace, reading: Reading) -> frozenset[Source]:
    """Return what is to tell the categories apart.

    Where the person names none, it is the measurement, and the group and the age where their
    columns are named. With ``auto`` it is all that there is, for the computation to choose from.

    Raises:
        RepairError: a source is lacking, or the measurement is left out.
    """
    if order.auto:
        return available(reading)
    if order.evidence is None:
        named = {Source(role) for role in (Role.GROUP, Role.AGE) if order.columns.get(role)}
        evidence = frozenset({Source.MEASUREMENT}) | named
    else:
        evidence = order.evidence
    if Source.MEASUREMENT not in evidence:
        raise RepairError(
            "The measurement is always looked at: let --evidence name the height too."
        )
    header = workspace.roster.header
    for source in sorted(evidence - available(reading) - {Source.MEASUREMENT}):
        raise RepairError(
            f"No column looks like the {source}. Name it with --{source}. "
            f"The columns are: {listed(header)}."
        )
    age, name = workspace.roles.age, workspace.roles.name
    ages = reading.ages if Source.AGE in evidence else None
    if ages is not None and age is not None and np.isnan(ages).all():
        raise RepairError(f"The column “{shown(header[age])}” holds no ages in years.")
    if Source.NAME in evidence and name is not None and not reading.names:
        raise RepairError(f"The column “{shown(header[name])}” holds no first names.")
    return evidence
