"""Why categories are missing: at random, by the measurement, or by the category itself."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from em_desktop.em.arrays import Floats

_ABOUT_AS_WELL = 10.0  # of BIC: no "very strong" evidence against it
_LESS_USUAL = 3.0  # of BIC: what levels off at both ends is more often due to the category
_FEWEST = 10  # recorded rows, and missing ones, that tell a reason from an accident
_STEPS = 200
_ROUNDING = 1e-9


class MissingnessKind(StrEnum):
    """What it depends on whether a category is recorded."""

    AT_RANDOM = "at random"
    BY_MEASUREMENT = "by measurement"
    BY_MEASUREMENT_SQUARED = "by measurement squared"
    BY_CATEGORY = "by category"


@dataclass(frozen=True, eq=False)
class Missingness:
    """Why categories are missing.

    Attributes:
        kind: the family that the data support.
        bics: of each family that was tried; the lower, the better.
        rates: (K,) estimated part missing of each category, where it depends on the category.
        slope: change of the log odds of being missing for one standard deviation more of the
            measurement; 0 where it does not depend on it.
        weight: probability that it depends on the category, 0 to 1: the families' posterior
            probabilities by BIC (Kass & Raftery 1995). Where neither is clearly better, both
            speak.
        coefficients: of the log odds of being missing, for 1, the measurement and its square as
            far as the family goes.
    """

    kind: MissingnessKind
    bics: dict[MissingnessKind, float]
    rates: Floats | None = None
    slope: float = 0.0
    weight: float = 0.0
    coefficients: tuple[float, ...] = ()

    def odds(self, standard: Floats) -> Floats:
        """Return the odds that rows like these are missing, (m,), up to a factor.

        Weighted by them, recorded rows stand for the missing ones, whose categories are as common
        at each value of the measurement. Where it depends on the category they are not, and no
        weight makes them so.

        Args:
            standard: (m,) the measurement on the standard scale; NaN where there is none.
        """
        z = np.nan_to_num(standard)
        logs = np.zeros_like(z)
        for power, coefficient in enumerate(self.coefficients):
            logs += coefficient * z**power
        return np.asarray(np.exp(np.clip(logs, -20.0, 20.0)))


def why_missing(
    standard: Floats,
    recorded: Floats,
    missing: Floats,
    chances: Floats,
    gain_by_category: Callable[[], float],
) -> Missingness:
    """Choose the family by BIC of the measurements, the recorded categories and what is missing.

    The families by measurement change nothing but the likelihood of being missing at x. By
    category, the shares among missing rows differ from those among recorded ones, which changes
    the likelihood of the measurements as well. That one is taken only if two things hold. Whether
    a row is missing must depend on x at all: otherwise a wrong shape of the densities could pass
    for it. And given x the family must describe it about as well as the others: the odds of being
    missing are then ``sum_k p_k(x) o_k``, where p(x) are the probabilities of the categories among
    recorded rows and o_k the odds for category k.

    Args:
        standard: (n,) the measurement on the standard scale.
        recorded: (n,) recorded rows there.
        missing: (n,) missing rows there.
        chances: (n, K) probabilities of the categories among recorded rows.
        gain_by_category: returns how much the log likelihood of measurements and categories gains
            when shares among missing rows are free; called only if it matters.
    """
    random, by_category = MissingnessKind.AT_RANDOM, MissingnessKind.BY_CATEGORY
    total = float(recorded.sum() + missing.sum())
    if min(recorded.sum(), missing.sum()) < _FEWEST:
        return Missingness(random, {})
    penalty = np.log(total)
    ones = np.ones_like(standard)
    bics: dict[MissingnessKind, float] = {}
    fitted: dict[MissingnessKind, tuple[float, ...]] = {}
    for kind, columns in (
        (random, [ones]),
        (MissingnessKind.BY_MEASUREMENT, [ones, standard]),
        (MissingnessKind.BY_MEASUREMENT_SQUARED, [ones, standard, standard**2]),
    ):
        log_likelihood, fitted[kind] = _logistic(np.stack(columns, axis=1), recorded, missing)
        bics[kind] = -2 * log_likelihood + len(columns) * penalty
    log_likelihood, odds = _by_category(recorded, missing, chances)
    n_categories = chances.shape[1]
    # The same odds at x may come from the measurement as well: a step, say, which levels off at
    # both ends. That says nothing of the category, so that it is a rival and no support.
    given_x = -2 * log_likelihood + n_categories * penalty
    rival = given_x + _LESS_USUAL
    best = min(bics, key=lambda kind: bics[kind])
    if rival < bics[best]:
        best = MissingnessKind.BY_MEASUREMENT if best is random else best
        bics[best] = rival
    if given_x < bics[random] and given_x < bics[best] + _ABOUT_AS_WELL:
        constant, _ = _logistic(ones[:, np.newaxis], recorded, missing)
        gained = constant + gain_by_category()
        bics[by_category] = -2 * gained + n_categories * penalty
        weight = float(1 / (1 + np.exp(np.clip((bics[by_category] - bics[best]) / 2, -500, 500))))
        if weight > 0.5:
            return Missingness(by_category, bics, odds / (1 + odds), 0.0, weight)
        return _by_measurement(best, bics, fitted[best], weight)
    return _by_measurement(best, bics, fitted[best], 0.0)


def _by_measurement(
    kind: MissingnessKind,
    bics: dict[MissingnessKind, float],
    coefficients: tuple[float, ...],
    weight: float,
) -> Missingness:
    slope = coefficients[1] if len(coefficients) > 1 else 0.0
    return Missingness(kind, bics, None, slope, weight, coefficients)


def _logistic(
    columns: Floats, recorded: Floats, missing: Floats
) -> tuple[float, tuple[float, ...]]:
    """Fit a logistic regression by Newton's method; return log likelihood and coefficients."""
    total = recorded + missing
    coefficients = np.zeros(columns.shape[1])
    coefficients[0] = np.log(missing.sum() / recorded.sum())
    highest = _bernoulli(columns @ coefficients, recorded, missing)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ coefficients, -40, 40)))
        gradient = columns.T @ (missing - total * chance)
        curvature = (columns.T * (total * chance * (1 - chance))) @ columns
        curvature += 1e-9 * np.eye(len(coefficients))
        step = np.linalg.solve(curvature, gradient)
        for _ in range(30):  # halve a step that goes too far
            height = _bernoulli(columns @ (coefficients + step), recorded, missing)
            if height >= highest:
                break
            step = step / 2
        coefficients = coefficients + step
        if height - highest < _ROUNDING:
            break
        highest = height
    return highest, tuple(coefficients.tolist())


def _bernoulli(log_odds: Floats, recorded: Floats, missing: Floats) -> float:
    return float(-missing @ np.logaddexp(0, -log_odds) - recorded @ np.logaddexp(0, log_odds))


def _by_category(recorded: Floats, missing: Floats, chances: Floats) -> tuple[float, Floats]:
    """Fit the odds of each category by EM; return log likelihood and odds (K,).

    A missing row belongs to category k with probability proportional to ``p_k(x) m_k/(1-m_k)``
    when p are the probabilities among recorded rows.
    """
    odds = np.full(chances.shape[1], missing.sum() / recorded.sum())
    highest = -np.inf
    for _ in range(_STEPS):
        joint = chances * odds
        total = np.maximum(joint.sum(axis=1), 1e-300)
        height = float(missing @ np.log(total) - (recorded + missing) @ np.log1p(total))
        if height - highest < _ROUNDING:
            break
        highest = height
        # Minorise log(1 + s) by its tangent: each step raises the likelihood (Hunter & Lange 2004).
        wanted = missing @ (joint / total[:, np.newaxis])
        weight = ((recorded + missing) / (1 + total)) @ chances
        odds = np.maximum(wanted, 1e-12) / np.maximum(weight, 1e-12)
    return highest, odds
