"""When edits and decisions were made; the clock belongs to the session, which passes it in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from em_desktop.review.checks import Check
from em_desktop.review.decisions import Decision
from em_desktop.review.edits import (
    DeleteRows,
    Edit,
    InsertRows,
    SetCells,
    SetChecks,
    SetDecisions,
    Several,
)

WHOLE_ROW = -1
"""Stands for the column where a row came or went."""


def stamped(edit: Edit, time: float) -> Edit:
    """Return the edit with the time noted in each decision and each check that has none.

    Args:
        edit: as a person made it.
        time: in seconds since 1970.
    """
    match edit:
        case SetDecisions():
            return SetDecisions({i: d and _at(d, time) for i, d in edit.decisions.items()})
        case SetChecks():
            return SetChecks({i: c and _checked_at(c, time) for i, c in edit.checks.items()})
        case Several():
            return Several(tuple(stamped(part, time) for part in edit.edits))
        case _:
            return edit


def _at(made: Decision, time: float) -> Decision:
    """Return a decision with a time, if it has none; by hand, as there may be very many."""
    if made.time is not None:
        return made
    return Decision(made.answer, made.text, made.probability, made.threshold, made.fit, time)


def _checked_at(made: Check, time: float) -> Check:
    return made if made.time is not None else replace(made, time=time)


def last_written(steps: Iterable[tuple[float, Edit]]) -> Mapping[tuple[int, int], float]:
    """Return when each cell was written last, by row id and column.

    Args:
        steps: time and edit, in the order in which they were made.
    """
    found: dict[tuple[int, int], float] = {}
    for time, edit in steps:
        _note(edit, time, found)
    return found


def _note(edit: Edit, time: float, found: dict[tuple[int, int], float]) -> None:
    match edit:
        case SetCells():
            found.update(dict.fromkeys(((i, edit.column) for i in edit.row_ids), time))
        case InsertRows() | DeleteRows():
            found.update(dict.fromkeys(((i, WHOLE_ROW) for i in edit.row_ids), time))
        case Several():
            for part in edit.edits:
                _note(part, time, found)
        case _:
            pass


def local_time(time: float | None) -> str | None:
    """Return seconds since 1970 as a local time with its offset, such as receipts have."""
    if time is None:
        return None
    return datetime.fromtimestamp(time, UTC).astimezone().isoformat(timespec="seconds")
