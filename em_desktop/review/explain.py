"""Why a suggestion is what it is, in shares of evidence and in one sentence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import class_probabilities
from em_desktop.em.parameters import GroupedParameters
from em_desktop.review.suggestions import Suggestions

ALMOST_CERTAIN, PROBABLE, POSSIBLE = 0.95, 0.8, 0.6
FAR_MORE, MORE = 10.0, 1.5
"""Ratios of densities from which a measurement is called far more or more usual."""


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


def explain(suggestions: Suggestions, row_id: int, noun: str) -> Explanation | None:
    """Return the evidence for one row's suggestion, or None where it has none.

    The posterior is proportional to proportion times density; each factor, scaled to sum to 1,
    is a share.

    Args:
        suggestions: of a fit.
        row_id: the row.
        noun: the measurement's name in a sentence, such as ``height``.
    """
    suggestion = suggestions.of(row_id)
    if suggestion is None:
        return None
    design = suggestions.encoding.design
    at = int(np.searchsorted(suggestions.encoding.row_ids, row_id))
    parameters = suggestions.fit.parameters
    group = None if design.groups is None else int(design.groups[at])
    prior = np.asarray(parameters.shares)
    if group is not None and isinstance(parameters, GroupedParameters):
        prior = np.asarray(parameters.shares_by_group[:, group])
    groups = None if group is None else np.array([group], dtype=np.intp)
    posterior = class_probabilities(parameters, design.values[at : at + 1], groups)[0]
    density = posterior / np.maximum(prior, 1e-300)
    density = density / density.sum()
    sentence = _sentence(suggestion.text, suggestion.probability, suggestions.labels, density, noun)
    leaning = int(prior.argmax())
    if leaning != int(density.argmax()) and suggestions.labels[leaning] == suggestion.text:
        sentence += f" Most rows here are {suggestion.text}, which decides it."
    return Explanation((_share("roster", prior), _share("measurement", density)), sentence)


def confidence(text: str, probability: float) -> str:
    """Return how sure a suggestion is, in words."""
    if probability >= ALMOST_CERTAIN:
        return f"Almost certainly {text}"
    if probability >= PROBABLE:
        return f"Probably {text}"
    if probability >= POSSIBLE:
        return f"Perhaps {text}"
    return f"Open: {text} by a hair"


def _share(source: str, probabilities: NDArray[np.float64]) -> Share:
    return Share(source, tuple(float(p) for p in probabilities))


def _sentence(
    text: str,
    probability: float,
    labels: tuple[str, ...],
    density: NDArray[np.float64],
    noun: str,
) -> str:
    ranked = np.argsort(-density)
    best, second = labels[ranked[0]], labels[ranked[1]]
    ratio = float(density[ranked[0]] / max(density[ranked[1]], 1e-300))
    if ratio >= FAR_MORE:
        reason = f"this {noun} is far more usual among {best} than among {second}."
    elif ratio >= MORE:
        reason = f"this {noun} is more usual among {best} than among {second}."
    else:
        reason = f"this {noun} is about as usual among {best} as among {second}."
    if probability < POSSIBLE:
        return f"The {noun} cannot tell: {reason}"
    return f"{confidence(text, probability)}: {reason}"
