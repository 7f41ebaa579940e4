"""From a workspace to the numbers that the model sees, or the sentence that says why not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import Design
from em_desktop.review.naming import category_noun, group_noun, measurement_noun
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.categories import CategoryReading
from em_desktop.roster.folding import shown
from em_desktop.roster.headers import HEIGHT_WORDS, header_words, mentions
from em_desktop.roster.measurements import MeasurementReading, Problem
from em_desktop.roster.options import Unit
from em_desktop.roster.reading import Reading
from em_desktop.roster.table import RowIds

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


class NothingMissing(CannotInfer):
    """Every row has its category already."""


@dataclass(frozen=True, eq=False)
class Encoding:
    """What the model sees of a workspace.

    Attributes:
        design: values and labels of the rows that take part.
        row_ids: identity of each row of the design, shape ``(n,)``.
        column: the category column.
        measurement: the measurement column.
        unit: of the design's values.
        labels: the text to write for each category of the design.
        recorded: how many recorded rows anchor each category, shape ``(K,)``.
        warnings: sentences about what was left out.
    """

    design: Design
    row_ids: RowIds
    column: int
    measurement: int
    unit: Unit
    labels: tuple[str, ...]
    recorded: NDArray[np.intp]
    warnings: tuple[str, ...]

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which rows of the design are to be inferred, shape ``(n,)``."""
        return self.design.labels < 0


def encode(workspace: Workspace, reading: Reading) -> Encoding:
    """Gather the rows that the model learns from and those that it answers for.

    Raises:
        NothingMissing: no category cell is missing.
        CannotInfer: a column, a second category, spread or a usable row is lacking.
    """
    if workspace.roles.category is None or reading.categories is None:
        raise CannotInfer(
            "No column is marked as the one to fill in. Click the header of the column with "
            "the gaps and choose “To fill in”."
        )
    category_name = category_noun(workspace)
    if workspace.roster.n_rows == 0:
        raise CannotInfer("The roster has no rows yet. Add rows, or open another file.")
    n_missing = int((reading.categories.codes < 0).sum())
    if n_missing == 0:
        raise NothingMissing(f"No {category_name} is missing: there is nothing to infer.")
    if workspace.roles.measurement is None or reading.measurement is None:
        raise CannotInfer(
            "No column is marked as the measurement. Click the header of the column with the "
            "heights and choose “Measurement”."
        )
    encoding = observe(workspace, reading)
    if not encoding.missing.any():
        measure_name = measurement_noun(workspace, reading)
        which = (
            f"None of the {n_missing} rows without {category_name} has a usable {measure_name}"
            if n_missing > 1
            else f"The only row without {category_name} has no usable {measure_name}"
        )
        raise CannotInfer(
            f"{which}, so nothing can be suggested. Fill in or correct the {measure_name}."
        )
    return encoding


def observe(workspace: Workspace, reading: Reading) -> Encoding:
    """Gather the design alone, whether or not a row is missing.

    Raises:
        CannotInfer: as for `encode`.
    """
    categories, measurement = reading.categories, reading.measurement
    column, measured_by = workspace.roles.category, workspace.roles.measurement
    if column is None or categories is None or measured_by is None or measurement is None:
        raise CannotInfer("The column to fill in or the measurement column is not chosen.")
    category_name = category_noun(workspace)
    measure_name = measurement_noun(workspace, reading)
    if column == workspace.roles.measurement:
        raise CannotInfer(
            f"The column {category_name} cannot be both what is filled in and what that is told "
            "by. Choose another measurement."
        )
    if np.isnan(measurement.values).all() and (measurement.problems == Problem.UNREADABLE).any():
        raise CannotInfer(
            f"The column {measure_name} holds no numbers, so it cannot be the measurement. Choose "
            "another one."
        )
    kept, warnings = _components(categories, measurement, category_name, measure_name)
    warnings += _odd_columns(workspace, reading)
    place = np.full(len(categories.categories) + 1, -2, dtype=np.intp)
    place[kept] = np.arange(len(kept))
    place[-1] = -1  # code -1, missing
    labels = place[categories.codes]
    takes_part = measurement.usable & (labels >= -1)
    values = measurement.values[takes_part]
    if np.ptp(values[labels[takes_part] >= 0]) == 0:
        raise CannotInfer(
            f"All recorded rows have the same {measure_name}, so it cannot tell one "
            f"{category_name} from another. Check that the right column is the measurement."
        )
    left_out = int((~measurement.usable & (categories.codes < 0)).sum())
    if left_out:
        warnings += (
            f"{counted(left_out, 'row')} without {category_name} "
            f"{'has' if left_out == 1 else 'have'} no usable {measure_name} "
            f"and {'gets' if left_out == 1 else 'get'} no suggestion.",
        )
    names = tuple(categories.categories[k].label for k in kept)
    groups = reading.groups if workspace.by_group else None
    group_codes = None if groups is None else groups[takes_part]
    design = Design(
        values=values,
        labels=labels[takes_part],
        categories=names,
        groups=group_codes,
        n_groups=len(reading.group_names) if group_codes is not None else 0,
    )
    recorded = np.bincount(design.labels[design.labels >= 0], minlength=len(names))
    row_ids = workspace.roster.row_ids[takes_part]
    return Encoding(
        design, row_ids, column, measured_by, measurement.unit, names, recorded, warnings
    )


