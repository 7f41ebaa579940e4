"""The journal of one roster: what was done to it, in a file that only grows.

It begins with a header that says which file it is about and how that was read; a line for each
step follows. The rows of a roster that has no file are in the header themselves.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, cast

from em_desktop import __version__
from em_desktop.em.sources import Source
from em_desktop.files.journal.lines import Line, read_lines
from em_desktop.files.options_json import decoded_options as decoded_reading
from em_desktop.files.options_json import encoded_options as encoded_reading
from em_desktop.files.source import ReadOptions
from em_desktop.review.edit_json import (
    decoded,
    decoded_evidence,
    decoded_options,
    decoded_roles,
    encoded,
    encoded_evidence,
    encoded_options,
    encoded_roles,
)
from em_desktop.review.edits import Edit
from em_desktop.review.json_values import Json
from em_desktop.review.place import Place
from em_desktop.review.place_json import decoded_place, encoded_place
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles

VERSION = 1
_PIECE = 2000
"""Values that are turned into text in one go; the window has a turn between two pieces."""

Table: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Header:
    """What a journal is about.

    Attributes:
        path: of the file; None for a roster that has none.
        digest: SHA-256 of the file's bytes; empty where there is none.
        reading: how the file was read.
        columns: the names of its columns.
        n_rows: how many rows it was read with.
        table: the rows of a roster that has no file; None where there is one.
        roles: what the columns meant at first.
        options: how text was read at first.
        evidence: what told the categories apart at first.
        program: version that began the journal.
        time: when the file was opened, in seconds since 1970; None where nobody noted it.
    """

    path: Path | None
    digest: str
    reading: ReadOptions
    columns: tuple[str, ...]
    n_rows: int
    table: Table | None
    roles: Roles
    options: ReadingOptions
    evidence: frozenset[Source]
    program: str = __version__
    time: float | None = None


@dataclass(frozen=True)
class Did:
    """An edit was made, as one step.

    Attributes:
        edit: with the time noted in its decisions.
        text: what the menu calls it.
        time: when, in seconds since 1970.
    """

    edit: Edit
    text: str
    time: float


@dataclass(frozen=True)
class Undone:
    """The last step was undone."""


@dataclass(frozen=True)
class Redone:
    """The step that was undone last was done again."""


@dataclass(frozen=True)
class Exported:
    """A state was exported.

    Attributes:
        after: it was the one that there was after so many steps, undoing counted.
        time: when, in seconds since 1970; None where nobody noted it.
    """

    after: int
    time: float | None = None


@dataclass(frozen=True)
class Moved:
    """Where the person is, and what is not in any file yet.

    Attributes:
        place: where.
        left: what no export has written, in words; empty if nothing.
        time: when, in seconds since 1970.
    """

    place: Place
    left: str
    time: float


Step: TypeAlias = Did | Undone | Redone
Record: TypeAlias = Step | Exported | Moved

HEADER_TAG = "H"
_TAGS: dict[type[Record], str] = {Did: "D", Undone: "U", Redone: "R", Exported: "E", Moved: "P"}
"""The letter of each record's line. A journal of an older version must stay readable."""


class NewerJournal(ValueError):
    """The journal is of a newer version of this program."""


@dataclass(frozen=True)
class Kept:
    """What a journal holds, as far as it is whole.

    Attributes:
        header: what it is about.
        records: from first to last.
        lines: the header's and the records' lines.
        damaged: something stood behind that could not be read, and it is not just a torn end.
    """

    header: Header
    records: tuple[Record, ...]
    lines: tuple[Line, ...]
    damaged: bool


def read_journal(content: bytes) -> Kept | None:
    """Return what a journal holds; None where not even its header is whole.

    Raises:
        NewerJournal: only a newer version of this program can read it.
    """
    lines = read_lines(content)
    header = _header_of(lines.whole)
    if header is None:
        return None
    records: list[Record] = []
    for line in lines.whole[1:]:
        try:
            records.append(_decoded_record(line.tag, _parsed(line.body)))
        except (ValueError, RecursionError):
            whole = lines.whole[: len(records) + 1]
            return Kept(header, tuple(records), whole, damaged=True)
    return Kept(header, tuple(records), lines.whole, lines.damaged)


@dataclass(frozen=True)
class Outline:
    """What a list of journals shows of one, found without reading all of it.

    Attributes:
        header: what it is about.
        last: the newest place that was noted, if any.
        worked: some step was noted.
        damaged: a part of it cannot be read.
    """

    header: Header
    last: Moved | None
    worked: bool
    damaged: bool


def outline(content: bytes) -> Outline | None:
    """Return the outline of a journal; None where not even its header is whole.

    Raises:
        NewerJournal: only a newer version of this program can read it.
    """
    lines = read_lines(content)
    header = _header_of(lines.whole)
    if header is None:
        return None
    moved = next((line for line in reversed(lines.whole) if line.tag == _TAGS[Moved]), None)
    try:
        last = None if moved is None else _decoded_moved(_parsed(moved.body))
    except (ValueError, RecursionError):
        return None
    steps = {_TAGS[kind] for kind in (Did, Undone, Redone)}
    at = [number for number, line in enumerate(lines.whole) if line.tag in steps]
    if moved is not None and at and lines.whole[at[-1]].end > moved.end and last is not None:
        last = Moved(last.place, last.left or "changes", last.time)
    return Outline(header, last, bool(at), lines.damaged)


