"""Spreadsheet habits as edits: paste, clear and fill a block of cells, delete rows."""

from collections.abc import Sequence

from em_desktop.review.decisions import Answer
from em_desktop.review.edits import (
    DeleteRows,
    Edit,
    InsertRows,
    SetCells,
    SetDecisions,
    SetNotes,
    SetReadings,
    Several,
    new_rows,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.table import texts

Block = Sequence[Sequence[str]]
"""Rows of texts, possibly of unequal length."""


def fit_block(block: Block, n_rows: int, n_columns: int) -> Block:
    """Repeat a block over a selection where it fits a whole number of times, else keep it."""
    height = len(block)
    width = max((len(row) for row in block), default=0)
    if not height or not width or n_rows % height or n_columns % width:
        return block
    return [
        [row[c % width] if c % width < len(row) else "" for c in range(n_columns)]
        for row in (block[r % height] for r in range(n_rows))
    ]


def paste(workspace: Workspace, row_ids: Sequence[int], column: int, block: Block) -> Edit:
    """Return the edit that writes a block.

    Args:
        workspace: to write into.
        row_ids: the rows to write, in the order that the user sees; rows of the block beyond
            them are added at the end of the roster.
        column: the block's leftmost column. Cells right of the last column are left out.
        block: the texts.
    """
    width = min(max((len(row) for row in block), default=0), workspace.roster.n_columns - column)
    inside, beyond = block[: len(row_ids)], block[len(row_ids) :]
    edits: list[Edit] = []
    for c in range(width):
        cells = [(i, row[c]) for i, row in zip(row_ids, inside, strict=False) if c < len(row)]
        if cells:
            ids, new = zip(*cells, strict=True)
            edits.append(SetCells(column + c, ids, new))
    if beyond:
        n = workspace.roster.n_columns
        rows = [
            [row[c - column] if column <= c < column + len(row) else "" for c in range(n)]
            for row in beyond
        ]
        edits.append(new_rows(workspace, rows))
    return Several(tuple(edits))


def clear(workspace: Workspace, cells: Sequence[tuple[int, int]]) -> Edit:
    """Return the edit that empties cells, given as ``(row id, column)``.

    In the category column it also takes decisions back. Cells that are empty stay untouched.
    """
    by_column: dict[int, list[int]] = {}
    for row_id, column in cells:
        by_column.setdefault(column, []).append(row_id)
    edits: list[Edit] = []
    for column, ids in by_column.items():
        cells_now = workspace.roster.columns[column][workspace.roster.positions(ids)]
        filled = tuple(i for i, text in zip(ids, cells_now, strict=True) if text)
        if filled:
            edits.append(SetCells(column, filled, ("",) * len(filled)))
        if column == workspace.roles.category:
            empty = set(ids).difference(filled)
            withdrawn = dict.fromkeys(i for i in ids if i in empty and i in workspace.decisions)
            if withdrawn:
                edits.append(SetDecisions(withdrawn))
    return Several(tuple(edits))


def fill_down(workspace: Workspace, row_ids: Sequence[int], columns: Sequence[int]) -> Edit:
    """Return the edit that copies the first row's cells into the rows below it.

    An accepted suggestion is copied as the text that it stands for.
    """
    first, *below = row_ids
    if not below:
        return Several(())
    return Several(
        tuple(
            SetCells(c, tuple(below), (_text_to_copy(workspace, first, c),) * len(below))
            for c in columns
        )
    )


def _text_to_copy(workspace: Workspace, row_id: int, column: int) -> str:
    position = int(workspace.roster.positions([row_id])[0])
    text = workspace.roster.cell(position, column)
    decision = workspace.decisions.get(row_id)
    if column != workspace.roles.category or decision is None:
        return text
    accepted = decision.answer is Answer.ACCEPTED
    missing = missing_mask(texts([text]), workspace.options.missing_words)[0]
    return decision.text if accepted and missing else text


def delete_rows(row_ids: Sequence[int]) -> Edit:
    """Return the edit that deletes rows."""
    return DeleteRows(tuple(sorted(row_ids)))


def size(edit: Edit) -> int:
    """Return how many cells and rows an edit writes; 0 means that it changes nothing."""
    match edit:
        case SetCells(row_ids=row_ids) | InsertRows(row_ids=row_ids) | DeleteRows(row_ids=row_ids):
            return len(row_ids)
        case Several(edits=edits):
            return sum(size(part) for part in edits)
        case SetDecisions(decisions=decisions):
            return len(decisions)
        case SetReadings(readings=readings):
            return len(readings)
        case SetNotes(notes=notes):
            return len(notes)
        case _:
            return 1
