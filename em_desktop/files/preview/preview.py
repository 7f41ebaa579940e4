"""How a file would be read under a person's choices, shown by its first part, and the alternatives.

A large text file is shown by its first part, so that each change of a choice shows at once;
it is read as a whole when the choices are made. A workbook is read as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from em_desktop.files.cell_range import CellRange
from em_desktop.files.face import MAX_ROWS, Face
from em_desktop.files.opening import content_of, holds_text, open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.preview.alternatives import (
    DelimiterChoice,
    EncodingChoice,
    delimiter_choices,
    encoding_choices,
)
from em_desktop.files.preview.doubts import Doubt, doubts, encoding_doubt, sheet_doubt
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.preview.tables import InSheet, find_tables, record_numbers
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.source import Opened, ReadOptions
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.detection import detect_delimiter
from em_desktop.files.text.encoding import TextEncoding, detect_encoding, searchable
from em_desktop.files.text.grammar import after_line_end, record_cells
from em_desktop.review.reading_choices import MarkChoice, UnitChoice, mark_choices, unit_choices
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role, Roles, guess_roles

PART = 1 << 18
"""Bytes of a text file that are shown."""

_MOST_ROWS = 5000
"""Rows that the small pictures are drawn from."""


@dataclass(frozen=True, eq=False, repr=False)
class Sample:
    """A file's bytes, with what was found out about them once.

    Attributes:
        path: where it lies.
        content: all of its bytes.
        encoding: of a text file; None for a workbook.
    """

    path: Path
    content: bytes
    encoding: TextEncoding | None

    @property
    def is_part(self) -> bool:
        """Whether more is in the file than is shown."""
        return self.encoding is not None and len(self.content) > PART


@dataclass(frozen=True, eq=False)
class Preview:
    """How a file would be read.

    Attributes:
        how: what was chosen.
        opened: the file, or its first part.
        roles: what its columns seem to mean.
        reading: of its text.
        is_part: whether more is in the file.
        sheets: that can be chosen; none where there is no choice.
        needs_sheet: several sheets hold rows, and the first was taken.
        encodings: worth offering; none for a workbook.
        delimiters: worth offering; none for a workbook.
        tables: ranges worth offering.
        units: what the measurements are in each unit; none without measurements.
        marks: what they are with each decimal mark.
        doubts: what is doubtful, as far as nothing was chosen for it.
    """

    how: HowRead
    opened: Opened
    roles: Roles
    reading: Reading
    is_part: bool = False
    sheets: tuple[str, ...] = ()
    needs_sheet: bool = False
    encodings: tuple[EncodingChoice, ...] = ()
    delimiters: tuple[DelimiterChoice, ...] = ()
    tables: tuple[CellRange, ...] = ()
    units: tuple[UnitChoice, ...] = ()
    marks: tuple[MarkChoice, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def header_row(self) -> int:
        """The header's 0-based row in the file, -1 for none."""
        source = self.opened.source
        if isinstance(source, DelimitedSource):
            return source.layout.header_row
        return source.area.header if isinstance(source, InSheet) else 0

    @property
    def columns(self) -> tuple[int, ...]:
        """The place of each column of the roster in the file."""
        source, area = self.opened.source, self.opened.options.area
        if isinstance(source, InSheet):
            return source.area.columns
        left = 0 if area is None else area.left
        return tuple(range(left, left + self.opened.roster.n_columns))

    @property
    def role_of(self) -> Mapping[int, Role]:
        """What columns of the file mean, by their place in it."""
        return {
            place: role
            for index, place in enumerate(self.columns)
            if (role := self.roles.role_of(index)) is not None
        }

    @property
    def encoding(self) -> TextEncoding | None:
        """The encoding with which it is read; None for a workbook."""
        source = self.opened.source
        return source.layout.encoding if isinstance(source, DelimitedSource) else None

    @property
    def delimiter(self) -> str | None:
        """The delimiter with which it is read; None for a workbook."""
        source = self.opened.source
        return source.layout.delimiter if isinstance(source, DelimitedSource) else None


def take_sample(path: Path, pace: Pace) -> Sample:
    """Read a file's bytes, and find out how its letters are stored.

    Raises:
        FileProblem: it cannot be read.
        ReadCancelled: cancelled.
    """
    with pace.part(0.0, 0.5):
        content = content_of(path, pace)
    if not holds_text(content):
        return Sample(path, content, None)
    with pace.part(0.5, 1.0):
        return Sample(path, content, detect_encoding(content, None, pace))


def open_sample(sample: Sample, options: ReadOptions, pace: Pace) -> tuple[Opened, tuple[str, ...]]:
    """Read a file, or its first part; of several sheets the first, where none is named.

    Returns:
        The file, and the sheets that must be chosen from.

    Raises:
        FileProblem: it cannot be read so.
        ReadCancelled: cancelled.
    """
    said = options
    content = sample.content
    if sample.encoding is not None and sample.is_part:
        encoding = sample.encoding
        if options.encoding is None and encoding.errors == "strict":
            said = replace(options, encoding=encoding.codec)
        content = _first_part(sample, said)
    sheets: tuple[str, ...] = ()
    try:
        opened = open_bytes(content, sample.path, said, pace)
    except SheetNeeded as needed:
        sheets = needed.sheets
        said = replace(options, sheet=sheets[0])
        opened = open_bytes(content, sample.path, said, pace)
    return replace(opened, options=options), sheets