def _header_of(lines: tuple[Line, ...]) -> Header | None:
    """Return what the first line says; None where it is no whole header.

    Raises:
        NewerJournal: only a newer version of this program can read it.
    """
    if not lines or lines[0].tag != HEADER_TAG:
        return None
    try:
        return _decoded_header(_parsed(lines[0].body))
    except NewerJournal:
        raise
    except (ValueError, RecursionError):
        return None


def header_body(header: Header, pause: Callable[[], None]) -> bytes:
    """Return a header as the body of its line.

    Args:
        header: what the journal is about.
        pause: called between pieces of a long one.
    """
    content: dict[str, object] = {
        "version": VERSION,
        "program": header.program,
        "path": None if header.path is None else str(header.path),
        "digest": header.digest,
        "reading": encoded_reading(header.reading),
        "columns": list(header.columns),
        "n_rows": header.n_rows,
        "table": None if header.table is None else [list(row) for row in header.table],
        "roles": encoded_roles(header.roles),
        "options": encoded_options(header.options),
        "evidence": encoded_evidence(header.evidence),
        "time": header.time,
    }
    return _dumped(content, pause)


def record_line(record: Record, pause: Callable[[], None]) -> tuple[str, bytes]:
    """Return the tag and the body of a record's line.

    Args:
        record: what is noted.
        pause: called between pieces of a long one.
    """
    content: dict[str, Json]
    match record:
        case Did(edit, text, time):
            content = {"edit": encoded(edit), "text": text, "time": time}
        case Exported(after, time):
            content = {"after": after, "time": time}
        case Moved(place, left, time):
            content = {"place": encoded_place(place), "left": left, "time": time}
        case _:
            content = {}
    return _TAGS[type(record)], _dumped(content, pause)


def _dumped(content: object, pause: Callable[[], None]) -> bytes:
    """Return JSON on one line; lone surrogates stay what they are."""
    return b"".join(piece.encode("utf-8", "surrogatepass") for piece in _pieces(content, pause))


def _pieces(content: object, pause: Callable[[], None]) -> Iterator[str]:
    """Yield the JSON of a value in pieces: the library lets nobody else work while it writes."""
    if isinstance(content, dict):
        start = "{"
        for key, value in content.items():
            yield f"{start}{json.dumps(key, ensure_ascii=False)}:"
            yield from _pieces(value, pause)
            start = ","
        yield "}" if content else "{}"
    elif isinstance(content, list) and any(isinstance(part, dict) for part in content[:1]):
        start = "["
        for part in content:
            yield start
            yield from _pieces(part, pause)
            start = ","
        yield "]"
    elif isinstance(content, list) and len(content) > _PIECE:
        for at in range(0, len(content), _PIECE):
            pause()
            text = json.dumps(content[at : at + _PIECE], ensure_ascii=False, separators=(",", ":"))
            yield ("," if at else "[") + text[1:-1]
        yield "]"
    else:
        yield json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _parsed(body: bytes) -> object:
    return json.loads(body.decode("utf-8", "surrogatepass"))


def _decoded_record(tag: str, content: object) -> Record:
    """Return the record of a line.

    Raises:
        ValueError: it is none that this program writes.
    """
    fields = content if isinstance(content, dict) else {}
    match tag, fields:
        case "D", {"edit": edit, "text": str(text), "time": int() | float() as time}:
            return Did(decoded(edit), text, float(time))
        case "U", {}:
            return Undone()
        case "R", {}:
            return Redone()
        case "E", {"after": int(after)} if after >= 0:
            return Exported(after, _time(fields.get("time")))
        case "P", _:
            return _decoded_moved(content)
    raise ValueError("a record of an unknown kind")


def _decoded_moved(content: object) -> Moved:
    match content:
        case {"place": dict() as place, "left": str(left), "time": int() | float() as time}:
            return Moved(decoded_place(place), left, float(time))
    raise ValueError("a place was expected")


def _decoded_header(content: object) -> Header:
    fields = content if isinstance(content, dict) else {}
    version = fields.get("version")
    if not isinstance(version, int) or version < 1:
        raise ValueError("a journal's version was expected")
    if version > VERSION:
        raise NewerJournal("a journal of a newer version")
    match fields:
        case {
            "program": str(program),
            "path": (str() | None) as path,
            "digest": str(digest),
            "reading": reading,
            "columns": list(columns),
            "n_rows": int(n_rows),
            "table": (list() | None) as table,
            "roles": roles,
            "options": options,
            "evidence": evidence,
        } if (path is None) == (table is not None):
            rows = None if table is None else tuple(_texts(row) for row in table)
            return Header(
                None if path is None else Path(path),
                digest,
                decoded_reading(reading),
                _texts(columns),
                n_rows,
                rows,
                decoded_roles(roles),
                decoded_options(options),
                decoded_evidence(evidence),
                program,
                _time(fields.get("time")),
            )
    raise ValueError("other values than those of a journal's header")


def _texts(content: object) -> tuple[str, ...]:
    if not isinstance(content, list) or not all(isinstance(text, str) for text in content):
        raise ValueError("a list of texts was expected")
    return tuple(cast("list[str]", content))


def _time(content: object) -> float | None:
    """Return a time; None where there is none, as in the journals of older versions."""
    return float(content) if isinstance(content, int | float) else None
