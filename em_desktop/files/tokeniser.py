r"""Delimited text taken apart in its bytes.

The grammar, which ``record_cells`` is the measure of:

* A record ends at LF, CRLF or a lone CR outside quotes, or at the end of the content. A record
  without a byte is a blank line and no row.
* A cell that *begins* with ``"`` is quoted: it runs to the next ``"`` that is not doubled, and
  whatever follows up to the delimiter belongs to it literally. Any other ``"`` is a character
  like all others, so that ``5'7"`` needs no care. Spaces are text.

``blocks`` does the same for whole blocks at once with numpy: where quotes stand only at the
edges of cells, a separator is real if the number of quotes before it is even. Blocks with
other quotes are walked cell by cell. Work and memory are linear in the content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.problem import FileProblem

CHUNK = 1 << 17
"""Bytes taken at once: a few milliseconds of work."""

_SLOW_CHUNK = 1 << 15

Positions = NDArray[np.int64]

_LINE_END = re.compile(rb"\r\n|\n|\r")
_QUOTE, _LF, _CR = 34, 10, 13


@dataclass(frozen=True)
class Grammar:
    """How to take the bytes apart.

    Attributes:
        delimiter: one character, in the encoding of the bytes.
        codec: the encoding of the bytes; separators can be searched in it.
        errors: how undecodable bytes are shown.
    """

    delimiter: bytes
    codec: str
    errors: str = "strict"

    def decode(self, raw: bytes) -> str:
        """Return bytes as text."""
        return raw.decode(self.codec, self.errors)


@dataclass(frozen=True, eq=False, repr=False)
class Block:
    """Some records that follow each other, blank lines left out.

    Attributes:
        starts: where each record begins, in bytes, shape ``(n,)``.
        ends: where each record ends, before its line end, shape ``(n,)``.
        widths: how many cells each record has, shape ``(n,)``.
        cells: the text of all cells, record after record.
        end: where the next block begins.
    """

    starts: Positions
    ends: Positions
    widths: Positions
    cells: list[str]
    end: int


def blocks(content: bytes, start: int, grammar: Grammar) -> Iterator[Block]:
    """Take the content apart from ``start``, which must be the beginning of a record.

    Raises:
        FileProblem: a quotation mark is opened and never closed.
    """
    delimiter = grammar.delimiter
    while start < len(content):
        length = CHUNK
        while True:
            window = content[start : start + length]
            last = start + length >= len(content)
            found = _fast(window, start, grammar, last=last) if len(delimiter) == 1 else None
            if found is not None or last or _irregular(window, delimiter):
                break
            length *= 2  # one record is longer than the window
        block = found or _slow(content, start, grammar)
        start = block.end
        yield block


def record_cells(content: bytes, start: int, delimiter: bytes) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of a record's cells, quotes included, and where the record ends.

    A blank line has one empty cell.

    Raises:
        FileProblem: a quotation mark is opened and never closed.
    """
    spans: list[tuple[int, int]] = []
    at = start
    line_end = -1
    while True:
        after = at
        if content.startswith(b'"', at):
            after = _closing_quote(content, at) + 1
        if after > line_end:
            found = _LINE_END.search(content, after)
            line_end = found.start() if found else len(content)
        end = content.find(delimiter, after, line_end)
        if end < 0:
            spans.append((at, line_end))
            return spans, line_end
        spans.append((at, end))
        at = end + len(delimiter)


def after_line_end(content: bytes, end: int) -> int:
    """Return where the record after the one that ends at ``end`` begins."""
    if content.startswith(b"\r\n", end):
        return end + 2
    return min(end + 1, len(content))


def unquoted(raw: str) -> str:
    """Return the text that a cell stands for."""
    if not raw.startswith('"'):
        return raw
    at = 1
    while (at := raw.index('"', at)) >= 0 and raw.startswith('"', at + 1):
        at += 2
    return raw[1:at].replace('""', '"') + raw[at + 1 :]


def line_number(content: bytes, position: int) -> int:
    """Return the 1-based number of the line that holds a position."""
    before = (0, position)
    crlf = content.count(b"\r\n", *before)
    return 1 + content.count(b"\n", *before) + content.count(b"\r", *before) - crlf


def _closing_quote(content: bytes, opening: int) -> int:
    at = opening + 1
    while (at := content.find(b'"', at)) >= 0:
        if not content.startswith(b'"', at + 1):
            return at
        at += 2
    raise FileProblem(
        f"Line {line_number(content, opening)}: a quotation mark is opened and never closed. "
        "Remove it or add the missing one in a text editor, then open the file again."
    )


def _slow(content: bytes, start: int, grammar: Grammar) -> Block:
    starts, ends, widths = [], [], []
    cells: list[str] = []
    at = start
    while at < min(len(content), start + _SLOW_CHUNK):
        spans, end = record_cells(content, at, grammar.delimiter)
        if end > at:
            starts.append(at)
            ends.append(end)
            widths.append(len(spans))
            cells.extend(unquoted(grammar.decode(content[s:e])) for s, e in spans)
        at = after_line_end(content, end)
    return Block(
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(widths, dtype=np.int64),
        cells,
        at,
    )


