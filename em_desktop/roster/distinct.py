"""The distinct texts of a column, so that a million rows cost as little as their spellings."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.table import Texts

_CHUNK = 1 << 16


@dataclass(frozen=True, eq=False)
class Distinct:
    """A column as its distinct texts.

    Attributes:
        texts: each text once, in order of first appearance.
        codes: shape ``(n_rows,)``, the index into ``texts`` of each row.
        counts: shape ``(len(texts),)``, how many rows have each text.
    """

    texts: tuple[str, ...]
    codes: NDArray[np.intp]
    counts: NDArray[np.intp]

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return one value for each row from one value for each distinct text."""
        return values[self.codes] if len(self.texts) else values[:0]


def distinct(column: Texts) -> Distinct:
    """Return the distinct texts of a column.

    Works in chunks of rows: a long uninterrupted call would hold the interpreter, and with it
    the window, for the whole column.
    """
    codes = np.empty(len(column), dtype=np.intp)
    index: dict[str, int] = {}
    for start in range(0, len(column), _CHUNK):
        chunk = column[start : start + _CHUNK].tolist()
        for text in dict.fromkeys(chunk):
            index.setdefault(text, len(index))
        codes[start : start + len(chunk)] = np.fromiter(
            map(index.__getitem__, chunk), dtype=np.intp, count=len(chunk)
        )
    counts = np.bincount(codes, minlength=len(index)).astype(np.intp)
    return Distinct(tuple(index), codes, counts)
