"""Who has a file open: a note in the state folder for each window, gone with its process.

The notes lie in the program's own folder: the user's folder stays as it is, and a file on a
read-only medium has its note all the same. A note names no file; its name is made of a
fingerprint of the path. A process that was killed leaves its note behind, and whoever looks next
sees that nobody holds it and takes it away.
"""

import hashlib
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

_FOLDER = "open"
_SUFFIX = ".lock"
_DIGITS = 24
_FOREIGN_DAYS = 3
"""A note of another computer (the home folder is on a network) cannot be tested; older than this
many days it counts as left behind."""


@dataclass(frozen=True)
class Holder:
    """A process that holds a lock.

    Attributes:
        pid: its number.
        host: the computer that it runs on.
        since: when it took the lock, in local time.
    """

    pid: int
    host: str
    since: datetime


class Hold:
    """A lock on one path, held until ``release`` or until the process ends, however it ends.

    Args:
        path: of the lock file; it belongs to nobody else, and its folder is made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = _lock(path)
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.held = path.parent.is_dir() and self._lock.tryLock(0)

    def release(self) -> None:
        """Give the lock back; its file goes. Nothing happens where it is not held."""
        if self.held:
            self.held = False
            self._lock.unlock()


def holder_of(path: Path) -> Holder | None:
    """Return who holds a lock, or None where nobody does.

    A lock that was left behind (its process is dead, the computer was started anew) is removed.

    Args:
        path: of the lock file.
    """
    try:
        taken = path.stat().st_mtime
    except OSError:
        return None
    lock = _lock(path)
    if lock.tryLock(0):
        lock.unlock()
        return None
    if lock.error() is not QLockFile.LockError.LockFailedError:
        return None  # gone meanwhile, or not ours to look at
    try:
        pid, host, _program = lock.getLockInfo()
        since = datetime.fromtimestamp(taken).astimezone()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    if pid <= 0 or not host:
        return None  # a power cut has left it empty, or it is no note at all
    return Holder(int(pid), str(host), since)


class OpenFiles:
    """The notes of all windows about the files that they have open.

    Args:
        folder: the state folder; the notes have a folder of their own in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / _FOLDER
        self._mine: Hold | None = None

    def hold(self, path: Path) -> None:
        """Note that this window has a file open, in place of the one before.

        Where nothing can be written, there is no note: it must never keep a file from being
        opened.
        """
        self.release()
        name = f"{_key(path)}-{os.getpid()}-{secrets.token_hex(4)}{_SUFFIX}"
        mine = Hold(self.folder / name)
        self._mine = mine if mine.held else None

    def release(self) -> None:
        """Note that this window has no file open any more."""
        if self._mine is not None:
            self._mine.release()
            self._mine = None

    def others(self, path: Path) -> tuple[Holder, ...]:
        """Return who else has a file open, the first first."""
        mine = self._mine.path if self._mine is not None else None
        try:
            notes = sorted(self.folder.glob(f"{_key(path)}-*{_SUFFIX}"))
        except OSError:
            return ()
        found = (holder_of(note) for note in notes if note != mine)
        holders = (holder for holder in found if holder is not None and not _forgotten(holder))
        return tuple(sorted(holders, key=lambda holder: holder.since))


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # however old: stale is only what nobody holds
    return lock


def _key(path: Path) -> str:
    """Return the fingerprint of the place that a path leads to, links followed."""
    real = os.path.normcase(os.path.realpath(path))
    return hashlib.sha256(real.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _forgotten(holder: Holder) -> bool:
    """Whether a note is of another computer and so old that it counts as left behind."""
    days = (time.time() - holder.since.timestamp()) / 86_400
    return holder.host != QSysInfo.machineHostName() and days > _FOREIGN_DAYS
