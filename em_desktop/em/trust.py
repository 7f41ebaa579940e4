"""How far predictions can be trusted, measured on recorded rows that were hidden for it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.sources import Source

_DRAWS = 4000
_PRIOR_WRONG = 2.5
"""How far the probabilities are believed before they are checked, in wrong predictions."""


@dataclass(frozen=True)
class Expected:
    """How many of some suggestions will be wrong.

    Attributes:
        n: suggestions.
        wrong: expected number of wrong ones.
        low: lower end of the interval.
        high: upper end.
        level: probability that the interval covers the true number.
    """

    n: int
    wrong: float
    low: int
    high: int
    level: float = 0.9


@dataclass(frozen=True)
class Bin:
    """Hidden rows of about the same stated probability.

    Attributes:
        stated: mean probability of the predicted category.
        right: part of the predictions that was right.
        n: rows.
    """

    stated: float
    right: float
    n: int


@dataclass(frozen=True, eq=False)
class Trust:
    """Predictions of recorded rows by models that did not see their category.

    Attributes:
        labels: (m,) recorded categories.
        probabilities: (m, K) what was predicted.
        counts: (m,) rows that each entry stands for.
        families: pairs of the probability of a family of models for why categories are missing,
            and of how many wrong suggestions it expects, as a ratio to what all together do.
            Recorded rows cannot tell which family is right.
        odds: (m,) that a row like this is missing, up to a factor: where missing rows are of
            another kind than recorded ones, those like them count for more.
    """

    labels: Integers
    probabilities: Floats
    counts: Floats
    families: tuple[tuple[float, float], ...] = ((1.0, 1.0),)
    odds: Floats | None = None

    @property
    def n(self) -> int:
        """Number of rows that were hidden and predicted."""
        return round(float(self.counts.sum()))

    @property
    def right(self) -> NDArray[np.bool_]:
        """(m,) whether the likeliest category is the recorded one."""
        return np.asarray(self.probabilities.argmax(axis=1) == self.labels)

    @property
    def accuracy(self) -> float:
        """Part of the predictions that was right."""
        return float(self.right @ self.counts) / self.n

    @property
    def log_loss(self) -> float:
        """Mean of minus the logarithm of the probability that the recorded category was given."""
        chance = self.probabilities[np.arange(len(self.labels)), self.labels]
        return float(-np.log(np.maximum(chance, 1e-300)) @ self.counts) / self.n

    @property
    def brier(self) -> float:
        """Mean squared distance of the probabilities from what is recorded (Brier 1950)."""
        truth = np.eye(self.probabilities.shape[1])[self.labels]
        return float(((self.probabilities - truth) ** 2).sum(axis=1) @ self.counts) / self.n

    def accuracy_interval(self, z: float = 1.645) -> tuple[float, float]:
        """Return an interval of the accuracy, 90 % by default (Wilson 1927)."""
        return wilson_interval(self.accuracy, self.n, z)

    def reliability(self, n_bins: int = 8) -> tuple[Bin, ...]:
        """Return stated against observed in bins of equally many rows, in ascending order.

        Equal-mass bins are the least biased (Roelofs et al. 2020). There are fewer bins where
        there are fewer than ten rows for each.
        """
        best, right = self.probabilities.max(axis=1), self.right
        order = np.argsort(best, kind="stable")
        n_bins = max(1, min(n_bins, self.n // 10))
        ends = np.cumsum(self.counts[order])
        part = np.minimum(
            ((ends - self.counts[order] / 2) * n_bins / self.n).astype(int), n_bins - 1
        )
        found = []
        for number in range(n_bins):
            own = order[part == number]
            weight = float(self.counts[own].sum())
            if weight:
                stated = float(best[own] @ self.counts[own]) / weight
                observed = float(right[own] @ self.counts[own]) / weight
                found.append(Bin(stated, observed, round(weight)))
        return tuple(found)

    def expected_wrong(self, best: Floats, threshold: float = 0.0, seed: int = 0) -> Expected:
        """Return how many of some suggestions will be wrong.

        The probabilities say how many; the hidden rows say by what factor that is to be
        multiplied: a gamma posterior for the ratio of wrong predictions to those announced, among
        hidden rows at or above the same threshold.

        Args:
            best: (s,) probability of the likeliest category of each suggestion.
            threshold: from which the suggestions were chosen.
            seed: of the draws that give the interval.
        """
        doubt = float((1 - np.asarray(best, dtype=np.float64)).sum())
        return self.expected(len(best), doubt, threshold, seed)

    def expected(self, n: int, doubt: float, threshold: float = 0.0, seed: int = 0) -> Expected:
        """Return what `expected_wrong` does, of suggestions that were added up already.

        It looks at no row, so that it follows a threshold while that is moved.

        Args:
            n: suggestions.
            doubt: sum of one minus the probability of each.
            threshold: from which the suggestions were chosen.
            seed: of the draws that give the interval.
        """
        if not n:
            return Expected(0, 0.0, 0, 0)
        announced, wrong = self._hidden_from(threshold)
        shape, rate = _PRIOR_WRONG + wrong, _PRIOR_WRONG + announced
        random = np.random.default_rng(seed)
        ratios = random.gamma(shape, 1 / rate, _DRAWS)
        chance, factor = np.array(self.families).T
        ratios *= random.choice(factor, _DRAWS, p=chance / chance.sum())
        mean = np.minimum(ratios * doubt, n)
        spread = np.sqrt(np.maximum(mean * (1 - mean / n), 0.0))
        draws = np.clip(np.rint(random.normal(mean, spread)), 0, n)
        low, high = np.quantile(draws, (0.05, 0.95))
        return Expected(n, float(mean.mean()), int(low), int(np.ceil(high)))

    def _hidden_from(self, threshold: float) -> tuple[float, float]:
        """Return how many wrong predictions at or above a threshold were announced, and were."""
        chances, announced, wrong = self._sorted
        at = int(np.searchsorted(chances, threshold))
        return float(announced[at]), float(wrong[at])

    @cached_property
    def _sorted(self) -> tuple[Floats, Floats, Floats]:
        """The stated probabilities, ascending, and the sums from each of them to the end."""
        chances = self.probabilities.max(axis=1, initial=0.0)
        order = np.argsort(chances)
        chances, rows = chances[order], self._representative()[order]
        announced = np.cumsum(((1 - chances) * rows)[::-1])[::-1]
        wrong = np.cumsum((~self.right[order] * rows)[::-1])[::-1]
        return chances, np.append(announced, 0.0), np.append(wrong, 0.0)

    def _representative(self) -> Floats:
        """Return (m,) rows weighted as the missing ones are, adding up to their effective number.

        Kong, Liu & Wong 1994, Journal of the American Statistical Association 89.
        """
        if self.odds is None:
            return self.counts
        weights = self.counts * self.odds
        effective = weights.sum() ** 2 / max(float(weights @ self.odds), 1e-300)
        return np.asarray(weights * effective / max(float(weights.sum()), 1e-300))


@dataclass(frozen=True)
class Offer:
    """What one source of evidence adds, by hiding recorded rows and predicting them.

    Attributes:
        source: of evidence.
        used: whether the fit uses it already.
        n: recorded rows that were hidden and predicted.
        accuracy_without: of the fit's other evidence.
        accuracy_with: with this source as well.
        log_loss_without: mean log loss, in nats.
        log_loss_with: mean log loss, in nats.
        worthwhile: whether the gain is more than chance would give.
    """

    source: Source
    used: bool
    n: int
    accuracy_without: float
    accuracy_with: float
    log_loss_without: float
    log_loss_with: float
    worthwhile: bool


def wilson_interval(share: float, n: int, z: float = 1.645) -> tuple[float, float]:
    """Return an interval of a share that was seen in so many rows, 90 % by default (Wilson 1927).

    The rows may have weights: unlike an exact interval it needs no whole number of them.
    """
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return float(max(centre - half, 0.0)), float(min(centre + half, 1.0))
