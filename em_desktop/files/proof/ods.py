"""The written content of an ODS workbook held against the original, byte for byte.

One part holds all sheets, their styles and much else. What differs is either a cell that was to
change, or one of a few things that follow from it and are known by name; anything else is
refused. Nothing here knows how a sheet is spliced.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from em_desktop.files.pacing import Pace
from em_desktop.files.proof.places import IN_TAG, Places, Walk, attributes, blanked

_ROOT = re.compile(rb"<[^\s<>?!/]+(%b)/?>" % IN_TAG)
_URNS = {
    b"urn:oasis:names:tc:opendocument:xmlns:office:1.0": b"office",
    b"urn:oasis:names:tc:opendocument:xmlns:table:1.0": b"table",
    b"urn:oasis:names:tc:opendocument:xmlns:text:1.0": b"text",
}
_TAG = re.compile(rb"<(/?)([^\s<>/?!]+)%b(/?)>" % IN_TAG)
_LINKED = (b"'file:", b"&apos;file:")
_ROWS_A_STEP = 2_000

SPLIT = (
    "The file stored equal neighbours (rows or cells) as one. Where one of them changed, they are "
    "stored one by one; the others hold what they held."
)
WIDENED = "The sheet declares as many columns as it now has."


def compare_ods(was: bytes, now: bytes, sheet: int, places: Places, pace: Pace) -> tuple[str, ...]:
    """Return what differs besides the cells that were to change, a sentence each.

    Args:
        was: the content in UTF-8.
        now: as it was written, in UTF-8.
        sheet: position of the sheet, from 0.
        places: where it may differ.
        pace: asked between chunks.

    Raises:
        FileProblem: something differs that was not to differ.
        ReadCancelled: cancelled.
    """
    return _Comparison(was, now, sheet, places).run(pace)


@dataclass(frozen=True, slots=True)
class _Row:
    """The bytes of a run of rows, cut into start tag, what it holds, and end tag."""

    raw: bytes
    attributes: bytes
    times: int
    inner: bytes
    closed: bool
    after: bytes
    """All that follows the start tag."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """The bytes of a run of cells, and what stands between it and the next."""

    name: bytes
    attributes: bytes
    times: int
    inner: bytes
    raw: bytes
    gap: bytes


class _Comparison:
    """Walks both contents from top to bottom, row by row where rows may differ."""

    def __init__(self, was: bytes, now: bytes, sheet: int, places: Places) -> None:
        self._walk = Walk(was, now, "content.xml")
        self._old, self._new = blanked(was), blanked(now)
        self._sheet, self._places = sheet, places
        root = _ROOT.search(self._old)
        declared = dict(attributes(root[1] if root else b""))
        names = dict.fromkeys(_URNS.values(), b"")
        names |= {name: name + b":" for name in names}
        for key, uri in declared.items():
            if uri in _URNS and key.startswith(b"xmlns"):
                names[_URNS[uri]] = key[6:] + b":" if key.startswith(b"xmlns:") else b""
        self._office, self._table, self._text = names[b"office"], names[b"table"], names[b"text"]
        t = self._table
        self._row = re.compile(rb"<%btable-row(?=[\s/>])(%b)(/?)>" % (t, IN_TAG))
        self._row_end = re.compile(rb"</%btable-row\s*>" % t)
        self._cell = re.compile(
            rb"<(%b(?:covered-)?table-cell)(?=[\s/>])(%b)(?:/>|>(.*?)</\1\s*>)" % (t, IN_TAG),
            re.DOTALL,
        )
        self._rows_times = t + b"number-rows-repeated"
        self._columns_times = t + b"number-columns-repeated"
        self._said: dict[str, None] = {}

    def run(self, pace: Pace) -> tuple[str, ...]:
        """Compare everything."""
        walk = self._walk
        start, end = self._bounds()
        walk.same(start, pace)
        marks = deque(sorted(self._places.cells.keys() | self._places.deleted))
        after = 0
        last: re.Match[bytes] | None = None
        for i, tag in enumerate(self._row.finditer(self._old, start, end)):
            if i % _ROWS_A_STEP == 0:
                pace.step(tag.start() / len(self._old))
            if last is None:
                self._columns(start, tag.start())
            last, number = tag, after
            after = number + self._times(tag[1], self._rows_times)
            if not marks or marks[0] >= after:
                continue  # with what follows, in one piece
            walk.same(tag.start(), pace)
            row = self._parsed(walk.old, tag)
            self._run_of_rows(row, number, after, marks)
            walk.at = tag.start() + len(row.raw)
        if last is None:
            raise walk.differs()
        if marks:
            walk.same(last.start() + len(self._parsed(walk.old, last).raw), pace)
        for new in marks:
            after = self._new_row(new, after)
        walk.finish(pace)
        return tuple(self._said)

    def _say(self, sentence: str) -> None:
        self._said[sentence] = None

    def _bounds(self) -> tuple[int, int]:
        """Return where the sheet's content begins and ends."""
        t = self._table
        tag = re.compile(rb"<(/?)(%btable|%bdde-link)(?=[\s/>])(%b)(/?)>" % (t, t, IN_TAG))
        depth, found, start = 0, -1, 0
        for match in tag.finditer(self._old):
            is_table = match[2] == t + b"table"
            if match[1]:
                depth -= 1
                if depth == 0 and is_table and found == self._sheet:
                    return start, match.start()
            elif not match[4]:
                depth += 1
                name = dict(attributes(match[3])).get(t + b"name", b"")
                if depth == 1 and is_table and not name.startswith(_LINKED):
                    found, start = found + 1, match.end()
        raise self._walk.differs()

    def _times(self, raw: bytes, name: bytes) -> int:
        return int(dict(attributes(raw)).get(name, b"1")) if name in raw else 1

    def _parsed(self, content: bytes, tag: re.Match[bytes]) -> _Row:
        """Return a run of rows by its start tag (found in ``tag.string``, a blanked content)."""
        start, body = tag.span()
        body_end = end = body
        if not tag[2]:
            closed = self._row_end.search(tag.string, body)
            if closed is None:
                raise self._walk.differs()
            body_end, end = closed.span()
        return _Row(
            raw=content[start:end],
            attributes=tag[1],
            times=self._times(tag[1], self._rows_times),
            inner=content[body:body_end],
            closed=bool(tag[2]),
            after=content[body:end],
        )

    def _taken(self, number: int) -> _Row:
        """Take the next run of rows of the written content."""
        walk = self._walk
        tag = self._row.match(self._new, walk.there)
        if tag is None:
            raise walk.differs(number)
        row = self._parsed(walk.new, tag)
        walk.there += len(row.raw)
        return row

    def _without(self, raw: bytes, *names: bytes) -> list[tuple[bytes, bytes]]:
        return [each for each in attributes(raw) if each[0] not in names]

    def _run_of_rows(self, row: _Row, first: int, after: int, marks: deque[int]) -> None:
        """Compare a run in which rows were to change or go."""
        at = first
        while marks and marks[0] < after:
            number = marks.popleft()
            self._same_rows(row, at, number - at)
            if number not in self._places.deleted:
                self._changed_row(row, number)
            at = number + 1
        self._same_rows(row, at, after - at)
        if row.times > 1:
            self._say(SPLIT)

    def _same_rows(self, row: _Row, number: int, times: int) -> None:
        """Compare a part of a run that stayed as it is."""
        if not times:
            return
        other = self._taken(number)
        same = other.times == times and other.closed == row.closed and other.after == row.after
        mine, yours = (self._without(each.attributes, self._rows_times) for each in (row, other))
        if not same or mine != yours:
            raise self._walk.differs(number)

    def _changed_row(self, row: _Row, number: int) -> None:
        """Compare one row of a run in which cells were to change."""
        other = self._taken(number)
        mine, yours = (self._without(each.attributes, self._rows_times) for each in (row, other))
        if other.times != 1 or mine != yours:
            raise self._walk.differs(number)
        if not self._same_cells(row, other, number):
            raise self._walk.differs(number)

    def _cells(self, row: _Row) -> tuple[bytes, list[_Cell]]:
        """Return what stands before a row's cells, and the cells."""
        inner, mask = row.inner, blanked(row.inner)
        found = list(self._cell.finditer(mask))
        if not found:
            return inner, []
        ends = [*(each.start() for each in found[1:]), len(inner)]
        return inner[: found[0].start()], [
            _Cell(
                name=each[1],
                attributes=each[2],
                times=self._times(each[2], self._columns_times),
                inner=inner[slice(*each.span(3))] if each[3] is not None else b"",
                raw=inner[each.start() : each.end()],
                gap=inner[each.end() : end],
            )
            for each, end in zip(found, ends, strict=True)
        ]

    def _same_cells(self, row: _Row, other: _Row, number: int) -> bool:
        """Return whether two rows differ in nothing but the cells that were to change."""
        touched = self._places.cells[number]
        before, mine = self._cells(row)
        start, yours = self._cells(other)
        pairs = list(_aligned(mine, yours))
        if before != start or sum(new.times for _, new, _ in pairs) != sum(c.times for c in mine):
            return False
        for at, (old, new, column) in enumerate(pairs):
            ends = at + 1 == len(pairs) or pairs[at + 1][0] is not old
            if new.gap != (old.gap if ends else b""):
                return False
            if not ends and not touched & {column, pairs[at + 1][2]}:
                return False  # split where nothing was to change
            if old.times != new.times:
                self._say(SPLIT)
            may = column in touched and new.times == 1
            if not self._same_cell(old, new) and not (
                may and self._same_but_value(old, new, number)
            ):
                return False
        column = sum(cell.times for cell in mine)
        return self._appended(yours[len(pairs) :], column, touched)

    def _same_cell(self, old: _Cell, new: _Cell) -> bool:
        if old.raw == new.raw:
            return True
        if old.times == new.times or old.name != new.name or old.inner != new.inner:
            return False
        mine, yours = (self._without(each.attributes, self._columns_times) for each in (old, new))
        return mine == yours

    def _same_but_value(self, old: _Cell, new: _Cell, number: int) -> bool:
        """Return whether a cell is the same but for its value: style, comment, drawings."""
        kept = [
            [
                each
                for each in self._without(cell.attributes, self._columns_times)
                if not each[0].startswith(self._office) and not each[0].endswith(b":value-type")
            ]
            for cell in (old, new)
        ]
        style = self._table + b"style-name"
        styled = number in self._places.added or number == self._places.header
        if styled and style not in dict(kept[0]):
            kept[1] = [each for each in kept[1] if each[0] != style]
        formula = self._table + b"formula"
        if old.name != new.name or formula in dict(kept[0]) or kept[0] != kept[1]:
            return False
        return b"".join(self._others(old.inner)) == b"".join(self._others(new.inner))

    def _others(self, inner: bytes) -> Iterator[bytes]:
        """Yield the elements of a cell that are no paragraphs of its own."""
        depth = start = 0
        own = False
        for tag in _TAG.finditer(blanked(inner)):
            if tag[1]:
                depth -= 1
            elif depth == 0:
                start = tag.start()
                own = tag[2] == self._text + b"p"
            if not tag[1] and not tag[3]:
                depth += 1
            if depth == 0 and not own:
                yield inner[start : tag.end()]

    def _appended(self, left: Sequence[_Cell], column: int, touched: frozenset[int]) -> bool:
        """Return whether the cells behind a row's last are those that were to come, and gaps."""
        for cell in left:
            after = column + cell.times
            if column in touched:
                good = cell.times == 1 and self._is_new(cell)
            else:
                good = not cell.inner and not self._without(cell.attributes, self._columns_times)
                good = good and not any(column <= each < after for each in touched)
            if cell.gap or not good:
                return False
            column = after
        return not left or column - 1 in touched  # no blank ones behind the last

    def _is_new(self, cell: _Cell) -> bool:
        """Return whether a cell that the sheet did not have is a plain one."""
        known = (self._table + b"style-name", self._columns_times)
        names = [name for name, _ in attributes(cell.attributes)]
        plain = all(
            name in known or name.startswith(self._office) or name.endswith(b":value-type")
            for name in names
        )
        return plain and not list(self._others(cell.inner))

    def _new_row(self, number: int, after: int) -> int:
        """Compare a row that the sheet did not have, and blank ones before it; return the next."""
        if number > after:
            blank = self._taken(number)
            _, cells = self._cells(blank)
            if blank.times != number - after or any(cell.inner for cell in cells):
                raise self._walk.differs(number)
        row = self._taken(number)
        before, cells = self._cells(row)
        column = 0
        good = row.times == 1 and not before
        for cell in cells:
            good = good and self._is_new(cell) and not cell.gap
            good = good and (column in self._places.columns or not cell.inner)
            column += cell.times
        if not good:
            raise self._walk.differs(number)
        return number + 1

    def _columns(self, start: int, end: int) -> None:
        """Compare what stands before the rows, where a declaration of columns may have come."""
        walk = self._walk
        tag = re.compile(rb"<%btable-column(?=[\s/>])(%b)/>" % (self._table, IN_TAG))
        declared = list(tag.finditer(self._old, start, end))
        last = declared[-1] if declared else None
        if last is None:
            return
        new = tag.match(self._new, walk.there + last.end() - walk.at)
        if new is None:
            return
        walk.same(last.end())
        mine, yours = (self._without(each[1], self._columns_times) for each in (last, new))
        if mine != yours:
            raise walk.differs()
        walk.there = new.end()
        self._say(WIDENED)


def _aligned(mine: Sequence[_Cell], yours: Sequence[_Cell]) -> Iterator[tuple[_Cell, _Cell, int]]:
    """Yield which written run of cells lies in which of the original, and its first column.

    It ends early where a written run is in more than one.
    """
    left = iter(yours)
    column = 0
    for old in mine:
        end = column + old.times
        while column < end:
            new = next(left, None)
            if new is None or column + new.times > end:
                return
            yield old, new, column
            column += new.times
