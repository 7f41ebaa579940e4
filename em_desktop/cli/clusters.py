"""Groups to be found where no column has categories, as a person's order asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from em_desktop.cli.columns import chosen_roles
from em_desktop.cli.order import ClusterOrder, Order, RepairError
from em_desktop.em.scale import CannotFit
from em_desktop.review.clusters import (
    default_names,
    free_header,
    problem_of_header,
    problem_of_names,
)
from em_desktop.review.edits import apply
from em_desktop.review.finding import (
    Finding,
    choose,
    find_groups,
    target_column,
    usual_measurements,
)
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.column_names import ColumnError, find_column, listed
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role
from em_desktop.roster.table import Roster


@dataclass(frozen=True, eq=False)
class Clustered:
    """A roster whose groups are to be found.

    Attributes:
        workspace: with the column for them.
        reading: of its roster.
        bics: Bayes' criterion by the number of groups that was tried.
    """

    workspace: Workspace
    reading: Reading
    bics: Mapping[int, float]


def with_groups(roster: Roster, order: Order, wanted: ClusterOrder) -> Clustered:
    """Return the roster with a blank column for groups, as many as are wanted or BIC chooses.

    Args:
        roster: of the file.
        order: its category is the name of the new column.
        wanted: the groups.

    Raises:
        ColumnError: a name fits no column, or several.
        RepairError: a column or the groups cannot be as they are wanted.
    """
    named = order.columns.get(Role.CATEGORY)
    columns = {**order.columns, Role.CATEGORY: ""}  # the column that looks like it is not meant
    roles = chosen_roles(roster, replace(order, columns=columns))
    workspace = Workspace.of(roster, roles, order.how.applied(ReadingOptions()))
    header = free_header(roster.header) if named is None else named
    problem = problem_of_header(header, roster.header)
    if problem:
        workspace = _with_blank_column(workspace, header, problem)
    reading = read(roster, workspace.roles, workspace.options)
    measurements = usual_measurements(workspace, reading)
    if not measurements:
        raise RepairError(
            "No column holds different numbers by which groups could be told. Name one with "
            f"--measurement. The columns are: {listed(roster.header)}."
        )
    names, bics = _groups(workspace, measurements, wanted)
    problem = problem_of_names(names, workspace.options, header)
    if problem:
        raise RepairError(problem)
    edit = find_groups(workspace, reading, Finding(header, names, measurements))
    workspace, _ = apply(edit, workspace)
    reading = read(workspace.roster, workspace.roles, workspace.reading_options)
    return Clustered(workspace, reading, bics)


def _with_blank_column(workspace: Workspace, header: str, problem: str) -> Workspace:
    """Let a column of this name be filled in, if there is one and it is blank."""
    try:
        column = find_column(workspace.roster.header, header)
    except ColumnError as error:
        raise RepairError(problem) from error
    roles = workspace.roles.assign(column, Role.CATEGORY)
    found = replace(workspace, roles=roles)
    reading = read(found.roster, roles, found.options)
    if target_column(found, reading) != column:
        raise RepairError(problem)
    return found


def _groups(
    workspace: Workspace, measurements: tuple[int, ...], wanted: ClusterOrder
) -> tuple[tuple[str, ...], Mapping[int, float]]:
    """Return the names of the groups, and Bayes' criterion for their number."""
    try:
        if wanted.number is None:
            chosen = choose(workspace, measurements)
        else:
            chosen = choose(workspace, measurements, most=wanted.number)
    except CannotFit as problem:
        raise RepairError(str(problem)) from problem
    number = wanted.number or chosen.k
    if number == 1:
        raise RepairError(
            "One group describes the measurements best, so there is nothing to tell apart. Name "
            "a number with --clusters to split them all the same."
        )
    names = wanted.names or default_names(number)
    if len(names) != number:
        raise RepairError(
            f"There are {counted(number, 'group')} and {counted(len(names), 'name')}. Give a name "
            "for each with --cluster-names."
        )
    return names, chosen.bics
