"""Why it is doubtful whether a file was read rightly: a sentence each, with what to choose."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from em_desktop.files.cell_range import CellRange
from em_desktop.files.preview.alternatives import (
    DELIMITERS,
    encoding_is_doubtful,
    rival_delimiters,
)
from em_desktop.files.preview.tables import find_tables
from em_desktop.files.source import Opened
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.detection import first_records, header_evidence
from em_desktop.files.text.encoding import TextEncoding
from em_desktop.roster.folding import shown
from em_desktop.roster.headers import HEIGHT_WORDS, header_words, mentions, unit_of_header
from em_desktop.roster.measured import decimal_mark_of_others
from em_desktop.roster.measurements import MeasurementReading, Problem, read_measurements
from em_desktop.roster.numerals import decimal_mark_votes, favoured_mark
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Roles, guess_roles
from em_desktop.roster.table import Roster, Texts
from em_desktop.roster.units import UNIT_NAMES, convert

_MIXED = 0.2
_FEW_ROWS = 3
_SAMPLE_ROWS = 100
_VOTERS = 5000


class Aspect(StrEnum):
    """What a person can choose about how a file is read."""

    SHEET = "sheet"
    ENCODING = "encoding"
    DELIMITER = "delimiter"
    HEADER = "header row"
    AREA = "range"
    DECIMAL_MARK = "decimal mark"
    UNIT = "unit"


@dataclass(frozen=True)
class Doubt:
    """Why a file may have been read wrongly.

    Attributes:
        aspect: the choice that settles it.
        sentence: for a person; it names no cell.
        area: the part that is probably meant, where that is clear.
    """

    aspect: Aspect
    sentence: str
    area: CellRange | None = None


def doubts(
    opened: Opened, roles: Roles, measurement: MeasurementReading | None
) -> tuple[Doubt, ...]:
    """Return what is doubtful about a file that was read without being told how.

    Args:
        opened: the file.
        roles: of its columns, as guessed.
        measurement: the measurement, as it was read; None where no column is one.
    """
    said = (
        _encoding(opened),
        _delimiter(opened, roles),
        _header(opened),
        _tables(opened),
        _decimal_mark(opened, roles, measurement),
        _unit(opened.roster, roles, measurement),
    )
    return tuple(doubt for doubt in said if doubt is not None)


def sheet_doubt(sheets: tuple[str, ...]) -> Doubt:
    """Return the doubt of a workbook in which several sheets hold rows."""
    return Doubt(
        Aspect.SHEET,
        f"This workbook has {len(sheets)} sheets with rows in them; one is opened at a time.",
    )


def _encoding(opened: Opened) -> Doubt | None:
    source = opened.source
    if not isinstance(source, DelimitedSource):
        return None
    encoding = source.layout.encoding
    codec = source.splicer.grammar.codec
    if codec != encoding.codec:
        return None
    return next(iter(encoding_doubt(source.splicer.body, encoding)), None)


def encoding_doubt(content: bytes, encoding: TextEncoding) -> tuple[Doubt, ...]:
    """Return the doubt about a guessed encoding, or nothing.

    Args:
        content: of the file, or its beginning.
        encoding: in which it is read.
    """
    if not encoding_is_doubtful(content, encoding):
        return ()
    sentence = (
        "The file does not say how its letters beyond A to Z are stored, and more than one way "
        f"is possible. It was read as {encoding.name}: check that the names are spelt rightly."
    )
    return (Doubt(Aspect.ENCODING, sentence),)


def _delimiter(opened: Opened, roles: Roles) -> Doubt | None:
    source = opened.source
    if not isinstance(source, DelimitedSource):
        return None
    body, codec = source.splicer.body, source.splicer.grammar.codec
    chosen = source.layout.delimiter
    for rival in rival_delimiters(body, codec, chosen):
        records = first_records(body, rival.encode(codec), codec)
        if len(records) > 1 and _known(_roles_of(records)) >= _known(roles):
            return Doubt(
                Aspect.DELIMITER,
                f"Both {_named(chosen)} and {_named(rival)} could separate the cells. "
                f"{_named(chosen).capitalize()} was taken: check that the columns are right.",
            )
    return None


def _named(delimiter: str) -> str:
    return f"the {DELIMITERS.get(delimiter, delimiter).lower()}"


def _roles_of(records: list[list[str]]) -> Roles:
    filled = [record for record in records if len(record) > 1 or record[0]]
    return guess_roles(Roster.from_rows(filled[0], filled[1:])) if filled else Roles()


def _known(roles: Roles) -> int:
    return sum(role is not None for role in (roles.name, roles.category, roles.measurement))


def _header(opened: Opened) -> Doubt | None:
    roster = opened.roster
    if _has_no_header(opened):
        return Doubt(
            Aspect.HEADER,
            "No header was found, so every line counts as a row and the columns have numbers for "
            "names. If a line names the columns, choose it.",
        )
    n_rows = min(roster.n_rows, _SAMPLE_ROWS)
    if n_rows < _FEW_ROWS or roster.n_columns < 2:
        return None
    rows = [[str(column[row]) for column in roster.columns] for row in range(n_rows)]
    if not any(name.strip() for name in roster.header):
        return None
    names, belongs = header_evidence([list(roster.header), *rows], 0, roster.n_columns)
    if names > belongs or any(_tells(name) for name in roster.header):
        return None
    return Doubt(
        Aspect.HEADER,
        "It is not certain which line names the columns: the one that was taken looks much like "
        "the rows below it.",
    )


def _tells(name: str) -> bool:
    from_words = header_words(name)
    return mentions(from_words, HEIGHT_WORDS) > 1


def _has_no_header(opened: Opened) -> bool:
    return _header_row(opened) == -1 and opened.roster.n_rows > 0


def _header_row(opened: Opened) -> int | None:
    """Return the header's row, -1 where there is none, None where that is not known."""
    source = opened.source
    if isinstance(source, DelimitedSource):
        return source.layout.header_row
    area = getattr(source, "area", None)
    return None if area is None else int(area.header)


