"""What a threshold takes in, told at once for every threshold: for a slider that is being moved."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats
from em_desktop.em.trust import Trust
from em_desktop.review.accept import Forecast
from em_desktop.review.believed import Believed
from em_desktop.review.suggestions import Suggestions
from em_desktop.roster.table import RowIds


@dataclass(frozen=True, eq=False)
class Ranking:
    """All suggestions of a fit, the surest first: found once, whatever is answered.

    Attributes:
        row_ids: of the rows, shape ``(m,)``.
        best: probability of the likeliest category of each, descending.
        trust: what hidden recorded rows say of the fit; None where there were none.
        grouped: the suggestions are groups that were found.
    """

    row_ids: RowIds
    best: Floats
    trust: Trust | None
    grouped: bool

    @classmethod
    def of(cls, suggestions: Suggestions) -> "Ranking":
        """Put the suggestions of a fit in order."""
        best = suggestions.best
        order = np.argsort(-best, kind="stable")
        grouped = suggestions.encoding.clusters is not None
        return cls(suggestions.row_ids[order], best[order], suggestions.fit.trust, grouped)

    def reach(self, is_open: NDArray[np.bool_], *, stale: bool = False) -> "Reach":
        """Return the open ones among them.

        Args:
            is_open: (m,) whether each row waits for an answer.
            stale: the table has changed since the fit.
        """
        rows = np.flatnonzero(is_open)
        return Reach(self.row_ids[rows], self.best[rows], rows, self.trust, self.grouped, stale)


@dataclass(frozen=True, eq=False)
class Reach:
    """Open suggestions, the surest first; a threshold is a place among them.

    Attributes:
        row_ids: of the open rows, shape ``(n,)``.
        best: probability of the likeliest category of each, descending.
        places: of each in the ranking that it is of.
        trust: what hidden recorded rows say of the fit; None where there were none.
        grouped: the suggestions are groups that were found.
        stale: the table has changed since they were made.
    """

    row_ids: RowIds
    best: Floats
    places: NDArray[np.intp]
    trust: Trust | None = None
    grouped: bool = False
    stale: bool = False

    def number(self, threshold: float) -> int:
        """Return how many rows are at least so sure."""
        return int(np.searchsorted(-self.best, -threshold, side="right"))

    def above(self, threshold: float) -> RowIds:
        """Return the ids of these rows, ascending."""
        return np.sort(self.row_ids[: self.number(threshold)])

    def forecast(self, threshold: float) -> Forecast:
        """Return what accepting these rows would cost, as `accept.forecast` does."""
        n = self.number(threshold)
        left = len(self.row_ids) > 0
        if self.trust is not None:
            found = self.trust.expected(n, float(self._doubts[n]), threshold)
            low, high = found.low, found.high
            return Forecast(n, found.wrong, low, high, tested=True, stale=self.stale, left=left)
        low, high = self._law.interval(n)
        wrong = self._law.mean(n)
        grouped = self.grouped and n > 0
        return Forecast(n, wrong, low, high, grouped=grouped, stale=self.stale, left=left)

    def counted(
        self, places: NDArray[np.intp], n_places: int, threshold: float
    ) -> NDArray[np.intp]:
        """Count the rows that are at least so sure by place, say by bar of a histogram.

        Args:
            places: of each open row, in the order of ``row_ids``; negative where it has none.
            n_places: how many places there are.
            threshold: the probability.
        """
        taken = places[: self.number(threshold)]
        return np.bincount(taken[taken >= 0], minlength=n_places)

    @cached_property
    def _doubts(self) -> Floats:
        return np.append(0.0, np.cumsum(1 - self.best))

    @cached_property
    def _law(self) -> Believed:
        return Believed(1 - self.best)
