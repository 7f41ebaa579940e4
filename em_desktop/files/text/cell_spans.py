"""Cells as spans of bytes, made text many at once."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.text.grammar import Grammar, unquoted

Positions = NDArray[np.int64]

SHORT = 8
"""A cell of at most this many bytes can be taken for a number."""

_LONG = 200
"""Where cells have more bytes than this, one at a time is fast enough and saves memory."""

_MASKS = np.array([(1 << 8 * n) - 1 for n in range(SHORT + 1)], dtype=np.uint64)


@dataclass(frozen=True, eq=False, repr=False)
class Spans:
    """Where cells lie in some bytes.

    Attributes:
        content: the bytes, without a NUL, and eight NULs behind the last cell.
        begins: where the text of each cell begins, without its quote, shape ``(n,)``.
        stops: where it stops, shape ``(n,)``; between two cells is at least one byte.
        involved: cells that are more than the text between two quotes; their spans include the
            quotes. Ascending.
        grammar: what the bytes mean.
        doubled: whether quotes are doubled in the others.
    """

    content: bytes
    begins: Positions
    stops: Positions
    involved: Positions
    grammar: Grammar
    doubled: bool = False

    def decode(self, raw: bytes | memoryview) -> str:
        """Return the text of a cell that is not involved."""
        text = self.grammar.decode(raw)
        return text.replace('""', '"') if self.doubled else text

    def texts(self) -> list[str]:
        """Return the text of each cell."""
        if len(self.content) > _LONG * len(self.begins):  # also where there are none
            cells = self._one_by_one()
        else:
            cells = self._side_by_side()
        content, involved = memoryview(self.content), self.involved
        for index, begin, stop in zip(
            involved.tolist(),
            self.begins[involved].tolist(),
            self.stops[involved].tolist(),
            strict=True,
        ):
            cells[index] = unquoted(self.grammar.decode(content[begin:stop]))
        return cells

    def _one_by_one(self) -> list[str]:
        spans = zip(self.begins.tolist(), self.stops.tolist(), strict=True)
        content = memoryview(self.content)  # a cell may be as large as the file
        return [self.decode(content[begin:stop]) for begin, stop in spans]

    def _side_by_side(self) -> list[str]:
        """Decode all spans at once, a NUL behind each, and split them there."""
        lengths = (self.stops - self.begins + 1).astype(np.int32)
        last = np.cumsum(lengths, dtype=np.int32)
        places = np.repeat(self.begins.astype(np.int32) - (last - lengths), lengths)
        places += np.arange(len(places), dtype=np.int32)
        side_by_side = np.frombuffer(self.content, dtype=np.uint8).take(places)
        side_by_side[last - 1] = 0
        return self.decode(side_by_side[:-1].tobytes()).split("\0")

    def numbers(self) -> NDArray[np.uint64] | None:
        """Return a number for each cell, equal for equal bytes; None where a cell is long."""
        if len(self.involved) or not len(self.begins):
            return None
        lengths = self.stops - self.begins
        if lengths.max() > SHORT:
            return None
        n = len(self.content) - SHORT + 1
        eight = np.ndarray((n,), dtype="<u8", buffer=self.content, strides=(1,))
        numbers: NDArray[np.uint64] = eight[self.begins] & _MASKS[lengths]
        return numbers

    def chosen(self, kept: NDArray[np.bool_]) -> "Spans":
        """Return some of the cells.

        Args:
            kept: which, shape ``(n,)``.
        """
        involved = (np.cumsum(kept) - 1)[self.involved[kept[self.involved]]]
        return replace(self, begins=self.begins[kept], stops=self.stops[kept], involved=involved)

    def columns(self, wanted: list[int], width: int) -> "Spans":
        """Return the cells of some columns, row after row.

        Args:
            wanted: columns, ascending.
            width: how many columns each row has.
        """
        if len(wanted) == width:
            return self
        if len(wanted) == 1 and not len(self.involved):
            each = slice(wanted[0], None, width)
            return replace(self, begins=self.begins[each], stops=self.stops[each])
        chosen = np.zeros(width, dtype=np.int64) - 1
        chosen[wanted] = np.arange(len(wanted))
        row, column = np.divmod(self.involved, width)
        involved = (row * len(wanted) + chosen[column])[chosen[column] >= 0]
        return replace(
            self,
            begins=self.begins.reshape(-1, width)[:, wanted].ravel(),
            stops=self.stops.reshape(-1, width)[:, wanted].ravel(),
            involved=involved,
        )
