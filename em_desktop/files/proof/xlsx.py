"""The written sheet of an XLSX workbook held against the original, byte for byte.

What differs is either a cell that was to change, or one of a few things that follow from it and
are known by name; anything else is refused. Nothing here knows how a sheet is spliced.
"""

import re
from collections import deque

from em_desktop.files.pacing import Pace
from em_desktop.files.proof.places import IN_TAG, Places, Walk, attributes, blanked

_ROOT = re.compile(rb"\s*<([^\s:<>/]+:)?worksheet(?=[\s/>])")
_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["']([0-9]+)["']""")
_LETTERS = re.compile(rb"""[^<>]*?\sr\s*=\s*["']([A-Z]{1,3})[0-9]+["']""")
_RANGE = re.compile(rb"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")
_SPANS = re.compile(rb"([0-9]+):([0-9]+)")
_ROWS_A_STEP = 4_000
_OF_THE_VALUE = frozenset({b"r", b"t", b"vm", b"cm"})
_REQUEST = b'<%bsheetCalcPr fullCalcOnLoad="1"/>'

SIZE = "The sheet’s note of the range in use (dimension) was brought up to date."
SPANS = "Rows' notes of the columns in use (spans) were brought up to date."
MOVED = "The rows below the deleted ones moved up and carry the numbers of their new places."
REQUEST = "The sheet also asks Excel to compute its formulas anew."


def compare_xlsx(was: bytes, now: bytes, part: str, places: Places, pace: Pace) -> tuple[str, ...]:
    """Return what differs besides the cells that were to change, a sentence each.

    Args:
        was: the sheet in UTF-8.
        now: as it was written, in UTF-8.
        part: its name, for messages.
        places: where it may differ.
        pace: asked between chunks.

    Raises:
        FileProblem: something differs that was not to differ.
        ReadCancelled: cancelled.
    """
    return _Comparison(was, now, part, places).run(pace)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


class _Comparison:
    """Walks both sheets from top to bottom, row by row where rows may differ."""

    def __init__(self, was: bytes, now: bytes, part: str, places: Places) -> None:
        self._walk = Walk(was, now, part)
        self._old, self._new = blanked(was), blanked(now)
        self._plain = self._old is was and self._new is now
        self._places = places
        root = _ROOT.search(self._old)
        p = (root[1] or b"") if root else b""
        self._p = p
        self._row = re.compile(rb"<%brow(?=[\s/>])(%b)(/?)>" % (p, IN_TAG))
        self._row_end = re.compile(rb"</%brow\s*>" % p)
        self._cell = re.compile(rb"<%bc(?=[\s/>])" % p)
        self._rest = re.compile(rb"(%b)(?:/>|>(.*?)</%bc\s*>)" % (IN_TAG, p), re.DOTALL)
        self._formula = re.compile(rb"<%bf(?=[\s/>])" % p)
        self._numbered = re.compile(
            rb"""(<%bc r="[A-Z]{1,3}|<%b(?:c|row)(?=\s)(?:[^<>"']|"[^"<]*"|'[^'<]*')*?"""
            rb"""\sr\s*=\s*["'][A-Z]*)[0-9]+""" % (p, p)
        )
        self._waiting = deque(sorted(places.cells))
        self._gone = 0
        self._said: dict[str, None] = {}

    def run(self, pace: Pace) -> tuple[str, ...]:
        """Compare everything."""
        walk = self._walk
        opened = re.search(rb"<%bsheetData(?=[\s/>])%b>" % (self._p, IN_TAG), self._old)
        if opened is None:
            raise walk.differs()
        self._size(opened.start())
        walk.same(opened.end())
        end = self._old.find(b"</%bsheetData" % self._p, opened.end())
        number = -1
        for i, tag in enumerate(self._row.finditer(self._old, opened.end(), end)):
            if i % _ROWS_A_STEP == 0:
                pace.step(tag.start() / len(self._old))
            written = _NUMBER.search(tag[1])
            after = int(written[1]) - 1 if written else number + 1
            if after <= number:
                raise walk.differs(number)
            number = after
            if self._gone or number in self._places.deleted or self._is_due(number + 1):
                walk.same(tag.start(), pace)
                self._one_row(tag, number)  # all others are compared in one piece
        walk.same(end, pace)
        while self._waiting:
            self._new_row(self._waiting.popleft())
        if self._gone != len(self._places.deleted):
            raise walk.differs()
        self._after_rows(end)
        walk.finish(pace)
        return tuple(self._said)

    def _is_due(self, number: int) -> bool:
        """Return whether a row that may differ stands above a row."""
        return bool(self._waiting) and self._waiting[0] < number

    def _one_row(self, tag: re.Match[bytes], number: int) -> None:
        """Compare a row, which begins where the original stands, and new ones above it."""
        walk = self._walk
        while self._is_due(number):
            self._new_row(self._waiting.popleft())
        end = self._end(self._old, tag)
        row, walk.at = walk.old[tag.start() : end], end
        if number in self._places.deleted:
            self._gone += 1
            return
        if self._gone:
            row = self._renumbered(row, number, number - self._gone)
        if self._is_due(number + 1):
            self._waiting.popleft()
            self._changed_row(row, number)
        elif walk.new.startswith(row, walk.there):
            walk.there += len(row)
        else:
            raise walk.differs(number)

    def _say(self, sentence: str) -> None:
        self._said[sentence] = None

    def _end(self, mask: bytes, tag: re.Match[bytes]) -> int:
        """Return where a row ends."""
        if tag[2]:
            return tag.end()
        closed = self._row_end.search(mask, tag.end())
        if closed is None:
            raise self._walk.differs()
        return closed.end()

    def _size(self, end: int) -> None:
        """Compare what stands before the rows up to the note of the range in use."""
        tag = re.compile(rb"<%bdimension(?=[\s/>])(%b)/?>" % (self._p, IN_TAG))
        old = tag.search(self._old, 0, end)
        if old is None:
            return
        walk = self._walk
        walk.same(old.start())
        new = tag.match(self._new, walk.there)
        if new is None or new[0] == old[0]:
            return
        before, after = dict(attributes(old[1])), dict(attributes(new[1]))
        if not self._covers(before.pop(b"ref", b""), after.pop(b"ref", b"")) or before != after:
            raise walk.differs()
        walk.at, walk.there = old.end(), new.end()
        self._say(SIZE)

    def _covers(self, before: bytes, after: bytes) -> bool:
        """Return whether a new range begins where the old one did and holds what was written."""
        was, now = _RANGE.fullmatch(before), _RANGE.fullmatch(after)
        if was is None or now is None or was.group(1, 2) != now.group(1, 2) or now[3] is None:
            return False
        last = max(self._places.cells, default=0)
        last -= sum(row < last for row in self._places.deleted)
        wide = _column(now[3]) >= _column(was[3] or was[1])
        return wide and int(now[4]) > last

    def _renumbered(self, row: bytes, number: int, new: int) -> bytes:
        """Return a row with its own number and those of its cells made another."""
        pieces = self._numbered.split(row)
        if not self._plain and len(pieces) != len(self._numbered.split(blanked(row))):
            raise self._walk.differs(number)
        self._say(MOVED)
        name = b"%d" % (new + 1)
        pieces[1::2] = [head + name for head in pieces[1::2]]
        return b"".join(pieces)

    def _taken(self, number: int) -> tuple[bytes, re.Match[bytes]]:
        """Take the next row of the written sheet."""
        walk = self._walk
        tag = self._row.match(self._new, walk.there)
        if tag is None:
            raise walk.differs(number)
        end = self._end(self._new, tag)
        row = walk.new[walk.there : end]
        walk.there = end
        return row, tag

    def _changed_row(self, row: bytes, number: int) -> None:
        """Compare a row in which cells were to change."""
        touched = self._places.cells[number]
        other, new = self._taken(number)
        old = self._row.match(row)
        if old is None or not self._same_tags(old[1], new[1]):
            raise self._walk.differs(number)
        mine, yours = self._pieces(row), self._pieces(other)
        if mine[0] != yours[0]:
            raise self._walk.differs(number)
        i, n = 1, len(mine)
        for j in range(1, len(yours)):
            if i < n and mine[i] == yours[j]:
                i += 1
                continue
            column = self._column(yours, j)
            if column not in touched:
                raise self._walk.differs(number)
            if i < n and self._column(mine, i) == column:
                good = self._same_but_value(mine[i], yours[j])
                i += 1
            else:
                good = self._is_new(yours[j])
            if not good:
                raise self._walk.differs(number)
        if i != n:
            raise self._walk.differs(number)

    def _same_tags(self, old: bytes, new: bytes) -> bool:
        """Return whether a row's attributes are the same but for its note of columns in use."""
        mine, yours = attributes(old), attributes(new)
        if mine == yours:
            return True
        was, now = (_SPANS.fullmatch(dict(each).get(b"spans", b"")) for each in (mine, yours))
        if was is None or now is None or int(now[1]) > int(was[1]) or int(now[2]) < int(was[2]):
            return False
        self._say(SPANS)
        rest = [[each for each in held if each[0] != b"spans"] for held in (mine, yours)]
        return rest[0] == rest[1]

    def _pieces(self, row: bytes) -> list[bytes]:
        """Return what stands between a row's tags, cut where cells begin (behind their names)."""
        tag = self._row.match(row)
        if tag is None or tag[2]:
            return [b""]
        if self._plain:
            return self._cell.split(row[tag.end() : row.rindex(b"</")])
        mask = blanked(row)
        end = mask.rindex(b"</")
        cuts = [found.span() for found in self._cell.finditer(mask, tag.end(), end)]
        starts = [tag.end(), *(cut[1] for cut in cuts)]
        ends = [*(cut[0] for cut in cuts), end]
        return [row[a:b] for a, b in zip(starts, ends, strict=True)]

    def _column(self, pieces: list[bytes], at: int) -> int:
        """Return the column of a cell; one without a name follows the one before it."""
        back = 0
        while at - back > 0:
            named = _LETTERS.match(pieces[at - back])
            if named:
                return _column(named[1]) + back
            back += 1
        return back - 1

    def _same_but_value(self, old: bytes, new: bytes) -> bool:
        """Return whether a cell is the same but for its value: style, name, what follows it."""
        mine, yours = self._rest.match(old), self._rest.match(new)
        if mine is None or yours is None or old[mine.end() :] != new[yours.end() :]:
            return False
        if self._formula.search(mine[2] or b"") or self._formula.search(yours[2] or b""):
            return False
        kept = [
            [each for each in attributes(found[1]) if each[0] not in _OF_THE_VALUE]
            for found in (mine, yours)
        ]
        return kept[0] == kept[1]

    def _is_new(self, new: bytes) -> bool:
        """Return whether a cell that the sheet did not have is a plain one."""
        found = self._rest.match(new)
        if found is None or found.end() != len(new) or self._formula.search(found[2] or b""):
            return False
        return {name for name, _ in attributes(found[1])} <= {b"r", b"s", b"t"}

    def _new_row(self, number: int) -> None:
        """Compare a row that the sheet did not have: its cells are the table's, or empty."""
        row, tag = self._taken(number)
        named = dict(attributes(tag[1])).get(b"r")
        if named != b"%d" % (number + 1 - self._gone):
            raise self._walk.differs(number)
        pieces = self._pieces(row)
        if pieces[0]:
            raise self._walk.differs(number)
        for at in range(1, len(pieces)):
            found = self._rest.match(pieces[at])
            inside = self._column(pieces, at) in self._places.columns
            if found is None or not self._is_new(pieces[at]) or (found[2] and not inside):
                raise self._walk.differs(number)

    def _after_rows(self, end: int) -> None:
        """Compare the end tag of the rows and what may stand right behind it."""
        walk = self._walk
        closed = self._old.find(b">", end) + 1
        walk.same(closed)
        request = _REQUEST % self._p
        if walk.new.startswith(request, walk.there) and not walk.old.startswith(request, closed):
            walk.there += len(request)
            self._say(REQUEST)
