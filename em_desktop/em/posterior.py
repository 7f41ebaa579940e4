"""What a fitted model says of a measurement on its own."""

import numpy as np
from numpy.typing import ArrayLike

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks, never
from em_desktop.em.design import Design
from em_desktop.em.parameters import Parameters

_CHUNK = 32_768


def posterior(design: Design, parameters: Parameters, *, cancelled: Cancelled = never) -> Floats:
    """Return the probability of each category for each row of a design, by its measurement.

    Recorded rows are not clamped here: this is what the model would say of them. Where a fit used
    more than one measurement, `Fit.probabilities` says it.

    Returns:
        (n, K); each row adds up to 1. Where the measurement is NaN, the shares.

    Raises:
        Interrupted: if ``cancelled``, asked between chunks of rows, says so.
    """
    return _probabilities(parameters, design.values, cancelled)


def class_probabilities(parameters: Parameters, values: ArrayLike) -> Floats:
    """Return the probability of each category for any values of the main measurement.

    Args:
        parameters: of a fit.
        values: (m,) in the measurement's unit.

    Returns:
        (m, K); each row adds up to 1.

    Raises:
        ValueError: if the values have another shape.
    """
    points = np.asarray(values, dtype=np.float64)
    if points.ndim != 1:
        raise ValueError("values must be of one dimension")
    return _probabilities(parameters, points, never)


def normalised(logs: Floats) -> Floats:
    """Return probabilities (K, m), each column adding up to 1, from their logarithms."""
    probabilities: Floats = np.exp(logs - logs.max(axis=0))
    probabilities /= probabilities.sum(axis=0)
    return probabilities


def _probabilities(parameters: Parameters, values: Floats, cancelled: Cancelled) -> Floats:
    n_categories = len(parameters.shares)
    probabilities = np.empty((len(values), n_categories))
    size = max(1, 2 * _CHUNK // max(2, n_categories))
    for rows in chunks(len(values), size, cancelled):
        part = values[rows]
        logs = parameters.log_joint(np.nan_to_num(part))
        shares = np.log(np.maximum(parameters.shares, 1e-300))[:, np.newaxis]
        known = ~np.isnan(part) & np.isfinite(logs.max(axis=0))
        probabilities[rows] = normalised(np.where(known, logs, shares)).T
    return probabilities
