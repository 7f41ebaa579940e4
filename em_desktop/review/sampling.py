"""The rows to look at before many are accepted at once: a few of them, drawn at random.

Each row has a lot, the number that a stream of random numbers (PCG64) has at the place of the row's
id; the rows with the lowest lots are the sample. So each set of rows is as likely as any other, and
the lots know nothing of names, measurements or probabilities. A row that leaves or comes back
changes nothing for the others: undo, redo and a new start find the same sample. The seed follows
from what the fit goes by, how many rows there were, and the threshold; another one of these, and
the draw is a new one.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.agreement import Agreement, agreement
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.table import RowIds

SIZE = 10
"""Rows of a sample, where there are as many."""

_SEED_BYTES = 6  # a seed is written into journals: a number that JSON readers keep exactly


@dataclass(frozen=True)
class Sample:
    """Some of the rows above a threshold, drawn at random.

    Attributes:
        draw: the seed that it was drawn from, which tells one sample from another.
        threshold: the probability from which rows were to be accepted.
        checked: ids of the rows that were looked at.
        waiting: ids of those that are to be looked at, in the order drawn.
        others: how many rows above the threshold are not in it.
        measured: what those that were looked at say.
    """

    draw: int
    threshold: float
    checked: tuple[int, ...]
    waiting: tuple[int, ...]
    others: int
    measured: Agreement

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(self.checked) + len(self.waiting)

    @property
    def population(self) -> int:
        """How many rows it was drawn from."""
        return self.size + self.others


def sample(
    workspace: Workspace, suggestions: Suggestions, open_ids: RowIds, threshold: float
) -> Sample:
    """Return the sample of the rows above a threshold, as far as it has been looked at.

    Args:
        workspace: with the checks that were made.
        suggestions: of the fit in force.
        open_ids: of the rows that would be accepted now.
        threshold: the probability from which they would be.
    """
    draw = seed(workspace, suggestions, threshold)
    mine = checks_of(workspace, draw)
    fresh = np.setdiff1d(open_ids, np.fromiter(mine, dtype=np.int64), assume_unique=True)
    waiting = drawn(draw, fresh, max(0, SIZE - len(mine)))
    return Sample(
        draw,
        threshold,
        tuple(mine),
        tuple(waiting.tolist()),
        len(fresh) - len(waiting),
        agreement(mine.values()),
    )


def begun(
    workspace: Workspace, suggestions: Suggestions, n_open: int, threshold: float
) -> tuple[int, int]:
    """Return how many rows of a sample were looked at, and how many it has; nothing is drawn."""
    looked_at = len(checks_of(workspace, seed(workspace, suggestions, threshold)))
    return looked_at, min(looked_at + n_open, max(SIZE, looked_at))


def checks_of(workspace: Workspace, draw: int) -> dict[int, Check]:
    """Return the checks of one sample, by row id."""
    return {
        row_id: check
        for row_id, check in workspace.checks.items()
        if check.kind is CheckKind.SAMPLE and check.draw == draw
    }


def drawn(draw: int, row_ids: RowIds, n: int) -> NDArray[np.int64]:
    """Return ``n`` of these rows, or all where they are fewer, drawn at random.

    Args:
        draw: the seed.
        row_ids: to draw from, in any order.
        n: how many.
    """
    if not len(row_ids):
        return np.empty(0, dtype=np.int64)
    lots = np.random.default_rng(draw).random(int(row_ids.max()) + 1)[row_ids]
    lowest = np.argpartition(lots, n)[:n] if n < len(lots) else np.arange(len(lots))
    return np.asarray(row_ids[lowest[np.argsort(lots[lowest])]], dtype=np.int64)


def seed(workspace: Workspace, suggestions: Suggestions, threshold: float) -> int:
    """Return the seed of the sample above a threshold.

    The number of the fit is not in it: after a new start the same fit has another.
    """
    encoding = suggestions.encoding
    evidence = sorted(source.value for source in suggestions.fit.evidence)
    basis = (
        *(encoding.column, encoding.measurement, str(encoding.unit), evidence),
        *(workspace.original.n_rows, round(threshold * 10_000)),
    )
    digest = hashlib.sha256(repr(basis).encode()).digest()
    return int.from_bytes(digest[:_SEED_BYTES], "big")
