"""Whether a measurement or its logarithm is looked at."""

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled
from em_desktop.em.crossval import climbed
from em_desktop.em.design import Design
from em_desktop.em.model import build
from em_desktop.em.options import Options
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source

_CLEARLY = 3.0  # of the log likelihood
_LEAST_VARIATION = 0.05  # of the coefficient of variation; below it both are the same shape
_ENOUGH_ROWS = 2_000
_SHORT = 60


def choose_scales(design: Design, cancelled: Cancelled) -> tuple[bool, ...]:
    """Return for each measurement whether its logarithm is nearer to normal components.

    Both are fitted to the rows, recorded and missing, and compared by the log likelihood of the
    same values, both for densities in their unit; the plain scale unless the other is clearly
    better. Weights of people are skewed: on the plain scale a second measurement then does more
    harm than good.

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    columns = [design.values]
    if design.further is not None:
        columns += list(design.further.T)
    return tuple(_logarithmic(column, design, cancelled) for column in columns)


def _logarithmic(column: Floats, design: Design, cancelled: Cancelled) -> bool:
    if not float(np.fmin.reduce(column, initial=np.inf)) > 0:
        return False
    some = slice(None, None, 1 + len(column) // _ENOUGH_ROWS)
    known = ~np.isnan(column[some])
    values, labels = column[some][known], design.labels[some][known]
    if len(values) < 2 * design.n_categories:
        return False
    relative = values / values.max()  # whose squares are finite
    if relative.std() < _LEAST_VARIATION * relative.mean():
        return False
    plain = _log_likelihood(values, labels, design, False, cancelled)
    logarithm = _log_likelihood(values, labels, design, True, cancelled)
    return bool(logarithm > plain + _CLEARLY)


def _log_likelihood(
    values: Floats, labels: Integers, design: Design, logarithmic: bool, cancelled: Cancelled
) -> float:
    options = Options(
        max_iterations=_SHORT,
        tolerance=1e-5,
        starts=1,
        evidence=frozenset({Source.MEASUREMENT}),
        logarithmic=(logarithmic,),
        accelerate=True,
    )
    try:
        model, _ = build(Design(values, labels, design.categories), options, cancelled)
        objective, _ = model.expect(climbed(model, options, cancelled), cancelled)
    except CannotFit:
        return -np.inf
    return model.log_likelihood(objective)
