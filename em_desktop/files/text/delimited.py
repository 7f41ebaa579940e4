"""Text files whose cells are separated by one character: CSV, TSV and their kin.

The file's bytes are kept, and where each record lies (16 bytes a row). Where its cells lie is
found again when a record is rewritten: that costs microseconds, and saves more memory than the
text itself would take.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from em_desktop.files.face import Face
from em_desktop.files.formats import SPLICED
from em_desktop.files.obstacles import Obstacle
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format, ReadOptions
from em_desktop.files.text.detection import (
    detect_delimiter,
    first_records,
)
from em_desktop.files.text.encoding import (
    TextEncoding,
    detect_encoding,
    nul_problem,
    searchable,
    to_utf8,
)
from em_desktop.files.text.gathering import Columns
from em_desktop.files.text.grammar import (
    Grammar,
    after_line_end,
    line_number,
)
from em_desktop.files.text.layout import (
    Layout,
    check_width,
    complete_names,
    find_layout,
    header_of,
)
from em_desktop.files.text.obstacles import not_encodable
from em_desktop.files.text.record_range import cut, record_start
from em_desktop.files.text.splicing import Splicer
from em_desktop.files.text.tokeniser import blocks
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", " ": "space", "|": "vertical bar"}


@dataclass(frozen=True, eq=False, repr=False)
class DelimitedSource:
    """A delimited file's bytes, ready to be written again.

    Attributes:
        layout: how it was read.
        splicer: its bytes.
    """

    layout: Layout
    splicer: Splicer

    splices = True
    keeps = SPLICED
    suffixes: ClassVar[frozenset[str]] = frozenset()  # what it holds does not hang on its name
    extras: ClassVar[tuple[str, ...]] = ()

    @property
    def format(self) -> Format:
        """TSV where tabs separate the cells, else CSV, whatever the file's name says."""
        return Format.TSV if self.layout.delimiter == "\t" else Format.CSV

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:
        """Return the cells whose text the encoding cannot hold."""
        encoding = self.layout.encoding
        return not_encodable(self.splicer.header, changes, encoding.codec, encoding.name)

    def cautions(self, changes: Changes) -> tuple[str, ...]:  # noqa: ARG002 - none
        """Return nothing: text is neither computed nor signed."""
        return ()

    @property
    def summary(self) -> str:
        """The encoding and the delimiter in words."""
        delimiter = self.layout.delimiter
        return f"{self.layout.encoding.name}, {_NAMES.get(delimiter, delimiter)}"

    @property
    def options(self) -> ReadOptions:
        """The options that read the file as it was read."""
        layout = self.layout
        return ReadOptions(
            layout.encoding.codec, layout.delimiter, layout.header_row, area=layout.area
        )

    def rewrite(self, changes: Changes) -> bytes:
        """Return the file's bytes with the changes made and every other byte as it was.

        Raises:
            FileProblem: the encoding lacks a character of a changed cell.
        """
        encoding, codec = self.layout.encoding, self.splicer.grammar.codec
        body = self.splicer.splice(changes)
        if codec != encoding.codec:  # searched in a copy; see ``em_desktop.files.text.encoding``
            body = body.decode(codec).encode(encoding.codec)
        return encoding.mark + body + self.layout.end_mark

    def reread(self, content: bytes, n_columns: int) -> Roster:
        """Read bytes in this file's layout; see ``Source.reread``."""
        return self.read_back(content, n_columns, Pace())[0]

    def read_back(
        self, content: bytes, n_columns: int, pace: Pace
    ) -> tuple[Roster, "DelimitedSource"]:
        """Read bytes in this file's layout, with the places of all records.

        Raises:
            FileProblem: the bytes cannot be read.
            ReadCancelled: cancelled.
        """
        layout = replace(self.layout, n_columns=n_columns)
        return _read(self.body_of(content, pace), self.splicer.grammar, layout, pace)

    def body_of(self, content: bytes, pace: Pace) -> bytes:
        """Return the text of bytes in this file's layout, in the grammar's encoding.

        Raises:
            FileProblem: the bytes are no such text.
            ReadCancelled: cancelled.
        """
        text = content.removesuffix(self.layout.end_mark)
        return _body(text, self.layout.encoding, self.splicer.grammar, pace)


def read_delimited(
    content: bytes, options: ReadOptions, pace: Pace, *, tabs_likely: bool = False
) -> tuple[Roster, DelimitedSource, tuple[str, ...]]:
    """Read a delimited file.

    Args:
        content: all bytes of the file.
        options: what the user knows better.
        pace: told about progress.
        tabs_likely: the file's name speaks for tabs.

    Returns:
        The roster, its source, and notes on what is worth knowing.

    Raises:
        FileProblem: the content is no table of text, or a quotation mark is never closed.
        ReadCancelled: cancelled.
    """
    with pace.part(0.0, 0.2):
        encoding = detect_encoding(content, options.encoding, pace)
    end_mark = _end_mark(content, encoding)
    content = content.removesuffix(end_mark)
    delimiter = options.delimiter
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0'):
        raise FileProblem("Cells are separated by one character. Choose a comma, tab or the like.")
    grammar = _grammar(encoding, delimiter or ",")
    with pace.part(0.2, 0.3):
        body = _body(content, encoding, grammar, pace)
    if not body or body.isspace():
        raise FileProblem("The file is empty. Choose a file that holds a table.")
    if delimiter is None:
        delimiter = detect_delimiter(body, grammar.codec, tabs_likely=tabs_likely)
        final = _grammar(encoding, delimiter)
        if final.codec != grammar.codec:
            with pace.part(0.3, 0.3):
                body = _body(content, encoding, final, pace)
        grammar = final
    layout, notes = find_layout(body, encoding, delimiter, grammar, options)
    layout = replace(layout, end_mark=end_mark)
    with pace.part(0.3, 1.0):
        roster, source = _read(body, grammar, layout, pace)
    if layout.area is not None:
        roster, source = _without_blank_end(roster, source)
    return roster, source, (*notes, *_notes(roster, source))


