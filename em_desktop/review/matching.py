"""Which row and column of a file that was changed is which of the file as it was before."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.table import Roster, Texts

NOWHERE = -1
"""Stands for the row or the column that is no more there."""

_CHUNK = 50_000
_MOST_PAIRS = 400
"""Where more columns than this may be each other, under new names, none is taken for another."""

_RENAMED = 0.8
"""Part of its texts that a column must have kept to be known by them under another name."""

_HALF, _NEARLY_ALL = 0.5, 0.75
"""Parts of a row's texts that must be as they were for it to be the same row."""


@dataclass(frozen=True, eq=False)
class Match:
    """Which row and column is which.

    Attributes:
        columns: of each old column, the new one or `NOWHERE`.
        rows: of each old position, the new position or `NOWHERE`, shape ``(n_old_rows,)``.
        renamed: old columns that are known by their texts, under another name.
    """

    columns: tuple[int, ...]
    rows: NDArray[np.intp]
    renamed: frozenset[int] = frozenset()


def match(
    old: Roster,
    new: Roster,
    *,
    key: int | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Match:
    """Find the rows and columns of one roster in another.

    Rows that are the same are found first, wherever they stand; then those that have one other
    text, or the same text in a column that tells all rows apart; then those that stand between
    the same neighbours and are the same for the most part. Equal rows are told apart by their
    neighbours, and otherwise taken in order.

    Args:
        old: the file as it was; all its rows.
        new: the file as it is.
        key: the old column that best tells rows apart (the name): a row with another text there
            is found only between its neighbours.
        pause: called between chunks of work.
    """
    columns, renamed = _columns(old, new)
    pairs = [(o, n) for o, n in enumerate(columns) if n != NOWHERE]
    search = _Search(
        [old.columns[o] for o, _ in pairs],
        [new.columns[n] for _, n in pairs],
        (old.n_rows, new.n_rows),
        next((i for i, (o, _) in enumerate(pairs) if o == key), None),
        pause,
    )
    return Match(columns, search.rows(), renamed)


def _columns(old: Roster, new: Roster) -> tuple[tuple[int, ...], frozenset[int]]:
    """Match columns by name, those of one name in order; then by what they hold."""
    free: dict[str, deque[int]] = defaultdict(deque)
    for n, name in enumerate(new.header):
        free[name.strip()].append(n)
    found = [NOWHERE] * old.n_columns
    for o, name in enumerate(old.header):
        if free[name.strip()]:
            found[o] = free[name.strip()].popleft()
    lost = [o for o in range(old.n_columns) if found[o] == NOWHERE]
    left = [n for names in free.values() for n in names]
    renamed: set[int] = set()
    if not left or len(lost) * len(left) > _MOST_PAIRS:
        return tuple(found), frozenset()
    there = {n: Counter(new.columns[n].tolist()) for n in left}
    for o in lost:
        mine = Counter(old.columns[o].tolist())
        alike = {n: _alike(mine, there[n]) for n in left}
        best = max(alike.values(), default=0.0)
        likely = [n for n in left if alike[n] == best]
        if best < _RENAMED or (len(likely) > 1 and o not in likely):
            continue
        found[o] = o if o in likely else likely[0]
        left.remove(found[o])
        renamed.add(o)
    return tuple(found), frozenset(renamed)


def _alike(old: Counter[str], new: Counter[str]) -> float:
    """Return the part of a column's texts that another holds as often.

    Columns of one text alone (all empty, say) are not known by it.
    """
    if len(old) < 2:
        return 0.0
    return (old & new).total() / max(old.total(), new.total())


class _Search:
    """The search for rows: what is found stays found.

    Args:
        old: the matched columns of the old roster.
        new: the same columns of the new one.
        sizes: how many rows the old roster has, and the new one.
        key: which of these columns best tells rows apart, if one does.
        pause: called between chunks of work.
    """

    def __init__(
        self,
        old: Sequence[Texts],
        new: Sequence[Texts],
        sizes: tuple[int, int],
        key: int | None,
        pause: Callable[[], None],
    ) -> None:
        self._old, self._new, self._key, self._pause = old, new, key, pause
        self._n_old, self._n_new = n_old, n_new = sizes
        self._found = np.full(n_old, NOWHERE, dtype=np.intp)
        self._taken = np.zeros(n_new, dtype=bool)

    def rows(self) -> NDArray[np.intp]:
        """Return the new position of each old row."""
        if not self._old:
            return self._found
        every = range(len(self._old))
        old, new = self._hashes(every)
        self._same_ends(old, new)
        if self._is_open():
            self._unique(old, new)
            self._beside(lambda i, j: bool(old[i] == new[j]))
            self._in_order(old, new)
        for left_out in every:
            if left_out != self._key and len(self._old) > 2 and self._is_open():
                self._unique(*self._hashes([c for c in every if c != left_out]))
        for c in [self._key] if self._key is not None else self._telling():
            if self._is_open():
                self._unique(*self._hashes([c]), filled=c)
        self._beside(self._mostly_same)
        return self._found

    def _is_open(self) -> bool:
        return not self._taken.all() and bool((self._found == NOWHERE).any())

    def _telling(self) -> Iterator[int]:
        """Yield the columns in which no two old rows have the same text, and none is empty."""
        for c, column in enumerate(self._old):
            different = set(column.tolist())
            if len(different) == self._n_old and "" not in different:
                yield c

    def _hashes(self, columns: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        old, new = [self._old[c] for c in columns], [self._new[c] for c in columns]
        return self._hashed(old, self._n_old), self._hashed(new, self._n_new)

    def _hashed(self, columns: Sequence[Texts], n: int) -> NDArray[np.int64]:
        hashes = np.empty(n, dtype=np.int64)
        for start in range(0, n, _CHUNK):
            stop = min(start + _CHUNK, n)
            rows = zip(*(column[start:stop].tolist() for column in columns), strict=True)
            hashes[start:stop] = np.fromiter(map(hash, rows), dtype=np.int64, count=stop - start)
            self._pause()
        return hashes

    def _take(self, old: NDArray[np.intp], new: NDArray[np.intp]) -> None:
        self._found[old] = new
        self._taken[new] = True

    def _same_ends(self, old: NDArray[np.int64], new: NDArray[np.int64]) -> None:
        """Match the rows up to the first difference, and from the last one on."""
        n = min(self._n_old, self._n_new)
        differing = np.flatnonzero(old[:n] != new[:n])
        head = int(differing[0]) if len(differing) else n
        rest = n - head
        differing = np.flatnonzero(old[::-1][:rest] != new[::-1][:rest])
        tail = int(differing[0]) if len(differing) else rest
        ends = np.r_[0:head, self._n_old - tail : self._n_old].astype(np.intp)
        self._take(ends, np.r_[0:head, self._n_new - tail : self._n_new].astype(np.intp))

    def _unique(
        self, old: NDArray[np.int64], new: NDArray[np.int64], filled: int | None = None
    ) -> None:
        """Match open rows whose hash occurs once among the open ones of both sides.

        Args:
            old: hashes.
            new: hashes.
            filled: a column that must hold a text.
        """
        here = np.flatnonzero(self._found == NOWHERE)
        there = np.flatnonzero(~self._taken)
        if filled is not None:
            here = here[self._old[filled][here] != ""]
            there = there[self._new[filled][there] != ""]
        ours, at, ours_count = np.unique(old[here], return_index=True, return_counts=True)
        theirs, at_new, theirs_count = np.unique(new[there], return_index=True, return_counts=True)
        ours, at = ours[ours_count == 1], here[at[ours_count == 1]]
        theirs, at_new = theirs[theirs_count == 1], there[at_new[theirs_count == 1]]
        _, a, b = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
        self._take(at[a], at_new[b])
        self._pause()

    def _beside(self, same: Callable[[int, int], bool]) -> None:
        """Match open rows that stand beside matched ones on both sides, downwards and upwards."""
        for step in (1, -1):
            positions = np.flatnonzero(self._found == NOWHERE)
            for number, i in enumerate(positions[::step].tolist()):
                if number % _CHUNK == 0:
                    self._pause()
                beside = self._place_of(i - step)
                j = NOWHERE if beside is None else beside + step
                if 0 <= j < self._n_new and not self._taken[j] and same(i, j):
                    self._found[i] = j
                    self._taken[j] = True

    def _place_of(self, i: int) -> int | None:
        """Return where an old row is now; before the first and behind the last are places too."""
        if i < 0:
            return -1
        if i >= self._n_old:
            return self._n_new
        at = int(self._found[i])
        return None if at == NOWHERE else at

    def _mostly_same(self, i: int, j: int) -> bool:
        """Whether the name agrees, or many of the cells that say something."""
        pairs = [(str(o[i]), str(n[j])) for o, n in zip(self._old, self._new, strict=True)]
        enough = _HALF
        if self._key is not None:
            one, other = pairs.pop(self._key)
            if one == other != "":
                return True
            enough = _HALF if one == other else _NEARLY_ALL
        told = [one == other for one, other in pairs if one or other]
        return sum(told) >= enough * max(len(told), 1)

    def _in_order(self, old: NDArray[np.int64], new: NDArray[np.int64]) -> None:
        """Match the open rows that are equal to others, in order."""
        waiting: dict[int, deque[int]] = defaultdict(deque)
        for number, j in enumerate(np.flatnonzero(~self._taken).tolist()):
            if number % _CHUNK == 0:
                self._pause()
            waiting[int(new[j])].append(j)
        for number, i in enumerate(np.flatnonzero(self._found == NOWHERE).tolist()):
            if number % _CHUNK == 0:
                self._pause()
            same = waiting.get(int(old[i]))
            if same:
                j = same.popleft()
                self._found[i] = j
                self._taken[j] = True
