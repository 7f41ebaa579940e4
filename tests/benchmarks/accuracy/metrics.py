"""How good stated probabilities are."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

LEAST = float(np.finfo(np.float64).eps)
"""Probabilities are taken to be no less than this in the log loss, as in scikit-learn."""

_BINS = 10
_SIMULATIONS = 200


@dataclass(frozen=True)
class Scores:
    """Of probabilities for rows whose category is known.

    Attributes:
        n: rows.
        accuracy: part of the rows whose likeliest category is theirs.
        brier: mean squared difference of the probabilities to 0 and 1, summed over categories and
            halved (so that with two categories it is that of either).
        log_loss: mean of minus the logarithm of the probability of the true category.
        ece: expected calibration error of the likeliest category, in bins of equally many rows.
        floor: the mean ECE of a predictor that states the same and is perfectly calibrated.
        covered: by threshold, rows whose likeliest category has at least that probability.
        right: by threshold, how many of these are right.
    """

    n: int
    accuracy: float
    brier: float
    log_loss: float
    ece: float
    floor: float
    covered: dict[float, int]
    right: dict[float, int]


def scores(
    probabilities: Floats, truth: Integers, thresholds: tuple[float, ...] = (0.9, 0.95)
) -> Scores:
    """Score probabilities.

    Args:
        probabilities: (n, K); n > 0.
        truth: (n,) the true category's index.
        thresholds: for coverage and precision.
    """
    n = len(truth)
    own = probabilities[np.arange(n), truth]
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    target = np.eye(probabilities.shape[1])[truth]
    ece, floor = calibration(sure, right)
    return Scores(
        n,
        float(right.mean()),
        float(((probabilities - target) ** 2).sum(axis=1).mean() / 2),
        float(-np.log(np.maximum(own, LEAST)).mean()),
        ece,
        floor,
        {t: int((sure >= t).sum()) for t in thresholds},
        {t: int((right & (sure >= t)).sum()) for t in thresholds},
    )


def calibration(sure: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the expected calibration error and its floor.

    Both in ten bins of equally many rows, fewer where a bin would have fewer than ten (Roelofs et
    al. 2020). The floor is the mean over simulated outcomes that are drawn from ``sure`` itself.

    Args:
        sure: (n,) probability of the likeliest category.
        right: (n,) whether it is the true one.
    """
    order = np.argsort(sure, kind="stable")
    n_bins = int(np.clip(len(sure) // 10, 1, _BINS))
    starts = np.array([part[0] for part in np.array_split(np.arange(len(sure)), n_bins)])
    stated = np.add.reduceat(sure[order], starts)

    def error(outcomes: NDArray[np.bool_]) -> Floats:
        """Return the error for each row of outcomes."""
        counted = np.add.reduceat(outcomes[..., order].astype(np.float64), starts, axis=-1)
        return np.asarray(np.abs(counted - stated).sum(axis=-1) / len(sure))

    drawn = np.random.default_rng(0).random((_SIMULATIONS, len(sure))) < sure
    return float(error(right)), float(error(drawn).mean())
