"""Edits as what the ``json`` module writes, and back; for a journal that outlives the program.

Nothing is trusted that is read: whatever is not exactly an edit raises. Long edits are lists of
plain values side by side (ids, texts), which are written and read quickly, in pieces if need be.
"""

import math
from collections.abc import Iterable, Mapping

from em_desktop.em.sources import Source
from em_desktop.review import json_values as values
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
    InsertRows,
    RemoveColumn,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetEvidence,
    SetNotes,
    SetOptions,
    SetReadings,
    SetRoles,
    Several,
)
from em_desktop.review.json_values import Json
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Role, Roles

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
        case SetChecks(checks):
            return _kind(edit, **_checks(checks))
        case SetNotes(notes):
            return _kind(edit, ids=_numbers(notes), texts=list(notes.values()))
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
    fields = values.fields_of(content, *(role.value for role in Role))
    columns = {role: values.listed(fields[role.value], values.index) for role in Role}
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
    fields = values.fields_of(content, *encoded_options(ReadingOptions()))
    unit, mark = fields["unit"], fields["decimal_mark"]
    if mark not in (None, ".", ","):
        raise ValueError("a decimal mark was expected")
    return ReadingOptions(
        unit=None if unit is None else values.word(unit, Unit),
        decimal_mark=None if mark is None else values.text(mark),
        missing_words=tuple(values.listed(fields["missing_words"], values.text)),
        known=tuple(values.listed(fields["known"], values.text)),
    )


def encoded_evidence(evidence: Iterable[Source]) -> list[Json]:
    """Return the sources of evidence as plain values."""
    return [source.value for source in Source if source in set(evidence)]


def decoded_evidence(content: object) -> frozenset[Source]:
    """Return the sources of evidence.

    Raises:
        ValueError: the values name none.
    """
    return frozenset(values.listed(content, lambda word: values.word(word, Source)))


def _kind(edit: Edit, **fields: Json) -> dict[str, Json]:
    return {"kind": _NAMES[type(edit)], **fields}


