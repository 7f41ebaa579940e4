"""The roster: columns of text exactly as the file wrote them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Texts: TypeAlias = NDArray[np.object_]
"""One column: a read-only object array of ``str``, shape ``(n_rows,)``."""

RowIds: TypeAlias = NDArray[np.int64]
"""Identities of rows, ascending. A row of the file keeps its 0-based record number."""


def texts(values: Iterable[str]) -> Texts:
    """Return ``values`` as a read-only text column."""
    array = np.array(list(values), dtype=object)
    array.flags.writeable = False
    return array


def ascending(row_ids: RowIds) -> RowIds:
    """Return ids in order, each once; numpy's ``unique`` takes a second for a million."""
    ids = np.sort(row_ids)
    fresh = np.ones(len(ids), dtype=bool)
    fresh[1:] = ids[1:] != ids[:-1]
    found: RowIds = ids[fresh]
    return found


@dataclass(frozen=True, eq=False)
class Roster:
    """A table of text with stable row identities.

    Attributes:
        header: column names as written; may repeat or be empty.
        columns: one read-only text array for each column, each of shape ``(n_rows,)``.
        row_ids: shape ``(n_rows,)``, strictly ascending. Record ``r`` of the file (0-based,
            header not counted) has id ``r``; rows added later have larger ids, never reused.
        ragged: ids of rows that have more or fewer cells in the file than the header.
    """

    header: tuple[str, ...]
    columns: tuple[Texts, ...]
    row_ids: RowIds
    ragged: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def from_rows(cls, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Self:
        """Build a roster from rows of text; short rows are padded with empty cells."""
        width = len(header)
        columns = tuple(texts(row[c] if c < len(row) else "" for row in rows) for c in range(width))
        ragged = frozenset(i for i, row in enumerate(rows) if len(row) != width)
        return cls(tuple(header), columns, np.arange(len(rows), dtype=np.int64), ragged)

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.row_ids)

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return len(self.header)

    def cell(self, position: int, column: int) -> str:
        """Return the text at a position (not an id)."""
        return str(self.columns[column][position])

    def positions(self, row_ids: NDArray[np.int64] | Sequence[int]) -> NDArray[np.intp]:
        """Return where the given ids stand.

        Raises:
            KeyError: an id is not in the roster.
        """
        wanted = np.asarray(row_ids, dtype=np.int64)
        n = self.n_rows
        if n and self.row_ids[-1] == n - 1 and len(wanted):
            # Strictly ascending from 0 on: no row has gone or come, and each stands at its id.
            if wanted.min() < 0 or wanted.max() >= n:
                raise KeyError("a row id is not in the roster")
            return wanted.astype(np.intp)
        found, here = self.found(wanted)
        if not here.all():
            raise KeyError("a row id is not in the roster")
        return found

    def position(self, row_id: int) -> int | None:
        """Return where a row stands; None where it has gone."""
        at = int(np.searchsorted(self.row_ids, row_id))
        return at if at < self.n_rows and int(self.row_ids[at]) == row_id else None

    def there(self, row_ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return where those of the given ids stand that are in the roster."""
        return self.found(row_ids)[0]

    def found(self, row_ids: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return where those of some ids stand that are in the roster, and which ones these are.

        Args:
            row_ids: shape ``(m,)``.

        Returns:
            Positions, shape ``(k,)``, and a mask, shape ``(m,)``, of which k are true.
        """
        at = np.searchsorted(self.row_ids, row_ids)
        here = at < self.n_rows
        here[here] = self.row_ids[at[here]] == row_ids[here]
        return at[here], here

    def with_texts(self, column: int, positions: NDArray[Any], new: Sequence[str]) -> Self:
        """Return a roster in which the cells of one column have new texts.

        Args:
            column: counted from 0.
            positions: which rows (positions, not ids), shape ``(k,)``.
            new: one text for each position.

        Raises:
            IndexError: there is no such column or position.
            ValueError: there are fewer or more texts than positions.
        """
        if len(new) != len(positions):
            raise ValueError("one text for each position is needed")
        changed = self.columns[column].copy()
        changed[positions] = np.array(list(new), dtype=object)
        changed.flags.writeable = False
        columns = (*self.columns[:column], changed, *self.columns[column + 1 :])
        return replace(self, columns=columns)

    def without_rows(self, positions: NDArray[np.intp]) -> Self:
        """Return a roster without the rows at these positions."""
        keep = np.ones(self.n_rows, dtype=bool)
        keep[positions] = False
        columns = tuple(_frozen(c[keep]) for c in self.columns)
        return replace(self, columns=columns, row_ids=self.row_ids[keep])

    def with_column(self, header: str, new: Sequence[str] | None = None) -> Self:
        """Return a roster with one more column behind the last.

        Args:
            header: its name.
            new: one text for each row; None for empty cells.

        Raises:
            ValueError: there are fewer or more texts than rows.
        """
        column = texts([""] * self.n_rows if new is None else new)
        if len(column) != self.n_rows:
            raise ValueError("one text for each row is needed")
        return replace(self, header=(*self.header, header), columns=(*self.columns, column))

    def without_last_column(self) -> Self:
        """Return a roster without its last column."""
        return replace(self, header=self.header[:-1], columns=self.columns[:-1])

    def with_rows(self, row_ids: Sequence[int], rows: Sequence[Sequence[str]]) -> Self:
        """Return a roster with rows inserted where their ids belong.

        Args:
            row_ids: ids that the roster does not hold, ascending.
            rows: one text for each column, for each id.

        Raises:
            ValueError: the rows do not match the ids or the columns in number, or an id is held
                already or out of order.
        """
        ids = np.asarray(row_ids, dtype=np.int64)
        if len(rows) != len(ids) or any(len(row) != self.n_columns for row in rows):
            raise ValueError("one row for each id and one text for each column are needed")
        if (ids[1:] <= ids[:-1]).any() or np.isin(ids, self.row_ids).any():
            raise ValueError("ids of new rows are new and ascending")
        at = np.searchsorted(self.row_ids, ids)
        columns = tuple(
            _frozen(np.insert(old, at, np.array([row[c] for row in rows], dtype=object)))
            for c, old in enumerate(self.columns)
        )
        return replace(self, columns=columns, row_ids=np.insert(self.row_ids, at, ids))


def _frozen(array: Texts) -> Texts:
    array.flags.writeable = False
    return array
