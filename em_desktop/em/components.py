"""How many components a sample without recorded categories has."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, Interrupted, never
from em_desktop.em.climb import Outcome
from em_desktop.em.design import Design
from em_desktop.em.fit import Fit, fit
from em_desktop.em.options import Options
from em_desktop.em.parameters import Parameters
from em_desktop.em.scale import CannotFit

MOST = 9
"""Components that are tried unless more are asked for."""

_DEFAULTS = Options()
_NARROWEST = 0.4  # steps to which the values are rounded: one value then weighs 1 in a step


@dataclass(frozen=True, eq=False)
class Chosen:
    """Fits with one component, with two, and so on.

    Attributes:
        fits: by number of components, from 1; those that failed are left out.
        bics: by number of components; the lower, the better.
    """

    fits: dict[int, Fit]
    bics: dict[int, float]

    @property
    def k(self) -> int:
        """The number of components with the lowest BIC; of equal ones the smallest."""
        return min(self.bics, key=lambda k: (self.bics[k], k))

    def components(self, k: int) -> Parameters:
        """Return the parameters of k components, in ascending order of their means.

        Raises:
            KeyError: there is no fit with k components.
        """
        found = self.fits[k].parameters
        order = np.argsort(found.means, kind="stable")
        return Parameters(found.shares[order], found.means[order], found.standard_deviations[order])


def choose_components(
    design: Design,
    most: int = MOST,
    options: Options = _DEFAULTS,
    *,
    cancelled: Cancelled = never,
    report: Callable[[int], None] | None = None,
) -> Chosen:
    """Fit 1, 2 … ``most`` components and compare them by BIC (Schwarz 1978).

    Rounded values invite components that sit on one value each; none is allowed to be narrower
    than rounding makes it, so that they gain nothing by it.

    Args:
        design: the rows, of which only the measurements matter.
        most: components that are tried.
        options: of each fit.
        cancelled: asked between iterations; True ends it all.
        report: called with the number of components before each fit.

    Raises:
        ValueError: a row has a category already, or ``most`` is less than 1.
        CannotFit: not even one component can be fitted.
        Interrupted: if ``cancelled`` says so.
    """
    if most < 1:
        raise ValueError("at least one component must be tried")
    if (design.labels >= 0).any():
        raise ValueError("rows with a category cannot tell how many there are")
    design = _measured(design)
    options = replace(options, variance_floor=max(options.variance_floor, _floor(design)))
    fits: dict[int, Fit] = {}
    message = ""
    for k in range(1, most + 1):
        if report is not None:
            report(k)
        names = tuple(str(i) for i in range(1, k + 1))
        found = fit(replace(design, categories=names), options, cancelled=cancelled)
        if found.outcome is Outcome.CANCELLED:
            raise Interrupted
        if found.outcome is Outcome.FAILED:
            message = message or found.message
            continue
        fits[k] = found
    if not fits:
        raise CannotFit(message)
    return Chosen(fits, {k: bic(design, found) for k, found in fits.items()})


def bic(design: Design, found: Fit) -> float:
    """Return the Bayesian information criterion of a fit.

    That is minus twice the log likelihood, plus log n for each parameter: ``K - 1`` shares, and
    for each component ``d`` means and ``d (d + 1) / 2`` variances and covariances of the ``d``
    measurements. Rows without any measurement do not count.
    """
    values = _measurements(design)
    n, d, k = int((~np.isnan(values)).any(axis=1).sum()), values.shape[1], len(found.categories)
    n_parameters = k - 1 + k * d + k * d * (d + 1) // 2
    return float(-2 * found.log_likelihood + n_parameters * np.log(max(n, 1)))


def _measured(design: Design) -> Design:
    """Return the measurements alone, of the rows that have one."""
    there = (~np.isnan(_measurements(design))).any(axis=1)
    further = None if design.further is None else design.further[there]
    return Design(design.values[there], design.labels[there], ("any",), further=further)


def _measurements(design: Design) -> Floats:
    """Return all measurements, shape (n, d)."""
    main = design.values[:, np.newaxis]
    return main if design.further is None else np.hstack([main, design.further])


def _floor(design: Design) -> float:
    """Return the variance that rounding leaves, as a part of the whole sample's, at most 1."""
    parts = [0.0]
    for column in _measurements(design).T:
        values = np.unique(column[~np.isnan(column)])
        if len(values) > 1:
            step, spread = float(np.diff(values).min()), float(np.nanstd(column))
            parts.append((_NARROWEST * step / spread) ** 2 if spread > 0 else 0.0)
    return min(max(parts), 1.0)
