"""Which differences are shown, and in which order."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.differences import WHO_WORDS, Differences, Kind, Who
from em_desktop.roster.table import Texts


class Sift(StrEnum):
    """A choice of differences."""

    ALL = "All changes"
    ACCEPTED = "Accepted suggestions"
    BY_HAND = "Entered and edited"
    ROWS = "Rows and columns"


class Key(StrEnum):
    """What differences are sorted by."""

    ROW = "row"
    NAME = "name"
    COLUMN = "column"
    OLD = "old"
    NEW = "new"
    WHO = "who"
    PROBABILITY = "probability"


def sifted(found: Differences, sift: Sift, text: str = "") -> NDArray[np.intp]:
    """Return the places of the differences that belong to a choice and hold a text.

    Args:
        found: all differences.
        sift: the choice.
        text: looked for in names, columns and texts, without case; empty for all.
    """
    mask = _chosen(found, sift)
    if text:
        wanted = text.casefold()
        candidates = np.flatnonzero(mask)
        kept = np.zeros(len(candidates), dtype=bool)
        for column in (found.names, found.headers, found.old, found.new):
            held = column[candidates]
            kept |= np.fromiter((wanted in t.casefold() for t in held), bool, len(held))
        return candidates[kept]
    return np.flatnonzero(mask)


def _chosen(found: Differences, sift: Sift) -> NDArray[np.bool_]:
    cells: NDArray[np.bool_] = np.equal(found.kinds, Kind.CELL)
    taken: NDArray[np.bool_] = np.isin(found.who, (Who.ACCEPTED, Who.THRESHOLD))
    chosen = {
        Sift.ALL: np.ones(len(found), dtype=bool),
        Sift.ACCEPTED: cells & taken,
        Sift.BY_HAND: cells & ~taken,
        Sift.ROWS: ~cells,
    }
    return chosen[sift]


def sorted_by(
    found: Differences, places: NDArray[np.intp], key: Key, *, descending: bool = False
) -> NDArray[np.intp]:
    """Return the places sorted; what is equal keeps its order, what has no value comes last."""
    match key:
        case Key.ROW:
            values: NDArray[np.float64] = found.row_ids[places].astype(np.float64)
        case Key.PROBABILITY:
            values = found.probabilities[places]
        case Key.WHO:
            words = [WHO_WORDS[who] for who in Who]
            rank = np.argsort(np.argsort(words)).astype(np.float64)
            values = rank[found.who[places]]
        case _:
            values = _ranks(_column(found, key)[places])
    return places[np.argsort(-values if descending else values, kind="stable")]


def _column(found: Differences, key: Key) -> Texts:
    columns = {Key.NAME: found.names, Key.COLUMN: found.headers, Key.OLD: found.old}
    return columns.get(key, found.new)


def _ranks(texts: Texts) -> NDArray[np.float64]:
    """Return the place of each text among all in the order of the alphabet."""
    folded = [str(text).casefold() for text in texts]
    rank = {text: i for i, text in enumerate(sorted(set(folded)))}
    return np.fromiter((rank[text] for text in folded), np.float64, len(folded))
