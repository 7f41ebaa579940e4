"""Whether it would help to compare within groups."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.sources import Source
from em_desktop.review.naming import group_noun, measurement_noun
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading

MUCH = 0.2
"""Part of the variance that lies between groups from which comparing within them is advised."""


def part_between(values: NDArray[np.float64], groups: NDArray[np.intp]) -> float:
    """Return the part of the variance that lies between groups, 0 to 1.

    The intraclass correlation of a one-way analysis of variance with groups of unequal size
    (Searle, Casella & McCulloch 1992, Variance Components, section 3.6), 0 where it is negative
    or where there are fewer than two groups or no repeats.

    Args:
        values: finite, shape ``(n,)``.
        groups: code of each value's group, shape ``(n,)``; negative ones are left out.
    """
    values, groups = values[groups >= 0], groups[groups >= 0]
    sizes = np.bincount(groups)
    codes = np.flatnonzero(sizes)
    n, k = len(values), len(codes)
    if k < 2 or n <= k:
        return 0.0
    means = np.bincount(groups, values)[codes] / sizes[codes]
    sizes = sizes[codes]
    between = float((sizes * (means - values.mean()) ** 2).sum()) / (k - 1)
    total = float(((values - values.mean()) ** 2).sum())
    within = max(total - between * (k - 1), 0.0) / (n - k)
    typical = (n - float((sizes**2).sum()) / n) / (k - 1)
    effect = max(between - within, 0.0) / typical
    return effect / (effect + within) if effect else 0.0


def group_hint(workspace: Workspace, reading: Reading) -> str:
    """Return a sentence where a group column is left unused that would help, else nothing."""
    measurement = reading.measurement
    if measurement is None or reading.groups is None or Source.GROUP in workspace.evidence:
        return ""
    usable = measurement.usable
    if part_between(measurement.values[usable], reading.groups[usable]) < MUCH:
        return ""
    noun, group = measurement_noun(workspace, reading), group_noun(workspace)
    return f"The {noun} differs much from one “{group}” to the next, and “{group}” is not used yet."
