"""How long the rest of a review will take, judged by the answers given so far."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from em_desktop.review.wording import counted

LAST = 15
"""Gaps between answers that count: a person becomes quicker, and tires."""

ENOUGH = 5
"""Before so many answers nothing is said."""

PAUSE = 180.0
"""Seconds between two answers from which nobody was at work."""

_MOST = 24 * 60 * 60.0
_MINUTE, _HOUR = 60, 3600


def seconds_left(times: Sequence[float], left: int) -> float | None:
    """Return how long so many further answers will take; None where nothing can be said.

    The median gap counts, so that one row that needed thought does not.

    Args:
        times: of the answers so far, in seconds, in the order in which they were given.
        left: how many rows wait.
    """
    if len(times) < ENOUGH or left <= 0:
        return None
    gaps = [b - a for a, b in pairwise(times)]
    worked = [gap for gap in gaps if 0 <= gap <= PAUSE][-LAST:]
    if len(worked) < ENOUGH - 1:
        return None
    return median(worked) * left


def time_left(times: Sequence[float], left: int) -> str:
    """Return the same in words, such as ``about 3 minutes left``; empty where nothing is said."""
    seconds = seconds_left(times, left)
    if seconds is None or seconds > _MOST:
        return ""
    if seconds < _MINUTE:
        return "less than a minute left"
    minutes = round(seconds / _MINUTE)
    if minutes < 60:
        return f"about {counted(minutes, 'minute')} left"
    hours = round(seconds / _HOUR * 2) / 2
    return f"about {counted(1, 'hour') if hours == 1 else f'{hours:g} hours'} left"
