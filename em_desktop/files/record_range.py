"""A part of a delimited text: where its records begin, and the cells of them that belong to it."""

import numpy as np

from em_desktop.files.cell_range import CellRange
from em_desktop.files.problem import FileProblem
from em_desktop.files.tokeniser import Block, after_line_end, record_cells


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
    cells: list[str] = []
    widths: list[int] = []
    at = 0
    for width in block.widths.tolist():
        last = width if area.right is None else min(width, area.right + 1)
        cells += block.cells[at + area.left : at + last] if area.left < last else []
        widths.append(max(last - area.left, 0))
        at += width
    return Block(block.starts, block.ends, np.array(widths, dtype=np.int64), cells, block.end)
