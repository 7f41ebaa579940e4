"""The densities of the main measurement that a picture shows."""

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cells import Cells
from em_desktop.em.evidence.normal import MeasuredEstimate
from em_desktop.em.parameters import Curves
from em_desktop.em.scale import Scale

_MOST_PARTS = 48


def curves(
    estimate: MeasuredEstimate, cells: Cells, joint: Floats, scale: Scale, tails: float
) -> Curves:
    """Return the density of the main measurement for each category, over all cells.

    Where it differs with age and group, it is the average over the cells, put together in as many
    parts as the eye can tell.

    Args:
        estimate: of the measurements.
        cells: of the model.
        joint: (K, n) rows of each cell times the share of each category there.
        scale: of the main measurement.
        tails: degrees of freedom.
    """
    spreads = np.sqrt(estimate.covariances[:, 0, 0])
    if estimate.trends.shape[1] == 1 and len(estimate.slot_effects) == 1:
        weights, places = np.ones((len(spreads), 1)), estimate.trends[:, 0, :1]
        parts = spreads[:, np.newaxis]
    else:
        weights, places, parts = _averaged(estimate, cells, joint, spreads)
    return Curves(weights, scale.places(places), scale.lengths(parts), tails, scale.logarithmic)


def _averaged(
    estimate: MeasuredEstimate, cells: Cells, joint: Floats, spreads: Floats
) -> tuple[Floats, Floats, Floats]:
    means = estimate.means(cells)[:, :, 0]
    factors = np.sqrt(estimate.slot_variances)[cells.slots]
    k = len(spreads)
    weights = np.zeros((k, _MOST_PARTS))
    places, parts = np.zeros((k, _MOST_PARTS)), np.ones((k, _MOST_PARTS))
    for c in range(k):
        low, high = float(means[c].min()), float(means[c].max())
        step = max(high - low, 1e-300) / _MOST_PARTS
        bins = np.minimum(((means[c] - low) / step).astype(np.intp), _MOST_PARTS - 1)
        own = np.maximum(joint[c], 1e-300)  # an empty component is described by all cells alike
        total = np.bincount(bins, own, minlength=_MOST_PARTS)
        some = total > 0
        divisor = np.where(some, total, 1.0)
        weights[c] = total / total.sum()
        places[c] = np.bincount(bins, own * means[c], minlength=_MOST_PARTS) / divisor
        variances = np.bincount(bins, own * (factors * spreads[c]) ** 2, minlength=_MOST_PARTS)
        parts[c] = np.where(some, np.sqrt(variances / divisor), spreads[c])
        places[c] = np.where(some, places[c], low)
    return weights, places, parts
