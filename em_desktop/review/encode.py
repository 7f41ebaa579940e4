"""From a workspace to the numbers that the model sees, or the sentence that says why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import Design
from em_desktop.em.names import Names
from em_desktop.em.sources import Source
from em_desktop.review.clusters import Clusters
from em_desktop.review.components import CannotInfer, components
from em_desktop.review.evidence import Witnesses, speaking, usable_values, used, witnesses
from em_desktop.review.naming import category_noun, further_nouns, group_noun, measurement_noun
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.headers import HEIGHT_WORDS, header_words, mentions
from em_desktop.roster.measurements import Problem
from em_desktop.roster.options import Unit
from em_desktop.roster.reading import Reading
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import RowIds

__all__ = ["CannotInfer", "Encoding", "NothingMissing", "encode", "evidence_noun", "observe"]


class NothingMissing(CannotInfer):
    """Every row has its category already."""


@dataclass(frozen=True, eq=False)
class Encoding:
    """What the model sees of a workspace.

    Attributes:
        design: the rows that take part, with all evidence that has a column; names only where
            they are used.
        row_ids: identity of each row of the design, shape ``(n,)``.
        column: the category column.
        measurement: the measurement column.
        unit: of the design's values.
        labels: the text to write for each category of the design.
        recorded: how many recorded rows anchor each category, shape ``(K,)``.
        warnings: sentences about what was left out.
        evidence: the sources that the model is to use.
        witnesses: what these sources say of each row of the design.
        clusters: the groups that were named before a row had one; None where the categories are
            those of the recorded rows.
        reading: of the workspace's roster.
        rows: position in the roster of each row of the design.
        roles: what each column meant; None where that is not known.
        unnamed: what to say in place of warnings that name values of single rows.
    """

    design: Design
    row_ids: RowIds
    column: int
    measurement: int
    unit: Unit
    labels: tuple[str, ...]
    recorded: NDArray[np.intp]
    warnings: tuple[str, ...]
    evidence: frozenset[Source] = frozenset({Source.MEASUREMENT})
    witnesses: Witnesses = field(default_factory=dict)
    clusters: Clusters | None = None
    reading: Reading | None = None
    rows: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    roles: Roles | None = None
    unnamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which rows of the design are to be inferred, shape ``(n,)``."""
        return self.design.labels < 0

    def whole_design(self) -> Design:
        """Return the design with the names, so that a fit can tell what they would add.

        They may take seconds to read where rows are many: this is for a worker.
        """
        if self.design.names or self.reading is None:
            return self.design
        return replace(self.design, names=_names(self.reading, self.rows))

    @property
    def n_measured(self) -> int:
        """How many rows of the design have a measurement."""
        return int(np.count_nonzero(~np.isnan(self.design.values)))

    @property
    def is_one_measurement(self) -> bool:
        """Whether the model is to look at the one measurement alone."""
        return self.evidence == {Source.MEASUREMENT} and self.design.further is None


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
        evidence_name = evidence_noun(workspace, reading)
        which = (
            f"None of the {n_missing} rows without {category_name} has a usable {evidence_name}"
            if n_missing > 1
            else f"The only row without {category_name} has no usable {evidence_name}"
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
    if measurement.proposals and not measurement.usable.any():
        raise CannotInfer(
            f"No {measure_name} counts yet: all are dates or otherwise doubtful. In the window, F8 "
            "goes to the first and proposes what was meant; one answer settles all alike."
        )
    unread = np.isin(measurement.problems, (Problem.UNREADABLE, Problem.DATE))
    if np.isnan(measurement.values).all() and unread.any():
        raise CannotInfer(
            f"The column {measure_name} holds no numbers, so it cannot be the measurement. Choose "
            "another one."
        )
    speaks, values = speaking(workspace, reading), usable_values(measurement)
    evidence_name = evidence_noun(workspace, reading)
    nouns = (category_name, measure_name, evidence_name)
    kept, warnings, unnamed = components(categories, measurement, speaks, nouns)
    warnings += _odd_columns(workspace, reading)
    place = np.full(len(categories.categories) + 1, -2, dtype=np.intp)
    place[kept] = np.arange(len(kept))
    place[-1] = -1  # code -1, missing
    labels = place[categories.codes]
    rows = np.flatnonzero(speaks & (labels >= -1))
    sources = used(workspace, reading)
    is_alone = Source.NAME not in sources and not reading.further
    compared = values[rows][(labels[rows] >= 0) | bool(categories.known)]
    if is_alone and len(compared) and np.ptp(compared) == 0:
        which = "All rows" if categories.known else "All recorded rows"
        raise CannotInfer(
            f"{which} have the same {measure_name}, so it cannot tell one {category_name} from "
            "another. Check that the right column is the measurement."
        )
    left_out = int((~speaks & (categories.codes < 0)).sum())
    if left_out:
        warnings += (
            f"{counted(left_out, 'row')} without {category_name} "
            f"{'has' if left_out == 1 else 'have'} no usable {evidence_name} "
            f"and {'gets' if left_out == 1 else 'get'} no suggestion.",
        )
    names = tuple(categories.categories[k].label for k in kept)
    groups = reading.groups
    design = Design(
        values=values[rows],
        labels=labels[rows],
        categories=names,
        groups=None if groups is None else groups[rows],
        n_groups=0 if groups is None else len(reading.group_names),
        further=_further(reading, rows),
        ages=None if reading.ages is None else reading.ages[rows],
        names=_names(reading, rows) if Source.NAME in sources else (),
    )
    return Encoding(
        design=design,
        evidence=sources,
        witnesses=witnesses(workspace.roles, reading, sources, rows),
        reading=reading,
        rows=rows,
        roles=workspace.roles,
        row_ids=workspace.roster.row_ids[rows],
        column=column,
        measurement=measured_by,
        unit=measurement.unit,
        labels=names,
        recorded=np.bincount(design.labels[design.labels >= 0], minlength=len(names)),
        warnings=warnings,
        clusters=workspace.clusters if categories.known else None,
        unnamed=unnamed,
    )


def evidence_noun(workspace: Workspace, reading: Reading) -> str:
    """Return what a row needs to take part, fit for a sentence."""
    nouns = (measurement_noun(workspace, reading), *further_nouns(workspace))
    if Source.NAME in used(workspace, reading):
        nouns += ("first name",)
    return " or ".join((", ".join(nouns[:-1]), nouns[-1])) if len(nouns) > 1 else nouns[0]


def _names(reading: Reading, rows: NDArray[np.intp]) -> tuple[Names, ...]:
    return tuple(Names(texts, codes[rows]) for texts, codes in reading.names)


def _further(reading: Reading, rows: NDArray[np.intp]) -> NDArray[np.float64] | None:
    if not reading.further:
        return None
    return np.column_stack([usable_values(each)[rows] for each in reading.further])


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
    if Source.GROUP in workspace.evidence and reading.groups is not None:
        n = int((reading.groups >= 0).sum())
        if n < 2 * len(reading.group_names):
            warnings += (
                f"Most rows have a “{group_noun(workspace)}” of their own, so that there is little "
                "to compare within it. Choose another group, or none.",
            )
    return warnings
