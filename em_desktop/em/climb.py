"""The climb of EM from one start, and the choice among several."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

import numpy as np

from em_desktop.em.cancelling import Cancelled
from em_desktop.em.model import Estimates, Model
from em_desktop.em.options import Options
from em_desktop.em.scale import CannotFit
from em_desktop.em.start import starts

_SHORT_CLIMB = 20  # iterations after which starts are compared
_FALL = 1e-10  # of the objective and for each row; falling by more is a mistake
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
        self._steps = self._climb(start)
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

    def _climb(self, estimates: Estimates) -> Iterator[Step]:
        enough = self._options.tolerance * self._model.cells.n_rows
        highest = -np.inf
        for _ in range(self._options.max_iterations + 1):
            objective, sums = self._model.expect(estimates, self._cancelled)
            gain = objective - highest
            size = abs(objective) + self._model.cells.n_rows
            self._check(objective, gain, size)
            if gain > _NOISE * size:
                highest = objective
                yield Step(estimates, objective)
            if gain <= max(enough, _NOISE * size):
                self.outcome = Outcome.CONVERGED
                return
            estimates = sums.maximise(estimates)

    @staticmethod
    def _check(objective: float, gain: float, size: float) -> None:
        if not np.isfinite(objective):
            raise CannotFit("The values are too extreme to compute with.")
        if gain < -_FALL * size:
            raise CannotFit("The log likelihood fell, which is a mistake in the program.")


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
        margin = _FALL * (abs(height) + model.cells.n_rows)
        if climb.height_after(_SHORT_CLIMB) > height + margin:
            best = climb
    return best
