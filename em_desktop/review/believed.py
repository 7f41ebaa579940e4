"""How many of some suggestions are wrong, if each is with the chance that it states."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats

_EXACT = 2_000
"""Rows up to which the law is worked out."""

_NOTHING = 1e-15
"""Chances that are passed over at the ends of the law."""


class Believed:
    """The number of wrong ones among the first of some rows.

    Each row is a Bernoulli trial with its own chance, and the number of wrong ones follows a
    Poisson-binomial law. It is worked out exactly by convolution up to 2,000 rows, one row after
    the other, so that every number of first rows has its interval on the way; above, by its normal
    approximation (Hong 2013, Comput. Stat. Data Anal. 59).

    Args:
        chances: that each row is wrong.
    """

    def __init__(self, chances: NDArray[np.float64]) -> None:
        self._chances = chances
        self._means = np.append(0.0, np.cumsum(chances))
        self._variances = np.append(0.0, np.cumsum(chances * (1 - chances)))
        self._law: Floats = np.ones(1)
        self._first = 0
        self._known = [(0, 0)]

    def mean(self, n: int) -> float:
        """Return the expected number of wrong ones among the first ``n``."""
        return float(self._means[n])

    def interval(self, n: int) -> tuple[int, int]:
        """Return the interval of about 90 % for that number."""
        if n > _EXACT:
            spread = 1.645 * float(np.sqrt(self._variances[n]))
            return max(0, round(self.mean(n) - spread)), min(n, round(self.mean(n) + spread))
        while len(self._known) <= n:
            self._take(float(self._chances[len(self._known) - 1]))
        return self._known[n]

    def _take(self, chance: float) -> None:
        law = np.append(self._law * (1 - chance), 0.0)
        law[1:] += self._law * chance
        if law[0] < _NOTHING:
            law, self._first = law[1:], self._first + 1
        if law[-1] < _NOTHING:
            law = law[:-1]
        self._law = law
        low, high = np.searchsorted(np.cumsum(law), (0.05, 0.95))
        n = len(self._known)
        self._known.append((self._first + int(low), min(self._first + int(high), n)))
