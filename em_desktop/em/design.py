"""What a fit is given: numbers, recorded categories and groups."""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em.arrays import Floats, Integers, owned_floats, owned_integers
from em_desktop.em.names import Names


@dataclass(frozen=True, eq=False)
class Design:
    """The rows of one fit. It copies its arrays and makes them read-only.

    Attributes:
        values: (n,) the measurement, in any unit; NaN where there is none.
        labels: (n,) index into ``categories``; -1 where the category is missing.
        categories: the K names, all different, at least one.
        groups: (n,) group of each row, ``0 .. n_groups - 1``; -1 where it is blank. None where
            there is no group column.
        n_groups: number of groups; 0 where there is no group column.
        further: (n, D) further measurements, each in any unit; NaN where there is none.
        ages: (n,) in any unit; NaN where there is none.
        names: readings of the name, such as the first word and the last, of which the one that
            tells most is used; empty where there is no name column.

    Raises:
        ValueError: if shapes disagree, a number is infinite, or an index is out of range.
    """

    values: Floats
    labels: Integers
    categories: tuple[str, ...]
    groups: Integers | None = None
    n_groups: int = 0
    further: Floats | None = None
    ages: Floats | None = None
    names: tuple[Names, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", owned_floats(self.values))
        object.__setattr__(self, "labels", owned_integers(self.labels))
        object.__setattr__(self, "categories", tuple(self.categories))
        if self.groups is not None:
            object.__setattr__(self, "groups", owned_integers(self.groups))
        if self.further is not None:
            object.__setattr__(self, "further", owned_floats(self.further))
        if self.ages is not None:
            object.__setattr__(self, "ages", owned_floats(self.ages))
        object.__setattr__(self, "names", tuple(self.names))
        self._check()

    def _check(self) -> None:
        if self.values.ndim != 1:
            raise ValueError("values must have one dimension")
        self._check_further()
        if not self.categories:
            raise ValueError("at least one category is needed")
        if len(set(self.categories)) != len(self.categories):
            raise ValueError("category names must be different")
        _check_indices("labels", self.labels, len(self.values), len(self.categories))
        if self.groups is not None:
            _check_indices("groups", self.groups, len(self.values), self.n_groups)
        elif self.n_groups:
            raise ValueError("n_groups needs groups")

    def _check_further(self) -> None:
        n = len(self.values)
        if self.further is not None and (self.further.ndim != 2 or len(self.further) != n):
            raise ValueError("further must have one row for each value")
        if self.ages is not None and self.ages.shape != (n,):
            raise ValueError("ages must have one entry for each value")
        for numbers in (self.values, self.further, self.ages):
            if numbers is not None and np.isinf(numbers).any():
                raise ValueError("infinite values cannot be used: give NaN where there is none")
        if any(reading.codes.shape != (n,) for reading in self.names):
            raise ValueError("names must have one code for each value")

    def take(self, rows: Integers) -> "Design":
        """Return a design of some rows, in the order asked for."""
        return replace(
            self,
            values=self.values[rows],
            labels=self.labels[rows],
            groups=None if self.groups is None else self.groups[rows],
            further=None if self.further is None else self.further[rows],
            ages=None if self.ages is None else self.ages[rows],
            names=tuple(reading.take(rows) for reading in self.names),
        )

    @property
    def n_rows(self) -> int:
        """Number of rows, n."""
        return len(self.values)

    @property
    def n_categories(self) -> int:
        """Number of categories, K."""
        return len(self.categories)


def _check_indices(name: str, indices: Integers, n_rows: int, limit: int) -> None:
    if indices.shape != (n_rows,):
        raise ValueError(f"{name} must have one entry for each value")
    if n_rows and not (indices.min() >= -1 and indices.max() < limit):
        raise ValueError(f"{name} must lie between -1 and {limit - 1}")
