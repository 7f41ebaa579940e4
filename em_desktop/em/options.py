"""The choices of a fit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How a fit runs.

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

    Raises:
        ValueError: if a number is out of its range.
    """

    max_iterations: int = 500
    tolerance: float = 1e-8
    variance_floor: float = 1e-3
    starts: int = 10
    seed: int = 0
    chunk_rows: int = 32_768

    def __post_init__(self) -> None:
        if self.max_iterations < 0:
            raise ValueError("max_iterations must not be negative")
        if not self.tolerance >= 0:
            raise ValueError("tolerance must not be negative")
        if not 0 < self.variance_floor <= 1:
            raise ValueError("variance_floor must lie above 0 and not above 1")
        if self.starts < 1:
            raise ValueError("starts must be at least 1")
        if self.seed < 0:
            raise ValueError("seed must not be negative")
        if self.chunk_rows < 1:
            raise ValueError("chunk_rows must be at least 1")

    def chunk_size(self, n_categories: int) -> int:
        """Return how many rows are worked on between two questions whether to cancel."""
        return max(1, 2 * self.chunk_rows // max(2, n_categories))
