"""The written text held against the original, byte for byte outside the cells that changed.

Both are seen as records with gaps between them (line ends, blank lines). Where each record lies
in the written text is found out from its bytes; the splicer is not asked.
"""

from collections.abc import Mapping

import numpy as np

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.grammar import after_line_end, line_number, record_cells
from em_desktop.review.changes import Changes

_ROWS_A_STEP = 5_000


def prove_text(
    before: DelimitedSource, after: DelimitedSource, changes: Changes, content: bytes, pace: Pace
) -> None:
    """Compare a written text with the original.

    Args:
        before: the original.
        after: the written text as it was read back.
        changes: what was to differ.
        content: all bytes of the written text.
        pace: asked between chunks.

    Raises:
        FileProblem: a byte differs that nobody changed.
        ReadCancelled: cancelled.
    """
    layout = before.layout
    if not content.startswith(layout.encoding.mark) or not content.endswith(layout.end_mark):
        raise different(1)
    _Comparison(before, after, changes).run(pace)


def different(line: int) -> FileProblem:
    """Return the problem of a byte that nobody changed and that differs."""
    return FileProblem(
        f"Near line {line:,} the corrected file would differ where nobody changed it, so nothing "
        "was written. Please report this; meanwhile export to another format."
    )


class _Comparison:
    """Walks both texts from top to bottom."""

    def __init__(self, before: DelimitedSource, after: DelimitedSource, changes: Changes) -> None:
        self._old, self._new = before.splicer.body, after.splicer.body
        self._old_spans = (before.splicer.starts, before.splicer.ends)
        self._new_spans = (after.splicer.starts, after.splicer.ends)
        self._header = before.splicer.header_span
        self._delimiter = before.splicer.grammar.delimiter
        area = before.layout.area
        self._left = 0 if area is None else area.left
        self._width = len(before.splicer.header) + self._left
        self._header_width = before.splicer.header_cells + self._left
        self._changes, self._n_new = changes, len(changes.new_columns)
        self._at, self._there = 0, 0

    def run(self, pace: Pace) -> None:
        """Compare everything."""
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), text in self._changes.cells.items():
            by_row.setdefault(row, {})[self._left + column] = text
        if self._n_new and self._header is not None:
            self._gap(self._header[0])
            _, end = record_cells(self._new, self._there, self._delimiter)
            self._record(self._header[1], end, {}, self._header_width)
        deleted = self._changes.deleted
        rows = (
            np.arange(len(self._old_spans[0]))
            if self._n_new
            else np.array(sorted(by_row.keys() | deleted), dtype=np.int64)
        )
        gone = np.array(sorted(deleted), dtype=np.int64)
        places = rows - np.searchsorted(gone, rows)
        for first in range(0, len(rows), _ROWS_A_STEP):
            part = slice(first, first + _ROWS_A_STEP)
            pace.step(self._at / max(len(self._old), 1))
            for row, begin, end, place in zip(
                rows[part].tolist(),
                self._old_spans[0][rows[part]].tolist(),
                self._old_spans[1][rows[part]].tolist(),
                places[part].tolist(),
                strict=True,
            ):
                self._gap(begin)
                if row in deleted:
                    self._at = after_line_end(self._old, end)
                else:
                    self._row(end, place, by_row.get(row, {}))
        self._rest()

    def _row(self, end: int, place: int, cells: Mapping[int, str]) -> None:
        """Compare a record of the roster, which is to begin where both texts stand."""
        starts, ends = self._new_spans
        if place >= len(starts) or int(starts[place]) != self._there:
            self._fail()
        self._record(end, int(ends[place]), cells, self._width)

    def _gap(self, end: int) -> None:
        """Compare what nobody changed, up to a place in the original."""
        if not self._new.startswith(self._old[self._at : end], self._there):
            self._fail()
        self._at, self._there = end, self._there + end - self._at

    def _record(self, end: int, new_end: int, cells: Mapping[int, str], width: int) -> None:
        """Compare one record, which begins where both texts stand."""
        if not cells and self._n_new:
            length = end - self._at
            plain = self._old[self._at : end] + self._delimiter
            if self._new.startswith(plain, self._there) and self._extra(length, new_end):
                self._at, self._there = end, new_end
                return
        if not self._n_new and self._same_but(cells, self._old[self._at : end], new_end):
            self._at, self._there = end, new_end
            return
        old, _ = record_cells(self._old, self._at, self._delimiter)
        new, _ = record_cells(self._new, self._there, self._delimiter)
        if self._n_new:
            del new[width : width + self._n_new]
        reach = [column + 1 for column in cells] + ([width] if self._n_new else [])
        if len(new) != max(len(old), *reach):
            self._fail()
        for column in range(len(new)):
            raw = self._old[slice(*old[column])] if column < len(old) else b""
            found = self._new[slice(*new[column])]
            if column in cells:
                if raw.startswith(b'"') and not found.startswith(b'"'):
                    self._fail()
            elif found != raw and not (found == b'""' and raw == b"" and len(new) == 1):
                self._fail()
        self._at, self._there = end, new_end

    def _same_but(self, cells: Mapping[int, str], old: bytes, new_end: int) -> bool:
        """Return whether records without quotes are the same but for some cells; quick."""
        new = self._new[self._there : new_end]
        if b'"' in old or b'"' in new:
            return False
        was, now = old.split(self._delimiter), new.split(self._delimiter)
        if len(was) != len(now):
            return False
        for column in cells:
            if column >= len(was):
                return False
            was[column] = now[column]
        return was == now

    def _extra(self, length: int, new_end: int) -> bool:
        """Return whether what follows a record is as many cells as there are new columns."""
        spans, end = record_cells(
            self._new, self._there + length + len(self._delimiter), self._delimiter
        )
        return len(spans) == self._n_new and end == new_end

    def _rest(self) -> None:
        """Compare what follows the last changed record; added rows stand somewhere in it."""
        old = memoryview(self._old)[self._at :]
        new = memoryview(self._new)[self._there :]
        if not self._changes.added:
            if old != new:
                self._fail()
            return
        first = _common(old, new)
        rest = len(old) - first
        if len(new) < len(old) or (rest and new[len(new) - rest :] != old[first:]):
            self._fail()

    def _fail(self) -> None:
        raise different(line_number(self._new, self._there))


def _common(one: memoryview, other: memoryview) -> int:
    """Return how many bytes two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
