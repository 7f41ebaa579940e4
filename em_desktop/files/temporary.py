"""Temporary files beside a target, and what is left of them where a program was killed.

Each holds an advisory lock for as long as its program lives, where the system has such locks: so
what a killed one left goes at the next export, and a living one's never does.
"""

import os
import re
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NAME = re.compile(r"(\.em-desktop-[0-9a-f]{16})(?:-[a-z]+)?\.tmp")
_STALE = 3600.0
"""Seconds without a write after which, without locks, its program must have been killed."""
_TRIES = 10


class Temporary:
    """A new, hidden, empty file with a name of its own.

    Attributes:
        path: its name, short because the target's may be as long as the disk allows.
        descriptor: open for writing.
    """

    def __init__(self, folder: Path, mode: int) -> None:
        """Create it.

        Args:
            folder: in which it stands.
            mode: its permissions, less those that the system takes away.

        Raises:
            OSError: it cannot be created.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for _ in range(_TRIES):
            self.path = folder / f".em-desktop-{secrets.token_hex(8)}.tmp"
            self.descriptor = os.open(self.path, flags, mode)
            if fcntl is None:
                return
            with suppress(OSError):  # a disk without locks
                fcntl.flock(self.descriptor, fcntl.LOCK_EX)
            with suppress(OSError):
                if os.path.samestat(os.fstat(self.descriptor), os.lstat(self.path)):
                    return
            os.close(self.descriptor)  # somebody cleared it away before it was locked

    def beside(self, word: str) -> Path:
        """Return the name of a further file that lives no longer than this one."""
        return self.path.with_name(f"{self.path.stem}-{word}.tmp")

    def written(self) -> None:
        """Let the file be renamed; Windows allows that of none that is open."""
        if fcntl is None:
            os.close(self.descriptor)
            self.descriptor = -1

    def end(self) -> None:
        """Take the file away, if it still has this name."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


def clear_litter(folder: Path) -> None:
    """Take away what exports left that were killed."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = _NAME.fullmatch(entry.name)
            if name is None:
                continue
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
                first = folder / f"{name[1]}.tmp"
                if stat.S_ISREG(found.st_mode) and mine and _is_left(first, found.st_mtime):
                    Path(entry.path).unlink()


def _is_left(first: Path, written: float) -> bool:
    """Return whether nobody is at work on a temporary file any more.

    Args:
        first: the file that is locked.
        written: when something was last written, in seconds.
    """
    if fcntl is None:
        return time.time() - written > _STALE
    try:
        descriptor = os.open(first, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk without locks
        return time.time() - written > _STALE
    finally:
        os.close(descriptor)
    return True
