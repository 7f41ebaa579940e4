"""Counts, probabilities and evidence in words, the same in the window and in the receipt."""

import math
from collections.abc import Sequence
from enum import Enum, auto

FAR_MORE, MORE = 10.0, 1.5
"""Ratios of densities from which a measurement is called far more or more usual."""

EVEN = 1.05
"""Ratios below this make no difference."""


class Bearing(Enum):
    """What a measurement has to do with the likeliest category being ahead of the next."""

    FAR_MORE = auto()
    """It is far more usual there."""
    MORE = auto()
    SLIGHTLY = auto()
    LITTLE = auto()
    """It says little; the category is the more frequent one."""
    NOTHING = auto()
    """It cannot tell, and the categories are as frequent as each other."""
    AGAINST = auto()
    """It is more usual in the other category, which is so much rarer that this does not count."""


def bearing(density_ratio: float, share_ratio: float) -> Bearing:
    """Return what decided between the likeliest category and the next.

    Args:
        density_ratio: how much more usual the measurement is in the likeliest.
        share_ratio: how much more frequent the likeliest is, whatever the measurement.
    """
    if density_ratio >= FAR_MORE:
        return Bearing.FAR_MORE
    if density_ratio >= MORE:
        return Bearing.MORE
    if density_ratio <= 1 / MORE:
        return Bearing.AGAINST
    if 1 / EVEN < density_ratio < EVEN and share_ratio < EVEN:
        return Bearing.NOTHING
    return Bearing.SLIGHTLY if share_ratio <= 1 else Bearing.LITTLE


MORE_USUAL = {
    Bearing.FAR_MORE: "far more usual",
    Bearing.MORE: "more usual",
    Bearing.SLIGHTLY: "slightly more usual",
}
"""Where the measurement itself decides."""


def odds(log_odds: float) -> str:
    """Return odds as ``6 to 1``, whichever way they lean; ``even`` where they make no difference.

    Args:
        log_odds: natural logarithm of the odds.
    """
    times = ratio(log_odds)
    return f"{times} to 1" if times else "even"


def ratio(log_odds: float) -> str:
    """Return how many times likelier one of two is: ``1.3``, ``20``; empty where it is not."""
    times = math.exp(min(abs(log_odds), 700.0))
    if times < EVEN:
        return ""
    if times >= 1000:
        return "> 1,000"
    if times >= 99.5:
        return f"{10 * round(times / 10):,}"
    if times >= 9.95:
        return f"{times:.0f}"
    return f"{max(times, 1.1):.1f}".removesuffix(".0")


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 row`` or ``1,204 rows``.

    Args:
        n: how many.
        noun: of one.
        plural: of several, where it is not the noun with an s.
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {plural or noun + 's'}"


def percent(probability: float) -> str:
    """Return a probability as a whole percentage, rounded down.

    It never claims certainty, and never looks as if it reached a threshold that it does not.
    """
    whole = math.floor(100 * probability + 1e-9)
    if probability > 0.99:
        return "> 99 %"
    if whole <= 0 and probability > 0:
        return "< 1 %"
    return f"{whole} %"


def rounded_percent(part: float) -> str:
    """Return a part of a whole as a whole percentage, rounded; neither all nor none unless it is.

    For what was counted, as against `percent` for what is only probable.
    """
    whole = round(100 * part)
    if whole == 100 and part < 1:
        return "> 99 %"
    return "< 1 %" if whole == 0 and part > 0 else f"{whole} %"


def exact_percent(part: float) -> str:
    """Return a threshold as the percentage that a person set: ``95 %``, ``97.5 %``, ``0 %``."""
    return f"{100 * part:.6g} %"


def sampled_percent(part: float) -> str:
    """Return what a sample says of a part of all, rounded: never that it is all of them, or none.

    Where every row of a sample was right, the next may be wrong.
    """
    whole = round(100 * part)
    if whole >= 100:
        return "> 99 %"
    return "< 1 %" if whole <= 0 else f"{whole} %"


def measure(number: float, decimals: int, unit: str) -> str:
    """Return a number with its unit: ``163 cm``, ``1.63 m``, ``4,200``."""
    text = f"{number:,.{decimals}f}"
    return f"{text} {unit}" if unit else text


def exact_words(number: float, unit: str) -> str:
    """Return one value with its unit, with the decimals that it has: ``171.5 cm``."""
    exact = (d for d in range(4) if abs(round(number, d) - number) < 1e-9 * max(1.0, abs(number)))
    return measure(number, next(exact, 4), unit)


def joined(words: Sequence[str]) -> str:
    """Return words as a list inside a sentence: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def capital(text: str) -> str:
    """Return a text that begins with a capital letter, as a sentence does."""
    return text[:1].upper() + text[1:]


def percent_below(probability: float, threshold: float) -> str:
    """Return a percentage with as many digits as show that it is below the threshold."""
    for digits in range(6):
        shown = f"{100 * probability:.{digits}f}"
        if float(shown) < 100 * threshold:
            return f"{shown} %"
    return f"just under {exact_percent(threshold)}"
