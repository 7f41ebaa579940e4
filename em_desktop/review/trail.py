"""The rows that a person has answered, in that order: the way back through a review."""

from collections.abc import Iterable, Iterator

from em_desktop.review.edits import Edit, SetCells, SetDecisions, Several


def trail(steps: Iterable[Edit], category: int | None) -> tuple[int, ...]:
    """Return the ids of the rows that were answered one by one, the last answered last.

    A row that was answered several times stands where it was answered last. What was accepted
    above a threshold was not looked at, and is no part of the way; nor is what was taken back.

    Args:
        steps: that are done, in order.
        category: the column to fill in.
    """
    way: dict[int, None] = {}
    for step in steps:
        for row_id, answered in _answers(step, category):
            way.pop(row_id, None)
            if answered:
                way[row_id] = None
    return tuple(way)


def before(way: tuple[int, ...], row_id: int | None) -> int | None:
    """Return the row to go back to from another; None where that was the first.

    From a row that was not answered it is the one that was answered last.
    """
    if row_id in way:
        way = way[: way.index(row_id)]
    return way[-1] if way else None


def _answers(edit: Edit, category: int | None) -> Iterator[tuple[int, bool]]:
    """Yield each row that an edit answers, or takes an answer back of."""
    match edit:
        case SetDecisions(decisions):
            if any(d is not None and d.threshold is not None for d in decisions.values()):
                return
            for row_id, decision in decisions.items():
                yield row_id, decision is not None
        case SetCells(column, row_ids, texts) if column == category:
            for row_id, text in zip(row_ids, texts, strict=True):
                yield row_id, bool(text)
        case Several(edits):
            for part in edits:
                yield from _answers(part, category)
        case _:
            return
