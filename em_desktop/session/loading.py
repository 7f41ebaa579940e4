"""From a path to a document's first state; runs on a worker, makes no QObject."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from em_desktop.files.clipboard.pasted_table import pasted_table
from em_desktop.files.journal.folder import Found, look
from em_desktop.files.opening import open_roster, untitled
from em_desktop.files.pacing import Pace
from em_desktop.files.preview.doubts import Doubt, doubts
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Cancelled, Opened, Progress, ReadOptions
from em_desktop.review.edits import InsertRows, new_rows
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Roles, guess_roles
from em_desktop.roster.table import Roster
from em_desktop.session.bookmarks import Bookmark
from em_desktop.session.choices import Choice, fingerprint
from em_desktop.session.history import Past
from em_desktop.session.remembering import bookmark_for, with_choice


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
        how: what a person said about how it is read, now or before; None where nobody was asked.
        doubts: why it may have been read wrongly; none where a person said how.
        first: an edit to begin with, that brings the rows of a table from the clipboard.
        bookmark: where a person left the file the last time, as far as that fits it still.
    """

    opened: Opened
    workspace: Workspace
    reading: Reading
    past: Past | None = None
    left_behind: Found = field(default_factory=Found)
    how: HowRead | None = None
    doubts: tuple[Doubt, ...] = ()
    first: InsertRows | None = None
    bookmark: Bookmark | None = None

    @property
    def had_suggestions(self) -> bool:
        """Whether there were some when the file was left, and nothing makes them by itself."""
        return self.past is None and self.bookmark is not None and self.bookmark.inferred


NO_LONGER = (
    "This file no longer fits the way in which it was read last time, so that was found out anew."
)
"""Said where the file has changed since a person chose how it is read."""


def load(
    path: Path,
    missing_words: tuple[str, ...],
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    choices: tuple[Choice, ...] = (),
    journals: Path | None = None,
    how: HowRead | None = None,
    bookmarks: tuple[Bookmark, ...] = (),
) -> Loaded:
    """Read a file and guess what its columns mean.

    Where nothing is said of how it is read, it is read as a person chose before, if that still
    gives the same header; else that is found out, and what is doubtful about it is told.

    Args:
        path: of the file.
        missing_words: texts that mean "missing".
        options: how bytes become cells, where no more is said than that.
        progress: told the share that is read, 0 to 1.
        cancelled: asked now and then whether to stop.
        choices: what was chosen for the file before, the newest first; one that suits it comes
            before the guess.
        journals: folder of the journals, to look for work that was left behind.
        how: what a person says now about how the file is read.
        bookmarks: where the file was left before, the newest first.

    Raises:
        FileProblem: the file cannot be used.
        SheetNeeded: a workbook has several sheets.
        ReadCancelled: cancelled.
    """
    if how is None and options is not None:
        how = HowRead(options)

    def opened_as(said: ReadOptions) -> Opened:
        return open_roster(path, said, progress=progress, cancelled=cancelled)

    loaded = _as_said(opened_as, missing_words, choices, how)
    loaded = replace(loaded, bookmark=bookmark_for(loaded.workspace, bookmarks))
    return loaded if journals is None else replace(loaded, left_behind=look(journals))


def _as_said(
    opened_as: Callable[[ReadOptions], Opened],
    missing_words: tuple[str, ...],
    choices: tuple[Choice, ...],
    how: HowRead | None,
) -> Loaded:
    """Read a file as a person says, else as before, else as it seems to be meant."""
    if how is not None:
        return interpret(opened_as(how.options), missing_words, choices, how)
    before = next((choice for choice in choices if choice.how is not None), None)
    if before is not None and before.how is not None:
        try:
            opened = opened_as(before.how.options)
        except FileProblem:
            pass
        else:
            if fingerprint(opened.roster.header) == before.header:
                return interpret(opened, missing_words, choices, before.how)
    opened = opened_as(ReadOptions())
    if before is not None and before.how != HowRead():
        opened = replace(opened, notes=(NO_LONGER, *opened.notes))
    found = interpret(opened, missing_words, choices)
    said = doubts(opened, found.workspace.roles, found.reading.measurement)
    return replace(found, doubts=said)


def interpret(
    opened: Opened,
    missing_words: tuple[str, ...],
    choices: tuple[Choice, ...] = (),
    how: HowRead | None = None,
) -> Loaded:
    """Guess the roles of an opened file's columns, unless they were chosen before, and read it.

    Args:
        opened: the file.
        missing_words: texts that mean "missing".
        choices: what was chosen for the file before.
        how: what a person said about how it is read.
    """
    options = ReadingOptions(missing_words=missing_words)
    if how is not None:
        options = how.applied(options)
    roles = guess_roles(opened.roster, options.missing_words)
    workspace = Workspace.of(opened.roster, roles, options)
    for choice in choices:
        workspace = with_choice(workspace, choice)
    reading = read(opened.roster, workspace.roles, options)
    return Loaded(opened, workspace, reading, how=how)


NEW_HEADER = ("name", "gender", "height", "class")
"""Columns of a roster that is typed in."""


def new_roster(missing_words: tuple[str, ...]) -> Loaded:
    """Return an empty roster for typing, with the roles of its columns set."""
    opened = untitled(NEW_HEADER)
    choices = ReadingOptions(missing_words=missing_words)
    roles = Roles(name=0, category=1, measurement=2, group=3)
    workspace = Workspace.of(opened.roster, roles, choices)
    return Loaded(opened, workspace, read(opened.roster, roles, choices))


def pasted_roster(
    html: str,
    text: str,
    missing_words: tuple[str, ...],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Loaded:
    """Return a roster without a file from the table on the clipboard.

    Its rows come as the first edit, so that they count as work that no file holds yet.

    Args:
        html: what the clipboard holds as HTML; empty if nothing.
        text: what it holds as plain text.
        missing_words: texts that mean "missing".
        progress: told the share that is read, 0 to 1.
        cancelled: asked now and then whether to stop.

    Returns:
        The roster, which has no rows before its first edit.

    Raises:
        FileProblem: the clipboard holds no table.
        ReadCancelled: cancelled.
    """
    table = pasted_table(html, text, Pace(progress, cancelled))
    rows = counted(len(table.rows), "row")
    said = (
        f"{rows} came from the clipboard and lie in no file yet. Export asks where to write them."
    )
    opened = replace(untitled(table.header), notes=(said, *table.notes))
    choices = ReadingOptions(missing_words=missing_words)
    roles = guess_roles(Roster.from_rows(table.header, table.rows), missing_words)
    workspace = Workspace.of(opened.roster, roles, choices)
    reading = read(opened.roster, roles, choices)
    return Loaded(opened, workspace, reading, first=new_rows(workspace, table.rows))
