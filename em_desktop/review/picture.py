"""What the picture beside the table shows: counts of the measurement and the unsure zone."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import class_probabilities
from em_desktop.em.parameters import Parameters
from em_desktop.review.components import by_label
from em_desktop.review.encode import CannotInfer, observe
from em_desktop.review.histogram import Histogram, histogram
from em_desktop.review.naming import measurement_noun
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading


@dataclass(frozen=True, eq=False)
class Picture:
    """Counts of the measurement by category.

    Attributes:
        noun: what the values are, as inside a sentence: ``heights``, or the column's header.
        unit: of the measurement; empty if it has none.
        categories: in the order of their colours, which is that of a fit.
        histogram: the last row counts the missing; None without a usable measurement.
        rows: positions in the roster of the rows that are counted, shape ``(n,)``.
        values: of these rows, shape ``(n,)``; NaN where one has no usable measurement.
        labels: index of the category of these rows, shape ``(n,)``, negative where missing.
    """

    noun: str
    unit: str
    categories: tuple[str, ...]
    histogram: Histogram | None
    rows: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    values: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    labels: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))


def picture(workspace: Workspace, reading: Reading) -> Picture:
    """Return the picture of a workspace, whether or not a fit is possible."""
    measurement = reading.measurement
    if workspace.roles.measurement is None or measurement is None:
        return Picture("", "", (), None)
    noun = "heights" if measurement.is_height else measurement_noun(workspace, reading)
    unit = measurement.unit.value
    try:
        encoding = observe(workspace, reading)
    except CannotInfer:
        return _without_fit(noun, unit, reading)
    design = encoding.design
    counted = histogram(design.values, design.labels, len(encoding.labels))
    shown = (encoding.rows, design.values, design.labels)
    return Picture(noun, unit, encoding.labels, counted, *shown)


def _without_fit(noun: str, unit: str, reading: Reading) -> Picture:
    measurement, categories = reading.measurement, reading.categories
    if measurement is None or not measurement.usable.any():
        return Picture(noun, unit, (), None)
    labels: tuple[str, ...] = ()
    codes = np.full(len(measurement.values), -1, dtype=np.intp)
    if categories is not None:
        order = by_label(categories)
        labels = tuple(categories.categories[k].label for k in order)
        place = np.full(len(order) + 1, -1, dtype=np.intp)  # the last for code -1, missing
        place[order] = np.arange(len(order))
        codes = place[categories.codes]
    if len(labels) > MOST_DRAWN:
        labels, codes = (), np.full(len(codes), -1, dtype=np.intp)
    usable = measurement.usable
    values, codes = measurement.values[usable], codes[usable]
    counted = histogram(values, codes, len(labels))
    return Picture(noun, unit, labels, counted, np.flatnonzero(usable), values, codes)


MOST_DRAWN = 12
"""A column with more distinct values is not drawn by category."""


def unsure_zone(
    parameters: Parameters, low: float, high: float, unsure_below: float
) -> tuple[float, float] | None:
    """Return the stretch of values where no category reaches a probability.

    Of several stretches the one that holds most rows is taken.

    Args:
        parameters: of a fit; where they differ by group, the whole counts.
        low: lower end of the values to look at.
        high: upper end.
        unsure_below: the probability.
    """
    x = np.linspace(low, high, 401)
    unsure = class_probabilities(parameters, x).max(axis=1) < unsure_below
    if not unsure.any():
        return None
    edges = np.flatnonzero(np.diff(np.concatenate([[0], unsure.astype(np.int8), [0]])))
    weight = parameters.densities(x).sum(axis=0)
    stretches = [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    start, end = max(stretches, key=lambda s: float(weight[s[0] : s[1] + 1].sum()))
    return float(x[start]), float(x[end])
