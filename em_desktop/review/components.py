"""Which categories are learnt and suggested, and what is said of those that are not."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.wording import counted
from em_desktop.roster.categories import CategoryReading
from em_desktop.roster.folding import shown
from em_desktop.roster.measurements import MeasurementReading, Problem

HANDFUL = 5
"""A value recorded in fewer usable rows is not learnt and not suggested."""

FEWEST = 3
"""Where fewer than two values reach a handful, this many rows do, with a warning."""

MOST_CATEGORIES = 50
"""A column with more values that reach a handful holds names or numbers, not categories."""

MOST_NAMED = 4
"""Values that a warning names; the others are counted."""


class CannotInfer(Exception):
    """There is not enough to go on; the message says what is missing and what to do."""


def by_label(categories: CategoryReading) -> list[int]:
    """Return the categories in the order that people see, which is that of their labels.

    By frequency, one more answer could make two of them change places, and colours and keys too.
    Those that a person has named come first, in the order that they were named in.
    """
    labels = [category.label for category in categories.categories]
    rest = (k for k in range(len(labels)) if k not in categories.known)
    return [*categories.known, *sorted(rest, key=lambda k: (labels[k].casefold(), labels[k]))]


def components(
    categories: CategoryReading,
    measurement: MeasurementReading,
    speaking: NDArray[np.bool_],
    nouns: tuple[str, str, str],
) -> tuple[list[int], tuple[str, ...], dict[str, str]]:
    """Choose the categories with enough recorded rows, and say what is left alone.

    Where a person has named the categories, they are those, recorded or not.

    Args:
        categories: as read.
        measurement: as read.
        speaking: rows with usable evidence, shape ``(n_rows,)``.
        nouns: of the category, of the measurement, and of what a usable row has.

    Returns:
        The chosen ones in the order that people see, warnings, and what to say in place of some of
        these to somebody who shall not read what single rows hold.

    Raises:
        CannotInfer: they are too many or too few.
    """
    category_name, measure_name, evidence_name = nouns
    n = len(categories.categories)
    in_order = by_label(categories)
    codes = categories.codes[speaking]
    counts = np.bincount(codes[codes >= 0], minlength=n)
    misspelt = categories.proposals
    eligible = [k for k in in_order if not categories.declined[k] and k not in misspelt]
    named = list(categories.known)
    kept = named or [k for k in eligible if counts[k] >= HANDFUL]
    warnings: tuple[str, ...] = ()
    if len(kept) > MOST_CATEGORIES:
        raise CannotInfer(
            f"The column {category_name} has {len(kept):,} different values, too many to tell "
            f"apart by one measurement; at most {MOST_CATEGORIES} can be. Choose another column "
            "to fill in."
        )
    if len(kept) < 2:
        kept = [k for k in eligible if counts[k] >= FEWEST]
        warnings = tuple(
            f"Only {counts[k]} rows record “{_label(categories, k)}”: the suggestions are rough."
            for k in kept
            if counts[k] < HANDFUL
        )
    if len(kept) < 2:
        raise CannotInfer(
            _too_few(categories, counts, eligible, category_name, evidence_name)
            + _set_aside(categories, measurement, speaking, measure_name)
        )
    rare = [k for k in eligible if k not in kept]
    slips = [k for k in in_order if k in misspelt]
    declined = [k for k in in_order if categories.declined[k]]
    unnamed = {}
    for left_alone, why in (
        (rare, "none of the groups, so " if named else "too few rows to learn from, so "),
        (slips, "probably misspelt, so "),
        (declined, ""),
    ):
        if left_alone:
            said = f"{why}kept as written, never suggested."
            warnings += (f"{_listed(categories, left_alone)}: {said}",)
            unnamed[warnings[-1]] = f"{counted(len(left_alone), 'other value')}: {said}"
    return kept, warnings, unnamed


def _too_few(
    categories: CategoryReading,
    counts: NDArray[np.intp],
    eligible: list[int],
    category_name: str,
    evidence_name: str,
) -> str:
    enough = [k for k in eligible if counts[k] >= FEWEST]
    total = int(counts[eligible].sum())
    advice = (
        f"At least two values of {category_name} are needed, each recorded with a usable "
        f"{evidence_name} in {HANDFUL} rows or more. Fill in some that you know, then infer again."
    )
    if total == 0:
        return f"No {category_name} is recorded together with a usable {evidence_name}. {advice}"
    if len(enough) == 1:
        return f"Only “{_label(categories, enough[0])}” is recorded often enough. {advice}"
    if total >= 2 * HANDFUL:
        return f"No value of {category_name} is recorded often enough. {advice}"
    record = f"{counted(total, 'row')} {'records' if total == 1 else 'record'}"
    return f"Only {record} a {category_name} with a usable {evidence_name}. {advice}"


def _set_aside(
    categories: CategoryReading,
    measurement: MeasurementReading,
    speaking: NDArray[np.bool_],
    measure_name: str,
) -> str:
    """Say how many recorded rows have a measurement that does not count, if any."""
    present = ~speaking & (measurement.problems != Problem.MISSING)
    n = int((present & (categories.codes >= 0)).sum())
    if not n:
        return ""
    has = "has" if n == 1 else "have"
    return (
        f" {counted(n, 'recorded row')} {has} a {measure_name} that is implausible, unreadable or "
        f"doubtful and {'does' if n == 1 else 'do'} not count."
    )


def _label(categories: CategoryReading, k: int) -> str:
    return shown(categories.categories[k].label)


def _listed(categories: CategoryReading, some: list[int]) -> str:
    """Name some categories in quotes, and count the rest."""
    named = [f"“{_label(categories, k)}”" for k in some[:MOST_NAMED]]
    rest = len(some) - len(named)
    return ", ".join(named) + (f" and {rest:,} more" if rest else "")
