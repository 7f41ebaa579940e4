"""Groups read from text: classes, grades, teams."""

import re

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import distinct
from em_desktop.roster.folding import bare, folded
from em_desktop.roster.missing import missing_texts
from em_desktop.roster.table import Texts

_NUMBER = re.compile(r"([0-9]{1,18})")


def read_groups(
    column: Texts, missing_words: tuple[str, ...]
) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    """Read a group column; spellings that differ only in case and space are one group.

    Returns:
        The index of each row's group, -1 where it is missing, shape ``(n_rows,)``; and the names
        of the groups as the file first spells them, in natural order (9a before 10b).
    """
    found = distinct(column)
    missing = missing_texts(found, missing_words)
    names: dict[str, str] = {}
    for text, gone in zip(found.texts, missing, strict=True):
        if not gone:
            names.setdefault(folded(text), bare(text))
    order = sorted(names, key=_natural)
    index = {key: place for place, key in enumerate(order)}
    codes = np.fromiter(
        (
            -1 if gone else index[folded(text)]
            for text, gone in zip(found.texts, missing, strict=True)
        ),
        dtype=np.intp,
        count=len(found.texts),
    )
    return found.spread(codes), tuple(names[key] for key in order)


def _natural(key: str) -> list[tuple[int, int, str]]:
    parts = _NUMBER.split(key)
    return [(0, int(p), "") if i % 2 else (1, 0, p) for i, p in enumerate(parts) if p]
