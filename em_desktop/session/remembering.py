"""From a workspace to the choice that is remembered for its file, and back."""

from dataclasses import replace
from pathlib import Path

from em_desktop.em.sources import Source, in_order
from em_desktop.files.preview.how_read import HowRead
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Role, Roles
from em_desktop.session.choices import Choice, fingerprint


def choice_of(workspace: Workspace, path: Path, how: HowRead | None = None) -> Choice:
    """Return what is chosen in a workspace, to be remembered for its file.

    A column that was added is none of the file.

    Args:
        workspace: of the file.
        path: of the file.
        how: how it is read; None where nobody was asked.
    """
    roles, header = workspace.roles, workspace.original.header
    columns = ((role.value, column) for role in Role for column in roles.columns_of(role))
    return Choice(
        path.absolute(),
        fingerprint(header),
        tuple((role, column) for role, column in columns if column < len(header)),
        tuple(source.value for source in in_order(workspace.evidence)),
        how,
    )


def with_choice(workspace: Workspace, choice: Choice) -> Workspace:
    """Return a workspace with what was chosen for its file.

    Unchanged where the file has another header by now, or the choice is none that this program
    makes.
    """
    header = workspace.original.header
    columns = [column for _, column in choice.roles]
    known = {role.value for role in Role}
    if (
        choice.header != fingerprint(header)
        or len(set(columns)) < len(columns)
        or not all(0 <= column < len(header) for column in columns)
        or not all(word in known for word, _ in choice.roles)
    ):
        return workspace
    roles = Roles()
    for word, column in choice.roles:
        roles = roles.assign(column, Role(word))
    evidence = frozenset(source for source in Source if source.value in choice.evidence)
    return replace(workspace, roles=roles, evidence=evidence | {Source.MEASUREMENT})
