"""From a workspace to the choice that is remembered for its file, and back."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from em_desktop.em.sources import Source, in_order
from em_desktop.files.preview.how_read import HowRead
from em_desktop.review.order import Sorting
from em_desktop.review.place import Place
from em_desktop.review.show import Show
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Role, Roles
from em_desktop.session.bookmarks import Bookmark
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


def bookmark_of(place: Place, workspace: Workspace, path: Path) -> Bookmark:
    """Return the bookmark of a place in a file; a row that was added is none of it."""
    n_rows, header = workspace.original.n_rows, fingerprint(workspace.original.header)
    row = place.row_id if place.row_id is not None and place.row_id < n_rows else None
    sorting = None if place.sorting is None else (place.sorting.column, place.sorting.descending)
    rest = (n_rows, row, place.column, place.show.value, sorting, place.fit > 0)
    return Bookmark(path.absolute(), header, *rest)


def place_of(bookmark: Bookmark) -> Place:
    """Return the place of a bookmark; a filter that this program does not know is left out."""
    show = next((show for show in Show if show.value == bookmark.show), Show.ALL)
    sorting = None if bookmark.sorting is None else Sorting(*bookmark.sorting)
    return Place(bookmark.row, bookmark.column, show=show, sorting=sorting)


def bookmark_for(workspace: Workspace, bookmarks: Iterable[Bookmark]) -> Bookmark | None:
    """Return where a person left a file that was just read; None where that is not known.

    Args:
        workspace: of the file.
        bookmarks: of it, the newest first.
    """
    original = workspace.original
    header = fingerprint(original.header)
    bookmark = next((b for b in bookmarks if b.header == header), None)
    return None if bookmark is None else bookmark.fitting(original.n_rows, original.n_columns)
