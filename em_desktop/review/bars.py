"""Which part of which bar each row of a roster stands in, both ways."""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.histogram import Counts, Histogram, bins_of
from em_desktop.review.picture import Picture
from em_desktop.review.status import OPEN, WAITING, Status
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading

Positions = NDArray[np.intp]


class Kind(Enum):
    """What the rows of one part of a bar have in common."""

    RECORDED = auto()
    """The file has their category."""
    DECIDED = auto()
    """It lacks it, and a person accepted a suggestion or wrote one."""
    LEFT_BLANK = auto()
    """A person wants them to stay blank."""
    MISSING = auto()
    """They are still open."""


@dataclass(frozen=True)
class Part:
    """One part of each bar, from bottom to top in the order of `parts`.

    Attributes:
        kind: what its rows have in common.
        category: index of their category; None where they have none.
    """

    kind: Kind
    category: int | None = None


def parts(n_categories: int) -> tuple[Part, ...]:
    """Return the parts of a bar, (2 K + 2,): of each category what is recorded, what is decided.

    Those that were left blank and those that are open stand on top.
    """
    by_category = (
        Part(kind, k) for k in range(n_categories) for kind in (Kind.RECORDED, Kind.DECIDED)
    )
    return (*by_category, Part(Kind.LEFT_BLANK), Part(Kind.MISSING))


def undecided(histogram: Histogram) -> Counts:
    """Return the counts (P, B) of the parts where no row has been decided."""
    n_categories, n_bins = histogram.counts.shape[0] - 1, histogram.counts.shape[1]
    result = np.zeros((2 * n_categories + 2, n_bins), dtype=np.intp)
    result[0 : 2 * n_categories : 2] = histogram.counts[:-1]
    result[-1] = histogram.counts[-1]
    return result


@dataclass(frozen=True, eq=False)
class Bars:
    """The bars of a picture, and which row stands where.

    Attributes:
        parts: (P,) of each bar, from bottom to top.
        n_bins: B.
        cells: part times B plus bin for each row of the roster, shape ``(n_rows,)``; P times B
            for a row that is in no bar.
        counts: (P, B) rows in each part of each bar.
    """

    parts: tuple[Part, ...]
    n_bins: int
    cells: NDArray[np.int32]
    counts: Counts

    def counts_of(self, positions: Positions) -> Counts:
        """Return how many of some rows each part of each bar holds: (P, B)."""
        return _counted(self.cells[positions], len(self.parts), self.n_bins)

    def rows_in(self, first: int, last: int, part: int | None = None) -> Positions:
        """Return the rows of some neighbouring bars, or of one part of them, ascending.

        Args:
            first: the leftmost bar.
            last: the rightmost one.
            part: index into ``parts``; None for all.
        """
        wanted = np.zeros((len(self.parts), self.n_bins), dtype=bool)
        wanted[slice(None) if part is None else part, first : last + 1] = True
        return np.flatnonzero(np.append(wanted.ravel(), False)[self.cells])


@dataclass(frozen=True, eq=False)
class Standing:
    """Where the rows of a picture stand as long as nobody decides anything: found once.

    Attributes:
        bins: of each row of the roster, shape ``(n_rows,)``; -1 where it is in no bar.
        labels: of each row, shape ``(n_rows,)``; -1 where the category is missing.
        categories: (K,) names.
        n_bins: B.
    """

    bins: NDArray[np.int16]
    labels: NDArray[np.int16]
    categories: tuple[str, ...]
    n_bins: int

    def bars(self, status: NDArray[np.int8], decided: NDArray[np.int16]) -> Bars:
        """Return the bars once some rows are decided.

        Args:
            status: of each row, shape ``(n_rows,)``.
            decided: index of the category that was accepted, as of `accepted_labels`.
        """
        n_categories = len(self.categories)
        part = (2 * self.labels).astype(np.int32)
        part += status == Status.ENTERED
        part[self.labels < 0] = 2 * n_categories + 1
        part[status == Status.LEFT_BLANK] = 2 * n_categories
        taken = decided >= 0
        part[taken] = 2 * decided[taken].astype(np.int32) + 1
        n_parts = 2 * n_categories + 2
        cells = part * self.n_bins + self.bins
        cells[self.bins < 0] = n_parts * self.n_bins
        counts = _counted(cells, n_parts, self.n_bins)
        return Bars(parts(n_categories), self.n_bins, cells, counts)


