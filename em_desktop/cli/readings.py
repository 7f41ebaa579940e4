"""Doubtful measurements on the command line: left out and counted, or read as proposed."""

from em_desktop.review.edits import apply
from em_desktop.review.readings import accept, doubted_words, proposed_rows
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading, read


def with_proposed(workspace: Workspace, reading: Reading) -> tuple[Workspace, Reading]:
    """Return a workspace whose doubtful measurements are read as proposed, and its reading."""
    edit = accept(workspace, reading, proposed_rows(workspace, reading))
    if edit is None:
        return workspace, reading
    workspace, _ = apply(edit, workspace)
    options = workspace.reading_options
    return workspace, read(workspace.roster, workspace.roles, options, readings=workspace.readings)


def readings_words(workspace: Workspace, reading: Reading, *, proposed: bool) -> str:
    """Say how many measurements are doubtful, and what was done about it; empty where none is.

    Args:
        workspace: of the roster.
        reading: of it.
        proposed: whether readings were to be taken as proposed.
    """
    n = len(reading.measurement.accepted) if reading.measurement is not None else 0
    taken = f"{counted(n, 'measurement')} read as proposed; the file keeps the text." if n else ""
    left = doubted_words(workspace, reading)
    offered = bool(proposed_rows(workspace, reading)) and not proposed
    hint = "Read them so with --readings proposed, or settle each in the window." if offered else ""
    return " ".join(filter(None, (taken, left, hint)))
