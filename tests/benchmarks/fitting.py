"""EM against scikit-learn's, from the same start and for as many iterations."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

import measure
import numpy as np
import rosters
from measure import Figures, Row, Sizes
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from em_desktop.em import Design, Fit, Options, Outcome, fit

PART = "fit"
ITERATIONS = 20
CATEGORIES = ("female", "male")


def run(sizes: Sizes, _folder: Path) -> Iterator[Row]:
    # Several threads of the peer wait for one another where others use the cores, too.
    with threadpool_limits(1):
        yield from _fits(sizes)


def _fits(sizes: Sizes) -> Iterator[Row]:
    for n in sizes.fit_rows:
        for rounded in (True, False):
            yield _against_scikit(n, sizes, rounded=rounded)
    for n in sizes.fit_rows:
        yield _usual(n, sizes)
    yield _cancel(max(sizes.fit_rows), 4 * sizes.repeats)


def _against_scikit(n: int, sizes: Sizes, *, rounded: bool) -> Row:
    values, _ = rosters.heights(n, rounded=rounded)
    design = Design(values, np.full(n, -1), CATEGORIES)
    options = Options(max_iterations=ITERATIONS, tolerance=0, starts=1)
    ours = fit(design, options)
    peer = _same_start(ours)
    column = values[:, np.newaxis]

    def by_scikit() -> GaussianMixture:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # the number of steps is ours
            return peer.fit(column)

    figures = measure.against(lambda: fit(design, options), by_scikit, sizes.repeats)
    difference = ours.log_likelihood / n - peer.score(column)
    kind = "rounded to 0.1 cm" if rounded else "all distinct"
    return Row(
        PART,
        f"{n:,} rows, {kind}",
        *figures,
        "GaussianMixture",
        f"{ours.n_iterations} and {peer.n_iter_} iterations; "
        f"mean log likelihood differs by {difference:.0e}",
    )


def _same_start(ours: Fit) -> GaussianMixture:
    start = ours.iterations[0].parameters
    return GaussianMixture(
        len(start.means),
        tol=0,
        reg_covar=0,
        max_iter=ours.n_iterations,
        weights_init=start.shares,
        means_init=start.means[:, np.newaxis],
        precisions_init=start.standard_deviations[:, np.newaxis, np.newaxis] ** -2.0,
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
    """Measure from a cancel at any time to the end of the run; the longest is what counts."""
    values, _ = rosters.heights(n, rounded=False)
    design = Design(values, np.full(n, -1), CATEGORIES)
    waits = [_cancelled_after(0.02 + 0.1 * turn, design) for turn in range(repeats)]
    known = tuple(wait for wait in waits if wait is not None) or (float("nan"),)
    return Row(
        PART,
        f"cancel to the end of a run, {n:,} rows, no labels",
        Figures(known),
        note=f"the longest of {len(known)}: {max(known) * 1e3:.0f} ms",
    )


def _cancelled_after(delay: float, design: Design) -> float | None:
    """Return the seconds from the cancel to the end; None if the fit had ended before."""
    asked, ends = Event(), list[tuple[Outcome, float]]()

    def work() -> None:
        outcome = fit(design, Options(tolerance=0), cancelled=asked.is_set).outcome
        ends.append((outcome, perf_counter()))

    thread = Thread(target=work)
    thread.start()
    sleep(delay)
    start = perf_counter()
    asked.set()
    thread.join()
    outcome, end = ends[0]
    return end - start if outcome is Outcome.CANCELLED else None
