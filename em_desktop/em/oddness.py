"""Recorded rows that are worth a look."""

import numpy as np

from em_desktop.em.arrays import Floats, Integers
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


def doubtful(
    design: Design,
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
        design: the rows.
        collapsed: the cells of the design.
        folds: which cells were hidden when; of ``model``.
        predicted: (m, K) what was said of them.
        model: whose cells were hidden, a sample of those of the design or all.
        odd: rows with odd measurements, from `odd_rows`.
    """
    rows, chances = _unlikely(design, collapsed, folds, predicted, model)
    return Doubtful(rows, chances, *odd)


def _unlikely(
    design: Design, collapsed: Collapsed, folds: Folds, predicted: Floats, model: Model
) -> tuple[Integers, Floats]:
    if model.cells.n_cells != collapsed.cells.n_cells:
        return np.empty(0, dtype=np.intp), np.empty(0)
    own = predicted[np.arange(len(folds.labels)), folds.labels]
    total = np.bincount(folds.cells, folds.counts * own, minlength=model.cells.n_cells)
    hidden = np.bincount(folds.cells, folds.counts, minlength=model.cells.n_cells)
    by_cell = np.where(hidden > 0, total / np.maximum(hidden, 1.0), 1.0)
    chances = collapsed.spread(by_cell)
    rows = np.flatnonzero((design.labels >= 0) & (chances < UNLIKELY))
    order = rows[np.argsort(chances[rows], kind="stable")][:_MOST]
    return order, chances[order]


def odd_rows(design: Design) -> tuple[Integers, Floats]:
    """Return rows far from the median of every category, and how far, the farthest first.

    Distances are in robust standard deviations: the median and the median absolute deviation are
    not moved by what they are to find.
    """
    columns = [design.values]
    if design.further is not None:
        columns += list(design.further.T)
    farthest = np.zeros(design.n_rows)
    for column in columns:
        nearest = np.full(design.n_rows, np.inf)
        for k in range(design.n_categories):
            own = column[(design.labels == k) & ~np.isnan(column)]
            if not len(own):
                continue
            middle = float(np.median(own))
            spread = 1.4826 * float(np.median(np.abs(own - middle)))
            if spread > 0:
                nearest = np.minimum(nearest, np.abs(column - middle) / spread)
        nearest = np.where(np.isnan(nearest) | np.isinf(nearest), 0.0, nearest)
        farthest = np.maximum(farthest, nearest)
    rows = np.flatnonzero(farthest > FAR)
    order = rows[np.argsort(-farthest[rows], kind="stable")][:_MOST]
    return order, farthest[order]
