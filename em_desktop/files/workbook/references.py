"""What a formula refers to, read from its text; where in doubt: everything.

This is no formula engine. It answers one question, whether a formula may depend on some cells,
and errs only towards yes.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from em_desktop.files.workbook.table_area import MAX_COLUMNS, MAX_ROWS

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; 0-based."""

_SHEET = r"(?:(?P<sheet>'(?:[^']|'')*'|[^\W\d][\w.]*)!)?"
_AREA = (
    r"(?P<area>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!\[#:])"
)
_TOKEN = re.compile(
    rf'"(?:[^"]|"")*"|{_SHEET}{_AREA}|(?P<function>[^\W\d][\w.]*)\('
    r"|(?P<name>[^\W\d][\w.?]*|\\[\w.?\\]*)(?![!\[])|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
    r"|(?P<opaque>[\[\]:#!'\w])"
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)")
_ODF = re.compile(r"\[(?P<sheet>\$?(?:'(?:[^']|'')*'|[^\s'.\]\[]+))?\.(?P<first>[^\].:]+)"
                  r"(?::(?:\$?(?:'(?:[^']|'')*'|[^\s'.\]\[]+))?\.(?P<last>[^\]]+))?\]")  # fmt: skip
_REACHING = frozenset({"INDIRECT", "OFFSET", "CELL", "EVALUATE", "CALL", "GETPIVOTDATA"})
"""Functions that may look at cells which their formula does not name."""
_CONSTANTS = frozenset({"TRUE", "FALSE"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A range that a formula names.

    Attributes:
        sheet: its name casefolded; None for the sheet of the formula.
        area: its cells.
        fixed: first row, first column, last row, last column stay when the formula is copied.
    """

    sheet: str | None
    area: Range
    fixed: tuple[bool, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Referred:
    """What a formula refers to.

    Attributes:
        ranges: that it names.
        names: defined names, casefolded.
        all_else: it may look at any cell of any sheet.
    """

    ranges: tuple[Reference, ...] = ()
    names: tuple[str, ...] = ()
    all_else: bool = False


class Cells:
    """Cells of a sheet, to be asked whether a range holds one of them."""

    def __init__(self, cells: Mapping[int, Iterable[int]]) -> None:
        """Remember the cells.

        Args:
            cells: their columns by row.
        """
        self._rows: dict[int, list[int]] = {}
        for row in sorted(cells):
            for column in cells[row]:
                self._rows.setdefault(column, []).append(row)

    def touch(self, area: Range) -> bool:
        """Return whether one of the cells lies in the range."""
        top, left, bottom, right = area
        for column, rows in self._rows.items():
            if left <= column <= right:
                at = bisect_left(rows, top)
                if at < len(rows) and rows[at] <= bottom:
                    return True
        return False


def referred(formula: str) -> Referred:
    """Return what the text of a formula in an XLSX workbook refers to."""
    ranges, names, all_else = [], [], False
    for token in _TOKEN.finditer(formula):
        if token["area"]:
            sheet = token["sheet"]
            found = _reference(token["area"], None if sheet is None else _sheet_name(sheet))
            if found is None or (sheet and (":" in sheet or "[" in sheet)):
                all_else = True
            else:
                ranges.append(found)
        elif token["function"]:
            all_else |= token["function"].upper().removeprefix("_XLFN.") in _REACHING
        elif token["name"]:
            if token["name"].upper() not in _CONSTANTS:
                names.append(token["name"].casefold())
        elif token["opaque"]:
            all_else = True
    return Referred(tuple(ranges), tuple(names), all_else)


def referred_odf(formula: str) -> Referred:
    """Return what a formula in an ODS workbook refers to (``of:=SUM([.A1:.A9])``)."""
    prefix, _, rest = formula.partition(":")
    if prefix != "of":
        return Referred(all_else=True)
    ranges = []
    all_else = False
    for match in _ODF.finditer(rest):
        sheet = match["sheet"]
        first, last = match["first"], match["last"]
        found = _reference(
            first if last is None else f"{first}:{last}",
            None if sheet is None else _sheet_name(sheet.removeprefix("$")),
        )
        if found is None:
            all_else = True
        else:
            ranges.append(found)
    left = referred(_ODF.sub("0", rest))
    return Referred(tuple(ranges), left.names, all_else or left.all_else or bool(left.ranges))


def spread(reference: Reference, down: int, right: int) -> Range:
    """Return what a reference covers when its formula is filled down and to the right."""
    top, left, bottom, last = reference.area
    fixed = reference.fixed
    lowest = max(top if fixed[0] else top + down, bottom if fixed[2] else bottom + down)
    rightmost = max(left if fixed[1] else left + right, last if fixed[3] else last + right)
    return top, left, min(MAX_ROWS - 1, lowest), min(MAX_COLUMNS - 1, rightmost)


def is_fixed(reference: Reference) -> bool:
    """Return whether the reference is the same wherever its formula stands."""
    return all(reference.fixed)


def _sheet_name(written: str) -> str:
    if written.startswith("'"):
        written = written[1:-1].replace("''", "'")
    return written.casefold()


def _reference(area: str, sheet: str | None) -> Reference | None:
    first, _, last = area.partition(":")
    corners = [_CORNER.fullmatch(corner) for corner in (first, last or first)]
    a, b = corners
    if a is None or b is None:
        return None
    rows = [int(c[4]) - 1 if c[4] else None for c in (a, b)]
    columns = [_column(c[2]) if c[2] else None for c in (a, b)]
    if (rows[0] is None) != (rows[1] is None) or (columns[0] is None) != (columns[1] is None):
        return None
    top, bottom = sorted((rows[0] or 0, MAX_ROWS - 1 if rows[1] is None else rows[1]))
    left, right = sorted((columns[0] or 0, MAX_COLUMNS - 1 if columns[1] is None else columns[1]))
    fixed_rows = [bool(c[3] or (c[1] and not c[2])) or not c[4] for c in (a, b)]
    fixed_columns = [bool(c[1]) or not c[2] for c in (a, b)]
    return Reference(
        sheet,
        (top, left, bottom, right),
        (fixed_rows[0], fixed_columns[0], fixed_rows[1], fixed_columns[1]),
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def resolved(found: Referred, names: Mapping[str, Referred]) -> Iterator[Reference | None]:
    """Yield all ranges, those of names included; None where it may be any range.

    Args:
        found: of a formula.
        names: what the workbook's defined names refer to, by casefolded name.
    """
    waiting, seen = [found], set()
    while waiting:
        here = waiting.pop()
        if here.all_else:
            yield None
        yield from here.ranges
        for name in here.names:
            if name not in names:
                yield None
            elif name not in seen:
                seen.add(name)
                waiting.append(names[name])
