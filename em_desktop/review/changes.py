"""The difference between a file and what it shall become."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class NewColumn:
    """A column to append: its header and the text of rows by id; other rows are empty."""

    header: str
    texts: Mapping[int, str]


@dataclass(frozen=True)
class Changes:
    """What an export writes; everything else in the file stays as it is.

    Attributes:
        cells: new text by ``(row id, column)``, for rows of the file.
        deleted: ids of rows of the file that go.
        added: rows to append, in order, each with its id and one text for each column.
        new_columns: columns to append on the right.
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    deleted: frozenset[int] = frozenset()
    added: tuple[tuple[int, tuple[str, ...]], ...] = ()
    new_columns: tuple[NewColumn, ...] = ()

    def written(self, row_id: int, column: int, width: int) -> str | None:
        """Return what is written into a row of the file, None where nothing is.

        Args:
            row_id: of the row.
            column: counted from 0; those of the file come first, then the new ones.
            width: how many columns the file has.
        """
        if column < width:
            return self.cells.get((row_id, column))
        return self.new_columns[column - width].texts.get(row_id)
