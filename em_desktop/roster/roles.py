"""What each column means: name, category, measurement, group."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import numpy as np

from em_desktop.roster.candidates import (
    WEAK,
    category_score,
    group_score,
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


@dataclass(frozen=True)
class Roles:
    """The column (index) that has each role, or None."""

    name: int | None = None
    category: int | None = None
    measurement: int | None = None
    group: int | None = None

    def role_of(self, column: int) -> Role | None:
        """Return the role of a column, or None."""
        return next((role for role in Role if getattr(self, role) == column), None)

    def assign(self, column: int, role: Role | None) -> Self:
        """Return roles in which ``column`` has ``role`` and no other."""
        old = self.role_of(column)
        roles = replace(self, **{old: None}) if old else self
        return replace(roles, **{role: column}) if role else roles


_SAMPLE_CELLS = 200_000
_FEWEST_ROWS, _MOST_ROWS = 20, 2000


def guess_roles(roster: Roster, missing_words: tuple[str, ...] = DEFAULT_MISSING_WORDS) -> Roles:
    """Guess what the columns mean, from their headers in many languages and their content.

    Looks at a sample of rows, at most 2,000 and fewer in wide tables. A role for which no column
    is a good candidate stays open: a wrong guess costs more than a click.

    Args:
        roster: the table; columns may have no telling header.
        missing_words: texts that mean "missing".
    """
    limit = min(max(_SAMPLE_CELLS // max(roster.n_columns, 1), _FEWEST_ROWS), _MOST_ROWS)
    rows = np.arange(0, roster.n_rows, max(1, -(-roster.n_rows // limit)), dtype=np.intp)
    profiles = [
        Profile.of(header, column, rows, missing_words)
        for header, column in zip(roster.header, roster.columns, strict=True)
    ]
    roles = Roles()
    for role, score in (
        (Role.CATEGORY, category_score),
        (Role.MEASUREMENT, measurement_score),
        (Role.GROUP, group_score),
        (Role.NAME, name_score),
    ):
        scores = {
            index: score(profile)
            for index, profile in enumerate(profiles)
            if roles.role_of(index) is None
        }
        best = _best(scores)
        roles = roles.assign(best, role) if best is not None else roles
    return roles


def _best(scores: dict[int, float]) -> int | None:
    """Return the first column with the best score, or None.

    No column is best where none has a claim, or several have the same weak one.
    """
    top = max(scores.values(), default=0.0)
    if top <= 0:
        return None
    first, *others = (column for column, score in scores.items() if score == top)
    return None if others and top <= WEAK else first
