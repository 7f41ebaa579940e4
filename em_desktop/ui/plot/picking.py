"""What a hand may pick in the plot, and the cursor that the keys move from bar to bar."""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.review.bars import Kind
from em_desktop.review.histogram import Counts


@dataclass(frozen=True)
class Heights:
    """A range of the measurement, in its unit, both ends included."""

    low: float
    high: float


@dataclass(frozen=True)
class Some:
    """Some neighbouring bars, or one part of a bar.

    Attributes:
        first: the leftmost bar.
        last: the rightmost one.
        part: index of the part; None for whole bars.
    """

    first: int
    last: int
    part: int | None = None


@dataclass(frozen=True)
class Named:
    """What an entry of the legend or a curve stands for: a category by its name, or a kind."""

    what: str | Kind


Picked = Heights | Some | Named


class BarCursor:
    """Goes from bar to bar, and up and down among the parts of one."""

    def __init__(self) -> None:
        self._anchor: int | None = None
        self.at: Some | None = None

    def forget(self) -> None:
        """Stand nowhere."""
        self._anchor = self.at = None

    def set(self, place: int, part: int | None = None) -> Some:
        """Stand on a bar, or on one part of it."""
        self._anchor = place
        self.at = Some(place, place, part)
        return self.at

    def extend(self, place: int) -> Some:
        """Take in all bars from the one that was set to this one."""
        anchor = place if self._anchor is None else self._anchor
        self._anchor = anchor
        self.at = Some(min(anchor, place), max(anchor, place))
        return self.at

    def step(self, step: int, n_bins: int, start: int, *, keep: bool) -> Some:
        """Go so many bars on; from nowhere, to the bar to start with.

        Args:
            step: how many; negative to the left.
            n_bins: B.
            start: the bar to start with.
            keep: whether the bars on the way are taken in.
        """
        if self.at is None or self._anchor is None:
            return self.set(start)
        here = self.at.last if self.at.first == self._anchor else self.at.first
        there = min(max(here + step, 0), n_bins - 1)
        return self.extend(there) if keep else self.set(there)

    def climb(self, step: int, counts: Counts, start: int) -> Some:
        """Go to the next part above (1) or below (-1) that holds rows; beyond the ends, to all.

        Args:
            step: 1 or -1.
            counts: (P, B) rows in each part.
            start: the bar to start with.
        """
        if self.at is None or self.at.first != self.at.last:
            return self.set(start if self.at is None else self.at.first)
        filled: list[int | None] = [*np.flatnonzero(counts[:, self.at.first]).tolist(), None]
        here = filled.index(self.at.part) if self.at.part in filled else -1
        self.at = replace(self.at, part=filled[(here + step) % len(filled)])
        return self.at
