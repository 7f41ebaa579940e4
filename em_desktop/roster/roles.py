"""What each column means: name, category, measurement, group."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


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
