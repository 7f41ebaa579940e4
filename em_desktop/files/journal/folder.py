"""The journals that dead processes have left behind."""

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from em_desktop.files.journal.file import COPY, SET_ASIDE, SUFFIX, copy_aside, delete, in_use
from em_desktop.files.journal.record import Header, NewerJournal, outline

MOST = 20
"""So many journals are kept; the oldest go first."""

DAYS = 90
"""A journal, or one that was set aside, is kept for so long after it was written last."""

_UNSET = 1_577_836_800.0
"""Seconds since 1970 to 2020: what is older than this program was written while the clock was not
set, as where the battery of a computer's clock is empty. Nobody knows how old it is."""

_YOUNG = 60.0
"""Seconds in which another process may still be beginning a journal."""


@dataclass(frozen=True)
class Unfinished:
    """Work that was not exported and can be gone on with.

    Attributes:
        journal: its file.
        header: which roster it is about.
        left: what is in no file yet, in words.
        time: when it was written last, in seconds since 1970.
        damaged: a part of the journal cannot be read.
    """

    journal: Path
    header: Header
    left: str
    time: float
    damaged: bool

    @property
    def path(self) -> Path | None:
        """The roster's file; None where it has none."""
        return self.header.path

    @property
    def name(self) -> str:
        """What the roster is called."""
        return "New roster" if self.path is None else self.path.name

    def is_about(self, digest: str) -> bool:
        """Whether it is about a file with this content."""
        return self.path is not None and self.header.digest == digest


@dataclass(frozen=True)
class Found:
    """What lies in the folder of journals.

    Attributes:
        unfinished: the newest first.
        problems: what could not be read, a sentence each.
    """

    unfinished: tuple[Unfinished, ...] = ()
    problems: tuple[str, ...] = ()

    def about(self, digest: str) -> tuple[Unfinished, ...]:
        """Return the work on a file with this content."""
        return tuple(each for each in self.unfinished if each.is_about(digest))

    def of_another_version(self, path: Path, digest: str) -> tuple[Unfinished, ...]:
        """Return the work on a file that had this place and another content."""
        return tuple(
            each
            for each in self.unfinished
            if each.path == path.absolute() and each.header.digest != digest
        )


def look(folder: Path, pause: Callable[[], None] = lambda: None) -> Found:
    """Return the work that can be gone on with; what a window of ours holds is none of it.

    Journals without unfinished work and those beyond `MOST` or `DAYS` are deleted. What makes
    no sense is set aside, and said.

    Args:
        folder: of all journals; it need not be there.
        pause: called between two journals.
    """
    try:
        paths = [
            path for path in folder.iterdir() if path.suffix in (SUFFIX, SET_ASIDE, COPY, ".tmp")
        ]
    except OSError:
        return Found()
    unfinished: list[Unfinished] = []
    problems: list[str] = []
    for path in sorted(paths):
        pause()
        with suppress(OSError):
            found = _looked_at(path, problems)
            unfinished += [] if found is None else [found]
    unfinished.sort(key=lambda each: each.time, reverse=True)
    for extra in unfinished[MOST:]:
        with suppress(OSError):
            delete(extra.journal)
    return Found(tuple(unfinished[:MOST]), tuple(problems))


def _looked_at(path: Path, problems: list[str]) -> Unfinished | None:
    """Return the work in one journal.

    Raises:
        OSError: the file cannot be read or written.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):  # no journal: a pipe would be waited for without end
        return None
    age = time.time() - status.st_mtime if status.st_mtime > _UNSET else 0.0
    if path.suffix != SUFFIX:
        _tidied(path, age)
        return None
    with path.open("rb") as file:
        if in_use(file.fileno()):
            return None
        content = file.read()
        modified = os.fstat(file.fileno()).st_mtime
    try:
        found = outline(content)
    except NewerJournal:
        problems.append(
            f"A newer version of EM Desktop has kept unfinished work in {path}. Go on with it "
            "there."
        )
        return None
    if found is None:
        if age > _YOUNG or content.strip(b"\0"):
            _put_aside(path, content, age, problems)
        return None
    nothing = not found.worked or (found.last is not None and not found.last.left)
    if nothing and found.damaged and age <= DAYS * 86_400:  # there was work, behind the damage
        _put_aside(path, content, age, problems)
        return None
    if nothing or age > DAYS * 86_400:
        delete(path)
        return None
    left = "changes" if found.last is None else found.last.left
    return Unfinished(path, found.header, left, modified, found.damaged)


def _tidied(path: Path, age: float) -> None:
    """Delete what lies beside a journal, once it is of no use any more.

    Raises:
        OSError: it cannot be deleted.
    """
    if path.suffix == SET_ASIDE:
        useless = age > DAYS * 86_400
    else:  # a copy whose journal is gone, or that was never finished
        orphan = path.suffix != COPY or not path.with_suffix(SUFFIX).exists()
        useless = age > _YOUNG and orphan
    if useless:
        path.unlink()


def _put_aside(path: Path, content: bytes, age: float, problems: list[str]) -> None:
    """Set a journal aside that makes no sense; one that was hardly begun is deleted.

    Raises:
        OSError: the file cannot be written.
    """
    if content.strip(b"\0"):
        if age <= _YOUNG and b"\n" not in content:
            return  # its first line is being written
        aside = copy_aside(path, content)
        problems.append(
            "The notes of some unfinished work are damaged and cannot be read. They were set aside "
            f"as {aside.name} in {aside.parent}; nothing else is touched."
        )
    path.unlink()


def discard(journal: Path) -> bool:
    """Delete a journal, unless a window holds it; return whether it is gone."""
    try:
        with journal.open("rb") as file:
            if in_use(file.fileno()):
                return False
        delete(journal)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
