"""How often a person and the suggestions said the same, and what that tells of the others.

The intervals are exact: of a binomial share by Clopper & Pearson 1934 (Biometrika 26), of a number
among so many rows by the same inversion of the hypergeometric law, which knows that a sample of
nearly all leaves little in doubt.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.review.checks import Check, CheckKind

LEVEL = 0.9
"""Of the intervals: each end alone holds 19 times out of 20."""

SURE = 0.8
"""Probability from which the suggestions are counted apart."""

FEWEST = 5
"""Rows on either side of it that are needed to say something of each."""

_HALVINGS = 60  # of an interval between 0 and 1, so that its end is exact as a float


@dataclass(frozen=True)
class Agreement:
    """How often a person said what was suggested.

    Attributes:
        n: rows that count.
        agreed: of these, rows in which the same was said.
        low: lower end of an interval for the share of all such rows that would agree, 0 to 1.
        high: upper end.
        level: probability that the interval covers it, at least.
        untold: rows in which the person could not tell, which are not counted.
    """

    n: int
    agreed: int
    low: float
    high: float
    level: float = LEVEL
    untold: int = 0


def agreement(checks: Iterable[Check], level: float = LEVEL) -> Agreement:
    """Return how often suggestions agreed with what a person said.

    In a sample of those that were to be accepted, a row that is left blank counts as one in which
    the person did not agree: it would not have been accepted. Whoever answers blindly and cannot
    tell has said nothing of the suggestion.
    """
    made = list(checks)
    told = [check for check in made if check.said or check.kind is CheckKind.SAMPLE]
    agreed = sum(check.agreed for check in told)
    low, high = share_interval(agreed, len(told), level)
    return Agreement(len(told), agreed, low, high, level, len(made) - len(told))


def by_sureness(checks: Iterable[Check], sure: float = SURE) -> tuple[Agreement, Agreement] | None:
    """Return the agreement of the surer suggestions and of the others; None where either is few.

    Args:
        checks: of one kind.
        sure: the probability from which a suggestion counts as sure.
    """
    made = list(checks)
    surer = agreement(check for check in made if check.probability >= sure)
    others = agreement(check for check in made if check.probability < sure)
    return (surer, others) if min(surer.n, others.n) >= FEWEST else None


def share_interval(agreed: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact interval of a share, of which ``agreed`` out of ``n`` were seen."""
    tail = (1 - level) / 2
    low = 0.0 if agreed == 0 else _share(agreed, n, tail)
    high = 1.0 if agreed == n else 1.0 - _share(n - agreed, n, tail)
    return low, high


def number_interval(agreed: int, n: int, population: int, level: float = LEVEL) -> tuple[int, int]:
    """Return the exact interval of how many of a population would agree.

    Args:
        agreed: of the rows that were looked at.
        n: rows that were looked at, drawn at random from the population.
        population: how many there are, those looked at included.
        level: of the interval.
    """
    tail = (1 - level) / 2
    possible = range(agreed, population - (n - agreed) + 1)
    all_ways = math.comb(population, n)

    def chance(number: int, seen: range) -> float:
        """Return how likely one of the counts is seen where so many would agree."""
        others = population - number
        return sum(math.comb(number, s) * math.comb(others, n - s) for s in seen) / all_ways

    def at_least(number: int) -> bool:
        return chance(number, range(agreed, n + 1)) > tail

    def at_most(number: int) -> bool:
        return chance(number, range(agreed + 1)) <= tail

    low = possible[bisect_left(possible, True, key=at_least)]
    return low, possible[bisect_left(possible, True, key=at_most) - 1]


def _share(agreed: int, n: int, tail: float) -> float:
    """Return the share at which so many or more agree with a chance of ``tail``."""
    seen = np.arange(agreed, n + 1)
    logs = _log_factorials(n)
    ways = logs[n] - logs[seen] - logs[n - seen]
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        chance = np.exp(ways + seen * math.log(share) + (n - seen) * math.log1p(-share)).sum()
        low, high = (share, high) if chance < tail else (low, share)
    return low


def _log_factorials(n: int) -> Floats:
    """Return the logarithms of 0! to n!."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