def face_of(source: DelimitedSource) -> Face:
    """Return the first records of a file as they stand."""
    splicer = source.splicer
    return Face.of_records(
        first_records(splicer.body, splicer.grammar.delimiter, splicer.grammar.codec)
    )


def _end_mark(content: bytes, encoding: TextEncoding) -> bytes:
    """Return the end marks (Ctrl+Z) after the text, as they stand in the file."""
    mark = "\x1a".encode(encoding.codec)
    end = len(content)
    while content.endswith(mark, 0, end):
        end -= len(mark)
    return content[end:]


def _grammar(encoding: TextEncoding, delimiter: str) -> Grammar:
    codec = encoding.codec if searchable(encoding.codec, delimiter) else "utf-8"
    return Grammar(delimiter.encode(codec), codec, encoding.errors)


def _body(content: bytes, encoding: TextEncoding, grammar: Grammar, pace: Pace) -> bytes:
    if grammar.codec != encoding.codec:
        body = to_utf8(content, encoding, pace)
    else:
        body = content[len(encoding.mark) :] if encoding.mark else content
    if (at := body.find(b"\0")) >= 0:
        raise nul_problem(line_number(body, at))
    return body


def _without_blank_end(roster: Roster, source: DelimitedSource) -> tuple[Roster, DelimitedSource]:
    """Return a range's rows without those at its end that hold no text."""
    n_rows = roster.n_rows
    while n_rows and not any(column[n_rows - 1].strip() for column in roster.columns):
        n_rows -= 1
    if n_rows == roster.n_rows:
        return roster, source
    splicer, layout = source.splicer, source.layout
    body, begins = splicer.body, int(splicer.starts[0])
    stop = after_line_end(body, int(splicer.ends[n_rows - 1])) if n_rows else begins
    roster = roster.without_rows(np.arange(n_rows, roster.n_rows))
    roster = replace(roster, ragged=frozenset(row for row in roster.ragged if row < n_rows))
    tail = len(body) - stop
    splicer = replace(
        splicer,
        starts=splicer.starts[:n_rows],
        ends=splicer.ends[:n_rows],
        ragged=roster.ragged,
        tail=tail,
    )
    return roster, DelimitedSource(replace(layout, tail=tail), splicer)


def _read(
    body: bytes, grammar: Grammar, layout: Layout, pace: Pace
) -> tuple[Roster, DelimitedSource]:
    span, start = None, 0
    names: list[str] = []
    area = layout.area
    if layout.header_row >= 0:
        names, span = header_of(body, grammar, layout.header_row)
        start = after_line_end(body, span[1])
    if area is not None:
        names = names[area.left :]
        start = max(start, record_start(body, area.top, grammar.delimiter))
    check_width(max(len(names), layout.n_columns))
    header = complete_names(names, layout)
    columns = Columns(layout.n_columns, len(body), pace)
    within = body[: len(body) - layout.tail] if layout.tail else body
    for block in blocks(within, start, grammar):
        columns.add(block if area is None else cut(block, area))
        pace.step(block.end / len(body))
    roster = columns.roster(header)
    header_cells = layout.n_columns - layout.row_names
    places = columns.places()
    splicer = Splicer(
        body,
        grammar,
        layout.encoding,
        header,
        span,
        header_cells,
        *places,
        roster.ragged,
        area,
        layout.tail,
    )
    return roster, DelimitedSource(layout, splicer)


def _notes(roster: Roster, source: DelimitedSource) -> list[str]:
    notes = []
    encoding = source.layout.encoding
    if encoding.guessed:
        notes.append(
            f"The text encoding was guessed: {encoding.name}. If names look wrong, choose "
            "another one in “How this file is read”, or by --encoding on the command line."
        )
    if encoding.errors != "strict":
        notes.append("A few characters are damaged and shown as \ufffd; their bytes are kept.")
    if source.layout.header_row < 0:
        notes.append("No header was found: every line is a row, and the columns are numbered.")
    if roster.n_rows == 0:
        notes.append("The file holds a header and no rows.")
    repeated = len(roster.header) - len(set(roster.header))
    if repeated:
        notes.append("Some columns have the same name; each is kept.")
    if roster.ragged:
        many = len(roster.ragged)
        notes.append(
            f"{many:,} rows have more or fewer cells than the header; extra cells are kept "
            "but not shown."
            if many > 1
            else "One row has more or fewer cells than the header; extra cells are kept "
            "but not shown."
        )
    return notes
