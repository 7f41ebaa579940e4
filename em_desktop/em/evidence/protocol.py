"""What EM asks of a source of evidence."""

from typing import Protocol, TypeVar

from em_desktop.em.arrays import Floats

Estimate = TypeVar("Estimate")


class Evidence(Protocol[Estimate]):
    """A source of evidence about the cells of one fit; ``Estimate`` is what it learns.

    A source holds its view of the cells and nothing that changes. Sources are independent given
    the category, so that EM adds their log densities. Rows come in slices, so that work can be
    cancelled between them, and categories come first, because numpy sums over the first axis of
    a (K, m) array several times faster than over the last of an (m, K) one.
    """

    def log_density(self, estimate: Estimate, rows: slice) -> Floats:
        """Return log p(what this source sees | category), (K, m), as a new array.

        It is also this source's share in the log odds of a row.
        """
        ...

    def gather(self, weights: Floats, estimate: Estimate | None, rows: slice) -> Floats:
        """Return the sums that `estimate` needs; sums over slices add up to those of all rows.

        Args:
            weights: (K, m) responsibility times count of each cell in ``rows``.
            estimate: the estimate that gave these weights; None at the start.
            rows: the slice.
        """
        ...

    def estimate(self, sums: Floats, previous: Estimate | None) -> Estimate:
        """Return an estimate from weighted sums that is no worse than ``previous``.

        With ``previous``, the expected log likelihood plus `log_penalty` must not fall: that is
        what makes the climb monotone (Dempster, Laird & Rubin 1977). None is the start.
        """
        ...

    def log_penalty(self, estimate: Estimate) -> float:
        """Return what is added to the log likelihood to give the objective; 0 for plain ML."""
        ...
