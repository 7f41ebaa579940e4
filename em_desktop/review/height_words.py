"""Which measurements a threshold takes in, in words."""

import math
from collections.abc import Sequence

from em_desktop.review.heights import Interval
from em_desktop.review.wording import joined

_MOST = 4
"""Stretches beyond these are not told one by one."""


def heights_words(intervals: Sequence[Interval], unit: str, spread: float) -> str:
    """Return stretches of values as ``below 158 cm and above 181 cm``; empty where there are none.

    Args:
        intervals: in ascending order.
        unit: of the values; empty where they have none.
        spread: from the lowest value to the highest, which tells how exact to be.
    """
    if not intervals:
        return ""
    if len(intervals) > _MOST:
        return f"in {len(intervals)} stretches"
    return joined([_stretch(low, high, unit, spread) for low, high in intervals])


def _stretch(low: float, high: float, unit: str, spread: float) -> str:
    behind = f" {unit}" if unit else ""
    if math.isinf(low) and math.isinf(high):
        return "at any value"
    if math.isinf(low):
        return f"below {_number(high, spread)}{behind}"
    if math.isinf(high):
        return f"above {_number(low, spread)}{behind}"
    return f"{_number(low, spread)}–{_number(high, spread)}{behind}"


def _number(value: float, spread: float) -> str:
    """Return a number as exact as a hundredth of the spread."""
    decimals = 0
    if math.isfinite(spread) and spread > 0:
        decimals = min(6, max(0, 1 - math.floor(math.log10(spread))))
    return f"{value:,.{decimals}f}"
