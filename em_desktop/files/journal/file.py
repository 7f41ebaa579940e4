"""A journal on the disk: held by one window, appended to and flushed, never rewritten.

Only the user may read it: it holds cells of the roster.
"""

import errno
import os
import secrets
import sys
import time
import weakref
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from em_desktop.files.journal.lines import written
from em_desktop.files.journal.record import (
    HEADER_TAG,
    Header,
    Kept,
    Record,
    header_body,
    read_journal,
    record_line,
)

SUFFIX = ".journal"
SET_ASIDE = ".damaged"
COPY = ".original"
_PATIENCE = 1.0
"""Seconds to wait for a journal that somebody looks at just now."""

_CHUNK = 1 << 20


class JournalInUse(Exception):
    """Another window holds the journal."""


class JournalGone(Exception):
    """Somebody has taken the journal's file away."""


class JournalFile:
    """A journal that this process holds; nobody else writes to it until it is closed.

    Attributes:
        path: where it lies.
    """

    def __init__(self, path: Path, descriptor: int, end: int, checksum: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._end, self._checksum = end, checksum
        # However this object goes, the lock goes with it.
        self._close = weakref.finalize(self, os.close, descriptor)

    @classmethod
    def create(cls, folder: Path, header: Header, pause: Callable[[], None] = lambda: None) -> Self:
        """Begin a journal.

        Args:
            folder: of all journals; it is made where it is not there.
            header: what it is about.
            pause: called between pieces of long work.

        Raises:
            OSError: it cannot be written.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        path = folder / f"{moment}-{secrets.token_hex(4)}{SUFFIX}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        journal = cls(path, os.open(path, flags, 0o600), 0, 0)
        try:
            _locked(journal._descriptor, _PATIENCE)
            journal._write([(HEADER_TAG, header_body(header, pause))])
        except BaseException:
            journal.discard()
            raise
        return journal

    @classmethod
    def reopen(cls, path: Path) -> tuple[Self, Kept | None]:
        """Hold a journal that a process has left behind, and read it.

        What stands behind the last whole line goes with the next ``append``.

        Returns:
            The journal, and what it holds; None where not even its header is whole.

        Raises:
            JournalInUse: another window holds it.
            NewerJournal: a newer version of this program wrote it.
            OSError: it cannot be read.
        """
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
        journal = cls(path, os.open(path, flags), 0, 0)
        if not _locked(journal._descriptor, _PATIENCE):
            journal.close()
            raise JournalInUse
        kept = read_journal(_content(journal._descriptor))
        if kept is not None:
            journal.go_back_to(kept, len(kept.records))
        return journal, kept

    def go_back_to(self, kept: Kept, n_records: int) -> None:
        """Let the next record stand behind the first so many; what is behind them goes."""
        line = kept.lines[n_records]
        self._end, self._checksum = line.end, line.checksum

    def append(self, records: Iterable[Record], pause: Callable[[], None] = lambda: None) -> None:
        """Write records and flush them to the disk: all of them, or as if none had been written.

        Args:
            records: what is to be noted.
            pause: called between pieces of long work.

        Raises:
            JournalGone: the file was taken away; a new journal is needed.
            OSError: nothing was noted; it may work later.
        """
        if os.fstat(self._descriptor).st_nlink == 0:
            raise JournalGone
        self._write([record_line(record, pause) for record in records])

    def set_aside(self) -> Path:
        """Copy the file as it is, with what could not be read, and return the copy.

        Raises:
            OSError: it cannot be written.
        """
        return copy_aside(self.path, _content(self._descriptor))

    def keep_copy(self, content: bytes) -> None:
        """Keep the roster's file beside the journal, for the case that it goes or changes.

        Raises:
            OSError: it cannot be written.
        """
        temporary = self.path.with_suffix(f"{COPY}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        try:
            with os.fdopen(os.open(temporary, flags, 0o600), "wb", buffering=0) as file:
                rest = memoryview(content)
                while rest:
                    rest = rest[file.write(rest[:_CHUNK]) :]
                os.fsync(file.fileno())
            temporary.replace(self.path.with_suffix(COPY))
        finally:
            temporary.unlink(missing_ok=True)

    def close(self) -> None:
        """Let it go; it stays on the disk."""
        self._close()

    def discard(self) -> None:
        """Delete it."""
        if os.name == "nt":  # an open file cannot be deleted there
            self.close()
        try:
            delete(self.path)
        except OSError:
            pass
        finally:
            self.close()

    def _write(self, lines: Iterable[tuple[str, bytes]]) -> None:
        checksum, pieces = self._checksum, []
        for tag, body in lines:
            line, checksum = written(tag, body, checksum)
            pieces.append(line)
        rest = memoryview(b"".join(pieces))
        end = self._end + len(rest)
        os.ftruncate(self._descriptor, self._end)  # a torn line, or one that found no room
        os.lseek(self._descriptor, self._end, os.SEEK_SET)
        while rest:
            rest = rest[os.write(self._descriptor, rest[:_CHUNK]) :]
        os.fsync(self._descriptor)
        self._end, self._checksum = end, checksum


def delete(journal: Path) -> None:
    """Delete a journal that nobody holds, and what lies beside it.

    Raises:
        OSError: it cannot be deleted.
    """
    journal.unlink(missing_ok=True)
    journal.with_suffix(COPY).unlink(missing_ok=True)


def copy_of(journal: Path) -> bytes | None:
    """Return the copy of the roster's file that was kept beside a journal; None without one.

    Raises:
        OSError: it cannot be read.
    """
    try:
        return journal.with_suffix(COPY).read_bytes()
    except FileNotFoundError:
        return None


def in_use(descriptor: int) -> bool:
    """Whether a window holds an open journal."""
    return not _locked(descriptor, 0.0, shared=True)


def copy_aside(journal: Path, content: bytes) -> Path:
    """Write a journal's content beside it under a name that no list of journals looks at.

    Raises:
        OSError: it cannot be written.
    """
    target = journal.with_suffix(SET_ASIDE)
    number = 2
    while target.exists():
        target = journal.with_name(f"{journal.stem}-{number}{SET_ASIDE}")
        number += 1
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
        file.write(content)
    return target


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while piece := os.read(descriptor, _CHUNK):
        pieces.append(piece)
    return b"".join(pieces)


def _locked(descriptor: int, patience: float, *, shared: bool = False) -> bool:
    """Lock an open file, for the life of the descriptor; return whether that worked."""
    until = time.monotonic() + patience
    while not _try_lock(descriptor, shared=shared):
        if time.monotonic() >= until:
            return False
        time.sleep(0.02)
    return True


if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 0x7FFF_FFF0  # behind all content: what is locked, nobody else may read

    def _try_lock(descriptor: int, *, shared: bool) -> bool:  # noqa: ARG001 - there is one kind
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            # A file system without locks: better a journal that two windows might hold than none.
            return error.errno in {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
        return True