def _odd_columns(workspace: Workspace, reading: Reading) -> tuple[str, ...]:
    """Warn of a measurement that is called height and is none, and of a group for each row."""
    warnings: tuple[str, ...] = ()
    measurement, column = reading.measurement, workspace.roles.measurement
    if measurement is not None and column is not None and workspace.options.unit is None:
        says_height = mentions(header_words(workspace.roster.header[column]), HEIGHT_WORDS)
        if says_height and not measurement.is_height:
            warnings += (
                f"The numbers of “{measurement_noun(workspace, reading)}” cannot be heights of "
                "people in any unit; they are compared as they stand. Check that it is the right "
                "column.",
            )
    if workspace.by_group and reading.groups is not None:
        n = int((reading.groups >= 0).sum())
        if n < 2 * len(reading.group_names):
            warnings += (
                f"Most rows have a “{group_noun(workspace)}” of their own, so that there is little "
                "to compare within it. Choose another group, or none.",
            )
    return warnings


def by_label(categories: CategoryReading) -> list[int]:
    """Return the categories in the order that people see, which is that of their labels.

    By frequency, one more answer could make two of them change places, and colours and keys too.
    """
    labels = [category.label for category in categories.categories]
    return sorted(range(len(labels)), key=lambda k: (labels[k].casefold(), labels[k]))


def _components(
    categories: CategoryReading,
    measurement: MeasurementReading,
    category_name: str,
    measure_name: str,
) -> tuple[list[int], tuple[str, ...]]:
    """Choose the categories with enough recorded rows, and say what is left alone."""
    n = len(categories.categories)
    in_order = by_label(categories)
    codes = categories.codes[measurement.usable]
    counts = np.bincount(codes[codes >= 0], minlength=n)
    misspelt = categories.proposals
    eligible = [k for k in in_order if not categories.declined[k] and k not in misspelt]
    kept = [k for k in eligible if counts[k] >= HANDFUL]
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
            _too_few(categories, counts, eligible, category_name, measure_name)
            + _set_aside(categories, measurement, measure_name)
        )
    rare = [k for k in eligible if k not in kept]
    slips = [k for k in in_order if k in misspelt]
    declined = [k for k in in_order if categories.declined[k]]
    for left_alone, why in (
        (rare, "too few rows to learn from, so "),
        (slips, "probably misspelt, so "),
        (declined, ""),
    ):
        if left_alone:
            named = _listed(categories, left_alone)
            warnings += (f"{named}: {why}kept as written, never suggested.",)
    return kept, warnings


def _too_few(
    categories: CategoryReading,
    counts: NDArray[np.intp],
    eligible: list[int],
    category_name: str,
    measure_name: str,
) -> str:
    enough = [k for k in eligible if counts[k] >= FEWEST]
    total = int(counts[eligible].sum())
    advice = (
        f"At least two values of {category_name} are needed, each recorded with a usable "
        f"{measure_name} in {HANDFUL} rows or more. Fill in some that you know, then infer again."
    )
    if total == 0:
        return f"No {category_name} is recorded together with a usable {measure_name}. {advice}"
    if len(enough) == 1:
        return f"Only “{_label(categories, enough[0])}” is recorded often enough. {advice}"
    if total >= 2 * HANDFUL:
        return f"No value of {category_name} is recorded often enough. {advice}"
    record = f"{counted(total, 'row')} {'records' if total == 1 else 'record'}"
    return f"Only {record} a {category_name} with a usable {measure_name}. {advice}"


def _set_aside(
    categories: CategoryReading, measurement: MeasurementReading, measure_name: str
) -> str:
    """Say how many recorded rows have a measurement that does not count, if any."""
    present = ~measurement.usable & (measurement.problems != Problem.MISSING)
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
