"""What each column means: name, category, measurement, further measurement, group, age."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import numpy as np

from em_desktop.roster.candidates import (
    WEAK,
    age_score,
    category_score,
    group_score,
    may_be_measured,
    measurement_score,
    name_score,
)
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.profile import Profile
from em_desktop.roster.table import Roster


class Role(StrEnum):
    """The meaning of a column."""

    NAME = "name"
    CATEGORY = "category"
    MEASUREMENT = "measurement"
    GROUP = "group"
    AGE = "age"
    FURTHER = "further"
    """Measured too, besides the measurement; several columns may have this role."""


ROLE_WORDS = {
    Role.NAME: "name",
    Role.CATEGORY: "to fill in",
    Role.MEASUREMENT: "measurement",
    Role.FURTHER: "also measured",
    Role.GROUP: "group",
    Role.AGE: "age",
}
"""What a column is for, in a word or two, in the order in which columns are listed."""


@dataclass(frozen=True)
class Roles:
    """The column (index) that has each role, or None; the columns that are measured too."""

    name: int | None = None
    category: int | None = None
    measurement: int | None = None
    group: int | None = None
    age: int | None = None
    further: tuple[int, ...] = ()

    def columns_of(self, role: Role) -> tuple[int, ...]:
        """Return the columns that have a role: one or none, or several for `Role.FURTHER`."""
        if role is Role.FURTHER:
            return self.further
        column = getattr(self, role)
        return () if column is None else (column,)

    def role_of(self, column: int) -> Role | None:
        """Return the role of a column, or None."""
        return next((role for role in Role if column in self.columns_of(role)), None)

    def assign(self, column: int, role: Role | None) -> Self:
        """Return roles in which ``column`` has ``role`` and no other.

        The column that had the role has none any more; of the further measurements there may be
        several, kept in the order of the columns.
        """
        further = tuple(c for c in self.further if c != column)
        if role is Role.FURTHER:
            further = tuple(sorted((*further, column)))
        single = {
            each.value: None if getattr(self, each) == column else getattr(self, each)
            for each in Role
            if each is not Role.FURTHER
        }
        if role in single:
            single[role] = column
        return replace(self, **single, further=further)


_SAMPLE_CELLS = 200_000
_FEWEST_ROWS, _MOST_ROWS = 20, 2000


def guess_roles(roster: Roster, missing_words: tuple[str, ...] = DEFAULT_MISSING_WORDS) -> Roles:
    """Guess what the columns mean, from their headers in many languages and their content.

    Looks at a sample of rows, at most 2,000 and fewer in wide tables. A role for which no column
    is a good candidate stays open: a wrong guess costs more than a click. Further measurements
    are for a person to choose.

    Args:
        roster: the table; columns may have no telling header.
        missing_words: texts that mean "missing".
    """
    profiles = _profiles(roster, missing_words)
    roles = Roles()
    for role, score in (
        (Role.CATEGORY, category_score),
        (Role.MEASUREMENT, measurement_score),
        (Role.GROUP, group_score),
        (Role.NAME, name_score),
        (Role.AGE, age_score),
    ):
        scores = {
            index: score(profile)
            for index, profile in enumerate(profiles)
            if roles.role_of(index) is None
        }
        best = _best(scores)
        roles = roles.assign(best, role) if best is not None else roles
    return roles


def measurable_columns(
    roster: Roster, missing_words: tuple[str, ...] = DEFAULT_MISSING_WORDS
) -> tuple[int, ...]:
    """Return the columns whose answers are nearly all numbers, though not the row numbers.

    Args:
        roster: the table, of which a sample of rows is looked at.
        missing_words: texts that mean "missing".
    """
    return tuple(
        column
        for column, profile in enumerate(_profiles(roster, missing_words))
        if may_be_measured(profile)
    )


def _profiles(roster: Roster, missing_words: tuple[str, ...]) -> list[Profile]:
    """Look at a sample of rows of each column."""
    limit = min(max(_SAMPLE_CELLS // max(roster.n_columns, 1), _FEWEST_ROWS), _MOST_ROWS)
    rows = np.arange(0, roster.n_rows, max(1, -(-roster.n_rows // limit)), dtype=np.intp)
    return [
        Profile.of(header, column, rows, missing_words)
        for header, column in zip(roster.header, roster.columns, strict=True)
    ]


def _best(scores: dict[int, float]) -> int | None:
    """Return the first column with the best score, or None.

    No column is best where none has a claim, or several have the same weak one.
    """
    top = max(scores.values(), default=0.0)
    if top <= 0:
        return None
    first, *others = (column for column, score in scores.items() if score == top)
    return None if others and top <= WEAK else first
