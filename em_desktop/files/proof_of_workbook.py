"""The written workbook held against the original, part for part, and its sheet cell by cell.

The archives are read by Python's own library, not by the code that writes them; and which cells
of a sheet differ is counted in its XML, without asking where they were meant to be written.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.review.changes import Changes
from em_desktop.review.wording import counted
from em_desktop.roster.folding import shown

_ROW = re.compile(
    rb"<(?:[\w.-]+:)?row(?=[\s/>])[^<>]*?(?:/>|>.*?</(?:[\w.-]+:)?row\s*>)", re.DOTALL
)
_CELL = re.compile(rb"<((?:[\w.-]+:)?c)(?=[\s/>])([^<>]*?)(?:/>|>(.*?)</\1\s*>)", re.DOTALL)
_NUMBER = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_REQUEST = re.compile(rb'<(?:[\w.-]+:)?sheetCalcPr fullCalcOnLoad="1"/>')
_SIZE = re.compile(rb"<(?:[\w.-]+:)?dimension(?=[\s/>])[^<>]*>")
_LOCAL_HEADER = 30
_END = b"</sheetData>"
_FEW_ROWS = 3
_WORKBOOK = re.compile(r"xl/workbook\.xml")
_SHEET = re.compile(r"xl/(worksheets|sheets?)/")
_UNREADABLE = (
    "The workbook's parts could not be compared; its cells were read back and are as meant."
)


@dataclass(frozen=True)
class Part:
    """A part of a workbook that is not the original's.

    Attributes:
        name: in the archive; empty for the archive as a whole.
        expected: it has to differ where cells change: the sheet that was written, and no more in
            it than the cells.
        why: a sentence; empty where there is nothing to say.
    """

    name: str
    expected: bool
    why: str = ""


def compare_workbooks(
    before: bytes, after: bytes, cells: int, changes: Changes, pace: Pace
) -> tuple[Part, ...]:
    """Return which parts of a written workbook are not the original's.

    Args:
        before: the original.
        after: the written workbook.
        cells: of the roster that changed.
        changes: what was to differ.
        pace: asked between parts.

    Raises:
        FileProblem: a part is missing, or cannot be read.
        ReadCancelled: cancelled.
    """
    try:
        old = zipfile.ZipFile(io.BytesIO(before))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # stranger than Python allows
        return (Part("", expected=False, why=_UNREADABLE),)
    try:
        new = zipfile.ZipFile(io.BytesIO(after))
        names = [member.filename for member in new.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _torn() from error
    missing = {member.filename for member in old.infolist()} - set(names)
    if missing - _MAY_GO:
        raise _torn()
    parts = [Part(name, expected=False, why=_reason(name, gone=True)) for name in sorted(missing)]
    originals = {member.filename: member for member in old.infolist()}
    for i, member in enumerate(new.infolist()):
        pace.step(i / len(names))
        original = originals.get(member.filename)
        if original is None:
            parts.append(Part(member.filename, expected=False, why=_reason(member.filename)))
        elif _raw(before, original) != _raw(after, member):
            parts.append(_differing(old, new, original, member, cells, changes))
    if old.comment != new.comment:
        parts.append(Part("", expected=False, why="The archive's own note changed."))
    return tuple(part for part in parts if part is not _SAME)


_SAME = Part("", expected=True)
_MAY_GO = frozenset({"xl/calcChain.xml"})
"""Excel makes this part anew: the order in which formulas are computed."""


def _raw(content: bytes, member: zipfile.ZipInfo) -> tuple[object, ...]:
    """Return all of a member: its packed bytes, and what the directory says of it."""
    start = member.header_offset
    sizes = content[start + 26 : start + _LOCAL_HEADER]
    head = _LOCAL_HEADER + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
    packed = content[start : start + head + member.compress_size]
    said = (member.extra, member.comment, member.date_time, member.external_attr, member.CRC)
    return packed, *said


def _differing(
    old: zipfile.ZipFile,
    new: zipfile.ZipFile,
    original: zipfile.ZipInfo,
    member: zipfile.ZipInfo,
    cells: int,
    changes: Changes,
) -> Part:
    name = member.filename
    try:
        was, now = old.read(original), new.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _torn() from error
    if was == now:
        return _SAME
    if name == "content.xml":
        return Part(name, expected=True)
    if _SHEET.match(name):
        return Part(name, *_sheet(was, now, cells, changes))
    return Part(name, expected=False, why=_reason(name))


def _reason(name: str, *, gone: bool = False) -> str:
    if gone:
        return "The order of computing was left out (Excel makes it anew)."
    if _WORKBOOK.fullmatch(name):
        return "The workbook's list of sheets changed too: it asks Excel to compute formulas anew."
    return f"The workbook's part “{shown(name)}” changed too."


def _sheet(was: bytes, now: bytes, cells: int, changes: Changes) -> tuple[bool, str]:
    """Say whether nothing but the written cells differs in a sheet, else what."""
    if changes.deleted or changes.added:
        moved = "Rows came or went, so that the numbers of rows below them changed in the sheet."
        return (True, "") if not changes.deleted else (False, moved)
    request = _REQUEST.search(now)
    asks = request is not None and _REQUEST.search(was) is None
    if asks:
        now = _REQUEST.sub(b"", now, count=1)
    different = _quick(was, now)
    if different is None:
        different = _different_cells(was, now) if _frame(was) == _frame(now) else -1
    if different < 0:
        return False, "In the sheet, something besides its cells changed too."
    if asks:
        return False, "The sheet also asks Excel to compute its formulas anew."
    most = cells + sum(1 + len(new.texts) for new in changes.new_columns)
    if different > most:
        many = counted(different - most, "cell")
        return False, f"Besides, {many} of the sheet changed in how the workbook stores cells."
    return True, ""


def _quick(was: bytes, now: bytes) -> int | None:
    """Return how many cells differ, where the sheets have the same rows; None to look closer.

    The usual sheet has no prefix before its tags; taking it apart there is a matter of
    milliseconds, since most rows are the same bytes.
    """
    old, new = was.split(b"<row "), now.split(b"<row ")
    if len(old) != len(new) or len(old) < _FEW_ROWS:
        return None
    (*_, last), (*_, other) = old, new
    tails = last.partition(_END)[2], other.partition(_END)[2]
    if _SIZE.sub(b"", old[0]) != _SIZE.sub(b"", new[0]) or tails[0] != tails[1]:
        return None
    count = 0
    for mine, yours in zip(old[1:], new[1:], strict=True):
        if mine != yours:
            cells, others = mine.split(b"<c "), yours.split(b"<c ")
            if len(cells) == len(others):
                count += sum(a != b for a, b in zip(cells[1:], others[1:], strict=True))
            else:
                count += _different_in_row(mine, yours)
    return count


def _frame(content: bytes) -> bytes:
    """Return a sheet without its rows and the note of its size."""
    return _SIZE.sub(b"", _ROW.sub(b"", content))


def _different_cells(was: bytes, now: bytes) -> int:
    """Return how many cells of two sheets differ in any byte."""
    old = {_number(row): row for row in _rows(was)}
    count = 0
    for row in _rows(now):
        original = old.pop(_number(row), b"")
        if row != original:
            count += _different_in_row(row, original)
    return count + sum(len(_CELL.findall(row)) for row in old.values())


def _different_in_row(row: bytes, other: bytes) -> int:
    mine, yours = (
        {_number(found[2]): found[0] for found in _CELL.finditer(each)} for each in (row, other)
    )
    return sum(mine.get(place) != yours.get(place) for place in mine.keys() | yours)


def _rows(content: bytes) -> Iterator[bytes]:
    return (found[0] for found in _ROW.finditer(content))


def _number(tag: bytes) -> bytes:
    found = _NUMBER.search(tag)
    return found[1] if found else b""


def _torn() -> FileProblem:
    return FileProblem(
        "The corrected workbook would lack a part of the original, so nothing was written. Please "
        "report this; meanwhile export to another format."
    )
