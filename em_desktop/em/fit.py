"""The fit: the climb as iterations, and how it ended."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, Interrupted, never
from em_desktop.em.climb import Outcome, Step, best_climb
from em_desktop.em.design import Design
from em_desktop.em.model import Estimates, Model, build
from em_desktop.em.options import Options
from em_desktop.em.parameters import Parameters
from em_desktop.em.scale import CannotFit

_DEFAULTS = Options()


@dataclass(frozen=True)
class Ending:
    """How a fit ended; ``message`` is a sentence where it failed, else empty."""

    outcome: Outcome
    message: str = ""


@dataclass(frozen=True, eq=False)
class Iteration:
    """One step of the climb.

    Attributes:
        index: 0 for the start.
        parameters: at this step, in the unit of the measurement.
        log_likelihood: the observed-data log likelihood at these parameters,

                sum over recorded rows of log(share_y f_y(x))
                + sum over missing rows of log(sum over k of share_k f_k(x)),

            for densities in the unit of the measurement. Where groups, age or shrinkage are used,
            with the penalties that pull towards the whole (described at
            `em_desktop.em.evidence.normal` and `em_desktop.em.evidence.shares.Shares`), and with
            missing rows weighted as the options say: what EM climbs. It never falls from one
            iteration to the next.
    """

    index: int
    parameters: Parameters
    log_likelihood: float


class Climbed:
    """What came of a climb, told by its last iteration."""

    outcome: Outcome
    iterations: tuple[Iteration, ...]

    @property
    def parameters(self) -> Parameters:
        """Parameters of the last iteration; LookupError if there is none."""
        return self._last.parameters

    @property
    def log_likelihood(self) -> float:
        """Log likelihood of the last iteration; LookupError if there is none."""
        return self._last.log_likelihood

    @property
    def n_iterations(self) -> int:
        """Number of EM steps after the start."""
        return max(0, len(self.iterations) - 1)

    @property
    def _last(self) -> Iteration:
        if not self.iterations:
            raise LookupError(f"this fit has no iteration: {self.outcome}")
        return self.iterations[-1]


@dataclass(frozen=True, eq=False)
class Fit(Climbed):
    """A finished climb.

    Attributes:
        outcome: how it ended.
        iterations: from the start to the last; empty if it failed or was cancelled before.
        categories: their names, in the order of the components.
        message: a sentence where it failed, else empty.
        design: the rows.
        options: the choices.
        estimates: at the last iteration, on the scale of the model.
    """

    outcome: Outcome
    iterations: tuple[Iteration, ...]
    categories: tuple[str, ...]
    message: str = ""
    design: Design | None = field(default=None, repr=False)
    options: Options = field(default=_DEFAULTS, repr=False)
    estimates: Estimates | None = field(default=None, repr=False)

    def probabilities(self, cancelled: Cancelled = never) -> Floats:
        """Return the probability of each category for each row by all that the fit looked at.

        Recorded rows are not clamped here: this is what the model would say of them.

        Returns:
            (n, K); each row adds up to 1.

        Raises:
            LookupError: if there is no iteration.
            Interrupted: if ``cancelled`` says so.
        """
        if self.estimates is None or self.design is None:
            raise LookupError(f"this fit has no iteration: {self.outcome}")
        model, collapsed = build(self.design, self.options, cancelled, with_rows=True)
        return collapsed.spread(model.probabilities(self.estimates, cancelled))


def fit(
    design: Design,
    options: Options = _DEFAULTS,
    *,
    cancelled: Cancelled = never,
    report: Callable[[Iteration], None] | None = None,
) -> Fit:
    """Fit the model to a design and return the whole climb.

    Args:
        design: the rows.
        options: the choices.
        cancelled: asked between iterations and between chunks of rows; True ends the fit with
            ``Outcome.CANCELLED`` and the iterations made so far.
        report: called with each iteration as it is made.
    """
    iterations: list[Iteration] = []
    estimates: Estimates | None = None

    def found(outcome: Outcome, message: str = "") -> Fit:
        steps = tuple(iterations)
        return Fit(outcome, steps, design.categories, message, design, options, estimates)

    try:
        model, _ = build(design, options, cancelled)
        climb = best_climb(model, options, cancelled)
        for index, step in enumerate(climb.steps()):
            estimates = step.estimates
            iterations.append(iteration(model, index, step))
            if report is not None:
                report(iterations[-1])
    except Interrupted:
        return found(Outcome.CANCELLED)
    except CannotFit as problem:
        return found(Outcome.FAILED, str(problem))
    return found(climb.outcome)


def iterate(
    design: Design, options: Options = _DEFAULTS, cancelled: Cancelled = never
) -> Generator[Iteration, None, Ending]:
    """Yield the iterations of EM as they are made; the generator's value is how it ended.

    Where each category has a recorded row, EM starts from the recorded rows. Otherwise it climbs
    from several starts (`em_desktop.em.start.starts`) for 20 iterations in silence, takes the one
    with the highest log likelihood (Biernacki, Celeux & Govaert 2003) and yields its iterations
    only, from its start on. Where no row is recorded, the categories are names for the components
    in ascending order of the means at the start.

    It converges when an iteration raises the log likelihood by no more than ``options.tolerance``
    for each row.
    """
    try:
        model, _ = build(design, options, cancelled)
        climb = best_climb(model, options, cancelled)
        for index, step in enumerate(climb.steps()):
            yield iteration(model, index, step)
    except Interrupted:
        return Ending(Outcome.CANCELLED)
    except CannotFit as problem:
        return Ending(Outcome.FAILED, str(problem))
    return Ending(climb.outcome)


def iteration(model: Model, index: int, step: Step) -> Iteration:
    """Return a step of a climb as an iteration."""
    parameters = model.describe(step.estimates)
    return Iteration(index, parameters, model.log_likelihood(step.objective))
