"""A column of names: which occur twice, and their given names, which are read when asked for."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.folding import folded
from em_desktop.roster.given_names import GivenNames, read_given_names
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.table import Texts


@dataclass(frozen=True, eq=False)
class NameColumn:
    """A column of names.

    A million names take seconds to read, and an edit of one must not wait for that.

    Attributes:
        column: shape ``(n_rows,)``.
        missing_words: texts that mean "missing".
        twice: shape ``(n_rows,)``, names that occur more than once, compared without case and
            with single spaces; missing names do not.
        hashes: shape ``(n_rows,)``, by which they are compared.
    """

    column: Texts
    missing_words: tuple[str, ...]
    twice: NDArray[np.bool_]
    hashes: NDArray[np.int64] = field(repr=False)

    @classmethod
    def of(
        cls, column: Texts, missing_words: tuple[str, ...], before: "NameColumn | None" = None
    ) -> "NameColumn":
        """Look for names that occur twice.

        They are compared by their hashes, which takes a tenth of the time and memory; that two
        of a million names share one by chance happens once in some ten million rosters.

        Args:
            column: shape ``(n_rows,)``.
            missing_words: texts that mean "missing".
            before: an earlier state of the column, whose names need no second look.
        """
        hashes = _hashes(column, missing_words, before)
        order = np.argsort(hashes)
        same = hashes[order[1:]] == hashes[order[:-1]]
        twice = np.zeros(len(column), dtype=bool)
        twice[order[1:][same]] = True
        twice[order[:-1][same]] = True
        twice &= hashes != _MISSING
        return cls(column, missing_words, twice, hashes)

    @cached_property
    def given_names(self) -> tuple[GivenNames, ...]:
        """Ways to read the given names, such as the first word and the last."""
        return read_given_names(self.column, self.missing_words)


_MISSING = 0
"""Stands for the hash of a missing name."""


def _hashes(
    column: Texts, missing_words: tuple[str, ...], before: NameColumn | None
) -> NDArray[np.int64]:
    """Return the hash of each name; those of names that were there before are taken over."""
    known = before is not None and before.missing_words == missing_words
    if before is None or not known or len(before.column) != len(column):
        changed, hashes = np.arange(len(column)), np.empty(len(column), dtype=np.int64)
    else:
        changed, hashes = np.flatnonzero(column != before.column), before.hashes.copy()
    new = column[changed]
    of_new = (hash(folded(text)) for text in new)
    hashes[changed] = np.fromiter(of_new, dtype=np.int64, count=len(new))
    hashes[changed[missing_mask(new, missing_words)]] = _MISSING
    return hashes
