"""Going on with work that another process has left behind; runs on a worker, makes no QObject."""

import hashlib
from dataclasses import replace
from pathlib import Path

from em_desktop.files.journal.file import JournalFile, JournalInUse, copy_of
from em_desktop.files.journal.folder import Unfinished
from em_desktop.files.journal.record import Header, Kept, Moved, NewerJournal
from em_desktop.files.opening import open_bytes, open_roster, untitled
from em_desktop.files.pacing import Pace
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Cancelled, Opened, Progress
from em_desktop.files.version import Stamp, Version
from em_desktop.review.edits import InsertRows, apply
from em_desktop.review.place import Place
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import read
from em_desktop.session.history import History, Past, replay
from em_desktop.session.loading import Loaded

_LONGEST = 120


class RosterChanged(FileProblem):
    """The file has another content than the one that was worked on."""


def resume(
    unfinished: Unfinished,
    path: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Loaded:
    """Read the roster again and do again what was done to it.

    Args:
        unfinished: the work.
        path: where the roster's file lies now; None for where it lay then.
        progress: told the share that is done, 0 to 1.
        cancelled: asked now and then whether to stop.

    Raises:
        FileProblem: it cannot be gone on with; the journal is as it was.
        RosterChanged: the file is another one by now.
        ReadCancelled: cancelled.
    """
    name = shown(unfinished.name, _LONGEST)
    try:
        journal, kept = JournalFile.reopen(unfinished.journal)
    except JournalInUse:
        raise FileProblem(
            f"“{name}” is being worked on in another window. Go on there, or close it first."
        ) from None
    except NewerJournal:
        raise FileProblem(
            f"A newer version of EM Desktop has worked on “{name}”. Go on with it there."
        ) from None
    except FileNotFoundError:
        raise FileProblem(
            f"The notes of the work on “{name}” are gone: the work was done with or discarded in "
            "another window, or somebody has deleted them."
        ) from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise FileProblem(
            f"The notes of the work on “{name}” lie in {unfinished.journal.parent}, which cannot "
            f"be read and written just now ({reason}). They are kept: make that possible, and try "
            "again."
        ) from error
    if kept is None:
        journal.close()
        raise FileProblem(f"The notes of the work on “{name}” are damaged and cannot be read.")
    try:
        return _resumed(journal, kept, path, Pace(progress, cancelled))
    except BaseException:
        journal.close()
        raise


def _resumed(journal: JournalFile, kept: Kept, path: Path | None, pace: Pace) -> Loaded:
    header = kept.header
    with pace.part(0.0, 0.7):
        opened, sentences = _opened(header, path or header.path, journal.path, pace)
    workspace = Workspace.of(opened.roster, header.roles, header.options)
    workspace = replace(workspace, evidence=header.evidence)
    if header.table:
        rows = InsertRows(tuple(range(len(header.table))), header.table)
        workspace, _ = apply(rows, workspace)
    with pace.part(0.7, 1.0):
        history = replay(workspace, kept.records, pace.pause)
    if kept.damaged or len(history.records) < len(kept.records):
        sentences = (*sentences, _put_aside(journal, kept, history))
    moved = [record for record in history.records if isinstance(record, Moved)]
    now = history.workspace
    reading = read(now.roster, now.roles, now.reading_options)
    place = moved[-1].place if moved else Place()
    how = HowRead.of(header.reading, header.options)
    past = Past(header, journal, history, place, sentences)
    return Loaded(opened, now, reading, past, how=how if how != HowRead() else None)


def _opened(
    header: Header, path: Path | None, journal: Path, pace: Pace
) -> tuple[Opened, tuple[str, ...]]:
    """Read the roster as it was read then, from its file or else from the copy of it.

    Returns:
        The roster, and a sentence where it is the copy.

    Raises:
        FileProblem: it cannot be read.
        RosterChanged: it is another one, and there is no copy.
    """
    if path is None:
        return untitled(header.columns), ()
    try:
        return _as_then(open_roster(path, header.reading, progress=pace.step), header, path), ()
    except FileProblem as problem:
        copied = _from_copy(header, path, journal, pace)
        if copied is not None:
            return copied, (_of_copy(problem, path),)
        if path.exists():
            raise
        raise FileProblem(
            f"“{_name(path)}” is not in {shown(str(path.parent), _LONGEST)} any more. Your work "
            "on it is kept: put the file back, or open it where it is now, and you can go on."
        ) from problem


def _as_then(opened: Opened, header: Header, path: Path) -> Opened:
    """Return a roster that was read, if it is the one that was worked on.

    Raises:
        FileProblem: it is another one.
    """
    if opened.digest != header.digest:
        raise RosterChanged(
            f"“{_name(path)}” has been changed since you worked on it, and your work belongs to "
            "the earlier content. It is kept: bring the earlier file back to go on with it."
        )
    if (opened.roster.header, opened.roster.n_rows) != (header.columns, header.n_rows):
        raise FileProblem(
            f"This version of EM Desktop reads “{_name(path)}” differently from version "
            f"{header.program}, with which you worked on it. Go on with it there."
        )
    return opened


def _from_copy(header: Header, path: Path, journal: Path, pace: Pace) -> Opened | None:
    """Return the roster as the copy beside the journal has it; None where there is none."""
    try:
        content = copy_of(journal)
    except OSError:
        return None
    if content is None or hashlib.sha256(content).hexdigest() != header.digest:
        return None
    opened = open_bytes(content, path, header.reading, pace)
    version = Version(Stamp(0, 0, 0, (0, 0)), header.digest, settled=False)  # to look again
    opened = replace(opened, options=header.reading, digest=header.digest, version=version)
    return _as_then(opened, header, path)


def _of_copy(problem: FileProblem, path: Path) -> str:
    """Say why the roster was read from its copy, and what that means."""
    if isinstance(problem, RosterChanged):
        return (
            f"“{_name(path)}” has been changed since then. You go on with the content that it had, "
            "of which a copy was kept; your export is based on that."
        )
    return (
        f"“{_name(path)}” is not where it was, or cannot be read. You go on with a copy of it that "
        "was kept; export to a place of your choice."
    )


def _name(path: Path) -> str:
    return shown(path.name, _LONGEST)


def _put_aside(journal: JournalFile, kept: Kept, history: History) -> str:
    """Set a damaged journal aside and return the sentence that says so."""
    try:
        aside = journal.set_aside()
    except OSError:
        where = ""
    else:
        where = f" They were set aside as {aside.name} in {aside.parent}."
    journal.go_back_to(kept, len(history.records))
    return (
        "The notes of your work are damaged: what you did last could not be restored, all "
        f"before it is here.{where}"
    )
