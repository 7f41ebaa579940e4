r"""The grammar of delimited text, one record at a time.

* A record ends at LF, CRLF or a lone CR outside quotes, or at the end of the content. A record
  without a byte is a blank line and no row.
* A cell that *begins* with ``"`` is quoted: it runs to the next ``"`` that is not doubled, and
  whatever follows up to the delimiter belongs to it literally. Any other ``"`` is a character
  like all others, so that ``5'7"`` needs no care. Spaces are text.
"""

import re
from dataclasses import dataclass

import numpy as np

from em_desktop.files.problem import FileProblem

_LINE_END = re.compile(rb"\r\n|\n|\r")
_QUOTES = re.compile(rb'"++')
_QUOTE = 34
_FEW_RUNS = 8
_CHUNK = 1 << 20


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

    def decode(self, raw: bytes | memoryview) -> str:
        """Return bytes as text."""
        return str(raw, self.codec, self.errors)


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
    """Return where the quote is closed: by the first run of quotes that is not all doubled."""
    at = opening + 1
    for _ in range(_FEW_RUNS):
        at = content.find(b'"', at)
        if at < 0:
            raise _never_closed(content, opening)
        after = at + _run(content, at)
        if (after - at) % 2:
            return after - 1
        at = after
    return _far_closing_quote(content, opening, at)


def _far_closing_quote(content: bytes, opening: int, at: int) -> int:
    """Find it by whole chunks, each of which ends behind a run."""
    while at < len(content):
        stop = min(at + _CHUNK, len(content))
        stop += _run(content, stop)
        quotes = np.flatnonzero(np.frombuffer(content, np.uint8, stop - at, at) == _QUOTE)
        ends = np.flatnonzero(np.diff(quotes, append=stop - at + 1) > 1)
        odd = np.flatnonzero(np.diff(ends, prepend=-1) % 2)
        if len(odd):
            return at + int(quotes[ends[odd[0]]])
        at = stop
    raise _never_closed(content, opening)


def _run(content: bytes, at: int) -> int:
    """Return how many quotes stand from here on."""
    found = _QUOTES.match(content, at)
    return 0 if found is None else found.end() - at


def _never_closed(content: bytes, opening: int) -> FileProblem:
    return FileProblem(
        f"Line {line_number(content, opening):,}: a quotation mark is opened and never closed. "
        "Remove it or add the missing one in a text editor, then open the file again."
    )
