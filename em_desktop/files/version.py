"""Which version of a file is meant: what the system says of it, and a digest of its content."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_CHUNK = 1 << 20
_COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds: some file systems (FAT) tell the time of a change no better than this."""


@dataclass(frozen=True)
class Stamp:
    """What the system says of a file; where it is the same, the content hardly ever differs.

    Attributes:
        size: in bytes.
        modified: time of the last change of the content, in nanoseconds.
        altered: time of the last change of anything, in nanoseconds; a program that sets
            ``modified`` back cannot set this.
        place: device and number of the file; a file that took the name has another.
    """

    size: int
    modified: int
    altered: int
    place: tuple[int, int]

    @classmethod
    def of(cls, found: os.stat_result) -> Self:
        """Return the stamp of what ``stat`` has found."""
        place = (found.st_dev, found.st_ino)
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, place)


@dataclass(frozen=True)
class Version:
    """One state of a file.

    Attributes:
        stamp: when it was read.
        digest: SHA-256 of the content, in hexadecimal digits; also the key of what is kept for
            this content.
        settled: whether the file was old enough then for every later change to show in the
            stamp; a clock that counts whole seconds hides a second change in the same one.
    """

    stamp: Stamp
    digest: str
    settled: bool = True

    @classmethod
    def at(cls, stamp: Stamp, digest: str) -> Self:
        """Return the version of a file that was read just now."""
        newest = max(stamp.modified, stamp.altered)
        return cls(stamp, digest, time.time_ns() - newest > _COARSEST_CLOCK)

    def shows(self, stamp: Stamp) -> bool:
        """Whether a file with this stamp certainly has this content."""
        return self.settled and stamp == self.stamp


def version_of(path: Path, pause: Callable[[], None] = lambda: None) -> Version | None:
    """Return the version that a file has now; None where it changes while it is looked at.

    Args:
        path: of the file, links followed.
        pause: called between chunks.

    Raises:
        OSError: the file cannot be read, or it is none: a pipe would wait for ever.
    """
    digest = hashlib.sha256()
    size = 0
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with path.open("rb", buffering=0) as file:
        before = Stamp.of(os.fstat(file.fileno()))
        while piece := file.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
            if size > before.size:
                return None  # it grows; it might do so for ever
            pause()
        after = Stamp.of(os.fstat(file.fileno()))
    if before != after or Stamp.of(path.stat()) != after:
        return None
    return Version.at(after, digest.hexdigest())


def is_still(path: Path, version: Version) -> bool:
    """Whether a file has the content that it had in a version.

    Raises:
        OSError: the file cannot be read.
    """
    if version.shows(Stamp.of(path.stat())):
        return True
    now = version_of(path)
    return now is not None and now.digest == version.digest
