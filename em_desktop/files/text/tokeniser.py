"""Delimited text taken apart in its bytes, a block of records at a time.

``em_desktop.files.text.grammar`` says what a record and a cell are, and takes one record apart.
Here whole blocks are, with numpy: where quotes stand only at the edges of cells, a separator is
real if the number of quotes before it is even. Blocks with other quotes are walked cell by cell.
Work and memory are linear in the content.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.text.cell_spans import SHORT, Positions, Spans
from em_desktop.files.text.grammar import Grammar, after_line_end, record_cells
from em_desktop.files.text.quotes import CR, LF, QUOTE, Mask, inside_quotes

CHUNK = 1 << 17
"""Bytes taken at once: a few milliseconds of work."""

_SLOW_CHUNK = 1 << 15
_LONGEST_RECORD = 8
"""A record that is longer than this many chunks is walked: that needs less memory."""

_MANY = 16
"""From so many records close to each other it pays to look at all between them at once."""

_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False, repr=False)
class Block:
    """Some records that follow each other, blank lines left out.

    Attributes:
        starts: where each record begins, in bytes, shape ``(n,)``.
        ends: where each record ends, before its line end, shape ``(n,)``.
        widths: how many cells each record has, shape ``(n,)``.
        cells: all cells, record after record.
        end: where the next block begins.
    """

    starts: Positions
    ends: Positions
    widths: Positions
    cells: Spans
    end: int


def blocks(content: bytes, start: int, grammar: Grammar) -> Iterator[Block]:
    """Take the content apart from ``start``, which must be the beginning of a record.

    Args:
        content: without a NUL.
        start: in bytes.
        grammar: how to take it apart.

    Raises:
        FileProblem: a quotation mark is opened and never closed.
    """
    while start < len(content):
        length = CHUNK
        block = None
        while length <= CHUNK * _LONGEST_RECORD and len(grammar.delimiter) == 1:
            window = content[start : start + length]
            last = start + length >= len(content)
            inside = inside_quotes(window, grammar.delimiter[0])
            if inside is None:
                break
            block = _fast(window, inside, start, grammar, last=last)
            if block is not None or last:
                break
            length *= 2  # one record is longer than the window
        block = block or _slow(content, start, grammar)
        start = block.end
        yield block


def find_cells(
    content: bytes, starts: Positions, ends: Positions, columns: Positions, grammar: Grammar
) -> tuple[Positions, Positions]:
    """Return where one cell of each of some records lies, quotes included.

    Args:
        content: without a NUL.
        starts: where the records begin, ascending; one that is asked twice stands twice.
        ends: where they end, before their line ends.
        columns: which cell of each; every record has so many.
        grammar: how to take them apart.
    """
    begins, stops = starts.copy(), ends.copy()
    first = 0
    while first < len(starts):
        stop = int(np.searchsorted(starts, starts[first] + CHUNK))
        near = slice(first, stop)
        here = int(starts[first])
        window = content[here : int(ends[stop - 1])]
        inside = None
        if stop - first >= _MANY and len(window) <= 2 * CHUNK and len(grammar.delimiter) == 1:
            inside = inside_quotes(window, grammar.delimiter[0])
        if inside is None:
            for i in range(first, stop):
                spans, _ = record_cells(content, int(starts[i]), grammar.delimiter)
                begins[i], stops[i] = spans[columns[i]]
        else:
            text = np.frombuffer(window, dtype=np.uint8)
            delimiters = np.flatnonzero(_outside(text == grammar.delimiter[0], inside))
            edges = np.concatenate(([-1], delimiters, [len(window)]))
            after = np.searchsorted(delimiters, starts[near] - here) + columns[near]
            begins[near] = np.maximum(edges[after] + 1, starts[near] - here) + here
            stops[near] = np.minimum(edges[after + 1] + here, ends[near])
        first = stop
    return begins, stops


def _slow(content: bytes, start: int, grammar: Grammar) -> Block:
    starts, ends, widths = [], [], []
    cells: list[tuple[int, int]] = []
    at = start
    while at < min(len(content), start + _SLOW_CHUNK):
        spans, end = record_cells(content, at, grammar.delimiter)
        if end > at:
            starts.append(at)
            ends.append(end)
            widths.append(len(spans))
            cells += spans
        at = after_line_end(content, end)
    begins, stops = np.array(cells, dtype=np.int64).reshape(-1, 2).T - start
    window = b"".join((memoryview(content)[start:at], bytes(SHORT)))
    array = np.frombuffer(window, dtype=np.uint8)
    quoted = np.flatnonzero(array[begins] == QUOTE)
    inside = [window.count(b'"', begins[i], stops[i]) for i in quoted.tolist()]
    simple = (np.array(inside, dtype=np.int64) == 2) & (array[stops[quoted] - 1] == QUOTE)
    begins[quoted[simple]] += 1
    stops[quoted[simple]] -= 1
    return Block(
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(widths, dtype=np.int64),
        Spans(window, begins, stops, quoted[~simple], grammar),
        at,
    )


def _fast(
    window: bytes, inside: Mask, offset: int, grammar: Grammar, *, last: bool
) -> Block | None:
    """Take apart all records that end inside the window; None where none does.

    Args:
        window: begins with a record.
        inside: which of its bytes stand in quotes.
        offset: of the window in the content.
        grammar: with a delimiter of one byte.
        last: whether the content ends with the window.
    """
    padded = window + bytes(SHORT)
    array = np.frombuffer(padded, dtype=np.uint8)
    text = array[: len(window)]
    line_ends = _line_ends(text, window, last=last)
    marks = np.flatnonzero(_outside((text == grammar.delimiter[0]) | line_ends, inside))
    at_line_end = line_ends[marks]
    if last and not (len(marks) and at_line_end[-1] and marks[-1] == len(window) - 1):
        if len(inside) and inside[-1]:
            return None  # the slow path says which quote was never closed
        marks = np.append(marks, len(window))
        at_line_end = np.append(at_line_end, True)
    final = np.flatnonzero(at_line_end)
    if not len(final):
        return None
    marks = marks[: final[-1] + 1]
    begins = np.concatenate((np.zeros(1, dtype=np.int64), marks[:-1] + 1))
    stops = marks.copy()
    after_cr = (array[marks[final]] == LF) & (array[marks[final] - 1] == CR) & (marks[final] > 0)
    stops[final] -= after_cr
    first = np.concatenate((np.zeros(1, dtype=np.int64), final[:-1] + 1))
    starts, ends, widths = begins[first], stops[final], final - first + 1
    rows = ends > starts
    if not rows.all():
        begins, stops = (np.delete(each, first[~rows]) for each in (begins, stops))
        starts, ends, widths = starts[rows], ends[rows], widths[rows]
    end = min(int(marks[-1]) + 1, len(window))
    involved, doubled = _NONE, False
    if len(inside):
        n_quotes = int(np.count_nonzero(text[:end] == QUOTE))
        involved, doubled = _trim_quotes(array, begins, stops, n_quotes)
    cells = Spans(padded, begins, stops, involved, grammar, doubled)
    return Block(starts + offset, ends + offset, widths, cells, offset + end)


def _outside(marks: Mask, inside: Mask) -> Mask:
    """Return those of the marks that stand in no quotes."""
    return marks > inside if len(inside) else marks


def _line_ends(text: NDArray[np.uint8], window: bytes, *, last: bool) -> NDArray[np.bool_]:
    """Mark the last byte of each line end; a CR whose LF may follow the window is left out."""
    ends: NDArray[np.bool_] = text == LF
    if b"\r" not in window:
        return ends
    lone = text == CR
    lone[:-1] &= ~ends[1:]
    if not last:
        lone[-1] = False
    ends |= lone
    return ends


def _trim_quotes(
    array: NDArray[np.uint8], begins: Positions, stops: Positions, n_quotes: int
) -> tuple[Positions, bool]:
    """Take the quotes off cells; return those with more behind, and whether any are doubled."""
    quoted = (array[begins] == QUOTE) & (stops > begins)
    whole = quoted & (array[stops - 1] == QUOTE) & (stops - begins > 1)
    more: Positions = np.flatnonzero(quoted & ~whole)
    begins += whole
    stops -= whole
    return more, n_quotes > 2 * int(np.count_nonzero(quoted))
