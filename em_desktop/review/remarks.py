"""What a person has said of rows without changing the file: notes, and odd rows called right."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from em_desktop.review.decisions import Answer
from em_desktop.review.times import local_time
from em_desktop.review.workspace import Workspace


class RemarkKind(StrEnum):
    """What was said."""

    NOTE = "note"
    LOOKED_AT = "looked at"
    """The row looked odd, and the person called it right as it is."""


@dataclass(frozen=True)
class Remark:
    """What was said of one row.

    Attributes:
        kind: what.
        record: 1-based number of the record, header not counted.
        name: as the table has it; empty without a name column.
        column: header of the column that was looked at; empty for a note.
        text: the note, or the entry that was called right.
        fit: number of the fit to which the row looked odd.
        time: when, in seconds since 1970; None where nobody noted it.
    """

    kind: RemarkKind
    record: int
    name: str
    column: str
    text: str
    fit: int | None = None
    time: float | None = None


def remarks(workspace: Workspace) -> tuple[Remark, ...]:
    """Return all remarks in the order of the rows, a note after the look."""
    roster, roles = workspace.roster, workspace.roles
    category, name = roles.category, roles.name
    looked = {i for i, d in workspace.decisions.items() if d.answer is Answer.CONFIRMED}
    ids = sorted(looked | workspace.notes.keys())
    found = []
    for row_id, at in zip(ids, roster.positions(ids).tolist(), strict=True):
        who = row_id + 1, "" if name is None else roster.cell(at, name)
        if row_id in looked and category is not None:
            said = workspace.decisions[row_id]
            header, text = roster.header[category], roster.cell(at, category)
            found.append(Remark(RemarkKind.LOOKED_AT, *who, header, text, said.fit, said.time))
        if row_id in workspace.notes:
            found.append(Remark(RemarkKind.NOTE, *who, "", workspace.notes[row_id]))
    return tuple(found)


def remarks_as_json(found: Iterable[Remark]) -> list[dict[str, object]]:
    """Return one object for each remark, for the ``json`` module."""
    return [
        {
            "remark": each.kind.value,
            "record": each.record,
            "name": each.name,
            "column": each.column or None,
            "text": each.text,
            "fit": each.fit,
            "time": local_time(each.time),
        }
        for each in found
    ]
