"""From a path to a document's first state; runs on a worker, makes no QObject."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from em_desktop.files.journal_folder import Found, look
from em_desktop.files.opening import open_roster, untitled
from em_desktop.files.source import Cancelled, Opened, Progress, ReadOptions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Roles, guess_roles
from em_desktop.session.choices import Choice
from em_desktop.session.history import Past
from em_desktop.session.remembering import with_choice


@dataclass(frozen=True, eq=False)
class Loaded:
    """A file that was read, with what its text was taken to mean.

    Attributes:
        opened: the file.
        workspace: nothing edited yet, roles guessed or as they were chosen before; with a past,
            as it was left.
        reading: of the workspace's roster.
        past: what was done before, where that is gone on with.
        left_behind: work of earlier sessions that was not exported, on this file and on others.
    """

    opened: Opened
    workspace: Workspace
    reading: Reading
    past: Past | None = None
    left_behind: Found = field(default_factory=Found)


def load(
    path: Path,
    missing_words: tuple[str, ...],
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    choices: tuple[Choice, ...] = (),
    journals: Path | None = None,
) -> Loaded:
    """Read a file and guess what its columns mean.

    Args:
        path: of the file.
        missing_words: texts that mean "missing".
        options: how the file is read.
        progress: told the share that is read, 0 to 1.
        cancelled: asked now and then whether to stop.
        choices: what was chosen for the file before; one that suits it comes before the guess.
        journals: folder of the journals, to look for work that was left behind.

    Raises:
        FileProblem: the file cannot be used.
        SheetNeeded: a workbook has several sheets.
        ReadCancelled: cancelled.
    """
    opened = open_roster(path, options or ReadOptions(), progress=progress, cancelled=cancelled)
    loaded = interpret(opened, missing_words, choices)
    return loaded if journals is None else replace(loaded, left_behind=look(journals))


def interpret(
    opened: Opened, missing_words: tuple[str, ...], choices: tuple[Choice, ...] = ()
) -> Loaded:
    """Guess the roles of an opened file's columns, unless they were chosen before, and read it."""
    options = ReadingOptions(missing_words=missing_words)
    roles = guess_roles(opened.roster, options.missing_words)
    workspace = Workspace.of(opened.roster, roles, options)
    for choice in choices:
        workspace = with_choice(workspace, choice)
    return Loaded(opened, workspace, read(opened.roster, workspace.roles, options))


NEW_HEADER = ("name", "gender", "height", "class")
"""Columns of a roster that is typed in."""


def new_roster(missing_words: tuple[str, ...]) -> Loaded:
    """Return an empty roster for typing, with the roles of its columns set."""
    opened = untitled(NEW_HEADER)
    choices = ReadingOptions(missing_words=missing_words)
    roles = Roles(name=0, category=1, measurement=2, group=3)
    workspace = Workspace.of(opened.roster, roles, choices)
    return Loaded(opened, workspace, read(opened.roster, roles, choices))