_NAMES: Mapping[type[Edit], str] = {
    SetCells: "cells",
    InsertRows: "insert",
    DeleteRows: "delete",
    SetDecisions: "decisions",
    SetChecks: "checks",
    SetNotes: "notes",
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


def _checks(checks: Mapping[int, Check | None]) -> dict[str, Json]:
    made = list(checks.values())
    return {
        "ids": _numbers(checks),
        "kinds": [None if c is None else c.kind.value for c in made],
        "said": ["" if c is None else c.said for c in made],
        "suggested": ["" if c is None else c.suggested for c in made],
        "probabilities": [None if c is None else _number(c.probability) for c in made],
        "fits": [None if c is None or c.fit is None else int(c.fit) for c in made],
        "times": [None if c is None else _number(c.time) for c in made],
        "thresholds": [None if c is None else _number(c.threshold) for c in made],
        "draws": [None if c is None or c.draw is None else int(c.draw) for c in made],
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
            fields = values.fields_of(rest, "column", "ids", "texts")
            ids, new = (
                values.listed(fields["ids"], values.row_id),
                values.listed(fields["texts"], values.text),
            )
            values.same_length(ids, new)
            return SetCells(values.index(fields["column"]), tuple(ids), tuple(new))
        case "insert":
            fields = values.fields_of(rest, "ids", "rows")
            ids, rows = (
                values.listed(fields["ids"], values.row_id),
                values.listed(fields["rows"], values.texts),
            )
            values.same_length(ids, rows)
            return InsertRows(tuple(ids), tuple(rows))
        case "delete":
            return DeleteRows(
                tuple(values.listed(values.fields_of(rest, "ids")["ids"], values.row_id))
            )
        case "decisions":
            return _decoded_decisions(rest)
        case "checks" | "notes":
            return _decoded_checks(rest) if kind == "checks" else _decoded_notes(rest)
        case "readings":
            return _decoded_readings(rest)
        case "several":
            parts = values.listed(
                values.fields_of(rest, "edits")["edits"], lambda part: _decoded(part, depth + 1)
            )
            return Several(tuple(parts))
        case _:
            return _decoded_choice(kind, rest)


def _decoded_choice(kind: object, rest: dict[str, object]) -> Edit:
    """Return an edit of what columns mean, how text is read and which columns there are."""
    match kind:
        case "roles":
            return SetRoles(decoded_roles(values.fields_of(rest, "roles")["roles"]))
        case "options":
            return SetOptions(decoded_options(values.fields_of(rest, "options")["options"]))
        case "evidence":
            return SetEvidence(decoded_evidence(values.fields_of(rest, "evidence")["evidence"]))
        case "add column":
            fields = values.fields_of(rest, "header", "texts")
            new = None if fields["texts"] is None else values.texts(fields["texts"])
            return AddColumn(values.text(fields["header"]), new)
        case "remove column":
            values.fields_of(rest)
            return RemoveColumn()
        case "clusters":
            fields = values.fields_of(rest, "column", "names")
            if fields["column"] is None:
                return SetClusters(None)
            return SetClusters(
                Clusters(values.index(fields["column"]), values.texts(fields["names"]))
            )
        case _:
            raise ValueError("an edit of an unknown kind")


def _decoded_decisions(content: object) -> SetDecisions:
    fields = values.fields_of(content, *_decisions({}))
    ids = values.listed(fields["ids"], values.row_id)
    columns = (
        values.listed(
            fields["answers"], lambda word: None if word is None else values.word(word, Answer)
        ),
        values.listed(fields["texts"], values.text),
        values.listed(fields["probabilities"], values.number),
        values.listed(fields["thresholds"], values.number),
        values.listed(fields["fits"], lambda n: None if n is None else values.index(n)),
        values.listed(fields["times"], values.number),
    )
    values.same_length(ids, *columns)
    if len(set(ids)) < len(ids):
        raise ValueError("two decisions for one row")
    return SetDecisions(
        {
            row_id: None if answer is None else Decision(answer, *rest)
            for row_id, answer, *rest in zip(ids, *columns, strict=True)
        }
    )


def _decoded_checks(content: object) -> SetChecks:
    fields = values.fields_of(content, *_checks({}))
    ids = values.listed(fields["ids"], values.row_id)
    columns = (
        values.listed(
            fields["kinds"], lambda word: None if word is None else values.word(word, CheckKind)
        ),
        values.listed(fields["said"], values.text),
        values.listed(fields["suggested"], values.text),
        values.listed(fields["probabilities"], values.number),
        values.listed(fields["fits"], lambda n: None if n is None else values.index(n)),
        values.listed(fields["times"], values.number),
        values.listed(fields["thresholds"], values.number),
        values.listed(fields["draws"], lambda n: None if n is None else values.index(n)),
    )
    values.same_length(ids, *columns)
    if len(set(ids)) < len(ids):
        raise ValueError("two checks of one row")
    checks: dict[int, Check | None] = {}
    for row_id, kind, said, suggested, chance, *rest in zip(ids, *columns, strict=True):
        if kind is not None and chance is None:
            raise ValueError("a probability was expected")
        checks[row_id] = None if kind is None else Check(kind, said, suggested, chance, *rest)
    return SetChecks(checks)


def _decoded_notes(content: object) -> SetNotes:
    fields = values.fields_of(content, "ids", "texts")
    ids = values.listed(fields["ids"], values.row_id)
    said = values.listed(fields["texts"], lambda text: None if text is None else values.text(text))
    values.same_length(ids, said)
    if len(set(ids)) < len(ids):
        raise ValueError("two notes of one row")
    return SetNotes(dict(zip(ids, said, strict=True)))


def _decoded_readings(content: object) -> SetReadings:
    fields = values.fields_of(content, "column", *_readings({}))
    ids = values.listed(fields["ids"], values.row_id)
    columns = (
        values.listed(fields["texts"], lambda text: None if text is None else values.text(text)),
        values.listed(fields["numbers"], values.number),
        values.listed(
            fields["units"], lambda word: None if word is None else values.word(word, Unit)
        ),
    )
    values.same_length(ids, *columns)
    if len(set(ids)) < len(ids):
        raise ValueError("two readings for one cell")
    if not all(number is None or math.isfinite(number) for number in columns[1]):
        raise ValueError("a measurement was expected")
    readings = {
        row_id: None if text is None else CellReading(text, number, unit)
        for row_id, text, number, unit in zip(ids, *columns, strict=True)
    }
    return SetReadings(values.index(fields["column"]), readings)
