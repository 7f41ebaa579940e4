"""What is inferred of a design, and how sure that is."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.climb import Outcome
from em_desktop.em.fit import Climbed, Iteration
from em_desktop.em.missingness import Missingness
from em_desktop.em.sources import Source
from em_desktop.em.stacking import Stack
from em_desktop.em.trust import Offer, Trust


@dataclass(frozen=True, eq=False)
class Contributions:
    """What each source says of some rows.

    Attributes:
        parts: names of the sources: ``share`` (how common a category is), then those that speak
            of the row, then ``caution`` (what believing several models and modesty change).
        logs: (P, m, K) logarithms; over parts they add up to the log probabilities, up to a
            constant for each row.
    """

    parts: tuple[str, ...]
    logs: Floats


@dataclass(frozen=True, eq=False)
class Doubtful:
    """Recorded rows that are worth a look, never a correction.

    Attributes:
        rows: (m,) rows whose own category looks unlikely, the unlikeliest first.
        chances: (m,) probability of their recorded category, when it was hidden.
        odd_rows: (o,) rows whose measurements are far from every category, the farthest first.
        distances: (o,) how many standard deviations.
    """

    rows: Integers
    chances: Floats
    odd_rows: Integers
    distances: Floats


@dataclass(frozen=True, eq=False)
class ParameterErrors:
    """Standard errors of the parameters, by the Bayesian bootstrap; (K,) each.

    Attributes:
        shares: of the shares.
        means: of the means, in the measurement's unit.
        standard_deviations: of the standard deviations.
        n_draws: from how many draws.
    """

    shares: Floats
    means: Floats
    standard_deviations: Floats
    n_draws: int


@dataclass(frozen=True)
class LeftOut:
    """Evidence that could not be used.

    Attributes:
        source: which.
        reason: why, as the rest of a sentence that begins with it: ``is the same in every row``.
        column: number of the further measurement, from 0; -1 for the source as a whole.
    """

    source: Source
    reason: str
    column: int = -1


class Explains(Protocol):
    """Works out what is said of single rows, when somebody asks."""

    def contributions(self, rows: Integers) -> Contributions:
        """Return what each source says of some rows of the design."""
        ...

    def densities(self, row: int, values: Floats) -> Floats:
        """Return the densities of the main measurement where one row stands, (K, m)."""
        ...


@dataclass(frozen=True, eq=False)
class Inference(Climbed):
    """A finished inference.

    Attributes:
        outcome: how it ended.
        categories: names of the categories.
        message: a sentence where it failed, else empty.
        iterations: the climb that is shown, that of the model that is believed most.
        evidence: what was used, in the order of `Source`.
        probabilities: (n, K) of every row, recorded or not; (0, K) where there are none.
        seen: (n,) rows of which some evidence says something.
        trust: what hidden recorded rows say of it; None where too few are recorded.
        offers: what each source adds.
        missingness: why categories are missing; None where it was not asked.
        doubtful: recorded rows that are worth a look.
        standard_errors: of the parameters; None where they were not worked out.
        left_out: evidence that could not be used.
        stack: the models and their weights; None where there is one only.
    """

    outcome: Outcome
    categories: tuple[str, ...]
    message: str = ""
    iterations: tuple[Iteration, ...] = ()
    evidence: tuple[Source, ...] = ()
    probabilities: Floats = field(default_factory=lambda: np.empty((0, 0)))
    seen: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    trust: Trust | None = None
    offers: tuple[Offer, ...] = ()
    missingness: Missingness | None = None
    doubtful: Doubtful | None = None
    standard_errors: ParameterErrors | None = None
    left_out: tuple[LeftOut, ...] = ()
    stack: Stack | None = None
    _explains: Explains | None = field(default=None, repr=False)

    def contributions(self, rows: Integers) -> Contributions:
        """Return what each source says of some rows of the design."""
        if self._explains is None:
            return Contributions((), np.empty((0, len(rows), 0)))
        return self._explains.contributions(rows)

    def densities(self, row: int, values: Floats) -> Floats:
        """Return the densities of the main measurement where one row of the design stands.

        They are those of the row's group and age, where these are used, not of all rows.

        Args:
            row: of the design.
            values: (m,) in the measurement's unit.

        Returns:
            (K, m), each category's scaled by its share; NaN where no measurement is used.
        """
        if self._explains is None:
            return np.full((len(self.categories), len(values)), np.nan)
        return self._explains.densities(row, values)
