"""Which cells are missing."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import Distinct, distinct
from em_desktop.roster.folding import folded
from em_desktop.roster.spreadsheet_errors import error_reason
from em_desktop.roster.table import Texts


def missing_mask(column: Texts, words: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell which cells of a column are missing.

    Args:
        column: shape ``(n_rows,)``.
        words: texts that mean "missing", besides the empty and the blank one; compared without
            case and surrounding space.

    Returns:
        Shape ``(n_rows,)``.
    """
    found = distinct(column)
    return found.spread(missing_texts(found, words))


def missing_texts(found: Distinct, words: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell which distinct texts mean "missing"; shape ``(len(found.texts),)``.

    An error value of a spreadsheet (``#REF!``) is no value in any column.
    """
    meanings, heads, longest = _folded_words(words)
    return np.array(
        [
            (_may_be(text, longest, heads) and folded(text) in meanings) or bool(error_reason(text))
            for text in found.texts
        ],
        dtype=bool,
    )


@lru_cache(maxsize=8)
def _folded_words(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], int]:
    """Return what the words are compared as, their first letters and their greatest length."""
    meanings = frozenset(folded(word) for word in words) | {""}
    return meanings, frozenset(word[:1] for word in meanings), max(map(len, meanings))


def _may_be(text: str, longest: int, heads: frozenset[str]) -> bool:
    """Tell quickly, for most texts, that folding cannot make one of the words of them."""
    if not text.isascii():
        return True
    text = text.strip()
    return (len(text) <= longest and text[:1].lower() in heads) or not text.isprintable()
