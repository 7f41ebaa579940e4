"""A part of a delimited text: where its records begin, and the cells of them that belong to it."""

from dataclasses import replace

import numpy as np

from em_desktop.files.cell_range import CellRange
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.grammar import after_line_end, record_cells
from em_desktop.files.text.tokeniser import Block


def record_start(
    body: bytes, record: int, delimiter: bytes, at: int = 0, *, or_end: bool = False
) -> int:
    """Return where a record begins, blank lines counted as records.

    Args:
        body: the text.
        record: 0-based, counted from ``at``.
        delimiter: in the encoding of the text.
        at: where a record begins.
        or_end: return the end of the text where it has fewer records.

    Raises:
        FileProblem: the text has fewer records.
    """
    for _ in range(record):
        if at >= len(body):
            break
        at = after_line_end(body, record_cells(body, at, delimiter)[1])
    if at >= len(body) and record and not or_end:
        raise FileProblem(
            f"The file has fewer than {record + 1:,} lines. Choose a range that begins above."
        )
    return at


def cut(block: Block, area: CellRange) -> Block:
    """Return a block with the cells of a range only; a record may have none."""
    first = np.cumsum(block.widths) - block.widths
    column = np.arange(len(block.cells.begins)) - np.repeat(first, block.widths)
    kept = column >= area.left
    if area.right is not None:
        kept &= column <= area.right
    right = block.widths if area.right is None else np.minimum(block.widths, area.right + 1)
    widths = np.maximum(right - area.left, 0)
    return replace(block, widths=widths, cells=block.cells.chosen(kept))
