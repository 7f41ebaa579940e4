"""What a given name says, learnt from the names of this roster's recorded rows."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cells import Cells
from em_desktop.em.evidence.letters import FAMILIES, NameFeatures, build_features

__all__ = ["TEMPER", "NameEstimate", "NameFeatures", "NameGrams", "build_features"]

TEMPER = 0.35
"""What is usual: features of a name repeat one another, and this is how much is not repetition."""

_LEAST_SHARE = 0.5
"""Rows that a category without any recorded name counts for, in the shares of the pull."""

_WEIGHTS = np.array([family.weight for family in FAMILIES])
_STRENGTHS = np.array([family.strength for family in FAMILIES])


@dataclass(frozen=True, eq=False)
class NameEstimate:
    """What the names say.

    Attributes:
        log_rates: (K, F) log of how common each feature is within its family and the category.
        by_name: (K, N + 1) tempered log density of each name beside that of the same name in the
            roster as a whole; 0 says nothing. The last one stands for no name.
        recorded: (K, N) rows from which it was learnt.
    """

    log_rates: Floats
    by_name: Floats
    recorded: Floats


@dataclass(frozen=True, eq=False)
class Pull:
    """The pull of rates towards those of the recorded rows as a whole, a Dirichlet prior.

    Attributes:
        known: (F,) whether a recorded row has the feature. Others say nothing.
        rows: (K, F) pseudo-rows; those of a feature are shared out as the recorded rows of its
            family are, so that a feature of which nothing is known says nothing.
        common: (F,) log rate of each feature in the whole.
    """

    known: Floats
    rows: Floats
    common: Floats

    @classmethod
    def of(cls, features: NameFeatures, counts: Floats) -> "Pull":
        """Build it from recorded rows of each category with each feature, (K, F)."""
        together = counts.sum(axis=0)
        known = (together > 0).astype(np.float64)
        shares = np.maximum(features.by_family(counts), _LEAST_SHARE)
        shares /= shares.sum(axis=0)
        strength = _STRENGTHS[features.families] * known
        rows = strength * shares[:, features.families]
        common = _log_rates(features, (together + strength)[np.newaxis])[0]
        return cls(known, rows, common)


@dataclass(frozen=True, eq=False)
class NameGrams:
    """Log density of the given name: naive Bayes over first letters, last letters and the whole.

    Each family of features has a categorical distribution in each category (Nigam, McCallum,
    Thrun & Mitchell 2000), pulled towards that of the recorded rows as a whole by a Dirichlet
    prior. Families repeat one another, so that each has a weight and the sum is tempered. What is
    left out does not depend on the category: log densities are beside that of the roster's names.

    It learns from the recorded rows alone: a name that only missing rows have would confirm
    whatever its rows are first taken for, and probabilities come out far too sure. So the
    estimate is the same in each M step.

    Attributes:
        features: of the distinct names.
        temper: 0 for nothing to 1 for plain naive Bayes.
    """

    features: NameFeatures
    temper: float = TEMPER
    name: str = "name"

    def log_density(self, estimate: NameEstimate, cells: Cells) -> Floats:
        """Return tempered log densities, (K, m); exactly 0 where there is no name."""
        # A code of -1 takes the last column.
        return np.take(estimate.by_name, cells.names, axis=1, mode="wrap")

    def gather(self, weights: Floats, estimate: NameEstimate | None, cells: Cells) -> Floats:
        """Return recorded rows by distinct name, (K, N)."""
        del estimate
        return count_names(self.features, cells.names, cells.labels, len(weights), cells.counts)

    def estimate(self, sums: Floats, previous: NameEstimate | None) -> NameEstimate:
        """Return the rates of the recorded rows."""
        if previous is not None and np.array_equal(previous.recorded, sums):
            return previous
        by_feature = self.features.count(sums)
        rates, by_name = learn(self.features, Pull.of(self.features, by_feature), by_feature)
        return NameEstimate(rates, np.pad(by_name * self.temper, ((0, 0), (0, 1))), sums)

    def log_penalty(self, estimate: NameEstimate) -> float:
        """Return 0: the estimate does not change."""
        del estimate
        return 0.0


def learn(features: NameFeatures, pull: Pull, counts: Floats) -> tuple[Floats, Floats]:
    """Return log rates (K, F) and log densities (K, N) at temper 1 from counts (K, F)."""
    rates = _log_rates(features, counts + pull.rows)
    said = (rates - pull.common) * (pull.known * _WEIGHTS[features.families])
    return rates, features.total(said)


def count_names(
    features: NameFeatures,
    codes: Integers,
    labels: Integers,
    n_categories: int,
    counts: Floats | None = None,
) -> Floats:
    """Return how many recorded rows of each category have each distinct name, (K, N)."""
    used = (codes >= 0) & (labels >= 0)
    cells = labels[used] * features.n_names + codes[used]
    weights = None if counts is None else counts[used]
    summed = np.bincount(cells, weights, n_categories * features.n_names)
    return summed.astype(np.float64).reshape(n_categories, features.n_names)


def _log_rates(features: NameFeatures, rows: Floats) -> Floats:
    """Return log rates within each family; 0 for features that count for nothing."""
    whole = features.by_family(rows)[:, features.families]
    rates = np.divide(rows, whole, out=np.ones_like(rows), where=rows > 0)
    return np.asarray(np.log(rates))
