"""The climb of EM from one start, and the choice among several."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

import numpy as np

from em_desktop.em.cancelling import Cancelled
from em_desktop.em.model import Estimates, Model, Sums
from em_desktop.em.options import Options
from em_desktop.em.scale import CannotFit
from em_desktop.em.start import starts

_STEPS_BEFORE_A_LEAP = 3  # EM's own; twice as many after a leap that led nowhere
_SHORT_CLIMB = 20  # iterations after which starts are compared
_FALL = 1e-10  # of the objective and for each row; falling by more is a mistake
_SETTLING = 4  # M steps of a leap where there are groups: there one changes parts in turn
_NOISE = 1e-14  # the same; rising by less is rounding


class Outcome(StrEnum):
    """How a fit ended."""

    CONVERGED = "converged"
    ITERATION_LIMIT = "iteration limit"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True)
class Step:
    """Estimates and the objective at them."""

    estimates: Estimates
    objective: float


class Climb:
    """EM from one start.

    Attributes:
        outcome: converged or iteration limit, once `steps` has ended.
    """

    def __init__(
        self, model: Model, start: Estimates, options: Options, cancelled: Cancelled
    ) -> None:
        self._model = model
        self._options = options
        self._cancelled = cancelled
        self._steps = self._guarded(start)
        self._taken: list[Step] = []
        self.outcome = Outcome.ITERATION_LIMIT

    def height_after(self, n_iterations: int) -> float:
        """Return the objective after so many iterations, or fewer if it converges before."""
        self._taken.extend(islice(self._steps, n_iterations + 1 - len(self._taken)))
        return self._taken[-1].objective

    def steps(self) -> Iterator[Step]:
        """Yield all steps from the start on, those already taken as well.

        Raises:
            CannotFit: if the numbers go beyond what can be computed.
            Interrupted: if the user cancels.
        """
        return chain(self._taken, self._steps)

    def _guarded(self, start: Estimates) -> Iterator[Step]:
        try:
            yield from self._climb(start)
        except np.linalg.LinAlgError as error:
            raise CannotFit("The values are too extreme to compute with.") from error

    def _climb(self, estimates: Estimates) -> Iterator[Step]:
        """Yield EM's steps, with an extrapolation after each second one if it is asked for."""
        enough = self._options.tolerance * self._model.n_rows
        highest, made = -np.inf, 0
        path: list[Sums] = []
        wait = _STEPS_BEFORE_A_LEAP
        while made <= self._options.max_iterations:
            objective, sums = self._model.expect(estimates, self._cancelled)
            made += 1
            gain = objective - highest
            size = abs(objective) + self._model.n_rows
            self._check(objective, gain, size)
            if gain > _NOISE * size:
                highest = objective
                yield Step(estimates, objective)
            if gain <= max(enough, _NOISE * size):
                self.outcome = Outcome.CONVERGED
                return
            path.append(sums)
            if (
                self._options.accelerate
                and len(path) >= wait
                and made <= self._options.max_iterations
            ):
                leap = self._leap(path[-3:], estimates, objective)
                made += 1
                wait = 2 * wait if leap is None else _STEPS_BEFORE_A_LEAP
                if leap is not None:
                    estimates, highest, sums = leap
                    yield Step(estimates, highest)
                path = [sums]
            estimates = self._model.maximise(sums, estimates)

    def _leap(
        self, path: list[Sums], estimates: Estimates, objective: float
    ) -> tuple[Estimates, float, Sums] | None:
        """Return the estimates from extrapolated sums if they are better: SQUAREM's step S3.

        Varadhan & Roland 2008, Scandinavian Journal of Statistics 35, 335-353. The sums of an
        E step determine the next one as the parameters do, and know of no constraint but being
        weighted sums; the objective is the safeguard.
        """
        sums = extrapolated(*path)
        if sums is None:
            return None
        try:
            further = estimates
            for _ in range(_SETTLING if self._model.cells.n_slots > 1 else 1):
                further = self._model.maximise(sums, further)
            height, own = self._model.expect(further, self._cancelled)
        except np.linalg.LinAlgError:
            return None
        if not np.isfinite(height) or height <= objective:
            return None
        return further, height, own

    @staticmethod
    def _check(objective: float, gain: float, size: float) -> None:
        if not np.isfinite(objective):
            raise CannotFit("The values are too extreme to compute with.")
        if gain < -_FALL * size:
            raise CannotFit("The log likelihood fell, which is a mistake in the program.")


def extrapolated(first: Sums, second: Sums, third: Sums) -> Sums | None:
    """Return where three successive sums lead to; None where they stand still."""
    steps = [b - a for a, b in zip(first.parts, second.parts, strict=True)]
    bends = [c - b - r for b, c, r in zip(second.parts, third.parts, steps, strict=True)]
    length = sum(float((r * r).sum()) for r in steps)
    bend = sum(float((v * v).sum()) for v in bends)
    if not bend > 0 or not length > bend:
        return None  # no further than EM itself goes
    factor = float(np.sqrt(length / bend))
    return Sums(
        tuple(
            s + 2 * factor * r + factor**2 * v
            for s, r, v in zip(first.parts, steps, bends, strict=True)
        )
    )


def best_climb(model: Model, options: Options, cancelled: Cancelled) -> Climb:
    """Return the climb from the best start, begun already if there are several.

    Raises:
        CannotFit: if the numbers go beyond what can be computed.
        Interrupted: if the user cancels.
    """
    climbs = (
        Climb(model, start, options, cancelled) for start in starts(model, options, cancelled)
    )
    best = next(climbs)
    for climb in climbs:
        height = best.height_after(_SHORT_CLIMB)
        # Of equally good starts the first is taken, whatever the rounding.
        margin = _FALL * (abs(height) + model.n_rows)
        if climb.height_after(_SHORT_CLIMB) > height + margin:
            best = climb
    return best
