"""The model of one fit: cells, sources of evidence, and the way back to the file's unit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks
from em_desktop.em.cells import Cells, Collapsed, collapse
from em_desktop.em.curves import curves
from em_desktop.em.design import Design
from em_desktop.em.evidence.letters import NameFeatures, build_features
from em_desktop.em.evidence.measured import Measured
from em_desktop.em.evidence.names import NameGrams
from em_desktop.em.evidence.normal import MEAN_ROWS, MEAN_ROWS_IN_ORDER, Prior
from em_desktop.em.evidence.protocol import Evidence
from em_desktop.em.evidence.shares import Shares
from em_desktop.em.frame import frame
from em_desktop.em.layout import Layout, lay_out
from em_desktop.em.options import Options
from em_desktop.em.parameters import Parameters
from em_desktop.em.posterior import normalised
from em_desktop.em.scale import CannotFit, Scale, measure

_ENOUGH_CELLS = 20_000

Estimates = tuple[Any, ...]
"""What each source has learnt, in the order of `Model.sources`."""


@dataclass(frozen=True)
class Sums:
    """What each source has gathered, in the order of the model."""

    parts: tuple[Floats, ...]

    def plus(self, other: "Sums") -> "Sums":
        """Return both together."""
        return Sums(tuple(a + b for a, b in zip(self.parts, other.parts, strict=True)))


@dataclass(frozen=True, eq=False)
class Model:
    """The model of one fit.

    Attributes:
        cells: the rows, put together and standardised.
        scales: the way back to the file's units, one for each measurement.
        sources: of evidence; the shares first.
        options: the choices.
        layout: the groups.
        features: of the given names; None where they are not looked at.
    """

    cells: Cells
    scales: tuple[Scale, ...]
    sources: tuple[Evidence[Any], ...]
    options: Options
    layout: Layout
    features: NameFeatures | None

    @property
    def n_rows(self) -> float:
        """Number of rows in all cells."""
        return float(self.cells.counts.sum())

    @property
    def chunk_size(self) -> int:
        """Cells worked on between two questions whether to cancel."""
        return self.options.chunk_size(self.cells.n_categories)

    def with_counts(self, counts: Floats) -> "Model":
        """Return the model of other numbers of rows in the same cells."""
        return replace(self, cells=replace(self.cells, counts=counts))

    def with_cells(self, cells: Cells) -> "Model":
        """Return the model of other cells on the same scales."""
        return replace(self, cells=cells)

    def with_options(self, options: Options) -> "Model":
        """Return the model of the same cells with other weights, tails and pulls."""
        sources = _sources(self.cells, self.layout, self.features, options)
        return replace(self, options=options, sources=sources)

    def parts(self, cancelled: Cancelled) -> Iterator[tuple[slice, Cells]]:
        """Yield parts that cover the cells, asking before each whether to cancel."""
        for rows in chunks(self.cells.n_cells, self.chunk_size, cancelled):
            yield rows, self.cells.part(rows)

    def weights(self, cells: Cells) -> Floats:
        """Return (m,) the weight of some cells: their rows, those of missing ones taken down."""
        if self.options.missing_weight == 1:
            return cells.counts
        return np.where(cells.labels < 0, self.options.missing_weight, 1.0) * cells.counts

    def gather(self, weights: Floats, estimates: Estimates | None, cells: Cells) -> Sums:
        """Return the sums of a part; ``weights`` are (K, m)."""
        known = estimates or (None,) * len(self.sources)
        return Sums(
            tuple(
                source.gather(weights, estimate, cells)
                for source, estimate in zip(self.sources, known, strict=True)
            )
        )

    @np.errstate(all="ignore")  # what overflows is found by the check of the objective
    def maximise(self, sums: Sums, previous: Estimates | None) -> Estimates:
        """Return the estimates that fit these sums best: the M step."""
        known = previous or (None,) * len(self.sources)
        return tuple(
            source.estimate(own, estimate)
            for source, own, estimate in zip(self.sources, sums.parts, known, strict=True)
        )

    def log_joint(self, estimates: Estimates, cells: Cells) -> Floats:
        """Return log(share x density) of cells, (K, m), whatever is recorded."""
        logs = np.zeros((cells.n_categories, cells.n_cells))
        for source, estimate in zip(self.sources, estimates, strict=True):
            logs += source.log_density(estimate, cells)
        return logs

    @np.errstate(all="ignore")
    def expect(self, estimates: Estimates, cancelled: Cancelled) -> tuple[float, Sums]:
        """Return the objective at ``estimates`` and what the next M step needs: the E step.

        Recorded cells are clamped: their own category has responsibility 1.

        Raises:
            Interrupted: if ``cancelled`` says so.
        """
        pairs = zip(self.sources, estimates, strict=True)
        objective = sum(source.log_penalty(estimate) for source, estimate in pairs)
        sums: Sums | None = None
        for _, cells in self.parts(cancelled):
            logs = self.log_joint(estimates, cells)
            allowed = cells.allowed()
            if allowed is not None:
                logs[~allowed] = -np.inf
            highest = logs.max(axis=0)
            responsibilities = np.exp(logs - highest)
            total = responsibilities.sum(axis=0)
            weights = self.weights(cells)
            objective += float(weights @ (highest + np.log(total)))
            responsibilities *= weights / total
            own = self.gather(responsibilities, estimates, cells)
            sums = own if sums is None else sums.plus(own)
        return objective, sums or Sums(())

    @np.errstate(under="ignore")
    def probabilities(self, estimates: Estimates, cancelled: Cancelled) -> Floats:
        """Return the probability of each category for each cell, (n_cells, K).

        Raises:
            Interrupted: if ``cancelled`` says so.
        """
        found = np.empty((self.cells.n_cells, self.cells.n_categories))
        for rows, cells in self.parts(cancelled):
            found[rows] = normalised(self.log_joint(estimates, cells)).T
        return found

    def log_likelihood(self, objective: float) -> float:
        """Return ``objective`` for densities in the units of the measurements."""
        return objective - self._log_units

    def describe(self, estimates: Estimates) -> Parameters:
        """Return the parameters in the unit of the main measurement."""
        cells = self.cells
        if cells.n_cells > _ENOUGH_CELLS:  # what is drawn need not know each of a million rows
            cells = cells.take(np.arange(0, cells.n_cells, 1 + cells.n_cells // _ENOUGH_CELLS))
        shares = self.sources[0].log_density(estimates[0], cells)
        joint = np.exp(shares) * cells.counts
        whole = joint.sum(axis=1) / joint.sum()
        if not self.scales:
            nothing = np.full(cells.n_categories, np.nan)
            return Parameters(whole, nothing, nothing)
        return Parameters.of(
            whole, curves(estimates[1], cells, joint, self.scales[0], self.options.tails)
        )

    @cached_property
    def _log_units(self) -> float:
        """Log densities on the standard scale less those in the units of the measurements."""
        weights = self.weights(self.cells)
        total = 0.0
        for scale, z in zip(self.scales, self.cells.values.T, strict=True):
            own = np.where(np.isnan(z), 0.0, weights)
            total += float(own.sum()) * scale.log_unit
            if scale.logarithmic:
                total += float(own @ np.nan_to_num(scale.places(z)))
        return total


def build(
    design: Design, options: Options, cancelled: Cancelled, *, with_rows: bool = False
) -> tuple[Model, Collapsed]:
    """Return the model of a design, and which cell each row is.

    Groups that cannot tell anything (only one, or hardly two rows in each) are left out.

    Raises:
        CannotFit: if the values cannot be fitted.
        Interrupted: if ``cancelled`` says so.
    """
    reading = design.names[options.reading] if design.names else None
    seen = frame(design, options.evidence, reading, ordered=options.ordered)
    size = options.chunk_size(design.n_categories)
    collapsed = collapse(seen, size, cancelled, with_rows=with_rows)
    if not collapsed.cells.n_cells:
        raise CannotFit("There are no values to fit.")
    cells, scales = _standardised(collapsed.cells, options, size, cancelled)
    layout = lay_out(cells, size, cancelled)
    if cells.n_slots > 1 and not layout.tells:
        cells = replace(cells, slots=np.zeros_like(cells.slots), n_slots=1)
        layout = lay_out(cells, size, cancelled)
    features = None if seen.reading is None else build_features(seen.reading)
    sources = _sources(cells, layout, features, options)
    model = Model(cells, scales, sources, options, layout, features)
    return model, replace(collapsed, cells=cells)


def _sources(
    cells: Cells, layout: Layout, features: NameFeatures | None, options: Options
) -> tuple[Evidence[Any], ...]:
    shares = Shares(layout.occupied, layout.share_rows, options.even_rows, options.apart)
    sources: list[Evidence[Any]] = [shares]
    if cells.values.shape[1]:
        sources.append(Measured(_prior(cells, layout, options), options.tails))
    if features is not None:
        sources.append(NameGrams(features, options.temper))
    return tuple(sources)


def _standardised(
    cells: Cells, options: Options, size: int, cancelled: Cancelled
) -> tuple[Cells, tuple[Scale, ...]]:
    values = np.empty_like(cells.values)
    scales = []
    for j in range(values.shape[1]):
        logarithmic = j < len(options.logarithmic) and options.logarithmic[j]
        column = cells.values[:, j]
        scale = measure(column, cells.counts, size, cancelled, logarithmic=logarithmic)
        for rows in chunks(cells.n_cells, size, cancelled):
            values[rows, j] = scale.standard(column[rows])
        scales.append(scale)
    return replace(cells, values=values), tuple(scales)


def _prior(cells: Cells, layout: Layout, options: Options) -> Prior:
    grouped = cells.n_slots > 1
    return Prior(
        n_categories=cells.n_categories,
        n_dimensions=cells.values.shape[1],
        n_functions=cells.basis.shape[1],
        occupied=layout.occupied,
        between=np.diag(layout.between) if grouped else None,
        within=np.diag(layout.within) if grouped else None,
        floor=options.variance_floor,
        shrinkage=options.shrinkage,
        mean_rows=MEAN_ROWS_IN_ORDER if options.ordered else MEAN_ROWS,
    )
