"""The few short texts of a column, such as genders and heights, found by their bytes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.text.cell_spans import SHORT
from em_desktop.roster.table import Texts

_MOST = 5_000
"""More distinct texts are faster made one by one."""

_ROOM = 8
"""Places of the table for each text, so that few texts share one."""

_SPREADING = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ divided by the golden ratio: numbers near each other fall far from each other."""


class ShortTexts:
    """Turns the numbers that short cells are into texts, equal ones into one object.

    Args:
        known: texts of the column by themselves, so that equal ones are one object however
            they were found; filled here.
    """

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known
        self._numbers = np.empty(0, dtype=np.uint64)
        self._texts = np.empty(0, dtype=object)
        self._table = np.empty(0, dtype=np.int16)
        self._shift = np.uint64(0)

    def texts(self, numbers: NDArray[np.uint64], decode: Callable[[bytes], str]) -> Texts | None:
        """Return one text for each number, None where they are too many to know."""
        if not len(self._numbers) and not self._learn(numbers, decode):
            return None
        at = self._table[self._fields(numbers)]
        missed = np.flatnonzero(self._numbers[at] != numbers)
        if len(missed):
            rest = numbers[missed]
            places = self._places(rest)
            strange = self._numbers[places] != rest
            if strange.any():
                new = self._learn(rest[strange], decode)
                return self.texts(numbers, decode) if new else None
            at[missed] = places
        found: Texts = self._texts[at]
        return found

    def _fields(self, numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Return which field of the table each number has; others may have it, too."""
        return numbers * _SPREADING >> self._shift

    def _places(self, numbers: NDArray[np.uint64]) -> NDArray[np.intp]:
        at = np.searchsorted(self._numbers, numbers)
        return np.minimum(at, len(self._numbers) - 1, out=at)

    def _learn(self, numbers: NDArray[np.uint64], decode: Callable[[bytes], str]) -> bool:
        new = np.unique(numbers)
        if len(new) + len(self._numbers) > _MOST:
            return False
        raw = (number.to_bytes(SHORT, "little").rstrip(b"\0") for number in new.tolist())
        texts = [self._known.setdefault(text, text) for text in map(decode, raw)]
        array = np.empty(len(texts), dtype=object)
        array[:] = texts
        at = np.searchsorted(self._numbers, new)
        self._numbers = np.insert(self._numbers, at, new)
        self._texts = np.insert(self._texts, at, array)
        bits = max((len(self._numbers) * _ROOM).bit_length(), 1)
        self._shift = np.uint64(64 - bits)
        self._table = np.zeros(1 << bits, dtype=np.int16)
        self._table[self._fields(self._numbers)] = np.arange(len(self._numbers))
        return True
