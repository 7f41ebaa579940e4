"""What a person types into the category column."""

from em_desktop.roster.categories import CategoryReading


def complete(text: str, categories: CategoryReading) -> str:
    """Return the label that a typed text stands for, or the text itself.

    A spelling that the file knows stays as typed. The beginning of exactly one label, in any
    case, becomes that label: ``f`` gives ``female``.
    """
    typed = text.strip()
    if not typed or any(typed in category.spellings for category in categories.categories):
        return typed
    matches = [
        category.label
        for category in categories.categories
        if category.label.casefold().startswith(typed.casefold())
    ]
    return matches[0] if len(matches) == 1 else typed


def keys(labels: tuple[str, ...]) -> dict[str, str]:
    """Return one upper-case letter for each label: its first letter that no other took.

    Labels that have no letter or digit left are without a key.
    """
    taken: dict[str, str] = {}
    for label in labels:
        letter = next((c.upper() for c in label if c.isalnum() and c.upper() not in taken), None)
        if letter is not None:
            taken[letter] = label
    return taken
