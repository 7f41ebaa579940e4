"""What stands in the way of writing changes into a file, and the ways out.

A source names its obstacles before anything is written. The ways out are changes again: the
same without the cells that cannot be written, or the changed cells alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from em_desktop.files.problem import FileProblem
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.wording import counted, joined

HEADING = -1
"""Stands for a row id where the heading of a new column is meant."""


class Kind(StrEnum):
    """Why something cannot be written as it is meant."""

    FORMULA = "formula"
    MERGED = "merged"
    PROTECTED = "protected"
    ENCODING = "encoding"
    FORMULA_LIKE = "formula-like"
    ROWS = "rows"
    TYPE = "type"


@dataclass(frozen=True)
class Obstacle:
    """One reason why a part of the changes cannot be written as it is meant.

    Attributes:
        kind: what sort of reason.
        cells: the cells, as row id (or ``HEADING``) and column; the columns of the file come
            first, then the new ones. Empty where whole rows are meant.
        places: what is meant as a user finds it, such as ``C17`` or ``row 5``.
        why: one sentence without the places: what is wrong and what to do.
        blocks: False where it may be written all the same and only differs from what the user
            may expect (a new row below the table that a chart shows).
    """

    kind: Kind
    cells: tuple[tuple[int, int], ...]
    places: tuple[str, ...]
    why: str
    blocks: bool = True

    @property
    def sentence(self) -> str:
        """The places, a few of them, and why."""
        return f"{listed(self.places)}: {self.why}" if self.places and self.cells else self.why


def listed(places: Iterable[str], most: int = 5) -> str:
    """Return places as a list that stays short: ``Cells B2, B3 and 7 more``."""
    names = list(places)
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    words = "Cell" if len(names) == 1 else "Cells"
    return f"{words} {', '.join(names[:most])}{more}"


def refusal(obstacles: Iterable[Obstacle]) -> FileProblem | None:
    """Return the problem of what cannot be written; None where nothing blocks."""
    blocking = [obstacle.sentence for obstacle in obstacles if obstacle.blocks]
    return FileProblem(" ".join(blocking)) if blocking else None


def without(changes: Changes, obstacles: Iterable[Obstacle], width: int) -> Changes:
    """Return the changes that can be written, with all else left as it is in the file.

    Cells that an obstacle names are left out, and a new column whose heading has no place;
    where rows may neither go nor come, none do.

    Args:
        changes: what was meant.
        obstacles: what stands in its way; those that do not block are passed over.
        width: how many columns the file has.
    """
    blocking = [obstacle for obstacle in obstacles if obstacle.blocks]
    left_out = frozenset(cell for obstacle in blocking for cell in obstacle.cells)
    if any(obstacle.kind is Kind.ROWS for obstacle in blocking):
        changes = cells_only(changes)
    if not left_out:
        return changes
    return replace(
        changes,
        cells={cell: text for cell, text in changes.cells.items() if cell not in left_out},
        added=tuple(
            (i, tuple("" if (i, c) in left_out else text for c, text in enumerate(row)))
            for i, row in changes.added
        ),
        new_columns=tuple(
            NewColumn(new.header, {i: t for i, t in new.texts.items() if (i, c) not in left_out})
            for c, new in enumerate(changes.new_columns, start=width)
            if (HEADING, c) not in left_out
        ),
    )


def cells_only(changes: Changes) -> Changes:
    """Return the changed cells alone: no row goes, none comes."""
    added = {row_id for row_id, _ in changes.added}
    return replace(
        changes,
        deleted=frozenset(),
        added=(),
        new_columns=tuple(
            NewColumn(new.header, {i: text for i, text in new.texts.items() if i not in added})
            for new in changes.new_columns
        ),
    )


def cells_only_words(changes: Changes) -> str:
    """Say what the file keeps and lacks where ``cells_only`` is written."""
    told = []
    if changes.deleted:
        one = len(changes.deleted) == 1
        told.append(f"{counted(len(changes.deleted), 'deleted row')} {'stays' if one else 'stay'}")
    if changes.added:
        one = len(changes.added) == 1
        told.append(f"{counted(len(changes.added), 'new row')} {'is' if one else 'are'} left out")
    words = " and ".join(told)
    return f"Only the changed cells are written: {words}." if words else ""


def new_file_words(extras: Sequence[str]) -> str:
    """Say what a new file with the table's text lacks.

    Args:
        extras: as a source names them.
    """
    lacks = f" It lacks {joined(extras)}." if extras else ""
    return f"A new file holds the text of the table and nothing else.{lacks}"
