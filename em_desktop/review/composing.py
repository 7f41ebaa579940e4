"""Many edits in a row as few: a thousand steps through a large roster write each column once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from em_desktop.review.checks import Check
from em_desktop.review.decisions import Decision
from em_desktop.review.edits import (
    Edit,
    SetCells,
    SetChecks,
    SetDecisions,
    SetNotes,
    SetReadings,
    SetRoles,
    Several,
    flat,
)
from em_desktop.roster.cell_reading import CellReading


def composed(edits: Iterable[Edit], category: int | None) -> Several:
    """Return one edit that leads to the same state as several, applied in order.

    Args:
        edits: each as it would be applied behind the one before.
        category: the column to fill in before the first of them.
    """
    found: list[Edit] = []
    run = _Run()
    for part in flat(edits):
        match part:
            case SetCells():
                run.write(part, category)
            case SetDecisions(decisions):
                run.decisions.update(decisions)
            case SetChecks(checks):
                run.checks.update(checks)
            case SetNotes(notes):
                run.notes.update(notes)
            case SetReadings(column, readings):
                run.readings[column].update(readings)
            case _:
                found += run.edits()
                run = _Run()
                found.append(part)
                if isinstance(part, SetRoles):
                    category = part.roles.category
    return Several((*found, *run.edits()))


@dataclass
class _Run:
    """What edits in a row come to that leave rows, columns and their meaning alone."""

    texts: defaultdict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    decisions: dict[int, Decision | None] = field(default_factory=dict)
    checks: dict[int, Check | None] = field(default_factory=dict)
    notes: dict[int, str | None] = field(default_factory=dict)
    readings: defaultdict[int, dict[int, CellReading | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def write(self, edit: SetCells, category: int | None) -> None:
        """Write texts; in the column to fill in they take the place of decisions."""
        self.texts[edit.column].update(zip(edit.row_ids, edit.texts, strict=True))
        if edit.column == category:
            self.decisions.update(dict.fromkeys(edit.row_ids))

    def edits(self) -> Iterator[Edit]:
        """Return the edits: texts first, which drop decisions that others bring back."""
        for column, texts in self.texts.items():
            yield SetCells(column, tuple(texts), tuple(texts.values()))
        if self.decisions:
            yield SetDecisions(self.decisions)
        if self.checks:
            yield SetChecks(self.checks)
        if self.notes:
            yield SetNotes(self.notes)
        for column, readings in self.readings.items():
            yield SetReadings(column, readings)
