"""A table in a part of a sheet, and the other cells around it, which are left alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.cell_range import CellRange, column_letters
from em_desktop.files.problem import FileProblem


@dataclass(frozen=True)
class Neighbours:
    """Cells that are in the way of rows and columns to come or go.

    Attributes:
        within: the range that is the roster; None for the whole sheet, which has none around it.
        rows: rows that hold text outside of the table's columns, or above or below its rows.
        columns: columns right of the table that hold text in its rows.
    """

    within: CellRange | None = None
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def check_rows(self, added: Collection[int], deleted: Collection[int]) -> None:
        """Refuse rows that would run into other cells of the sheet, or take some away.

        Raises:
            FileProblem: says where.
        """
        if taken := self.rows.intersection(added):
            raise FileProblem(
                f"The range {self.within} has no room for more rows: row {min(taken) + 1} below it "
                "holds other cells. Delete the new rows, or save the roster as a new workbook."
            )
        if self.rows.intersection(deleted):
            raise FileProblem(
                f"Rows cannot be deleted from the range {self.within}: other cells stand beside it "
                "in the same rows. Bring the rows back, or save the roster as a new workbook."
            )

    def check_columns(self, new: Collection[int]) -> None:
        """Refuse columns that would run into other cells of the sheet.

        Raises:
            FileProblem: says where.
        """
        if taken := self.columns.intersection(new):
            raise FileProblem(
                f"There is no room for a new column beside the range {self.within}: other cells "
                f"stand in column {column_letters(min(taken))}. Save the roster as a new workbook."
            )


def split(
    cells: Mapping[int, tuple[Sequence[int], Sequence[str]]], header: int, within: CellRange
) -> tuple[NDArray[np.int64], tuple[int, ...], Neighbours]:
    """Tell the table in a range from what stands around it.

    Args:
        cells: rows and texts of each column, ascending.
        header: the header's row, in the range or above it; -1 for none.
        within: the range.

    Returns:
        The rows of its records, its columns, and the cells around.

    Raises:
        FileProblem: the header stands below the range.
    """
    if within.bottom is not None and header > within.bottom:
        raise FileProblem(
            f"The header row lies below the range {within}. Choose one inside of it or above."
        )
    top = max(within.top, header + 1)
    inside: set[int] = set()
    outside: set[int] = set()
    columns: list[int] = []
    right: set[int] = set()
    for column, (rows, texts) in sorted(cells.items()):
        filled = {row for row, text in zip(rows, texts, strict=True) if text.strip()}
        part = {row for row in filled if row >= top and within.holds_row(row)}
        named = header in filled
        if within.holds_column(column):
            inside |= part
            outside |= filled - part - {header}
            columns += [column] if part or named else []
        else:
            outside |= filled
            if (part or named) and column > within.left:
                right.add(column)
    records = np.array(sorted(inside), dtype=np.int64)
    return records, tuple(columns), Neighbours(within, frozenset(outside), frozenset(right))
