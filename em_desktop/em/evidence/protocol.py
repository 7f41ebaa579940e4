"""What EM asks of a source of evidence."""

from typing import Protocol, TypeVar

from em_desktop.em.arrays import Floats
from em_desktop.em.cells import Cells

Estimate = TypeVar("Estimate")


class Evidence(Protocol[Estimate]):
    """A source of evidence about the cells of one fit; ``Estimate`` is what it learns.

    A source holds its settings and nothing that changes. Sources are independent given the
    category, so that EM adds their log densities. Cells come in parts, so that work can be
    cancelled between them, and categories come first, because numpy sums over the first axis of
    a (K, m) array several times faster than over the last of an (m, K) one.
    """

    @property
    def name(self) -> str:
        """What the source is called where its share in a row's odds is told."""
        ...

    def log_density(self, estimate: Estimate, cells: Cells) -> Floats:
        """Return log p(what this source sees | category), (K, m), as a new array.

        It is also this source's share in the log odds of a row.
        """
        ...

    def gather(self, weights: Floats, estimate: Estimate | None, cells: Cells) -> Floats:
        """Return the sums that `estimate` needs; those of parts add up to those of the whole.

        Args:
            weights: (K, m) responsibility times count of each cell.
            estimate: the estimate that gave these weights; None at the start.
            cells: the part.
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
