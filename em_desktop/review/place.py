"""Where a person is in a roster: the current cell, what is selected, filter and order."""

from dataclasses import dataclass

from em_desktop.review.order import Sorting
from em_desktop.review.show import Show


@dataclass(frozen=True)
class Block:
    """A rectangle of selected cells, as it is shown.

    Attributes:
        first: id of the uppermost row.
        last: id of the lowest.
        left: first column.
        right: last column.
    """

    first: int
    last: int
    left: int
    right: int


@dataclass(frozen=True)
class Place:
    """Where a person is.

    Attributes:
        row_id: of the current row; None on the line for new rows.
        column: of the current cell.
        selected: the rectangles of the selection.
        show: the filter.
        sorting: the column that sorts; None for the file's own order.
        fit: number of the fit whose suggestions are shown; 0 where there are none.
    """

    row_id: int | None = None
    column: int = 0
    selected: tuple[Block, ...] = ()
    show: Show = Show.ALL
    sorting: Sorting | None = None
    fit: int = 0
