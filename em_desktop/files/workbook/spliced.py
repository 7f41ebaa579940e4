"""A workbook that is spliced: what its kinds have in common when one sheet is written again."""

from abc import ABC, abstractmethod
from dataclasses import replace

from em_desktop.files.formats import SPLICED
from em_desktop.files.obstacles import Obstacle, refusal
from em_desktop.files.workbook.carried_out import CarriedOut
from em_desktop.files.workbook.sheet_plan import no_room
from em_desktop.files.workbook.table_area import Grid, TableArea
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster


class SplicedWorkbook(ABC):
    """A workbook that can write itself again with some cells of one sheet changed.

    Attributes:
        content: the whole file as it was read.
        area: where the roster stands in its sheet.
    """

    splices = True
    keeps = SPLICED

    def __init__(self, content: bytes, area: TableArea, roster: Roster) -> None:
        """Remember what was read.

        Args:
            content: the whole file.
            area: where the roster stands in its sheet.
            roster: its text.
        """
        self.content = content
        self.area = area
        self._roster = roster
        self._last: CarriedOut | None = None

    @abstractmethod
    def _carry_out(self, changes: Changes) -> CarriedOut:
        """Return the workbook with the changes made and all else as it was.

        Raises:
            FileProblem: rows or columns have no room, or the sheet is damaged.
        """

    @abstractmethod
    def _grid_of(self, content: bytes) -> Grid:
        """Return the cells of the same sheet in what ``rewrite`` returned.

        Raises:
            FileProblem: the bytes cannot be read.
        """

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:
        """Return what stands in the way of writing the changes."""
        no_place = no_room(changes, self.area, self._roster)
        return self._carried_out(changes).obstacles if no_place is None else (no_place,)

    def cautions(self, changes: Changes) -> tuple[str, ...]:
        """Return what the written file will no longer hold or show."""
        return self._carried_out(changes).cautions

    def rewrite(self, changes: Changes) -> bytes:
        """Return the workbook with the changes made and all else as it was.

        Raises:
            FileProblem: a cell holds a formula, is merged or protected, or rows may not go.
        """
        done = self._carried_out(changes)
        problem = refusal(done.obstacles)
        if problem is not None:
            raise problem
        return done.content

    def _carried_out(self, changes: Changes) -> CarriedOut:
        """Return what became of the changes, remembered because it is asked for several times."""
        if self._last is None or self._last.changes is not changes:
            self._last = self._carry_out(changes)
        return self._last

    def reread(self, content: bytes, n_columns: int) -> Roster:
        """Read what ``rewrite`` returned, exactly as this file was read.

        Args:
            content: bytes that ``rewrite`` returned.
            n_columns: columns of the file and the new ones.

        Raises:
            FileProblem: the bytes cannot be read.
        """
        grid = self._grid_of(content)
        if self._last is not None and self._last.content == content:
            return grid.roster(self._last.area)
        area = replace(grid.area(self.area.header, self.area.within), columns=self.area.columns)
        return grid.roster(area.widened(n_columns - len(area.columns)))
