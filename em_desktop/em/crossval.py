"""Hiding recorded rows, fold by fold, and predicting them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled
from em_desktop.em.canonical import order_of_cells
from em_desktop.em.climb import Climb
from em_desktop.em.model import Estimates, Model
from em_desktop.em.options import Options
from em_desktop.em.posterior import normalised
from em_desktop.em.scale import CannotFit
from em_desktop.em.start import starts

_ENOUGH_ROWS = 20_000  # recorded rows; beyond them folds are drawn without a deal in each category


@dataclass(frozen=True, eq=False)
class Folds:
    """Recorded rows that are hidden in turn.

    Attributes:
        held: (n_cells, F) rows of each cell that are hidden in each fold.
        cells: (m,) cell of each pair of cell and fold that hides something.
        folds: (m,) the fold of each pair.
        labels: (m,) the recorded category of each pair.
        counts: (m,) hidden rows of each pair.
    """

    held: Floats
    cells: Integers
    folds: Integers
    labels: Integers
    counts: Floats

    @property
    def n_folds(self) -> int:
        """Number of folds, F."""
        return int(self.held.shape[1])


def deal(model: Model, n_folds: int, seed: int) -> Folds:
    """Deal the recorded rows of each category out to folds of nearly equal size.

    Args:
        model: whose cells have labels and counts.
        n_folds: F, at least 2.
        seed: of the shuffle.
    """
    labels, counts = model.cells.labels, model.cells.counts
    order = order_of_cells(model.cells)
    held = np.zeros((model.cells.n_cells, n_folds))
    recorded = labels >= 0
    if counts[recorded].sum() > _ENOUGH_ROWS:
        random = np.random.default_rng(seed)
        own = order[recorded[order]]
        held[own] = random.multinomial(counts[own].astype(np.int64), np.full(n_folds, 1 / n_folds))
    else:
        for k in range(model.cells.n_categories):
            random = np.random.default_rng(seed)  # the same for each, whatever their order
            own = order[labels[order] == k]
            rows = np.repeat(own, counts[own].astype(np.intp))
            random.shuffle(rows)
            fold = (np.arange(len(rows)) + random.integers(n_folds)) % n_folds
            np.add.at(held, (rows, fold), 1.0)
    cells, folds = np.nonzero(held)
    return Folds(held, cells, folds, labels[cells], held[cells, folds])


def climbed(model: Model, options: Options, cancelled: Cancelled) -> Estimates:
    """Return the estimates at the end of a climb from the recorded rows.

    Raises:
        CannotFit: if the numbers go beyond what can be computed.
        Interrupted: if ``cancelled`` says so.
    """
    climb = Climb(model, next(starts(model, options, cancelled)), options, cancelled)
    last = None
    for step in climb.steps():
        last = step
    if last is None:
        raise CannotFit("The values are too extreme to compute with.")
    return last.estimates


def predict(
    model: Model,
    options: Options,
    folds: Folds,
    cancelled: Cancelled,
    learn: Callable[[Model, Options, Cancelled], Estimates] = climbed,
) -> Floats:
    """Return what models that do not see a fold say of its rows, (m, K).

    Args:
        model: with all rows.
        options: of the fits.
        folds: the rows to hide.
        cancelled: whether to stop.
        learn: how a model without the fold's rows is fitted.

    Raises:
        CannotFit: if a fit fails.
        Interrupted: if ``cancelled`` says so.
    """
    found = np.empty((len(folds.cells), model.cells.n_categories))
    for fold in range(folds.n_folds):
        without = model.with_counts(model.cells.counts - folds.held[:, fold])
        estimates = learn(without, options, cancelled)
        pairs = folds.folds == fold
        cells = model.cells.take(folds.cells[pairs])
        found[pairs] = normalised(model.log_joint(estimates, cells)).T
    return found
