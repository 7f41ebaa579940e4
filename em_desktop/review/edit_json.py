"""Edits as what the ``json`` module writes, and back; for a journal that outlives the program.

Nothing is trusted that is read: whatever is not exactly an edit raises. Long edits are lists of
plain values side by side (ids, texts), which are written and read quickly, in pieces if need be.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias, TypeVar, cast

from em_desktop.em.sources import Source
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
    InsertRows,
    RemoveColumn,
    SetCells,
    SetClusters,
    SetDecisions,
    SetEvidence,
    SetOptions,
    SetReadings,
    SetRoles,
    Several,
)
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Role, Roles

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_DEEPEST = 50
"""Edits within edits; no command of the program nests so many."""


def encoded(edit: Edit) -> dict[str, Json]:
    """Return an edit as plain values; its kind stands under ``kind``."""
    match edit:
        case SetCells(column, row_ids, new):
            return _kind(edit, column=column, ids=_numbers(row_ids), texts=list(new))
        case InsertRows(row_ids, rows):
            return _kind(edit, ids=_numbers(row_ids), rows=[list(row) for row in rows])
        case DeleteRows(row_ids):
            return _kind(edit, ids=_numbers(row_ids))
        case SetDecisions(decisions):
            return _kind(edit, **_decisions(decisions))
        case SetReadings(column, readings):
            return _kind(edit, column=column, **_readings(readings))
        case Several(edits):
            return _kind(edit, edits=[encoded(part) for part in edits])
        case _:
            return _encoded_choice(edit)


def decoded(content: object) -> Edit:
    """Return the edit that ``encoded`` made these values of.

    Raises:
        ValueError: it is no such thing.
    """
    return _decoded(content, 0)


def encoded_roles(roles: Roles) -> dict[str, Json]:
    """Return what the columns mean as plain values."""
    return {role.value: list(roles.columns_of(role)) for role in Role}


def decoded_roles(content: object) -> Roles:
    """Return what the columns mean.

    Raises:
        ValueError: the values say nothing of the kind.
    """
    fields = _fields(content, *(role.value for role in Role))
    columns = {role: _list(fields[role.value], _index) for role in Role}
    further = tuple(columns.pop(Role.FURTHER))
    if any(len(found) > 1 for found in columns.values()):
        raise ValueError("a role of one column is given to several")
    single = {role.value: found[0] if found else None for role, found in columns.items()}
    return Roles(**single, further=further)


def encoded_options(options: ReadingOptions) -> dict[str, Json]:
    """Return how text is read as plain values."""
    return {
        "unit": None if options.unit is None else options.unit.value,
        "decimal_mark": options.decimal_mark,
        "missing_words": list(options.missing_words),
        "known": list(options.known),
    }


def decoded_options(content: object) -> ReadingOptions:
    """Return how text is read.

    Raises:
        ValueError: the values say nothing of the kind.
    """
    fields = _fields(content, *encoded_options(ReadingOptions()))
    unit, mark = fields["unit"], fields["decimal_mark"]
    if mark not in (None, ".", ","):
        raise ValueError("a decimal mark was expected")
    return ReadingOptions(
        unit=None if unit is None else _word(unit, Unit),
        decimal_mark=None if mark is None else _text(mark),
        missing_words=tuple(_list(fields["missing_words"], _text)),
        known=tuple(_list(fields["known"], _text)),
    )


def encoded_evidence(evidence: Iterable[Source]) -> list[Json]:
    """Return the sources of evidence as plain values."""
    return [source.value for source in Source if source in set(evidence)]


def decoded_evidence(content: object) -> frozenset[Source]:
    """Return the sources of evidence.

    Raises:
        ValueError: the values name none.
    """
    return frozenset(_list(content, lambda word: _word(word, Source)))


def _kind(edit: Edit, **fields: Json) -> dict[str, Json]:
    return {"kind": _NAMES[type(edit)], **fields}


_NAMES: Mapping[type[Edit], str] = {
    SetCells: "cells",
    InsertRows: "insert",
    DeleteRows: "delete",
    SetDecisions: "decisions",
    SetRoles: "roles",
    SetOptions: "options",
    SetEvidence: "evidence",
    AddColumn: "add column",
    RemoveColumn: "remove column",
    SetClusters: "clusters",
    SetReadings: "readings",
    Several: "several",
}
"""The name of each kind. A journal of an older version must stay readable: never rename one."""


def _numbers(values: Iterable[int]) -> list[Json]:
    return [int(value) for value in values]  # those that come from an array are numpy's own


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _decisions(decisions: Mapping[int, Decision | None]) -> dict[str, Json]:
    """Lay decisions out in columns; what several thousand have in common is quickly written."""
    made = list(decisions.values())
    return {
        "ids": _numbers(decisions),
        "answers": [None if d is None else d.answer.value for d in made],
        "texts": ["" if d is None else d.text for d in made],
        "probabilities": [None if d is None else _number(d.probability) for d in made],
        "thresholds": [None if d is None else _number(d.threshold) for d in made],
        "fits": [None if d is None or d.fit is None else int(d.fit) for d in made],
        "times": [None if d is None else _number(d.time) for d in made],
    }


def _readings(readings: Mapping[int, CellReading | None]) -> dict[str, Json]:
    said = list(readings.values())
    return {
        "ids": _numbers(readings),
        "texts": [None if each is None else each.text for each in said],
        "numbers": [None if each is None else _number(each.number) for each in said],
        "units": [None if each is None or each.unit is None else each.unit.value for each in said],
    }


def _encoded_choice(
    edit: SetRoles | SetOptions | SetEvidence | AddColumn | RemoveColumn | SetClusters,
) -> dict[str, Json]:
    """Write an edit of what columns mean, how text is read and which columns there are."""
    match edit:
        case SetRoles(roles):
            return _kind(edit, roles=encoded_roles(roles))
        case SetOptions(options):
            return _kind(edit, options=encoded_options(options))
        case SetEvidence(evidence):
            return _kind(edit, evidence=encoded_evidence(evidence))
        case AddColumn(header, new):
            return _kind(edit, header=header, texts=None if new is None else list(new))
        case RemoveColumn():
            return _kind(edit)
        case SetClusters(clusters):
            names = () if clusters is None else clusters.names
            column = None if clusters is None else clusters.column
            return _kind(edit, column=column, names=list(names))


def _decoded(content: object, depth: int) -> Edit:
    if depth > _DEEPEST:
        raise ValueError("edits within edits without end")
    if not isinstance(content, dict):
        raise ValueError("an edit was expected")  # noqa: TRY004 - one error for all that is odd
    kind = content.get("kind")
    rest = {key: value for key, value in content.items() if key != "kind"}
    match kind:
        case "cells":
            fields = _fields(rest, "column", "ids", "texts")
            ids, new = _list(fields["ids"], _row_id), _list(fields["texts"], _text)
            _same_length(ids, new)
            return SetCells(_index(fields["column"]), tuple(ids), tuple(new))
        case "insert":
            fields = _fields(rest, "ids", "rows")
            ids, rows = _list(fields["ids"], _row_id), _list(fields["rows"], _texts)
            _same_length(ids, rows)
            return InsertRows(tuple(ids), tuple(rows))
        case "delete":
            return DeleteRows(tuple(_list(_fields(rest, "ids")["ids"], _row_id)))
        case "decisions":
            return _decoded_decisions(rest)
        case "readings":
            return _decoded_readings(rest)
        case "several":
            parts = _list(_fields(rest, "edits")["edits"], lambda part: _decoded(part, depth + 1))
            return Several(tuple(parts))
        case _:
            return _decoded_choice(kind, rest)


def _decoded_choice(kind: object, rest: dict[str, object]) -> Edit:
    """Return an edit of what columns mean, how text is read and which columns there are."""
    match kind:
        case "roles":
            return SetRoles(decoded_roles(_fields(rest, "roles")["roles"]))
        case "options":
            return SetOptions(decoded_options(_fields(rest, "options")["options"]))
        case "evidence":
            return SetEvidence(decoded_evidence(_fields(rest, "evidence")["evidence"]))
        case "add column":
            fields = _fields(rest, "header", "texts")
            new = None if fields["texts"] is None else _texts(fields["texts"])
            return AddColumn(_text(fields["header"]), new)
        case "remove column":
            _fields(rest)
            return RemoveColumn()
        case "clusters":
            fields = _fields(rest, "column", "names")
            if fields["column"] is None:
                return SetClusters(None)
            return SetClusters(Clusters(_index(fields["column"]), _texts(fields["names"])))
        case _:
            raise ValueError("an edit of an unknown kind")


def _decoded_decisions(content: object) -> SetDecisions:
    fields = _fields(content, *_decisions({}))
    ids = _list(fields["ids"], _row_id)
    columns = (
        _list(fields["answers"], lambda word: None if word is None else _word(word, Answer)),
        _list(fields["texts"], _text),
        _list(fields["probabilities"], _float),
        _list(fields["thresholds"], _float),
        _list(fields["fits"], lambda n: None if n is None else _index(n)),
        _list(fields["times"], _float),
    )
    _same_length(ids, *columns)
    if len(set(ids)) < len(ids):
        raise ValueError("two decisions for one row")
    return SetDecisions(
        {
            row_id: None if answer is None else Decision(answer, *rest)
            for row_id, answer, *rest in zip(ids, *columns, strict=True)
        }
    )


def _decoded_readings(content: object) -> SetReadings:
    fields = _fields(content, "column", *_readings({}))
    ids = _list(fields["ids"], _row_id)
    columns = (
        _list(fields["texts"], lambda text: None if text is None else _text(text)),
        _list(fields["numbers"], _float),
        _list(fields["units"], lambda word: None if word is None else _word(word, Unit)),
    )
    _same_length(ids, *columns)
    if len(set(ids)) < len(ids):
        raise ValueError("two readings for one cell")
    if not all(number is None or math.isfinite(number) for number in columns[1]):
        raise ValueError("a measurement was expected")
    readings = {
        row_id: None if text is None else CellReading(text, number, unit)
        for row_id, text, number, unit in zip(ids, *columns, strict=True)
    }
    return SetReadings(_index(fields["column"]), readings)


def _fields(content: object, *names: str) -> dict[str, object]:
    """Return the values under these names; there must be these and no others."""
    if not isinstance(content, dict) or set(content) != set(names):
        raise ValueError("other values than those of an edit")
    return cast("dict[str, object]", content)


def _list(content: object, part: Callable[[object], T]) -> list[T]:
    if not isinstance(content, list):
        raise ValueError("a list was expected")  # noqa: TRY004 - one error for all that is odd
    return [part(value) for value in content]


def _texts(content: object) -> tuple[str, ...]:
    return tuple(_list(content, _text))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text was expected")  # noqa: TRY004 - one error for all that is odd
    return value


def _index(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a whole number from 0 was expected")
    return value


def _row_id(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError("a row's id was expected")
    return value


def _float(value: object) -> float | None:
    if value is not None and type(value) is not float:
        raise ValueError("a number was expected")
    return value


def _word(value: object, words: type[E]) -> E:
    return words(_text(value))


def _same_length(*lists: Sequence[object]) -> None:
    if len({len(each) for each in lists}) > 1:
        raise ValueError("lists of different lengths")
