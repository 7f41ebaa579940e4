"""Which rows a view shows, and in which order: permutations of positions, never copies of rows."""

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.marks import NO_MARKS, Marks
from em_desktop.review.show import Show
from em_desktop.review.status import DECIDED, WAITING, Status
from em_desktop.roster.distinct import distinct
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.reading import Reading
from em_desktop.roster.table import Roster, Texts

_Key = TypeVar("_Key", str, float)


@dataclass(frozen=True)
class Sorting:
    """A column to sort by."""

    column: int
    descending: bool = False


_NO_ROWS = np.empty(0, dtype=np.intp)


def shown(
    status: NDArray[np.int8],
    reading: Reading,
    show: Show,
    marks: Marks = NO_MARKS,
) -> NDArray[np.bool_]:
    """Return which rows a filter shows, shape ``(n_rows,)``.

    A missing category is no flag here: it has a filter of its own.

    Args:
        status: of each row.
        reading: of the roster.
        show: the filter.
        marks: of the rows.
    """
    if show is Show.ALL:
        return np.ones(len(status), dtype=bool)
    if show is Show.FLAGGED:
        return flagged(reading, marks)
    rows = np.isin(status, _SHOWN[show])
    rows[marks.worth_a_look] |= show is Show.WORTH_A_LOOK
    rows[marks.confirmed] |= show is Show.DECIDED
    return rows


_SHOWN = {
    Show.MISSING: (Status.MISSING,),
    Show.SUGGESTED: WAITING,
    Show.UNSURE: (Status.UNSURE,),
    Show.DECIDED: DECIDED,
    Show.WORTH_A_LOOK: (),
}


def flagged(reading: Reading, marks: Marks = NO_MARKS) -> NDArray[np.bool_]:
    """Return which rows have a flag besides the missing category, or a person's note.

    Returns:
        Shape ``(n_rows,)``.
    """
    others = ~np.uint16(1 << FlagKind.CATEGORY_MISSING)
    rows = np.asarray(reading.flags.bits & others, dtype=bool)
    rows[marks.noted] = True
    return rows


def counts(status: NDArray[np.int8], reading: Reading, marks: Marks = NO_MARKS) -> dict[Show, int]:
    """Return how many rows each filter shows."""
    return {show: int(shown(status, reading, show, marks).sum()) for show in Show}


def order(
    roster: Roster,
    reading: Reading,
    status: NDArray[np.int8],
    show: Show = Show.ALL,
    sorting: Sorting | None = None,
    measurement_column: int | None = None,
    marks: Marks = NO_MARKS,
    besides: NDArray[np.intp] = _NO_ROWS,
) -> NDArray[np.intp]:
    """Return the positions to show, in order. The sort is stable; blank cells come last.

    Rows that are worth a look keep their own order, the unlikeliest first, until a column sorts.

    Args:
        roster: the rows.
        reading: of the roster.
        status: of each row.
        show: the filter.
        sorting: the column that sorts; None for the file's own order.
        measurement_column: sorted as numbers.
        marks: of the rows.
        besides: positions of rows that are shown whatever the filter says.
    """
    if show is Show.WORTH_A_LOOK:
        looks = marks.worth_a_look
        positions = np.concatenate([looks, np.setdiff1d(besides, looks)])
    else:
        mask = shown(status, reading, show, marks)
        mask[besides] = True
        positions = np.flatnonzero(mask)
    if sorting is None or sorting.column >= roster.n_columns:
        return positions
    if reading.measurement is not None and sorting.column == measurement_column:
        keys = reading.measurement.values[positions]
    else:
        keys = _text_keys(roster.columns[sorting.column])[positions]
    blank = np.isnan(keys)
    keys = np.where(blank, 0.0, -keys if sorting.descending else keys)
    return positions[np.lexsort((keys, blank))]


def _text_keys(column: Texts) -> NDArray[np.float64]:
    """Return the rank of each cell, NaN where it is blank: numbers first, then words.

    Words that differ only in case or in the space around them have the same rank. Numbers and words
    are put in order apart: comparing plain texts is several times as fast as pairs of both.
    """
    found = distinct(column)
    stripped = [text.strip() for text in found.texts]
    numbers = [_number(word) if word else None for word in stripped]
    words = [word.casefold() for word in stripped]
    of_number = _ranks({number for number in numbers if number is not None})
    real = {word for word, number in zip(words, numbers, strict=True) if word and number is None}
    of_word = _ranks(real, after=len(of_number))
    ranks = [
        math.nan if not word else of_word[word] if number is None else of_number[number]
        for word, number in zip(words, numbers, strict=True)
    ]
    return found.spread(np.array(ranks, dtype=np.float64))


def _ranks(keys: set[_Key], after: int = 0) -> dict[_Key, float]:
    """Return the place of each key in ascending order, behind so many others."""
    return {key: float(at) for at, key in enumerate(sorted(keys), start=after)}


def _number(word: str) -> float | None:
    if word[0].isalpha() and word[0] not in "iI":  # as in inf; most words are told quickly
        return None
    try:
        number = float(word.replace(",", "."))
    except ValueError:
        return None
    return None if math.isnan(number) else number
