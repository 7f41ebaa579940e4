"""Which measurements a threshold takes in, in words that are true of every row."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.review.heights import Interval
from em_desktop.review.wording import joined

_MOST = 4
"""Stretches beyond these are not told one by one."""

_FURTHER = 6
"""Digits that are added where rows lie so close together that fewer would name the wrong ones."""


def heights_words(intervals: Sequence[Interval], unit: str, values: Floats) -> str:
    """Return stretches of values as ``below 158 cm and above 181 cm``; empty where there are none.

    The numbers are rounded, yet so that they part the rows as the stretches do: a row at 152 that
    is taken in lies below 153 and not below 152.

    Args:
        intervals: in ascending order.
        unit: of the values; empty where they have none.
        values: (m,) of the rows, ascending; from the first to the last tells how exact to be.
    """
    if not intervals:
        return ""
    if len(intervals) > _MOST:
        return f"in {len(intervals)} stretches"
    ends = [-math.inf, *(end for interval in intervals for end in interval), math.inf]
    return joined(
        [
            _stretch(ends[i : i + 4], f" {unit}" if unit else "", values)
            for i in range(0, 2 * len(intervals), 2)
        ]
    )


def _stretch(ends: Sequence[float], behind: str, values: Floats) -> str:
    """Say one stretch, given its ends with those of its neighbours before and after."""
    before, low, high, after = ends
    if math.isinf(low) and math.isinf(high):
        return "at any value"
    i, j = np.searchsorted(values, low), np.searchsorted(values, high, side="right")
    first, last = (values[i], values[j - 1]) if i < j else (low, high)
    under, over = max([before, *values[:i][-1:]]), min([after, *values[j:][:1]])
    if math.isinf(low):
        return f"below {_number(high, values, lambda x: last < x <= over)}{behind}"
    if math.isinf(high):
        return f"above {_number(low, values, lambda x: under <= x < first)}{behind}"
    start = _number(low, values, lambda x: under < x <= first)
    return f"{start}–{_number(high, values, lambda x: last <= x < over)}{behind}"


def _number(value: float, values: Floats, fits: Callable[[float], bool]) -> str:
    """Return a number as exact as a hundredth of all values' spread, or as exact as it must be."""
    spread = float(np.ptp(values)) if len(values) else 0.0
    decimals = min(6, max(0, 1 - math.floor(math.log10(spread)))) if spread > 0 else 0
    for more in range(decimals, decimals + _FURTHER):
        unit = 10.0**more
        for whole in (round(value * unit), math.floor(value * unit), math.ceil(value * unit)):
            text = f"{whole / unit:,.{more}f}"
            if fits(float(text.replace(",", ""))):
                return text
    return f"{value:,.{decimals}f}"
