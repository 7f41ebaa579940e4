"""What is known of a column's distinct texts, seen as a mapping from its rows."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


class ByRow(Mapping[int, T], Generic[T]):
    """Values by position that are kept once for each distinct text: a million rows cost no more.

    Attributes:
        by_text: the values by the index of their text.
        codes: shape ``(n_rows,)``, the index of each row's text.
        rows: positions of the rows that have a value, ascending.
    """

    def __init__(
        self, by_text: Mapping[int, T], codes: NDArray[np.intp], rows: NDArray[np.intp]
    ) -> None:
        self.by_text, self.codes, self.rows = by_text, codes, rows

    @classmethod
    def nothing(cls) -> "ByRow[T]":
        """Return the mapping in which no row has a value."""
        none = np.empty(0, dtype=np.intp)
        return cls({}, none, none)

    def __getitem__(self, position: int) -> T:
        if not self.holds(np.array([position]))[0]:
            raise KeyError(position)
        return self.by_text[int(self.codes[position])]

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows.tolist())

    def __len__(self) -> int:
        return len(self.rows)

    def holds(self, positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell for each of some positions whether it has a value."""
        if not len(self.rows):
            return np.zeros(len(positions), dtype=bool)
        at = np.minimum(np.searchsorted(self.rows, positions), len(self.rows) - 1)
        found: NDArray[np.bool_] = self.rows[at] == positions
        return found

    def rows_of(self, texts: list[int]) -> NDArray[np.intp]:
        """Return the positions of the rows that have a value and one of these texts."""
        return self.rows[np.isin(self.codes[self.rows], texts)]
