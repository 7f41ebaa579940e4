"""What a person types into the category column."""

from em_desktop.review.components import by_label
from em_desktop.review.suggestions import Suggestions
from em_desktop.roster.categories import CategoryReading
from em_desktop.roster.reading import Reading


def complete(text: str, categories: CategoryReading) -> str:
    """Return the label that a typed text stands for, or the text itself.

    A spelling that the file knows stays as typed. A label in another case, or the beginning of
    exactly one label, becomes that label: ``f`` gives ``female``. Spellings that look like
    mistakes are no labels to complete to.
    """
    typed = text.strip()
    if not typed or any(typed in category.spellings for category in categories.categories):
        return typed
    start = typed.casefold()
    labels = [
        category.label
        for k, category in enumerate(categories.categories)
        if k not in categories.proposals
    ]
    matches = [label for label in labels if label.casefold() == start]
    matches = matches or [label for label in labels if label.casefold().startswith(start)]
    return matches[0] if len(matches) == 1 else typed


def choices(reading: Reading, suggestions: Suggestions | None) -> tuple[str, ...]:
    """Return the categories that a person chooses from: those of the fit, else the usual ones.

    Without a fit, spellings that look like mistakes are left out.
    """
    if suggestions is not None:
        return suggestions.labels
    categories = reading.categories
    if categories is None:
        return ()
    return tuple(
        categories.categories[k].label
        for k in by_label(categories)
        if k not in categories.proposals
    )
