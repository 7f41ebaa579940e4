"""Why a suggestion is what it is, in shares of evidence and in one sentence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import MORE_USUAL, Bearing, bearing

ALMOST_CERTAIN, PROBABLE, POSSIBLE = 0.95, 0.8, 0.6


@dataclass(frozen=True)
class Share:
    """What one source of evidence says on its own, all else being even.

    Attributes:
        source: ``roster`` for the proportions, ``measurement`` for the density at the value.
        probabilities: of each category, in the order of the suggestions' labels.
    """

    source: str
    probabilities: tuple[float, ...]


@dataclass(frozen=True)
class Explanation:
    """The evidence behind one suggestion.

    Attributes:
        shares: the roster's proportions first, then the measurement.
        sentence: in plain words.
    """

    shares: tuple[Share, Share]
    sentence: str


@dataclass(frozen=True, eq=False)
class Duels:
    """The likeliest category of each suggestion against the next.

    Attributes:
        best: shape ``(m,)``, index of the likeliest category.
        rival: shape ``(m,)``, index of the next.
        density_ratios: shape ``(m,)``, how much more usual the value is in the likeliest.
        share_ratios: shape ``(m,)``, how much more frequent the likeliest is, in the row's group
            where the model has groups.
    """

    best: NDArray[np.intp]
    rival: NDArray[np.intp]
    density_ratios: NDArray[np.float64]
    share_ratios: NDArray[np.float64]

    def bearing(self, at: int) -> Bearing:
        """Return what decided one suggestion."""
        return bearing(float(self.density_ratios[at]), float(self.share_ratios[at]))


def explain(suggestions: Suggestions, row_id: int, noun: str) -> Explanation | None:
    """Return the evidence for one row's suggestion, or None where it has none.

    The posterior is proportional to proportion times density; each factor, scaled to sum to 1,
    is a share.

    Args:
        suggestions: of a fit.
        row_id: the row.
        noun: the measurement's name in a sentence, such as ``height``.
    """
    at = suggestions.index_of(np.array([row_id], dtype=np.int64))
    if at[0] < 0:
        return None
    posterior = suggestions.probabilities[at]
    proportions = _proportions(suggestions, at)
    density = np.exp(_logs(posterior) - _logs(proportions))
    shares = (
        _share("roster", proportions[0]),
        _share("measurement", density[0] / density[0].sum()),
    )
    duel = _duels(posterior, proportions)
    best = int(duel.best[0])
    text, rival = suggestions.labels[best], suggestions.labels[int(duel.rival[0])]
    probability = float(posterior[0, best])
    reason = _reason(duel.bearing(0), noun, text, rival)
    opening = confidence(text, probability)
    if probability < POSSIBLE:
        opening = f"The {noun} can hardly tell"
    return Explanation(shares, f"{opening}: {reason}.")


def duels(suggestions: Suggestions) -> Duels:
    """Return for each suggestion what decided between its two likeliest categories."""
    rows = np.arange(len(suggestions.row_ids))
    return _duels(suggestions.probabilities, _proportions(suggestions, rows))


def confidence(text: str, probability: float) -> str:
    """Return how sure a suggestion is, in words."""
    if probability >= ALMOST_CERTAIN:
        return f"Almost certainly {text}"
    if probability >= PROBABLE:
        return f"Probably {text}"
    if probability >= POSSIBLE:
        return f"Perhaps {text}"
    return f"Open: {text} by a hair"


def _proportions(suggestions: Suggestions, at: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return each category's share before the measurement is looked at, shape ``(m, K)``."""
    parameters = suggestions.fit.parameters
    return np.tile(parameters.shares, (len(at), 1))


def _duels(posterior: NDArray[np.float64], proportions: NDArray[np.float64]) -> Duels:
    rows = np.arange(len(posterior))
    best = posterior.argmax(axis=1)
    others = posterior.copy()
    others[rows, best] = -1.0
    rival = others.argmax(axis=1)
    chances, shares = _logs(posterior), _logs(proportions)
    share_gain = shares[rows, best] - shares[rows, rival]
    density_gain = chances[rows, best] - chances[rows, rival] - share_gain
    return Duels(best, rival, _exp(density_gain), _exp(share_gain))


def _reason(decided: Bearing, noun: str, text: str, rival: str) -> str:
    if decided in MORE_USUAL:
        return f"this {noun} is {MORE_USUAL[decided]} among {text} than among {rival}"
    if decided is Bearing.NOTHING:
        return f"this {noun} is as usual among {text} as among {rival}"
    if decided is Bearing.AGAINST:
        return f"{text} is so frequent here that it outweighs the {noun}"
    return f"this {noun} says little, and {text} is the more frequent here"


def _share(source: str, probabilities: NDArray[np.float64]) -> Share:
    return Share(source, tuple(probabilities.tolist()))


def _logs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log(np.maximum(values, np.finfo(np.float64).tiny))


def _exp(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.exp(np.clip(logs, -700.0, 700.0))
