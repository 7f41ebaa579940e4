"""Which measurements a threshold takes in, where the suggestions go by one measurement alone."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import class_probabilities
from em_desktop.em.arrays import Floats
from em_desktop.em.parameters import Parameters
from em_desktop.em.sources import Source
from em_desktop.review.suggestions import Suggestions

_POINTS = 801
_MOST_ROWS = 2_000
_LEAST = 1e-12
"""Smaller probabilities are taken for this one, so that their logarithms stay finite."""

Interval = tuple[float, float]
"""Lower and upper end; infinite where there is none."""


@dataclass(frozen=True, eq=False)
class Sureness:
    """How sure a fit is at each value of its measurement.

    Attributes:
        values: ascending, shape ``(m,)``.
        best: probability of the likeliest category there.
        rows: the values of the rows that it was found from, ascending.
    """

    values: Floats
    best: Floats
    rows: Floats = field(default_factory=lambda: np.empty(0))

    def at(self, value: float) -> float:
        """Return how sure it is at one value."""
        return float(np.interp(value, self.values, self.best))

    def intervals(self, threshold: float) -> tuple[Interval, ...]:
        """Return the stretches of values where it is at least so sure, in ascending order.

        One that reaches the last value that was looked at has no end there.
        """
        sure = self.best >= threshold
        if not sure.any():
            return ()
        edges = np.flatnonzero(np.diff(sure.astype(np.int8))) + 1
        ends = [self._crossing(int(i), threshold) for i in edges]
        if sure[0]:
            ends.insert(0, -np.inf)
        if sure[-1]:
            ends.append(np.inf)
        return tuple(zip(ends[::2], ends[1::2], strict=True))

    def _crossing(self, i: int, threshold: float) -> float:
        """Return the value between the places ``i - 1`` and ``i`` where it is just so sure."""
        (a, b), (p, q) = self.values[i - 1 : i + 1], self.best[i - 1 : i + 1]
        return float(a + (b - a) * (threshold - p) / (q - p))


def sureness(suggestions: Suggestions) -> Sureness | None:
    """Return how sure a fit is at each value of its measurement.

    Several models answer for a row together, and only the curves of one of them are known. So the
    rows that have a suggestion say what all of them do, and that one what lies between: in the
    logarithm, their difference is drawn straight from row to row.

    Returns:
        None where the suggestions go by anything else too: then a value alone decides nothing.
    """
    fit, encoding = suggestions.fit, suggestions.encoding
    design = encoding.design
    alone = fit.evidence == (Source.MEASUREMENT,) and design.further is None
    if not alone or not fit.iterations or not len(suggestions.row_ids):
        return None
    values = design.values[np.searchsorted(encoding.row_ids, suggestions.row_ids)]
    return _joined(values, suggestions.probabilities, fit.parameters)


def _joined(values: Floats, said: Floats, parameters: Parameters) -> Sureness | None:
    """Join what was said of some values with a model for what lies between them.

    Args:
        values: of the rows, shape ``(m,)``; NaN where there is none.
        said: probability of each category, shape ``(m, K)``.
        parameters: of the model.
    """
    known = np.flatnonzero(np.isfinite(values))
    values, first = np.unique(values[known], return_index=True)
    if not len(values):
        return None
    rows, said = values, said[known][first]
    if len(values) > _MOST_ROWS:
        some = np.linspace(0, len(values) - 1, _MOST_ROWS).astype(np.intp)
        values, said = values[some], said[some]
    x = np.union1d(values, _between(values, parameters))
    model = _logs(class_probabilities(parameters, x))
    differences = _logs(said) - model[np.searchsorted(x, values)]
    logs = model + np.stack([np.interp(x, values, d) for d in differences.T], axis=1)
    chances = np.exp(logs - logs.max(axis=1, keepdims=True))
    best = (chances / chances.sum(axis=1, keepdims=True)).max(axis=1)
    best[np.searchsorted(x, values)] = said.max(axis=1)  # exactly what the rows go by
    return Sureness(x, best, rows)


def _between(values: Floats, parameters: Parameters) -> NDArray[np.float64]:
    """Return places between the values, and beyond them as far as the model's curves reach."""
    means, spreads = parameters.means, parameters.standard_deviations
    low = min(float(values[0]), float((means - 4 * spreads).min()))
    high = max(float(values[-1]), float((means + 4 * spreads).max()))
    return np.linspace(low, high, _POINTS)


def _logs(probabilities: Floats) -> Floats:
    return np.log(np.maximum(probabilities, _LEAST))
