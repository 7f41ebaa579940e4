"""Recorded rows that are worth a look."""

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled, Interrupted, chunks, never
from em_desktop.em.cells import Collapsed
from em_desktop.em.crossval import Folds
from em_desktop.em.design import Design
from em_desktop.em.inference import Doubtful
from em_desktop.em.model import Model

UNLIKELY = 0.05
"""A recorded category that was given less than this is worth a look."""
FAR = 4.5
"""Robust standard deviations from the median of its category, from which a value is odd."""
_MOST = 1_000
_ENOUGH_ROWS = 100_000  # rows that tell a median
_CHUNK = 65_536


def doubtful(
    collapsed: Collapsed,
    folds: Folds,
    predicted: Floats,
    model: Model,
    odd: tuple[Integers, Floats],
) -> Doubtful:
    """Return recorded rows whose category or measurement looks wrong, the worst first.

    A category is judged by models that did not see it; so are the names. Only some of what is
    listed is wrong, so that it is a list to look through and nothing is corrected.

    Args:
        collapsed: the cells of the design.
        folds: which cells were hidden when; of ``model``.
        predicted: (m, K) what was said of them.
        model: whose cells were hidden, a sample of those of the design or all.
        odd: rows with odd measurements, from `odd_rows`.
    """
    rows, chances = _unlikely(collapsed, folds, predicted, model)
    return Doubtful(rows, chances, *odd)


def _unlikely(
    collapsed: Collapsed, folds: Folds, predicted: Floats, model: Model
) -> tuple[Integers, Floats]:
    if model.cells.n_cells != collapsed.cells.n_cells:
        return np.empty(0, dtype=np.intp), np.empty(0)
    own = predicted[np.arange(len(folds.labels)), folds.labels]
    total = np.bincount(folds.cells, folds.counts * own, minlength=model.cells.n_cells)
    hidden = np.bincount(folds.cells, folds.counts, minlength=model.cells.n_cells)
    by_cell = np.where(hidden > 0, total / np.maximum(hidden, 1.0), 1.0)
    doubted = (collapsed.cells.labels >= 0) & (by_cell < UNLIKELY)
    if not doubted.any():
        return np.empty(0, dtype=np.intp), np.empty(0)
    rows = np.flatnonzero(collapsed.spread(doubted))
    cell = collapsed.cells_of(rows)
    order = np.argsort(by_cell[cell], kind="stable")[:_MOST]
    return rows[order], by_cell[cell[order]]


def odd_rows(design: Design, cancelled: Cancelled = never) -> tuple[Integers, Floats]:
    """Return rows far from the median of every category, and how far, the farthest first.

    Distances are in robust standard deviations: the median and the median absolute deviation are
    not moved by what they are to find.

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    columns = [design.values]
    if design.further is not None:
        columns += list(design.further.T)
    middles = [_middles(column, design, cancelled) for column in columns]
    found: list[Integers] = []
    distances: list[Floats] = []
    for rows in chunks(design.n_rows, _CHUNK, cancelled):
        farthest = np.zeros(rows.stop - rows.start)
        for column, known in zip(columns, middles, strict=True):
            if known:
                with np.errstate(over="ignore"):  # infinitely far is far
                    apart = [np.abs(column[rows] - middle) / spread for middle, spread in known]
                farthest = np.fmax(farthest, np.min(apart, axis=0))
        far = np.flatnonzero(farthest > FAR)
        found.append(far + rows.start)
        distances.append(farthest[far])
    if not found:
        return np.empty(0, dtype=np.intp), np.empty(0)
    every, by = np.concatenate(found), np.concatenate(distances)
    order = np.argsort(-by, kind="stable")[:_MOST]
    return every[order], by[order]


def _middles(column: Floats, design: Design, cancelled: Cancelled) -> list[tuple[float, float]]:
    """Return median and robust standard deviation of each category that has one."""
    some = slice(None, None, 1 + design.n_rows // _ENOUGH_ROWS)
    column, labels = column[some], design.labels[some]
    known = ~np.isnan(column)
    middles = []
    for k in range(design.n_categories):
        if cancelled():
            raise Interrupted
        own = column[known & (labels == k)]
        if not len(own):
            continue
        middle = float(np.median(own))
        spread = 1.4826 * float(np.median(np.abs(own - middle)))
        if spread > 0:
            middles.append((middle, spread))
    return middles
