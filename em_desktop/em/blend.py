"""The models of a stack, fitted to all rows, and what they say together."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled
from em_desktop.em.cells import Cells, Collapsed
from em_desktop.em.climb import Outcome, Step, best_climb
from em_desktop.em.draws import draws
from em_desktop.em.fit import Iteration, iteration
from em_desktop.em.inference import Contributions, ParameterErrors
from em_desktop.em.model import Estimates, Model
from em_desktop.em.scale import CannotFit
from em_desktop.em.stacking import Stack

_LEAST_WEIGHT = 0.01
"""A member that weighs less is not fitted."""
N_DRAWS = 40
FEW_RECORDED = 400
"""With more recorded rows the parameters are known well enough."""
_MANY_CELLS = 4_000
_DRAWS_FOR_ERRORS = 16
_SMALLEST = 1e-300
_ENOUGH = 1e-6  # tolerance of the members that are not shown


@dataclass(frozen=True, eq=False)
class Fitted:
    """A member of the stack, fitted to all rows.

    Attributes:
        model: its model.
        estimates: at the end of its climb.
        weight: in the stack.
        drawn: estimates as uncertain as they are; empty where that is not looked at.
    """

    model: Model
    estimates: Estimates
    weight: float
    drawn: tuple[Estimates, ...]


@dataclass(frozen=True, eq=False)
class Blend:
    """All members of a stack.

    Attributes:
        collapsed: the cells, and which of them each row is.
        stack: the members' weights.
        fitted: the members that were fitted, the one that is shown first.
        modest: weight of the model that says nothing.
        iterations: the climb that is shown.
        outcome: how it ended.
    """

    collapsed: Collapsed
    stack: Stack
    fitted: tuple[Fitted, ...]
    modest: float
    iterations: tuple[Iteration, ...]
    outcome: Outcome

    def by_cell(self, cancelled: Cancelled) -> Floats:
        """Return probabilities for each cell, (n_cells, K).

        Raises:
            Interrupted: if ``cancelled`` says so.
        """
        cells = self.collapsed.cells
        parts = [_averaged(fitted, cancelled) for fitted in self.fitted]
        weights = [fitted.weight for fitted in self.fitted]
        if self.modest:
            nothing = nothing_said(cells)
            parts.append(np.broadcast_to(nothing, (cells.n_cells, len(nothing))))
            weights.append(self.modest)
        return self._tempered(parts, np.array(weights) / sum(weights))

    def families(
        self, missing: NDArray[np.bool_], cancelled: Cancelled
    ) -> tuple[tuple[float, float], ...]:
        """Return the weight of each family for why categories are missing, and what it expects.

        Args:
            missing: (n,) rows of the design without a category.
            cancelled: whether to stop.

        Returns:
            Pairs of a weight and of the number of wrong suggestions that the family expects, as a
            ratio to what all members together expect.

        Raises:
            Interrupted: if ``cancelled`` says so.
        """
        kinds = sorted({fitted.model.options.apart for fitted in self.fitted})
        if len(kinds) == 1 or not missing.any():
            return ((1.0, 1.0),)
        rows = self.collapsed.spread(np.arange(self.collapsed.cells.n_cells))[missing]
        counts = np.bincount(rows, minlength=self.collapsed.cells.n_cells)
        together = self.by_cell(cancelled)
        best = together.argmax(axis=1)[:, np.newaxis]
        doubt = float(counts @ (1 - np.take_along_axis(together, best, axis=1)[:, 0]))
        found = []
        for kind in kinds:
            own = [fitted for fitted in self.fitted if fitted.model.options.apart == kind]
            alone = replace(self, fitted=tuple(own)).by_cell(cancelled)
            expected = float(counts @ (1 - np.take_along_axis(alone, best, axis=1)[:, 0]))
            weight = sum(fitted.weight for fitted in own)
            found.append((weight, expected / max(doubt, _SMALLEST)))
        return tuple(found)

    def contributions(self, cells: Cells, together: Floats) -> Contributions:
        """Return what each source says of some cells; ``together`` (m, K) is what all say."""
        shown = self.fitted[0].model.sources
        total = sum(fitted.weight for fitted in self.fitted)
        logs = np.zeros((len(shown) + 1, cells.n_cells, cells.n_categories))
        for fitted in self.fitted:
            pairs = zip(fitted.model.sources, fitted.estimates, strict=True)
            for place, (source, estimate) in enumerate(pairs):
                logs[place] += fitted.weight / total * source.log_density(estimate, cells).T
        logs[-1] = np.log(np.maximum(together, _SMALLEST)) - logs[:-1].sum(axis=0)
        logs -= logs.mean(axis=2, keepdims=True)
        return Contributions((*(source.name for source in shown), "caution"), logs)

    def densities(self, cells: Cells, values: Floats) -> Floats:
        """Return the density of the main measurement where one cell stands, by category.

        As in `contributions`, the members are averaged on the scale of logarithms, so that the
        ratio of two categories is that of the odds that share and measurement give together.

        Args:
            cells: one cell; of its measurements nothing counts.
            values: (m,) in the measurement's unit.

        Returns:
            (K, m) each scaled by its category's share there; NaN where no measurement is used.
        """
        first = self.fitted[0].model
        if not first.scales:
            return np.full((cells.n_categories, len(values)), np.nan)
        scale, few = first.scales[0], np.finfo(np.float64).tiny
        points = np.maximum(values, few) if scale.logarithmic else values
        standard = np.full((len(values), cells.values.shape[1]), np.nan)
        standard[:, 0] = scale.standard(points)
        there = replace(cells.take(np.zeros(len(values), dtype=np.intp)), values=standard)
        total = sum(fitted.weight for fitted in self.fitted)
        logs = np.zeros((cells.n_categories, len(values)))
        for fitted in self.fitted:
            pairs = zip(fitted.model.sources[:2], fitted.estimates[:2], strict=True)
            for source, estimate in pairs:
                logs += fitted.weight / total * source.log_density(estimate, there)
        logs -= scale.log_unit
        if scale.logarithmic:
            logs = np.where(values > 0, logs - np.log(points), -np.inf)
        with np.errstate(under="ignore"):
            return np.asarray(np.exp(logs))

    def standard_errors(self) -> ParameterErrors | None:
        """Return the standard errors of the parameters that are shown."""
        best = self.fitted[0]
        if len(best.drawn) < 2:
            return None
        found = [best.model.describe(estimates) for estimates in best.drawn]
        return ParameterErrors(
            shares=_spread([p.shares for p in found]),
            means=_spread([p.means for p in found]),
            standard_deviations=_spread([p.standard_deviations for p in found]),
            n_draws=len(found),
        )

    def _tempered(self, parts: list[Floats], weights: Floats) -> Floats:
        return Stack(self.stack.members, weights, self.stack.temperature).mix(parts)


def blend(
    model: Model,
    collapsed: Collapsed,
    stack: Stack,
    cancelled: Cancelled,
    report: Callable[[Iteration], None] | None,
) -> Blend:
    """Fit the members that count to all rows, and report the climb of the best.

    Args:
        model: of all rows; the members differ in their options.
        collapsed: the cells of the model.
        stack: the members and their weights.
        cancelled: whether to stop.
        report: called with each iteration of the member that is shown.

    Raises:
        CannotFit: if the best member cannot be fitted.
        Interrupted: if ``cancelled`` says so.
    """
    iterations: list[Iteration] = []

    def show(own: Model, step: Step) -> None:
        iterations.append(iteration(own, len(iterations), step))
        if report is not None:
            report(iterations[-1])

    order = [stack.best] + [i for i in range(len(stack.members)) if i != stack.best]
    recorded = float(model.cells.counts[model.cells.labels >= 0].sum())
    fitted: list[Fitted] = []
    outcome = Outcome.CONVERGED
    for place in order:
        options, weight = stack.members[place].options, float(stack.weights[place])
        if options is None or (fitted and weight < _LEAST_WEIGHT):
            continue
        if place != stack.best:
            options = replace(options, tolerance=max(options.tolerance, _ENOUGH))
        own = model.with_options(options)
        climb = best_climb(own, options, cancelled)
        last = None
        for step in climb.steps():
            last = step
            if place == stack.best:
                show(own, step)
        if last is None:
            raise CannotFit("The values are too extreme to compute with.")
        if place == stack.best:
            outcome = climb.outcome
        n_draws = _n_draws(own, recorded, weight, first=place == stack.best)
        drawn = tuple(draws(own, last.estimates, n_draws, options.seed, cancelled))
        fitted.append(Fitted(own, last.estimates, max(weight, _LEAST_WEIGHT), drawn))
    modest = sum(
        float(w) for m, w in zip(stack.members, stack.weights, strict=True) if m.options is None
    )
    return Blend(collapsed, stack, tuple(fitted), modest, tuple(iterations), outcome)


def _spread(drawn: list[Floats]) -> Floats:
    """Return the standard deviations (K,) of what was drawn, whatever its unit."""
    unit = max(float(np.abs(drawn).max()), _SMALLEST)
    return np.asarray(unit * np.std(np.array(drawn) / unit, axis=0, ddof=1))


def nothing_said(cells: Cells) -> Floats:
    """Return the shares of the categories among recorded rows, (K,), none of them 0."""
    recorded = cells.labels >= 0
    rows = np.bincount(cells.labels[recorded], cells.counts[recorded], minlength=cells.n_categories)
    return np.asarray((rows + 1) / (rows + 1).sum())


def contributions_of(made: Blend, probabilities: Floats, rows: Integers) -> Contributions:
    """Return what each source says of some rows of the design."""
    collapsed = made.collapsed
    cells = collapsed.cells.take(collapsed.cells_of(rows))
    return made.contributions(cells, probabilities[rows])


def densities_of(made: Blend, row: int, values: Floats) -> Floats:
    """Return the densities of the main measurement where one row of the design stands, (K, m)."""
    collapsed = made.collapsed
    cell = collapsed.cells.take(collapsed.cells_of(np.array([row], dtype=np.intp)))
    return made.densities(cell, values)


def _n_draws(model: Model, recorded: float, weight: float, *, first: bool) -> int:
    if model.cells.n_cells > _MANY_CELLS or not recorded:
        return 0
    few = recorded < FEW_RECORDED
    least = _DRAWS_FOR_ERRORS if first else 0
    return max(least, round(N_DRAWS * weight)) if few else least


def _averaged(fitted: Fitted, cancelled: Cancelled) -> Floats:
    """Return the probabilities of a member, averaged over its parameters where they are drawn."""
    cells = fitted.model.cells
    few = float(cells.counts[cells.labels >= 0].sum()) < FEW_RECORDED
    if not few or not fitted.drawn:
        return fitted.model.probabilities(fitted.estimates, cancelled)
    every = [fitted.model.probabilities(estimates, cancelled) for estimates in fitted.drawn]
    return np.asarray(np.mean(every, axis=0))
