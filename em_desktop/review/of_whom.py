"""Of whom the hidden rows speak: of the recorded ones, which the missing ones may not be like."""

from em_desktop.em import Inference
from em_desktop.em.missingness import MissingnessKind
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import counted, rounded_percent

UNLIKELY = 0.05
"""Probability that it depends on the category whether it is missing that is passed over."""


def is_elsewhere(fit: Inference) -> bool:
    """Whether missing rows are of another kind than recorded ones, or may well be."""
    found = fit.missingness
    return found is not None and (
        found.kind is not MissingnessKind.AT_RANDOM or found.weight > UNLIKELY
    )


def suggestions_words(suggestions: Suggestions) -> str:
    """Return how many suggestions will be right where that differs from what hidden rows say.

    Returns:
        ``of the 115 suggestions about 83 %``; empty where recorded rows stand for the missing
        ones, where nothing was tested and where nothing is suggested.
    """
    trust, n = suggestions.fit.trust, len(suggestions.row_ids)
    if trust is None or not n or not is_elsewhere(suggestions.fit):
        return ""
    wrong = trust.expected_wrong(suggestions.best).wrong
    return f"of the {counted(n, 'suggestion')} about {rounded_percent(1 - wrong / n)}"