def _quotes_are_edges(array: NDArray[np.uint8], quotes: Positions, delimiter: int) -> bool:
    """Return whether each quote that opens stands where a cell begins, or doubles another."""
    opening = quotes[0::2]
    before = array[np.maximum(opening - 1, 0)]
    begins = (before == delimiter) | (before == _LF) | (before == _CR) | (opening == 0)
    doubled = np.zeros(len(opening), dtype=bool)
    doubled[1:] = opening[1:] - 1 == quotes[1::2][: len(opening) - 1]
    return bool((begins | doubled).all())


def _irregular(window: bytes, delimiter: bytes) -> bool:
    if len(delimiter) != 1:
        return True
    array = np.frombuffer(window, dtype=np.uint8)
    return not _quotes_are_edges(array, np.flatnonzero(array == _QUOTE), delimiter[0])


def _fast(window: bytes, offset: int, grammar: Grammar, *, last: bool) -> Block | None:
    """Take apart all records that end inside the window; None where that needs more care."""
    delimiter = grammar.delimiter[0]
    array = np.frombuffer(window, dtype=np.uint8)
    quotes = np.flatnonzero(array == _QUOTE) if b'"' in window else np.empty(0, dtype=np.int64)
    if len(quotes):
        before = array[quotes - 1]
        begins = (before == delimiter) | (before == _LF) | (before == _CR) | (quotes == 0)
        if not begins.any():
            quotes = quotes[:0]  # all of them are literal
        elif not _quotes_are_edges(array, quotes, delimiter):
            return None
    marks = _line_ends(array, window, last=last)
    marks = _outside(marks, quotes)
    if last and (not len(marks) or marks[-1] != len(window) - 1):
        if len(quotes) % 2:
            return None  # the slow path says which quote was never closed
        marks = np.append(marks, len(window))
    if not len(marks):
        return None
    cut = min(int(marks[-1]) + 1, len(window))
    starts = np.concatenate((np.zeros(1, dtype=np.int64), marks[:-1] + 1))
    at_lf = (marks > 0) & (marks < len(array)) & (array[np.minimum(marks, len(array) - 1)] == _LF)
    ends = marks - (at_lf & (array[np.maximum(marks - 1, 0)] == _CR))
    rows = ends > starts
    starts, ends = starts[rows], ends[rows]
    delimiters = _outside(np.flatnonzero(array[:cut] == delimiter), quotes)
    widths = np.searchsorted(delimiters, ends) - np.searchsorted(delimiters, starts) + 1
    if len(quotes):
        cells = _cells_with_quotes(window[:cut], starts, ends, delimiters, quotes, grammar)
    else:
        cells = _cells_without_quotes(window[:cut], grammar)
    return Block(starts + offset, ends + offset, widths, cells, offset + cut)


def _line_ends(array: NDArray[np.uint8], window: bytes, *, last: bool) -> Positions:
    """Return the last byte of each line end; a CR whose LF may follow the window is left out."""
    if b"\r" not in window:
        return np.flatnonzero(array == _LF)
    ends = array == _LF
    lone = array == _CR
    lone[:-1] &= ~ends[1:]
    if not last:
        lone[-1] = False
    return np.flatnonzero(ends | lone)


def _outside(positions: Positions, quotes: Positions) -> Positions:
    """Return the positions that have an even number of quotes before them."""
    if not len(quotes):
        return positions
    even: Positions = positions[np.searchsorted(quotes, positions) % 2 == 0]
    return even


def _cells_without_quotes(window: bytes, grammar: Grammar) -> list[str]:
    text = grammar.decode(window)
    delimiter = grammar.decode(grammar.delimiter)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    joined = delimiter.join(filter(None, text.split("\n")))
    return joined.split(delimiter) if joined else []


def _cells_with_quotes(
    window: bytes,
    starts: Positions,
    ends: Positions,
    delimiters: Positions,
    quotes: Positions,
    grammar: Grammar,
) -> list[str]:
    array = np.frombuffer(window, dtype=np.uint8)
    begin = np.sort(np.concatenate((starts, delimiters + 1)))
    end = np.sort(np.concatenate((delimiters, ends)))
    inside = np.searchsorted(quotes, end) - np.searchsorted(quotes, begin)
    simple = (inside == 2) & (array[np.maximum(end - 1, 0)] == _QUOTE)
    involved = np.flatnonzero((inside > 0) & ~simple)
    begin, end = begin + simple, end - simple
    text = grammar.decode(window)
    if len(text) == len(window):
        cells = [text[b:e] for b, e in zip(begin.tolist(), end.tolist(), strict=True)]
    elif grammar.codec == "utf-8" and grammar.errors == "strict":
        # A byte 10xxxxxx goes on with a character; all others begin one.
        characters = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(array & 0xC0 != 0x80)))
        spans = zip(characters[begin].tolist(), characters[end].tolist(), strict=True)
        cells = [text[b:e] for b, e in spans]
    else:
        spans = zip(begin.tolist(), end.tolist(), strict=True)
        cells = [grammar.decode(window[b:e]) for b, e in spans]
    for index in involved.tolist():
        cells[index] = unquoted(cells[index])
    return cells