def _tables(opened: Opened) -> Doubt | None:
    found = find_tables(opened)
    if not found:
        return None
    if len(found) == 1:
        return Doubt(
            Aspect.AREA,
            "The table seems to end with a sum or a mean of its rows, which would count as one "
            f"more row. Without it the table is {found[0]}.",
            found[0],
        )
    return Doubt(
        Aspect.AREA,
        f"There seem to be {len(found)} tables here, in {' and '.join(map(str, found[:3]))}"
        f"{' and others' if len(found) > 3 else ''}. Choose the one to open, or all as one.",
    )


def _decimal_mark(
    opened: Opened, roles: Roles, measurement: MeasurementReading | None
) -> Doubt | None:
    if roles.measurement is None or measurement is None:
        return None
    roster = opened.roster
    column = roster.columns[roles.measurement]
    written = _marks(column)
    if not written or favoured_mark(decimal_mark_votes(column[:_VOTERS])) is not None:
        return None
    source, mark = opened.source, measurement.decimal_mark
    if isinstance(source, DelimitedSource) and source.layout.delimiter == ";" and mark == ",":
        return None  # who separates cells by semicolons writes decimal commas
    if written == {mark} == {"."}:
        return None
    others = tuple(c for i, c in enumerate(roster.columns) if i != roles.measurement)
    if decimal_mark_of_others(others) == mark:
        return None
    header = roster.header[roles.measurement]
    if _same_heights(column[:_VOTERS], header):
        return None
    name = shown(header)
    as_what = "a decimal mark" if mark in written else "a thousands mark"
    return Doubt(
        Aspect.DECIMAL_MARK,
        f"The numbers in “{name}” can be read in two ways: their "
        f"{'comma' if ',' in written else 'point'} was taken for {as_what}.",
    )


def _same_heights(column: Texts, header: str) -> bool:
    """Whether numbers are the same heights with either mark, as 1,720 m is and 1,720 mm."""
    point, comma = (
        read_measurements(column, header, ReadingOptions(decimal_mark=mark)) for mark in ".,"
    )
    if not (point.is_height and comma.is_height) or (point.problems != comma.problems).any():
        return False
    in_comma = comma.values * convert(1.0, comma.unit, point.unit)
    return bool(np.allclose(point.values, in_comma, rtol=1e-9, equal_nan=True))


def _marks(column: Texts) -> set[str]:
    return {mark for text in column[:_VOTERS] for mark in ".," if mark in text}


def _unit(roster: Roster, roles: Roles, measurement: MeasurementReading | None) -> Doubt | None:
    if roles.measurement is None or measurement is None:
        return None
    header = roster.header[roles.measurement]
    name, named = shown(header), unit_of_header(header)
    answered = int(np.isin(measurement.problems, (Problem.MISSING,), invert=True).sum())
    if not answered:
        return None
    if not measurement.is_height:
        if mentions(header_words(header), HEIGHT_WORDS) and named in (None, Unit.PLAIN):
            return Doubt(
                Aspect.UNIT,
                f"“{name}” sounds like heights, but its numbers are usual heights in no unit. "
                "They are read as plain numbers.",
            )
        return None
    mixed = int((measurement.problems == Problem.UNIT_DOUBT).sum())
    if mixed >= _MIXED * answered and mixed > 1:
        return Doubt(
            Aspect.UNIT,
            f"“{name}” seems to mix units: {mixed:,} of {answered:,} numbers are usual heights "
            f"in another unit than {UNIT_NAMES[measurement.unit]}.",
        )
    if named is not None and named is not measurement.unit and Unit.PLAIN is not measurement.unit:
        return Doubt(
            Aspect.UNIT,
            f"“{name}” names {UNIT_NAMES[named]}, but its numbers look like "
            f"{UNIT_NAMES[measurement.unit]}, and were read so.",
        )
    return None
