"""The model of one fit: cells, sources of evidence, and the way back to the file's unit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks
from em_desktop.em.cells import Cells, collapse
from em_desktop.em.design import Design
from em_desktop.em.evidence.grouped import GroupedEstimate, GroupedNormal, Layout, lay_out
from em_desktop.em.evidence.normal import Normal, NormalEstimate
from em_desktop.em.evidence.protocol import Evidence
from em_desktop.em.evidence.shares import ShareEstimate, Shares
from em_desktop.em.options import Options
from em_desktop.em.parameters import GroupedParameters, Parameters
from em_desktop.em.scale import Scale, standardise

Estimates = tuple[Any, ...]
"""What each source has learnt, in the order of `Model.sources`."""


class Sums:
    """What each source gathers, added up over the slices of one pass."""

    def __init__(self, sources: tuple[Evidence[Any], ...]) -> None:
        """Take the sources, in the order of the model."""
        self._sources = sources
        self._sums: list[Floats] | None = None

    def add(self, weights: Floats, estimates: Estimates | None, rows: slice) -> None:
        """Add a slice; ``weights`` are (K, m) responsibility times count."""
        known = estimates or (None,) * len(self._sources)
        own = [
            source.gather(weights, estimate, rows)
            for source, estimate in zip(self._sources, known, strict=True)
        ]
        if self._sums is None:
            self._sums = own
        else:
            self._sums = [total + part for total, part in zip(self._sums, own, strict=True)]

    @np.errstate(all="ignore")  # what overflows is found by the check of the objective
    def maximise(self, previous: Estimates | None) -> Estimates:
        """Return the estimates that fit these sums best: the M step."""
        known = previous or (None,) * len(self._sources)
        return tuple(
            source.estimate(own, estimate)
            for source, own, estimate in zip(self._sources, self._sums or [], known, strict=True)
        )


@dataclass(frozen=True)
class Model:
    """The model of one fit.

    Attributes:
        cells: the rows, put together and standardised.
        scale: the way back to the file's unit.
        sources: of evidence; the shares first, the measurement second.
        layout: the groups; None where there are none, or they tell nothing.
        chunk_size: cells worked on between two questions whether to cancel.
    """

    cells: Cells
    scale: Scale
    sources: tuple[Evidence[Any], ...]
    layout: Layout | None
    chunk_size: int

    def slices(self, cancelled: Cancelled) -> Iterator[slice]:
        """Yield slices that cover the cells, asking before each whether to cancel."""
        return chunks(self.cells.n_cells, self.chunk_size, cancelled)

    @np.errstate(all="ignore")
    def expect(self, estimates: Estimates, cancelled: Cancelled) -> tuple[float, Sums]:
        """Return the objective at ``estimates`` and what the next M step needs: the E step.

        Recorded cells are clamped: their own category has responsibility 1.

        Raises:
            Interrupted: if ``cancelled`` says so.
        """
        pairs = list(zip(self.sources, estimates, strict=True))
        objective = sum(source.log_penalty(estimate) for source, estimate in pairs)
        sums = Sums(self.sources)
        for rows in self.slices(cancelled):
            logs = np.zeros((self.cells.n_categories, rows.stop - rows.start))
            for source, estimate in pairs:
                logs += source.log_density(estimate, rows)
            allowed = self.cells.allowed(rows)
            if allowed is not None:
                logs[~allowed] = -np.inf
            highest = logs.max(axis=0)
            weights = np.exp(logs - highest)
            total = weights.sum(axis=0)
            counts = self.cells.counts[rows]
            objective += float(counts @ (highest + np.log(total)))
            weights *= counts / total
            sums.add(weights, estimates, rows)
        return objective, sums

    def log_likelihood(self, objective: float) -> float:
        """Return ``objective`` for densities in the file's unit."""
        return objective - self.cells.n_rows * self.scale.log_unit

    def describe(self, estimates: Estimates) -> Parameters:
        """Return the parameters in the file's unit."""
        shares: ShareEstimate = estimates[0]
        if self.layout is None:
            plain: NormalEstimate = estimates[1]
            return Parameters(
                shares=shares.common,
                means=self.scale.places(plain.means),
                standard_deviations=self.scale.lengths(np.sqrt(plain.variances)),
            )
        grouped: GroupedEstimate = estimates[1]
        return GroupedParameters.of(
            slot_shares=self.layout.rows / self.layout.rows.sum(),
            shares=shares.by_slot,
            means=self.scale.places(grouped.means),
            standard_deviations=self.scale.lengths(np.sqrt(grouped.variances)),
        )


def build(design: Design, options: Options, cancelled: Cancelled) -> Model:
    """Return the model of a design.

    Groups that cannot tell anything (only one, or hardly two rows in each) are left out.

    Raises:
        CannotFit: if the values cannot be fitted.
        Interrupted: if ``cancelled`` says so.
    """
    size = options.chunk_size(design.n_categories)
    cells, scale = standardise(collapse(design, size, cancelled), size, cancelled)
    if cells.n_slots > 1:
        layout = lay_out(cells, size, cancelled)
        if layout.tells:
            grouped = GroupedNormal(cells, layout, options.variance_floor)
            return Model(cells, scale, (Shares(cells, layout.occupied), grouped), layout, size)
        cells = replace(cells, slots=np.zeros_like(cells.slots), n_slots=1)
    normal = Normal(cells, options.variance_floor)
    return Model(cells, scale, (Shares(cells, np.ones(1)), normal), None, size)
