"""A workbook with changes made, together with all that is to be said of them."""

from dataclasses import dataclass

from em_desktop.files.obstacles import Obstacle
from em_desktop.files.workbook.table_area import TableArea
from em_desktop.review.changes import Changes


@dataclass(frozen=True, eq=False)
class CarriedOut:
    """What became of changes.

    Attributes:
        changes: that were meant.
        content: the whole file; of no use where an obstacle blocks.
        area: where the roster stands in it.
        obstacles: what stands in the way.
        cautions: what the file no longer holds or shows.
    """

    changes: Changes
    content: bytes
    area: TableArea
    obstacles: tuple[Obstacle, ...] = ()
    cautions: tuple[str, ...] = ()
