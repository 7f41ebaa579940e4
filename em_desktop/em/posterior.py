"""What a fitted model says of rows."""

import numpy as np
from numpy.typing import ArrayLike

from em_desktop.em.arrays import Floats, Integers, owned_integers
from em_desktop.em.cancelling import Cancelled, chunks, never
from em_desktop.em.design import Design
from em_desktop.em.parameters import Parameters

_CHUNK = 32_768


def posterior(design: Design, parameters: Parameters, *, cancelled: Cancelled = never) -> Floats:
    """Return the probability of each category for each row of a design.

    Recorded rows are not clamped here: this is what the model would say of them.

    Returns:
        (n, K); each row adds up to 1.

    Raises:
        Interrupted: if ``cancelled``, asked between chunks of rows, says so.
    """
    return _probabilities(parameters, design.values, design.groups, cancelled)


def class_probabilities(
    parameters: Parameters, values: ArrayLike, groups: ArrayLike | None = None
) -> Floats:
    """Return the probability of each category for any values.

    Args:
        parameters: of a fit.
        values: (m,) finite, in the measurement's unit.
        groups: (m,) each one's group, -1 for blank; None to go by the value alone.

    Returns:
        (m, K); each row adds up to 1.

    Raises:
        ValueError: if shapes disagree.
    """
    points = np.asarray(values, dtype=np.float64)
    places = None if groups is None else owned_integers(groups)
    if points.ndim != 1 or (places is not None and places.shape != points.shape):
        raise ValueError("values and groups must be of one dimension and of equal length")
    return _probabilities(parameters, points, places, never)


def _probabilities(
    parameters: Parameters, values: Floats, groups: Integers | None, cancelled: Cancelled
) -> Floats:
    n_categories = len(parameters.shares)
    probabilities = np.empty((len(values), n_categories))
    size = max(1, 2 * _CHUNK // max(2, n_categories))
    for rows in chunks(len(values), size, cancelled):
        logs = parameters.log_joint(values[rows], None if groups is None else groups[rows])
        logs -= logs.max(axis=0)
        np.exp(logs, out=logs)
        logs /= logs.sum(axis=0)
        probabilities[rows] = logs.T
    return probabilities
