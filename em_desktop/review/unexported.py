"""How much of a roster no export has written yet."""

from collections.abc import Iterator, Mapping

import numpy as np

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.wording import counted, joined
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReadings
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
    stayed = new.row_ids
    if new.row_ids is not old.row_ids:
        stayed = np.intersect1d(new.row_ids, old.row_ids, assume_unique=True)
    written, blank = _answered(now.decisions, then.decisions, stayed)
    column = -1 if now.roles.category is None else now.roles.category
    texts = _texts(now, then, stayed)
    twice = np.intersect1d(texts.get(column, written[:0]), written, assume_unique=True)
    cells = sum(map(len, texts.values())) + len(written) - len(twice)
    columns = new.n_columns - old.n_columns
    settled = _n_settled(now.readings, then.readings)
    parts = (
        (columns, "column", "added"),
        (-columns, "column", "taken away"),
        (new.n_rows - len(stayed), "row", "added"),
        (old.n_rows - len(stayed), "row", "deleted"),
        (cells, "cell", "changed"),
        (len(blank), "answer", "changed"),
        (settled, "doubtful cell", "settled"),
        (_n_noted(now.notes, then.notes), "note", "changed"),
    )
    return joined([f"{counted(n, noun)} {what}" for n, noun, what in parts if n > 0])


def _texts(now: Workspace, then: Workspace, stayed: RowIds) -> dict[int, RowIds]:
    """Return the ids of the rows in both that hold another text, by column."""
    same_rows = len(stayed) == now.roster.n_rows == then.roster.n_rows
    here = slice(None) if same_rows else now.roster.positions(stayed)
    there = slice(None) if same_rows else then.roster.positions(stayed)
    found = {}
    for c, (new, old) in enumerate(zip(now.roster.columns, then.roster.columns, strict=False)):
        if new is not old or not same_rows:
            found[c] = stayed[np.asarray(new[here] != old[there], dtype=bool)]
    return found


def _n_settled(now: CellReadings, then: CellReadings) -> int:
    """Return how many cells there are whose reading came, went or changed."""
    if now is then or not then:
        return 0 if now is then else len(now)
    differing = sum(then.get(cell) != said for cell, said in now.items())
    return differing + sum(cell not in now for cell in then)


def _n_noted(now: Mapping[int, str], then: Mapping[int, str]) -> int:
    """Return how many notes came, went or changed."""
    if now is then:
        return 0
    return sum(now.get(i) != then.get(i) for i in {*now, *then})


def _answered(
    now: Mapping[int, Decision], then: Mapping[int, Decision], stayed: RowIds
) -> tuple[RowIds, RowIds]:
    """Return the ids of rows that are answered otherwise; to put a row off is no answer.

    Returns:
        Those where an accepted suggestion came, went or changed, and the others.
    """
    written: list[int] = []
    blank: list[int] = []
    of = {Answer.ACCEPTED: written, Answer.LEFT_BLANK: blank, Answer.CONFIRMED: blank}
    for row_id, new, old in _differing(now, then):
        if old is None and new is not None:  # by far most, so that it is quick
            if new.answer in of:
                of[new.answer].append(row_id)
            continue
        pair = (_said(new), _said(old))
        if pair[0] != pair[1]:
            accepted = any(said is not None and said[0] is Answer.ACCEPTED for said in pair)
            (written if accepted else blank).append(row_id)
    return _those_in(written, stayed), _those_in(blank, stayed)


def _differing(
    now: Mapping[int, Decision], then: Mapping[int, Decision]
) -> Iterator[tuple[int, Decision | None, Decision | None]]:
    """Yield each row whose decision is another object, with both of them."""
    if now is then:
        return
    for row_id, new in now.items():
        old = then.get(row_id)
        if old is not new:
            yield row_id, new, old
    for row_id, old in then.items():
        if row_id not in now:
            yield row_id, None, old


def _those_in(row_ids: list[int], stayed: RowIds) -> RowIds:
    """Return those of some ids that are among others, which ascend."""
    ids = np.array(row_ids, dtype=np.int64)
    if not len(ids) or not len(stayed):
        return ids[:0]
    at = np.minimum(np.searchsorted(stayed, ids), len(stayed) - 1)
    found: RowIds = ids[stayed[at] == ids]
    return found


def _said(decision: Decision | None) -> tuple[Answer, str] | None:
    if decision is None or decision.answer is Answer.DEFERRED:
        return None
    return decision.answer, decision.text
