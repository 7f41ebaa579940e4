"""Answering a row anew that a person had filled in."""

from em_desktop.review.edits import Edit, SetCells, Several
from em_desktop.review.workspace import Workspace


def instead(workspace: Workspace, row_ids: list[int], edit: Edit) -> Edit:
    """Return an answer that stands in place of what a person entered, as one edit.

    Where the file has lacked the category, the cell holds again what the file has there.

    Args:
        workspace: as it is now.
        row_ids: of rows with an own entry, or without any.
        edit: the answer, which needs the cells to be missing.
    """
    column, original = workspace.roles.category, workspace.original
    if column is None:
        return edit
    then = tuple(
        original.cell(i, column) if i < original.n_rows and column < original.n_columns else ""
        for i in row_ids
    )
    now = workspace.roster.columns[column][workspace.roster.positions(row_ids)]
    if then == tuple(now):
        return edit
    return Several((SetCells(column, tuple(row_ids), then), edit))
