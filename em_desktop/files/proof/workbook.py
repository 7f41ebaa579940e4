"""The written workbook held against the original: part for part, and its sheet byte for byte.

The archives are read by Python's own library, not by the code that writes them.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.proof.ods import compare_ods
from em_desktop.files.proof.places import IN_TAG, Places, attributes, blanked, differs
from em_desktop.files.proof.xlsx import compare_xlsx
from em_desktop.files.workbook.table_area import TableArea
from em_desktop.files.workbook.xml_text import as_utf8

_LOCAL_HEADER = 30
_WORKBOOK = re.compile(rb"\s*<(?:[^\s:<>/]+:)?workbook(?=[\s/>])")
_CALC = re.compile(rb"<((?:[^\s:<>/]+:)?calcPr)(?=[\s/>])(%b)/?>" % IN_TAG)
_ASKS = b"fullCalcOnLoad"
_ANEW = "The workbook’s list of sheets changed too: it asks Excel to compute formulas anew."
UNREADABLE = (
    "The file is built in a way that keeps its other parts from being compared; the table was "
    "read back and is as meant."
)


@runtime_checkable
class Workbook(Protocol):
    """A source whose file is an archive of parts, of which it writes one sheet.

    Attributes:
        content: the whole file as it was read.
        area: where the roster stands in its sheet.
        part: the part that holds the sheet.
        sheet_number: the sheet's position, from 0, where one part holds all sheets; else -1.
    """

    @property
    def content(self) -> bytes: ...  # noqa: D102 - told above
    @property
    def area(self) -> TableArea: ...  # noqa: D102 - told above
    @property
    def part(self) -> str: ...  # noqa: D102 - told above
    @property
    def sheet_number(self) -> int: ...  # noqa: D102 - told above


@dataclass(frozen=True)
class Part:
    """A part of a workbook that is not the original's.

    Attributes:
        name: in the archive; empty for all, which could not be compared.
        expected: nothing but the cells that were to change differs in it.
        why: what else differs, a sentence or several; empty where nothing does.
    """

    name: str
    expected: bool
    why: str = ""


def compare_workbooks(book: Workbook, after: bytes, places: Places, pace: Pace) -> tuple[Part, ...]:
    """Return which parts of a written workbook are not the original's.

    Args:
        book: has the original.
        after: the written workbook.
        places: where its sheet may differ.
        pace: asked between parts.

    Raises:
        FileProblem: something differs that was not to differ.
        ReadCancelled: cancelled.
    """
    before = book.content
    try:
        old = zipfile.ZipFile(io.BytesIO(before))
        members = old.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # stranger than Python allows
        return (Part("", expected=False, why=UNREADABLE),)
    try:
        new = zipfile.ZipFile(io.BytesIO(after))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _torn() from error
    written = new.infolist()
    if [each.filename for each in members] != [each.filename for each in written]:
        raise _torn()
    if old.comment != new.comment or before[: _start(members)] != after[: _start(written)]:
        raise _torn()
    parts = []
    sizes = sum(each.file_size for each in members)
    done = 0.0
    for original, member in zip(members, written, strict=True):
        share = original.file_size / max(sizes, 1)
        with pace.part(done, min(1.0, done + share)):
            if _raw(before, original) != _raw(after, member):
                if _kept(original) != _kept(member):
                    raise differs(member.filename)
                was, now = _unpacked(old, original), _unpacked(new, member)
                if was is None:  # stranger than Python allows, though it was read
                    return (Part("", expected=False, why=UNREADABLE),)
                if was != now:
                    parts.append(_differing(book, member.filename, was, now, places, pace))
            pace.step(1.0)
        done += share
    return tuple(parts)


def _start(members: list[zipfile.ZipInfo]) -> int:
    return min((each.header_offset for each in members), default=0)


def _raw(content: bytes, member: zipfile.ZipInfo) -> tuple[object, ...]:
    """Return all of a member: its packed bytes, and what the directory says of it."""
    start = member.header_offset
    sizes = content[start + 26 : start + _LOCAL_HEADER]
    head = _LOCAL_HEADER + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
    packed = content[start : start + head + member.compress_size]
    return packed, member.extra, member.CRC, *_kept(member)


def _kept(member: zipfile.ZipInfo) -> tuple[object, ...]:
    """Return what a member keeps whatever it holds."""
    looks = member.external_attr, member.internal_attr, member.create_system
    return member.comment, member.date_time, member.compress_type, *looks


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    """Return what a member holds; None where Python cannot read it."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return None


def _differing(
    book: Workbook, name: str, was: bytes, now: bytes | None, places: Places, pace: Pace
) -> Part:
    """Return what differs in a part.

    Raises:
        FileProblem: what was not to differ.
    """
    if now is None:
        raise _torn()
    old, new = as_utf8(was, name), as_utf8(now, name)
    if name == book.part:
        if book.sheet_number < 0:
            said = compare_xlsx(old, new, name, places, pace)
        else:
            said = compare_ods(old, new, book.sheet_number, places, pace)
        return Part(name, expected=not said, why=" ".join(said))
    if _WORKBOOK.search(blanked(old)) and _asks_only(old, new):
        return Part(name, expected=False, why=_ANEW)
    raise differs(name)


def _asks_only(old: bytes, new: bytes) -> bool:
    """Return whether a workbook's part differs in the request to compute formulas alone."""
    found = _CALC.search(blanked(new))
    if found is None or dict(attributes(found[2])).get(_ASKS) != b"1":
        return False
    head, tail = new[: found.start()], new[found.end() :]
    before = _CALC.search(blanked(old))
    if before is None:
        return attributes(found[2]) == [(_ASKS, b"1")] and head + tail == old
    rest = [[a for a in attributes(tag[2]) if a[0] != _ASKS] for tag in (before, found)]
    around = old[: before.start()] == head and old[before.end() :] == tail
    return around and before[1] == found[1] and rest[0] == rest[1]


def _torn() -> FileProblem:
    return FileProblem(
        "The corrected workbook would not have the parts of the original, so nothing was written. "
        "Please report this; meanwhile export to another format."
    )