def preview(
    sample: Sample,
    how: HowRead,
    opened: Opened,
    sheets: tuple[str, ...],
    missing_words: tuple[str, ...],
) -> Preview:
    """Return how a file would be read.

    Args:
        sample: of the file.
        how: what was chosen.
        opened: the file as ``open_sample`` gives it for these choices.
        sheets: from which one must be chosen.
        missing_words: texts that mean "missing".
    """
    roster = opened.roster
    roles = guess_roles(roster, missing_words)
    options = how.applied(ReadingOptions(missing_words=missing_words))
    reading = read(roster, roles, options)
    chosen_of = sheets or _other_sheets(opened)
    found = Preview(how, opened, roles, reading, sample.is_part, chosen_of, bool(sheets))
    source = opened.source
    if isinstance(source, DelimitedSource):
        splicer, codec = source.splicer, source.splicer.grammar.codec
        body = splicer.body
        found = replace(
            found,
            encodings=encoding_choices(sample.content, source.layout.encoding),
            delimiters=delimiter_choices(body, codec, source.layout.delimiter),
        )
    if roles.measurement is not None:
        column = roster.columns[roles.measurement][:_MOST_ROWS]
        header = roster.header[roles.measurement]
        others = tuple(
            texts[:_MOST_ROWS] for i, texts in enumerate(roster.columns) if roles.role_of(i) is None
        )
        found = replace(
            found,
            units=unit_choices(column, header, options, others),
            marks=mark_choices(column, header, options, others),
        )
    return replace(found, tables=find_tables(opened), doubts=_doubts(sample, found))


def _doubts(sample: Sample, found: Preview) -> tuple[Doubt, ...]:
    said = [sheet_doubt(found.sheets)] if found.needs_sheet else []
    encoding = sample.encoding
    if encoding is not None and found.is_part and found.how.options.encoding is None:
        said += encoding_doubt(sample.content, encoding)
    return (*said, *doubts(found.opened, found.roles, found.reading.measurement))


def _other_sheets(opened: Opened) -> tuple[str, ...]:
    face = opened.face
    return face.sheets if face is not None and len(face.sheets) > 1 else ()


def _first_part(sample: Sample, options: ReadOptions) -> bytes:
    """Return the first part of a text file, whole records; more of it where a range lies deep."""
    content, encoding = sample.content, sample.encoding
    codec = options.encoding or (encoding.codec if encoding is not None else "utf-8")
    mark = encoding.mark if encoding is not None else b""
    sampled = content[: PART // 4 * 4]
    tabs = sample.path.suffix.lower() in {".tsv", ".tab"}
    try:
        if not searchable(codec, options.delimiter or ","):
            text = sampled[len(mark) :].decode(codec, "ignore")
            return mark + text[: text.rfind("\n") + 1].encode(codec)
        delimiter = options.delimiter or detect_delimiter(
            sampled[len(mark) :], codec, tabs_likely=tabs
        )
        separator = delimiter.encode(codec)
    except (LookupError, UnicodeError):
        return sampled  # the reading will say what is wrong
    top = 0 if options.area is None else options.area.top
    least = max(top, options.header_row or 0) + 100
    at, rows = len(mark), 0
    while at < len(content) and (at < PART or rows < least):
        try:
            at = after_line_end(content, record_cells(content, at, separator)[1])
        except FileProblem:
            return content  # with a quotation mark that is never closed
        rows += 1
    return content[:at]


def shown_face(found: Preview) -> tuple[Face, tuple[int, ...]]:
    """Return the rows to show, and the 0-based number in the file of each.

    They are the first rows of the file as they stand, or those of a range that lies below them,
    after its header.
    """
    opened = found.opened
    area, face, source = opened.options.area, opened.face, opened.source
    if face is not None and (area is None or area.top < face.n_rows - 1):
        return face, tuple(range(face.n_rows))
    roster, places = opened.roster, found.columns
    n_rows = min(roster.n_rows, MAX_ROWS)
    numbers = np.arange(n_rows)
    if isinstance(source, DelimitedSource):
        numbers = record_numbers(source)
    elif isinstance(source, InSheet):
        numbers = source.area.rows
    rows = [
        {p: str(c[row]) for p, c in zip(places, roster.columns, strict=True)}
        for row in range(n_rows)
    ]
    lines = numbers[:n_rows].tolist()
    if found.header_row >= 0:
        rows.insert(0, dict(zip(places, roster.header, strict=True)))
        lines.insert(0, found.header_row)
    return Face(dict(enumerate(rows)), len(rows)), tuple(lines)