def standing_in(picture: Picture, n_rows: int) -> Standing | None:
    """Return where the rows of a picture stand; None where it has no bars."""
    if picture.histogram is None or not picture.histogram.counts.size:
        return None
    edges = picture.histogram.edges
    there = np.isfinite(picture.values)
    rows, n_bins = picture.rows[there], edges.size - 1
    found = bins_of(edges, picture.values[there])
    bins = np.full(n_rows, -1, dtype=np.int16)
    bins[rows] = np.where(found < n_bins, found, -1)
    labels = np.full(n_rows, -1, dtype=np.int16)
    labels[rows] = np.maximum(picture.labels[there], -1)
    return Standing(bins, labels, picture.categories, n_bins)


def accepted_labels(
    categories: tuple[str, ...], workspace: Workspace, status: NDArray[np.int8]
) -> NDArray[np.int16]:
    """Return the index of the category that was accepted for each row, -1 where none was."""
    result = np.full(workspace.roster.n_rows, -1, dtype=np.int16)
    rows = np.flatnonzero(status == Status.ACCEPTED)
    if len(rows):
        places = {name: place for place, name in enumerate(categories)}
        ids = workspace.roster.row_ids[rows].tolist()
        result[rows] = [places.get(workspace.decisions[i].text, -1) for i in ids]
    return result


def belonging(
    label: str,
    workspace: Workspace,
    reading: Reading,
    status: NDArray[np.int8],
    suggestions: Suggestions | None,
) -> Positions:
    """Return the rows that belong to a category, measured or not, ascending.

    They have it recorded, a person gave it to them, or it is the likeliest for an open row.
    """
    belongs = np.zeros(len(status), dtype=bool)
    categories = reading.categories
    if categories is not None:
        codes = [k for k, each in enumerate(categories.categories) if each.label == label]
        belongs |= np.isin(categories.codes, codes)
    accepted = accepted_labels((label,), workspace, status)
    belongs |= accepted == 0
    if suggestions is not None and len(suggestions.row_ids) and label in suggestions.labels:
        likeliest = suggestions.probabilities.argmax(axis=1) == suggestions.labels.index(label)
        at = workspace.roster.positions(suggestions.row_ids[likeliest])
        belongs[at[np.isin(status[at], WAITING)]] = True
    return np.flatnonzero(belongs)


_STATUSES = {
    Kind.RECORDED: (Status.RECORDED,),
    Kind.DECIDED: (Status.ACCEPTED, Status.ENTERED),
    Kind.LEFT_BLANK: (Status.LEFT_BLANK,),
    Kind.MISSING: OPEN,
}


def of_kind(kind: Kind, status: NDArray[np.int8]) -> Positions:
    """Return the rows of a kind, measured or not, ascending."""
    return np.flatnonzero(np.isin(status, _STATUSES[kind]))


def in_range(low: float, high: float, reading: Reading) -> Positions:
    """Return the rows whose measurement lies in a range, both ends included, ascending."""
    measurement = reading.measurement
    if measurement is None:
        return np.empty(0, dtype=np.intp)
    with np.errstate(invalid="ignore"):
        return np.flatnonzero((measurement.values >= low) & (measurement.values <= high))


def part_at(counts: Counts, height: float) -> int | None:
    """Return the part of a bar that is drawn so many rows high; None above the bar.

    Args:
        counts: (P,) of the parts, from bottom to top.
        height: in rows.
    """
    part = int(np.searchsorted(np.cumsum(counts), height, side="right"))
    return part if height >= 0 and part < len(counts) else None


def _counted(cells: NDArray[np.int32], n_parts: int, n_bins: int) -> Counts:
    size = n_parts * n_bins
    return np.bincount(cells, minlength=size + 1)[:size].reshape(n_parts, n_bins)
