"""The choices of a fit."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.sources import Source

_CLASSICAL = frozenset({Source.MEASUREMENT, Source.GROUP})


@dataclass(frozen=True)
class Options:
    """How a fit runs. The defaults are classical EM: plain maximum likelihood.

    Attributes:
        max_iterations: EM stops here with ``Outcome.ITERATION_LIMIT``.
        tolerance: converged when the log likelihood rises by no more than this for each row;
            0 climbs until nothing more can be gained in double precision.
        variance_floor: smallest variance of a component, as a part of the whole sample's; keeps
            a component from collapsing on a few equal values (Day 1969).
        starts: number of starts where some category has no recorded row.
        seed: of the random starts.
        chunk_rows: rows worked on between two questions whether to cancel, at two categories;
            fewer where there are more categories.
        evidence: what of the design is looked at.
        missing_weight: weight of a row whose category is missing, 0 to 1 (Nigam, McCallum,
            Thrun & Mitchell 2000); 0 learns from the recorded rows alone.
        tails: degrees of freedom of the components; infinite for normals, 8 takes stray rows
            lightly.
        shrinkage: pull of the variances towards a common one, in rows.
        even_rows: rows added to each category when shares are estimated.
        logarithmic: for each measurement whether its logarithm is looked at.
        temper: weight of names, 0 to 1; naive Bayes is too sure of itself.
        reading: which of the design's readings of the name is looked at.
        ordered: groups lie in an order, as grades do, and there is a trend along it.
        apart: let the shares of missing rows differ from those of recorded ones: it depends on
            the category whether it was recorded.
        accelerate: extrapolate with SQUAREM (Varadhan & Roland 2008).

    Raises:
        ValueError: if a number is out of its range.
    """

    max_iterations: int = 500
    tolerance: float = 1e-8
    variance_floor: float = 1e-3
    starts: int = 10
    seed: int = 0
    chunk_rows: int = 32_768
    evidence: frozenset[Source] = _CLASSICAL
    missing_weight: float = 1.0
    tails: float = np.inf
    shrinkage: float = 0.0
    even_rows: float = 0.0
    logarithmic: tuple[bool, ...] = ()
    temper: float = 0.5
    reading: int = 0
    ordered: bool = False
    apart: bool = False
    accelerate: bool = False

    def __post_init__(self) -> None:
        for name in ("max_iterations", "tolerance", "seed", "shrinkage", "even_rows", "reading"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} must not be negative")
        if not 0 < self.variance_floor <= 1:
            raise ValueError("variance_floor must lie above 0 and not above 1")
        for name in ("starts", "chunk_rows"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1")
        for name in ("missing_weight", "temper"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must lie between 0 and 1")
        if not self.tails > 2:
            raise ValueError("tails must be above 2")

    def chunk_size(self, n_categories: int) -> int:
        """Return how many rows are worked on between two questions whether to cancel."""
        return max(1, 2 * self.chunk_rows // max(2, n_categories))
