"""The lines of a journal: each carries a checksum, and stands on the one before.

A line is ``CHECKSUM TAG BODY``. The checksum goes on from that of the line before, so that a line
that is missing, doubled or out of place is found as surely as one that is damaged.
"""

import zlib
from dataclasses import dataclass

_PREFIX = len(b"00000000 T ")


@dataclass(frozen=True)
class Line:
    """One whole line.

    Attributes:
        tag: one letter that says what the line is.
        body: the rest, without the line's end.
        checksum: as it is written.
        end: offset in the file behind the line.
    """

    tag: str
    body: bytes
    checksum: int
    end: int


@dataclass(frozen=True)
class Lines:
    """What could be read.

    Attributes:
        whole: the lines from the first to the last before any damage.
        damaged: good lines follow after bad ones. Without any, only the end is torn, as it is
            when the power fails.
    """

    whole: tuple[Line, ...]
    damaged: bool


def written(tag: str, body: bytes, before: int) -> tuple[bytes, int]:
    """Return the bytes of a line, and its checksum.

    Args:
        tag: one letter.
        body: without line ends.
        before: checksum of the line before; 0 for the first.
    """
    checked = tag.encode("ascii") + b" " + body
    checksum = zlib.crc32(checked, before)
    return b"%08x %s\n" % (checksum, checked), checksum


def read_lines(content: bytes) -> Lines:
    """Return the lines of a journal."""
    whole: list[Line] = []
    checksum = start = 0
    bad = False
    while (end := content.find(b"\n", start)) >= 0:
        line = _line(content[start:end], checksum, end + 1)
        if line is not None and bad:
            return Lines(tuple(whole), damaged=True)
        if line is not None:
            whole.append(line)
            checksum = line.checksum
        else:
            bad = True
            checksum = _stated(content[start:end])
        start = end + 1
    return Lines(tuple(whole), damaged=False)


def _line(content: bytes, before: int, end: int) -> Line | None:
    """Return a line if it is whole and stands on the one before."""
    stated = _stated(content)
    if len(content) < _PREFIX or content[8:9] != b" " or content[10:11] != b" ":
        return None
    if zlib.crc32(memoryview(content)[9:], before) != stated:
        return None
    return Line(content[9:10].decode("latin-1"), content[_PREFIX:], stated, end)


def _stated(content: bytes) -> int:
    """Return the checksum that a line claims to have; 0 where it claims none."""
    digits = content[:8]
    try:
        return int(digits, 16) if len(digits) == 8 and digits.isalnum() else 0
    except ValueError:
        return 0
