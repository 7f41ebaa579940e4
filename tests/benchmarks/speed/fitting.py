"""EM against scikit-learn's, from the same start and for as many iterations."""

import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cancelling
import measure
import numpy as np
import rosters
from measure import Figures, Row, Sizes
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from em_desktop.em import Design, Fit, Options, fit

PART = "fit"
ITERATIONS = 50
CATEGORIES = ("female", "male")

_SAME = Options(max_iterations=ITERATIONS, tolerance=0, starts=1)
_MEGABYTE = 1e6
_FEW = 0.2
"""Part of the rows that is recorded where EM is to take long."""
_MANY = 1_000_000
"""More rows than this are measured only where they are rounded."""


def run(sizes: Sizes, _folder: Path) -> Iterator[Row]:
    # Several threads of the peer wait for one another where others use the cores, too.
    with threadpool_limits(1):
        yield from _fits(sizes)


def _fits(sizes: Sizes) -> Iterator[Row]:
    for n in sizes.fit_rows:
        for rounded in (True, False) if n <= _MANY else (True,):
            yield from _against_scikit(n, sizes, rounded=rounded)
    for n in sizes.fit_rows:
        yield _to_the_end(n, sizes)
    for n in sizes.fit_rows:
        yield _usual(n, sizes)
    yield _cancel(max(sizes.fit_rows), 4 * sizes.repeats)


def _against_scikit(n: int, sizes: Sizes, *, rounded: bool) -> Iterator[Row]:
    values, _ = rosters.heights(n, rounded=rounded)
    design = Design(values, np.full(n, -1), CATEGORIES)
    ours = fit(design, _SAME)
    peer = _same_start(ours)
    column = values[:, np.newaxis]

    def by_scikit(model: GaussianMixture = peer) -> GaussianMixture:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # the number of steps is ours
            return model.fit(column)

    mine, its = measure.against(lambda: fit(design, _SAME), by_scikit, sizes.repeats)
    difference = ours.log_likelihood / n - peer.score(column)
    what = f"{n:,} rows, {'rounded to 0.1 cm' if rounded else 'all distinct'}"
    note = (
        f"{ours.n_iterations} and {peer.n_iter_} iterations, {its.median / mine.median:,.0f} "
        f"times as fast; mean log likelihood differs by {difference:.0e}"
    )
    yield Row(PART, what, mine, its, "GaussianMixture", note)
    few = replace(_SAME, max_iterations=2)  # further ones need no more memory
    yield Row(
        PART,
        f"{what}: peak memory",
        _peak(lambda: fit(design, few)),
        _peak(lambda: by_scikit(_same_start(ours, 2))),
        "GaussianMixture",
        "besides the heights themselves",
    )


def _same_start(ours: Fit, iterations: int = ITERATIONS) -> GaussianMixture:
    start = ours.iterations[0].parameters
    return GaussianMixture(
        len(start.means),
        tol=0,
        reg_covar=0,
        max_iter=min(ours.n_iterations, iterations),
        weights_init=start.shares,
        means_init=start.means[:, np.newaxis],
        precisions_init=start.standard_deviations[:, np.newaxis, np.newaxis] ** -2.0,
    )


def _peak(work: Callable[[], object]) -> Figures:
    """Return the most memory that some work has at a time, beyond what there was before."""
    tracemalloc.start()
    try:
        work()
        return Figures((tracemalloc.get_traced_memory()[1] / _MEGABYTE,), "MB")
    finally:
        tracemalloc.stop()


def _to_the_end(n: int, sizes: Sizes) -> Row:
    """Measure until the log likelihood changes by no more than a part in ten thousand million."""
    values, component = rosters.heights(n, rounded=True)
    recorded = np.random.default_rng(n).random(n) < _FEW
    design = Design(values, np.where(recorded, component, -1), CATEGORIES)
    size = abs(fit(design, _SAME).log_likelihood) / n
    options = Options(max_iterations=10_000, tolerance=1e-10 * size)
    result = fit(design, options)
    seconds = tuple(measure.timed(lambda: fit(design, options)) for _ in range(sizes.repeats))
    return Row(
        PART,
        f"{n:,} rows, rounded, {_FEW:.0%} recorded, to a relative change of 1e-10",
        Figures(seconds),
        note=f"{result.outcome} after {result.n_iterations} iterations",
    )


def _usual(n: int, sizes: Sizes) -> Row:
    design = _recorded(n)
    result = fit(design)
    seconds = tuple(measure.timed(lambda: fit(design)) for _ in range(sizes.repeats))
    note = f"{result.outcome} after {result.n_iterations} iterations"
    return Row(
        PART, f"{n:,} rows, all distinct, 80 % recorded, defaults", Figures(seconds), note=note
    )


def _recorded(n: int) -> Design:
    values, component = rosters.heights(n, rounded=False)
    lacking = np.random.default_rng(n).random(n) < rosters.MISSING
    return Design(values, np.where(lacking, -1, component), CATEGORIES)


def _cancel(n: int, repeats: int) -> Row:
    values, _ = rosters.heights(n, rounded=False)
    design = Design(values, np.full(n, -1), CATEGORIES)
    endless = Options(tolerance=0)
    return cancelling.row(
        PART,
        f"{n:,} rows, no labels",
        lambda cancelled: fit(design, endless, cancelled=cancelled).outcome,
        repeats,
    )
