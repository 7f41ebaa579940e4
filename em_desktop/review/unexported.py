"""How much of a roster no export has written yet."""

from collections.abc import Iterator, Mapping

import numpy as np

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.wording import counted, joined
from em_desktop.review.workspace import Workspace
from em_desktop.roster.table import RowIds


def unexported(now: Workspace, then: Workspace) -> str:
    """Return what differs from the state that was exported: ``1 row added and 23 cells changed``.

    An accepted suggestion changes its cell; to leave a cell blank is an answer that changes none,
    and so is to say what a doubtful one means.

    Args:
        now: the present state.
        then: the state of the newest export, or of the file.

    Returns:
        Empty where every cell, row and answer is as it was.
    """
    old, new = then.roster, now.roster
    stayed = np.intersect1d(new.row_ids, old.row_ids, assume_unique=True)
    written, blank = _answered(now.decisions, then.decisions, stayed)
    column = -1 if now.roles.category is None else now.roles.category
    cells = {*_texts(now, then, stayed), *((row_id, column) for row_id in written)}
    columns = new.n_columns - old.n_columns
    settled = 0 if now.readings is then.readings else len(_settled(now, then))
    parts = (
        (columns, "column", "added"),
        (-columns, "column", "taken away"),
        (new.n_rows - len(stayed), "row", "added"),
        (old.n_rows - len(stayed), "row", "deleted"),
        (len(cells), "cell", "changed"),
        (len(blank), "answer", "changed"),
        (settled, "doubtful cell", "settled"),
    )
    return joined([f"{counted(n, noun)} {what}" for n, noun, what in parts if n > 0])


def _texts(now: Workspace, then: Workspace, stayed: RowIds) -> Iterator[tuple[int, int]]:
    """Return row id and column of each cell that is in both and holds another text."""
    here, there = now.roster.positions(stayed), then.roster.positions(stayed)
    same_rows = len(stayed) == now.roster.n_rows == then.roster.n_rows
    for c, (new, old) in enumerate(zip(now.roster.columns, then.roster.columns, strict=False)):
        if new is old and same_rows:
            continue
        for row_id in stayed[np.asarray(new[here] != old[there], dtype=bool)].tolist():
            yield row_id, c


def _settled(now: Workspace, then: Workspace) -> set[tuple[int, int]]:
    """Return row id and column of each cell whose reading came, went or changed."""
    differing = now.readings.items() ^ then.readings.items()
    return {cell for cell, _ in differing}


def _answered(
    now: Mapping[int, Decision], then: Mapping[int, Decision], stayed: RowIds
) -> tuple[list[int], list[int]]:
    """Return the ids of rows that are answered otherwise; to put a row off is no answer.

    Returns:
        Those where an accepted suggestion came, went or changed, and the others.
    """
    if now is then:
        return [], []
    written: list[int] = []
    blank: list[int] = []
    for row_id in (now.keys() | then.keys()).intersection(stayed.tolist()):
        pair = (_said(now.get(row_id)), _said(then.get(row_id)))
        if pair[0] != pair[1]:
            accepted = any(said is not None and said[0] is Answer.ACCEPTED for said in pair)
            (written if accepted else blank).append(row_id)
    return written, blank


def _said(decision: Decision | None) -> tuple[Answer, str] | None:
    if decision is None or decision.answer is Answer.DEFERRED:
        return None
    return decision.answer, decision.text
