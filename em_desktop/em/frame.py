"""Which parts of a design a fit looks at."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.ages import AgeBasis, age_basis
from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.design import Design
from em_desktop.em.names import Names
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source


@dataclass(frozen=True, eq=False)
class Frame:
    """The rows of a design as a fit sees them.

    Attributes:
        design: the rows.
        n_dimensions: number of measurements that are looked at, d, the main one first.
        age: the functions of age; None where age is not looked at.
        by_group: whether groups are looked at.
        ordered: whether the place of a group among the groups stands for an age.
        reading: the reading of the name that is looked at, or None.
    """

    design: Design
    n_dimensions: int
    age: AgeBasis | None
    by_group: bool
    ordered: bool
    reading: Names | None

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return self.design.n_rows

    @property
    def n_categories(self) -> int:
        """Number of categories, K."""
        return self.design.n_categories

    @property
    def n_slots(self) -> int:
        """Number of groups and one more for blank ones; 1 where they are not looked at."""
        return self.design.n_groups + 1 if self.by_group else 1

    @property
    def has_ages(self) -> bool:
        """Whether age is looked at."""
        return self.age is not None

    @property
    def has_names(self) -> bool:
        """Whether names are looked at."""
        return self.reading is not None

    def values(self, rows: slice) -> Floats:
        """Return (m, d) measurements; NaN where there is none."""
        if not self.n_dimensions:
            return np.empty((rows.stop - rows.start, 0))
        main = self.design.values[rows, np.newaxis]
        if self.n_dimensions == 1 or self.design.further is None:
            return main
        return np.concatenate([main, self.design.further[rows]], axis=1)

    def slots(self, rows: slice) -> Integers:
        """Return (m,) the group of each row, the last for a blank one."""
        groups = self.design.groups
        if groups is None or not self.by_group:
            return np.zeros(rows.stop - rows.start, dtype=np.intp)
        return np.where(groups[rows] < 0, self.design.n_groups, groups[rows])

    def ages(self, rows: slice) -> Floats:
        """Return (m,) ages; NaN where there is none or age is not looked at."""
        ages = self.design.ages
        if self.ordered and self.design.groups is not None:
            ages = _places(self.design.groups[rows])
        elif ages is not None:
            ages = ages[rows]
        if self.age is None or ages is None:
            return np.broadcast_to(np.nan, rows.stop - rows.start)
        return ages

    def basis(self, ages: Floats) -> Floats:
        """Return (m, q) the functions of age, the first always 1."""
        ones = np.broadcast_to(1.0, (len(ages), 1))
        if self.age is None:
            return ones
        return np.concatenate([ones, self.age.of(ages)], axis=1)

    def names(self, rows: slice) -> Integers:
        """Return (m,) the index of the given name, -1 where there is none."""
        if self.reading is None:
            return np.broadcast_to(np.intp(-1), rows.stop - rows.start)
        return self.reading.codes[rows]

    def labels(self, rows: slice) -> Integers:
        """Return (m,) recorded categories, -1 where missing."""
        return self.design.labels[rows]


def frame(
    design: Design,
    evidence: frozenset[Source],
    reading: Names | None = None,
    *,
    ordered: bool = False,
) -> Frame:
    """Return the frame of a design for some sources of evidence.

    Args:
        design: the rows.
        evidence: what may be looked at.
        reading: of the name, where names are evidence.
        ordered: whether groups are in an order along which there is a trend, as grades are; where
            age is looked at, that is the trend.

    Raises:
        CannotFit: if there is nothing to tell the categories apart by.
    """
    n_dimensions = 0
    if Source.MEASUREMENT in evidence:
        n_dimensions = 1 + (0 if design.further is None else design.further.shape[1])
    by_group = Source.GROUP in evidence and design.groups is not None
    reading = reading if Source.NAME in evidence else None
    if not n_dimensions and not by_group and reading is None:
        raise CannotFit("There is nothing to tell the categories apart by.")
    has_age = Source.AGE in evidence and n_dimensions > 0 and design.ages is not None
    in_order = ordered and by_group and n_dimensions > 0 and not has_age
    basis: AgeBasis | None = None
    if has_age and design.ages is not None:
        basis = age_basis(design.ages)
    elif in_order and design.groups is not None:
        basis = age_basis(_places(design.groups))
    return Frame(
        design=design,
        n_dimensions=n_dimensions,
        age=basis,
        by_group=by_group,
        ordered=in_order,
        reading=reading,
    )


def _places(groups: Integers) -> Floats:
    """Return groups as numbers; NaN for a blank one."""
    return np.where(groups < 0, np.nan, groups.astype(np.float64))
