"""From a workspace to what an export writes."""

from collections.abc import Iterator, Mapping

import numpy as np

from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.status import Status, statuses
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading


def resolve(workspace: Workspace, reading: Reading, *, provenance: bool = False) -> Changes:
    """Return the cells that differ from the file, with accepted suggestions written in.

    Columns that a person has added are appended, whatever they hold.

    Args:
        workspace: never changed by this.
        reading: of the workspace's roster.
        provenance: append a source and a probability column for the category.
    """
    original, roster = workspace.original, workspace.roster
    cells = dict(_edited_cells(workspace))
    deleted = np.setdiff1d(original.row_ids, roster.row_ids, assume_unique=True)
    accepted = dict(_accepted(workspace, reading))
    category = workspace.roles.category
    of_file = category is not None and category < original.n_columns
    if category is not None and of_file:
        for row_id, decision in accepted.items():
            if row_id < original.n_rows:
                cells[row_id, category] = decision.text
                if decision.text == original.cell(row_id, category):  # it was cleared, and is back
                    del cells[row_id, category]
    added = []
    for position in np.flatnonzero(roster.row_ids >= original.n_rows):
        row_id = int(roster.row_ids[position])
        row = [roster.cell(int(position), c) for c in range(original.n_columns)]
        if category is not None and of_file and row_id in accepted:
            row[category] = accepted[row_id].text
        added.append((row_id, tuple(row)))
    return Changes(
        cells=cells,
        deleted=frozenset(int(i) for i in deleted),
        added=tuple(added),
        new_columns=(
            *_added_columns(workspace, accepted),
            *(_provenance(workspace, reading) if provenance else ()),
        ),
    )


def _added_columns(workspace: Workspace, accepted: Mapping[int, Decision]) -> Iterator[NewColumn]:
    """Return the columns that the file has not, with accepted suggestions written in."""
    roster = workspace.roster
    for c in range(workspace.original.n_columns, roster.n_columns):
        cells = zip(roster.row_ids.tolist(), roster.columns[c].tolist(), strict=True)
        written = {row_id: text for row_id, text in cells if text}
        if c == workspace.roles.category:
            written |= {row_id: decision.text for row_id, decision in accepted.items()}
        yield NewColumn(roster.header[c], written)


def _edited_cells(workspace: Workspace) -> Iterator[tuple[tuple[int, int], str]]:
    original, roster = workspace.original, workspace.roster
    of_file = roster.row_ids < original.n_rows
    ids = roster.row_ids[of_file]
    of_the_file = roster.columns[: original.n_columns]
    for c, (old, new) in enumerate(zip(original.columns, of_the_file, strict=True)):
        if old is new:
            continue
        now = new[of_file]
        for i in np.flatnonzero(old[ids] != now):
            yield (int(ids[i]), c), str(now[i])


def _accepted(workspace: Workspace, reading: Reading) -> Iterator[tuple[int, Decision]]:
    """Accepted decisions of rows whose category cell is missing still."""
    if reading.categories is None:
        return
    missing = frozenset(workspace.roster.row_ids[reading.categories.codes < 0].tolist())
    for row_id, decision in workspace.decisions.items():
        if decision.answer is Answer.ACCEPTED and row_id in missing:
            yield row_id, decision


_SOURCE = {
    Status.RECORDED: "recorded",
    Status.MISSING: "missing",
    Status.SUGGESTED: "missing",
    Status.UNSURE: "missing",
    Status.ACCEPTED: "suggested, accepted",
    Status.ENTERED: "entered",
    Status.LEFT_BLANK: "left blank",
}


def _provenance(workspace: Workspace, reading: Reading) -> tuple[NewColumn, ...]:
    category = workspace.roles.category
    if category is None:
        return ()
    state = statuses(workspace, reading, None)
    overwritten = {row for row, column in dict(_edited_cells(workspace)) if column == category}
    source: dict[int, str] = {}
    probability: dict[int, str] = {}
    for row_id, status in zip(workspace.roster.row_ids.tolist(), state.tolist(), strict=True):
        by_hand = row_id in overwritten or row_id >= workspace.original.n_rows
        entered = status == Status.RECORDED and by_hand
        source[row_id] = _SOURCE[Status.ENTERED if entered else Status(status)]
        decision = workspace.decisions.get(row_id)
        if status == Status.ACCEPTED and decision and decision.probability is not None:
            probability[row_id] = f"{decision.probability:.3f}"
            if decision.threshold is not None:
                source[row_id] = "suggested, accepted in bulk"
    taken = set(workspace.roster.header)
    base = workspace.roster.header[category] or "category"
    return (
        NewColumn(_free(f"{base}_source", taken), source),
        NewColumn(_free(f"{base}_probability", taken), probability),
    )


def _free(name: str, taken: set[str]) -> str:
    """Return the name, with a number behind it where the file has it already."""
    candidates = (name if i == 1 else f"{name}_{i}" for i in range(1, len(taken) + 2))
    return next(c for c in candidates if c not in taken)
