"""Parameters as uncertain as they are: draws by the Bayesian bootstrap.

Each row gets a random weight, exponential with mean 1 (Rubin 1981), and the model is fitted
anew, which for a penalised likelihood draws from an approximate posterior (Newton & Raftery
1994). Rows of one cell get the sum of their weights, a gamma variate. It needs nothing of a source
of evidence but what EM needs.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from em_desktop.em.cancelling import Cancelled
from em_desktop.em.canonical import order_of_cells
from em_desktop.em.climb import Climb
from em_desktop.em.model import Estimates, Model
from em_desktop.em.scale import CannotFit

_SHORT = 25
_TOLERANCE = 1e-5


def draws(
    model: Model, estimates: Estimates, n_draws: int, seed: int, cancelled: Cancelled
) -> Iterator[Estimates]:
    """Yield estimates of the model for rows that are weighted at random.

    Args:
        model: that was fitted.
        estimates: the fit, from which each climb begins.
        n_draws: how many.
        seed: of the weights.
        cancelled: whether to stop.

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    random = np.random.default_rng(seed)
    order = order_of_cells(model.cells)
    rows = np.maximum(model.cells.counts[order], 1e-12)
    counts = np.empty(model.cells.n_cells)
    options = replace(model.options, max_iterations=_SHORT, tolerance=_TOLERANCE, accelerate=True)
    for _ in range(n_draws):
        counts[order] = random.gamma(rows)
        last = estimates
        try:
            weighted = model.with_counts(np.where(model.cells.counts > 0, counts, 0.0))
            climb = Climb(weighted, estimates, options, cancelled)
            for step in climb.steps():
                last = step.estimates
        except CannotFit:
            continue
        yield last
