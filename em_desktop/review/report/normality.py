"""Whether the recorded measurements of each category look normal."""

import numpy as np

from em_desktop.review.encode import Encoding
from em_desktop.roster.folding import shown

FEWEST = 20
"""Recorded rows of a category below which nothing is said."""

_UNLIKELY = 0.01
_MUCH = 0.5


def normality_words(encoding: Encoding, noun: str) -> str:
    """Say what a test of the recorded rows finds, in a sentence.

    By Jarque & Bera (1987), for each category with enough recorded rows; with many rows small
    departures are found that do no harm, so that the skewness or the tails have to be notable too.

    Args:
        encoding: what the fit saw.
        noun: what is measured.
    """
    design = encoding.design
    tested, odd = 0, []
    for k, label in enumerate(encoding.labels):
        values = design.values[(design.labels == k) & ~np.isnan(design.values)]
        if len(values) < FEWEST or float(np.ptp(values)) == 0:
            continue
        tested += 1
        how = _departure(values)
        if how:
            odd.append(f"“{shown(label)}” ({how})")
    if not tested:
        return f"Not checked: it takes {FEWEST} recorded rows of a category."
    if not odd:
        return f"The recorded {noun} of each category looks normal enough (Jarque–Bera test)."
    return (
        f"The recorded {noun} does not look normal for {', '.join(odd)} (Jarque–Bera test). The "
        "hidden rows above tell what that costs."
    )


def _departure(values: np.ndarray) -> str:
    """Return how values depart from a normal distribution; empty where they hardly do."""
    n = len(values)
    z = (values - values.mean()) / values.std()
    skewness, excess = float((z**3).mean()), float((z**4).mean()) - 3.0
    statistic = n / 6 * (skewness**2 + excess**2 / 4)
    if np.exp(-statistic / 2) > _UNLIKELY:  # the tail of chi-square with two degrees of freedom
        return ""
    if abs(skewness) > _MUCH and abs(skewness) >= abs(excess) / 2:
        return "a longer tail of large values" if skewness > 0 else "a longer tail of small values"
    if excess > 2 * _MUCH:
        return "more rows far from the mean than a normal curve has"
    if excess < -2 * _MUCH:
        return "fewer rows far from the mean than a normal curve has, or two hills"
    return ""
