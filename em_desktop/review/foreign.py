"""What another program has changed in a file, for a person to see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from em_desktop.review.differences import Difference, Differences, Kind, Who
from em_desktop.review.matching import NOWHERE, Match
from em_desktop.review.wording import counted, joined
from em_desktop.roster.folding import shown
from em_desktop.roster.table import Roster

_APART = " · "
_CHUNK = 50_000


@dataclass(frozen=True, eq=False)
class Foreign:
    """What has changed.

    Attributes:
        differences: cells and rows; rows are numbered as they are now, and those that are gone
            have no number.
        columns_gone: headers of columns that are no more there.
        columns_renamed: former and present header.
        moved: whether rows stand in another order.
    """

    differences: Differences
    columns_gone: tuple[str, ...] = ()
    columns_renamed: tuple[tuple[str, str], ...] = ()
    moved: bool = False

    @property
    def words(self) -> str:
        """What has changed, such as ``2 rows came, 1 cell changed``."""
        found = self.differences
        parts = (
            (found.count(Kind.COLUMN_ADDED), "column", "came"),
            (len(self.columns_gone), "column", "went"),
            (len(self.columns_renamed), "column", "renamed"),
            (found.count(Kind.ROW_ADDED), "row", "came"),
            (found.count(Kind.ROW_DELETED), "row", "went"),
            (found.count(Kind.CELL), "cell", "changed"),
        )
        said = [f"{counted(n, noun)} {what}" for n, noun, what in parts if n]
        if self.moved:
            said.append("rows stand in another order")
        return joined(said) or "no cell changed"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the list of differences cannot show."""
        gone = [f"“{shown(name)}”" for name in self.columns_gone]
        renamed = [f"“{shown(a)}” is “{shown(b)}” now" for a, b in self.columns_renamed]
        said = [f"No longer there: {joined(gone)}."] if gone else []
        said += [f"{joined(renamed)}."] if renamed else []
        said += ["The rows stand in another order."] if self.moved else []
        return tuple(said)


def foreign(
    old: Roster,
    new: Roster,
    match: Match,
    name: int | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Foreign:
    """Return what differs between a file as it was and as it is.

    Args:
        old: as it was.
        new: as it is.
        match: which row and column is which.
        name: the old column that names a row.
        pause: called between chunks of work.
    """
    return Foreign(
        Differences.of(_all(old, new, match, name, pause)),
        tuple(old.header[o] for o, n in enumerate(match.columns) if n == NOWHERE),
        tuple((old.header[o], new.header[match.columns[o]]) for o in sorted(match.renamed)),
        bool((np.diff(match.rows[match.rows != NOWHERE]) < 0).any()),
    )


def _all(
    old: Roster, new: Roster, match: Match, name: int | None, pause: Callable[[], None]
) -> Iterator[Difference]:
    known = set(match.columns)
    for n in range(new.n_columns):
        if n not in known:
            yield Difference(Kind.COLUMN_ADDED, column=n, header=new.header[n])
    there = None if name is None else match.columns[name]
    lines: list[Difference] = []
    both = np.flatnonzero(match.rows != NOWHERE)
    now = match.rows[both]
    for o, n in enumerate(match.columns):
        if n == NOWHERE:
            continue
        before, after = old.columns[o][both], new.columns[n][now]
        for count, i in enumerate(np.flatnonzero(np.asarray(before != after, dtype=bool)).tolist()):
            if count % _CHUNK == 0:
                pause()
            title = _title(new, int(now[i]), there)
            texts = str(before[i]), str(after[i])
            lines.append(Difference(Kind.CELL, int(now[i]), n, title, new.header[n], *texts))
    came = np.setdiff1d(np.arange(new.n_rows), now, assume_unique=True)
    lines += [
        Difference(Kind.ROW_ADDED, i, name=_title(new, i, there), new=_row(new, i))
        for i in came.tolist()
    ]
    lines.sort(key=lambda line: (line.row_id, line.column))
    yield from lines
    for i in np.flatnonzero(match.rows == NOWHERE).tolist():
        title = _title(old, i, name)
        yield Difference(Kind.ROW_DELETED, name=title, old=_row(old, i), who=Who.UNKNOWN)


def _title(roster: Roster, position: int, name: int | None) -> str:
    return "" if name is None or name == NOWHERE else roster.cell(position, name)


def _row(roster: Roster, position: int) -> str:
    return _APART.join(filter(None, (str(column[position]) for column in roster.columns)))
