"""The first rows of a file as they stand in it, titles, blank lines and neighbours included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

MAX_ROWS = 300
MAX_CELLS = 30_000


@dataclass(frozen=True, eq=False)
class Face:
    """The first rows of a text file or of a sheet.

    Attributes:
        rows: the cells that hold text, by 0-based row, then column.
        n_rows: how many rows were looked at, blank ones included.
        sheets: names of the workbook's sheets that can be chosen; none for a text file.
        sheet: the one that was read.
    """

    rows: Mapping[int, Mapping[int, str]]
    n_rows: int
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    @classmethod
    def of_records(cls, records: Sequence[Sequence[str]]) -> Self:
        """Return the face of a text file from its first records."""
        rows: dict[int, Mapping[int, str]] = {}
        left = MAX_CELLS
        for number, record in enumerate(records[:MAX_ROWS]):
            cells = {column: text for column, text in enumerate(record[:left]) if text}
            left -= len(cells)
            if cells:
                rows[number] = MappingProxyType(cells)
        return cls(MappingProxyType(rows), min(len(records), MAX_ROWS))

    @property
    def n_columns(self) -> int:
        """Columns up to the last one that holds text."""
        return 1 + max((max(cells) for cells in self.rows.values() if cells), default=-1)

    def text(self, row: int, column: int) -> str:
        """Return a cell's text, empty where there is none."""
        return self.rows.get(row, {}).get(column, "")
