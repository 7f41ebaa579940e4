"""The few short texts of a column, such as genders and heights, found by their bytes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.cell_spans import SHORT
from em_desktop.roster.table import Texts

_MOST = 5_000
"""More distinct texts are faster made one by one."""


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

    def texts(self, numbers: NDArray[np.uint64], decode: Callable[[bytes], str]) -> Texts | None:
        """Return one text for each number, None where they are too many to know."""
        if not len(self._numbers) and not self._learn(numbers, decode):
            return None
        at = self._places(numbers)
        strange = self._numbers[at] != numbers
        if strange.any():
            if not self._learn(numbers[strange], decode):
                return None
            at = self._places(numbers)
        found: Texts = self._texts[at]
        return found

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
        return True
