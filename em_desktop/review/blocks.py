"""Spreadsheet habits as edits: paste, clear and fill a block of cells, delete rows."""

from collections.abc import Sequence

from em_desktop.review.decisions import Decision
from em_desktop.review.edits import DeleteRows, Edit, SetCells, SetDecisions, Several, new_rows
from em_desktop.review.workspace import Workspace

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
            ids, texts = zip(*cells, strict=True)
            edits.append(SetCells(column + c, ids, texts))
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
    withdrawn: dict[int, Decision | None] = {}
    for row_id, column in cells:
        position = int(workspace.roster.positions([row_id])[0])
        if workspace.roster.cell(position, column):
            by_column.setdefault(column, []).append(row_id)
        if column == workspace.roles.category and row_id in workspace.decisions:
            withdrawn[row_id] = None
    edits: list[Edit] = [
        SetCells(column, tuple(ids), ("",) * len(ids)) for column, ids in by_column.items()
    ]
    if withdrawn:
        edits.append(SetDecisions(withdrawn))
    return Several(tuple(edits))


def fill_down(workspace: Workspace, row_ids: Sequence[int], columns: Sequence[int]) -> Edit:
    """Return the edit that copies the first row's cells into the rows below it."""
    first, *below = row_ids
    position = int(workspace.roster.positions([first])[0])
    return Several(
        tuple(
            SetCells(c, tuple(below), (workspace.roster.cell(position, c),) * len(below))
            for c in columns
        )
    )


def delete_rows(row_ids: Sequence[int]) -> Edit:
    """Return the edit that deletes rows."""
    return DeleteRows(tuple(sorted(row_ids)))


def size(edit: Edit) -> int:
    """Return how many cells and rows an edit writes; 0 means that it changes nothing."""
    match edit:
        case SetCells(row_ids=row_ids):
            return len(row_ids)
        case Several(edits=edits):
            return sum(size(part) for part in edits)
        case SetDecisions(decisions=decisions):
            return len(decisions)
        case _:
            return 1
