"""What the picture says in words: the legend, the tips, and the summary for screen readers."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.bars import Kind, Part, parts
from em_desktop.review.wording import measure
from em_desktop.ui.plot.picking import Some

if TYPE_CHECKING:
    from em_desktop.em import Iteration
    from em_desktop.review.histogram import Histogram


def moments(mean: float, deviation: float, unit: str) -> str:
    """Return mean and standard deviation as ``163 ± 6 cm``, as exact as the deviation allows."""
    decimals = 0
    if math.isfinite(deviation) and deviation > 0:
        decimals = min(6, max(0, -math.floor(math.log10(deviation))))
    return f"{mean:,.{decimals}f} ± {measure(deviation, decimals, unit)}"


def iteration_words(iteration: "Iteration", last: int, names: Sequence[str], unit: str) -> str:
    """Return one sentence for an iteration, with the components in words."""
    p = iteration.parameters
    components = "; ".join(
        f"{name} {moments(float(mean), float(deviation), unit)}, {100 * share:.0f} %"
        for name, mean, deviation, share in zip(
            names, p.means, p.standard_deviations, p.shares, strict=True
        )
    )
    return (
        f"Iteration {iteration.index} of {last}, "
        f"log likelihood {iteration.log_likelihood:.1f}; {components}"
    )


def rows_words(categories: Sequence[str], counts: NDArray[np.intp]) -> str:
    """Return counts in words: ``12 female, 20 male, 3 missing``; what is 0 is left out."""
    names = (*categories, "missing")
    said = [f"{n:,} {name}" for name, n in zip(names, counts, strict=True) if n]
    return ", ".join(said) or "no rows"


def part_words(part: Part, categories: Sequence[str]) -> str:
    """Return what the rows of one part of a bar are called."""
    if part.category is None:
        return "left blank" if part.kind is Kind.LEFT_BLANK else "missing"
    name = categories[part.category]
    return f"decided {name}" if part.kind is Kind.DECIDED else name


def bar_words(
    histogram: "Histogram",
    place: int,
    counts: NDArray[np.intp],
    selected: NDArray[np.intp] | None,
    categories: Sequence[str],
    unit: str,
) -> str:
    """Return what one bar holds, in two lines; in a third how many of its rows are selected.

    Args:
        histogram: whose bar it is.
        place: of the bar, from the left.
        counts: (P, B) rows in each part of each bar.
        selected: (P, B) how many of them are selected; None for none.
        categories: (K,) their names.
        unit: of the values.
    """
    some = (histogram, Some(place, place), counts, selected)
    return some_words(*some, categories, unit, between="\n")


def some_words(
    histogram: "Histogram",
    some: Some,
    counts: NDArray[np.intp],
    selected: NDArray[np.intp] | None,
    categories: Sequence[str],
    unit: str,
    between: str = ": ",
) -> str:
    """Return what some bars hold, or one part of one; the arguments are as of `bar_words`."""
    low, high = float(histogram.edges[some.first]), float(histogram.edges[some.last + 1])
    exact = (d for d in range(6) if abs(round(low, d) - low) < 1e-6 * histogram.bin_width)
    decimals = next(exact, 6)
    bars = slice(some.first, some.last + 1)
    held = [
        f"{n:,} {part_words(part, categories)}"
        for index, part in enumerate(parts(len(categories)))
        if some.part in (None, index) and (n := int(counts[index, bars].sum()))
    ]
    said = [f"{low:,.{decimals}f} to {measure(high, decimals, unit)}", ", ".join(held) or "no rows"]
    if selected is not None and (n := int(selected[:, bars].sum())):
        said.append(f"{n:,} selected")
    return between.join(said)


def outside_words(histogram: "Histogram") -> str:
    """Return how many rows the picture leaves out, or nothing."""
    n = histogram.below + histogram.above
    if not n:
        return ""
    return f"{n:,} {'value lies' if n == 1 else 'values lie'} outside this picture"


def empty_words(noun: str) -> str:
    """Say why there is no picture yet; an empty noun means that nothing is the measurement."""
    if noun:
        return f"Nothing to show yet. The picture appears once rows have {noun}."
    return (
        "Nothing to show yet. Click the header of the column with the heights and say that it is "
        "the measurement."
    )
