"""Rare spellings that look like a slip of the finger on a frequent one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.genders import WORDS, Gender

_MOST_CATEGORIES = 200
_TIMES_RARER = 4
_SHORTEST = 3
_LONG = 6
_LONGEST = 40


def probable_meanings(
    spellings: Sequence[Sequence[str]],
    counts: NDArray[np.intp],
    legitimate: NDArray[np.bool_],
    genders: Sequence[Gender | None],
) -> dict[int, int]:
    """Return, for each category that is probably misspelt, the category that was meant.

    It must be at least four times rarer than the other, and one slip away from a spelling of it
    (two in words of six letters and more): a letter too many, too few, another, or two swapped.
    Where the other category means a gender, that gender's words in all languages count as its
    spellings. Digits are never a slip: ``Year 10`` and ``Year 11`` are two classes.

    Args:
        spellings: the letters of each category's spellings.
        counts: shape ``(K,)``, rows of each category.
        legitimate: shape ``(K,)``; never called misspelt.
        genders: what each category means, where that is known.
    """
    if len(spellings) > _MOST_CATEGORIES:
        return {}
    targets = [
        [*words, *(w for w, meaning in WORDS.items() if meaning is gender)]
        for words, gender in zip(spellings, genders, strict=True)
    ]
    found: dict[int, int] = {}
    for code, own in enumerate(spellings):
        word = own[0]
        if legitimate[code] or genders[code] or not _SHORTEST <= len(word) <= _LONGEST:
            continue
        frequent = np.flatnonzero(counts >= _TIMES_RARER * counts[code])
        slips = [(*_nearest(word, targets[c]), -int(counts[c]), int(c)) for c in frequent]
        if slips and min(slips)[0] <= (2 if len(word) >= _LONG else 1):
            found[code] = min(slips)[-1]
    return found


def _nearest(word: str, others: Sequence[str]) -> tuple[int, bool]:
    """Return the fewest slips to one of the others, and whether its first letter differs."""
    return min(
        (
            (slips_between(word, other), other[0] != word[0])
            for other in others
            if len(other) >= _SHORTEST and _comparable(word, other)
        ),
        default=(len(word), True),
    )


def _comparable(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > 2 or len(other) > _LONGEST:
        return False
    return [c for c in word if c.isdigit()] == [c for c in other if c.isdigit()]


def slips_between(one: str, other: str) -> int:
    """Return the number of slips between two words: optimal string alignment distance.

    A slip is a letter inserted, left out or replaced, or two neighbours swapped.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
