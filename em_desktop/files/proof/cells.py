"""A written text in which nothing but cells changed, held against the original in one walk.

Between the changed cells both texts must be the same bytes, and so read the same. Where a changed
cell lies is found out anew, by patterns that know the grammar of ``grammar`` and nothing of how
files are read in blocks or spliced; in the written text the same patterns must find one whole
cell there, and it must mean what was to be written. Thus the whole text reads as it was meant,
though only a part of it is read again.
"""

import re
from itertools import chain

import numpy as np

from em_desktop.files.pacing import Pace
from em_desktop.files.proof.text import different
from em_desktop.files.text.cell_spans import Positions
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.grammar import line_number, unquoted
from em_desktop.review.changes import Changes

_CELLS_A_STEP = 5_000
_LONGEST = 100_000
"""Bytes of a record, and characters of a text, that patterns are let loose on."""

_MANY_COLUMNS = 20
"""Each distance between changed columns needs a pattern."""

_CHUNK = 1 << 20
_QUOTE = b'"'


def suits(before: DelimitedSource, changes: Changes) -> bool:
    """Return whether nothing but cells of regular records changes, so that this proof will do."""
    splicer = before.splicer
    if changes.deleted or changes.added or changes.new_columns or before.layout.area is not None:
        return False
    if len(splicer.grammar.delimiter) != 1 or not changes.cells:
        return False
    if splicer.ragged and any(row in splicer.ragged for row, _ in changes.cells):
        return False
    rows, columns = _places(changes)
    return (
        len(np.unique(columns)) <= _MANY_COLUMNS
        and int((splicer.ends[rows] - splicer.starts[rows]).max()) < _LONGEST
        and max(map(len, changes.cells.values())) < _LONGEST
    )


def prove_changed_cells(
    before: DelimitedSource, changes: Changes, content: bytes, pace: Pace
) -> None:
    """Compare a written text with the original and with what was meant; see ``suits``.

    Args:
        before: the original.
        changes: what was to differ.
        content: all bytes of the written text.
        pace: asked between chunks.

    Raises:
        FileProblem: a byte differs that nobody changed, or a cell does not mean what it should.
        ReadCancelled: cancelled.
    """
    layout = before.layout
    if not content.startswith(layout.encoding.mark) or not content.endswith(layout.end_mark):
        raise different(1)
    with pace.part(0.0, 0.2):
        walk = _Walk(before, before.body_of(content, pace))
    rows, columns = _places(changes)
    order = np.lexsort((columns, rows))
    texts = list(changes.cells.values())
    with pace.part(0.2, 1.0):
        for first in range(0, len(order), _CELLS_A_STEP):
            pace.step(first / len(order))
            some = order[first : first + _CELLS_A_STEP]
            walk.cells(rows[some], columns[some], [texts[index] for index in some.tolist()])
    walk.end()


def _places(changes: Changes) -> tuple[Positions, Positions]:
    places = np.fromiter(chain.from_iterable(changes.cells), np.int64, 2 * len(changes.cells))
    rows, columns = places.reshape(-1, 2).T
    return rows, columns


class _Walk:
    """Goes through both texts from top to bottom.

    Args:
        before: the original.
        new: the written text, in the encoding of the original's grammar.
    """

    def __init__(self, before: DelimitedSource, new: bytes) -> None:
        splicer = before.splicer
        self._old, self._new = splicer.body, new
        self._at, self._there = 0, 0  # both texts are compared up to here
        self._row, self._column = -1, 0
        self._starts = splicer.starts
        self._lonely = len(splicer.header) == 1
        self._decode = splicer.grammar.decode
        self._meanings: dict[bytes, str] = {}
        self._delimiter = re.escape(splicer.grammar.delimiter)
        others = rb"[^\r\n%b]*+" % self._delimiter
        self._cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"%b|(?!")%b)' % (others, others)
        self._next = self._behind(0)
        self._skipping: dict[int, re.Pattern[bytes]] = {}

    def _behind(self, n_cells: int) -> re.Pattern[bytes]:
        """Return the pattern of a cell, its group, behind some others."""
        skipped = rb"(?:%b%b){%d}+" % (self._cell, self._delimiter, n_cells) if n_cells else b""
        return re.compile(rb"%b(%b)" % (skipped, self._cell))

    def cells(self, rows: Positions, columns: Positions, texts: list[str]) -> None:
        """Compare all up to the last of some cells, which were to be written.

        Args:
            rows: of the cells, ascending.
            columns: of the cells, ascending within each row.
            texts: that were to be written.
        """
        old, new, at, there = self._old, self._new, self._at, self._there
        last, done = self._row, self._column
        begins = self._starts[rows].tolist()
        for row, column, begin, text in zip(
            rows.tolist(), columns.tolist(), begins, texts, strict=True
        ):
            place, skipped = (at + 1, column - done - 1) if row == last else (begin, column)
            pattern = self._skipping.get(skipped)
            if pattern is None:
                pattern = self._skipping[skipped] = self._behind(skipped)
            was = pattern.match(old, place)
            if was is None:
                raise different(line_number(new, there))
            start, stop = was.span(1)
            now = None
            length = start - at
            few = length < _CHUNK
            if new.startswith(old[at:start], there) if few else self._agree(at, there, length):
                there += length
                now = self._next.match(new, there)
            if now is None or not self._right(was[1], now[0], text):
                raise different(line_number(new, there))
            at, there = stop, now.end()
            last, done = row, column
        self._at, self._there, self._row, self._column = at, there, last, done

    def _right(self, was: bytes, now: bytes, text: str) -> bool:
        """Return whether a cell means what it should; a quoted one is to stay so."""
        meaning = self._meanings.get(now)
        if meaning is None:
            try:
                meaning = self._meanings[now] = unquoted(self._decode(now))
            except UnicodeError:
                return False
        if meaning != text or (self._lonely and not now):  # without a byte it would be no row
            return False
        return now.startswith(_QUOTE) or not was.startswith(_QUOTE)

    def _agree(self, at: int, there: int, length: int) -> bool:
        """Return whether many bytes are the same, without a copy of all of them."""
        return all(
            self._new.startswith(
                self._old[at + done : at + min(done + _CHUNK, length)], there + done
            )
            for done in range(0, length, _CHUNK)
        )

    def end(self) -> None:
        """Compare what follows the last changed cell."""
        left = len(self._old) - self._at
        same = left == len(self._new) - self._there
        if not same or not self._agree(self._at, self._there, left):
            raise different(line_number(self._new, self._there))
