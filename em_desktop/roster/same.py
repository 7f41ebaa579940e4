"""Whether what a thing was made of is still the same: values that nobody changes in place."""

from collections.abc import Sequence


def are_same(now: Sequence[object], then: Sequence[object]) -> bool:
    """Return whether two sequences hold the very same objects, one by one.

    Rosters, readings and fits are replaced where they change. So whoever has made something of
    them need not look into them to know that it still holds.
    """
    return len(now) == len(then) and all(a is b for a, b in zip(now, then, strict=True))
