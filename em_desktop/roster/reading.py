"""A roster, read: its measurement, its categories, its groups and its flags."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.categories import CategoryReading, read_categories
from em_desktop.roster.flags import FlagKind, Flags, duplicate_names, find_flags
from em_desktop.roster.groups import read_groups
from em_desktop.roster.measurements import MeasurementReading, read_measurements
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Role, Roles
from em_desktop.roster.table import Roster, Texts


@dataclass(frozen=True, eq=False)
class Reading:
    """What a roster's text means under the given roles and options.

    Attributes:
        measurement: None where no column has the role.
        categories: None where no column has the role.
        groups: shape ``(n_rows,)``, index into ``group_names``, -1 where blank; None where no
            column has the role.
        group_names: as the file spells them, in natural order.
        flags: all findings.
    """

    measurement: MeasurementReading | None
    categories: CategoryReading | None
    groups: NDArray[np.intp] | None
    group_names: tuple[str, ...]
    flags: Flags


Previous = tuple[Roster, Roles, ReadingOptions, Reading]


def read(
    roster: Roster,
    roles: Roles,
    options: ReadingOptions,
    previous: Previous | None = None,
) -> Reading:
    """Read a roster.

    Args:
        roster: the table.
        roles: what its columns mean.
        options: how text becomes values.
        previous: an earlier roster, its roles, options and reading. Parts whose columns are the
            same objects are taken from it, so that a single edit stays cheap.
    """
    past = _Past(previous, roster, roles, options)
    measurement = past.measurement() or _measurement(roster, roles, options)
    categories = past.categories() or _categories(roster, roles, options)
    groups, names = past.groups() or _groups(roster, roles, options)
    duplicates = past.duplicates()
    if duplicates is None and roles.name is not None:
        duplicates = duplicate_names(roster.columns[roles.name], options.missing_words)
    flags = find_flags(roster, roles, measurement, categories, duplicates)
    return Reading(measurement, categories, groups, names, flags)


def _measurement(
    roster: Roster, roles: Roles, options: ReadingOptions
) -> MeasurementReading | None:
    column = roles.measurement
    if column is None:
        return None
    others = _other_columns(roster, roles)
    return read_measurements(roster.columns[column], roster.header[column], options, others)


def _other_columns(roster: Roster, roles: Roles) -> tuple[Texts, ...]:
    """Return the columns without a role: where a swapped measurement may stand."""
    return tuple(c for i, c in enumerate(roster.columns) if roles.role_of(i) is None)


def _categories(roster: Roster, roles: Roles, options: ReadingOptions) -> CategoryReading | None:
    column = roles.category
    if column is None:
        return None
    return read_categories(roster.columns[column], options, roster.header[column])


def _groups(
    roster: Roster, roles: Roles, options: ReadingOptions
) -> tuple[NDArray[np.intp] | None, tuple[str, ...]]:
    if roles.group is None:
        return None, ()
    return read_groups(roster.columns[roles.group], options.missing_words)


@dataclass(frozen=True, eq=False)
class _Past:
    """What of an earlier reading still holds."""

    previous: Previous | None
    roster: Roster
    roles: Roles
    options: ReadingOptions

    def _same(self, role: Role) -> Reading | None:
        """Return the earlier reading if the column of this role is the same object."""
        if self.previous is None:
            return None
        roster, roles, options, reading = self.previous
        column, before = getattr(self.roles, role), getattr(roles, role)
        if column is None or before is None:
            return None
        same_options = options.missing_words == self.options.missing_words and (
            role is not Role.MEASUREMENT or options == self.options
        )
        same_column = (
            self.roster.columns[column] is roster.columns[before]
            and self.roster.header[column] == roster.header[before]
        )
        return reading if same_options and same_column else None

    def measurement(self) -> MeasurementReading | None:
        reading = self._same(Role.MEASUREMENT)
        if self.previous is None or reading is None or reading.measurement is None:
            return None
        if not reading.measurement.stands_alone:
            now = _other_columns(self.roster, self.roles)
            then = _other_columns(self.previous[0], self.previous[1])
            if len(now) != len(then) or any(a is not b for a, b in zip(now, then, strict=True)):
                return None
        return reading.measurement

    def categories(self) -> CategoryReading | None:
        reading = self._same(Role.CATEGORY)
        return reading.categories if reading else None

    def groups(self) -> tuple[NDArray[np.intp] | None, tuple[str, ...]] | None:
        reading = self._same(Role.GROUP)
        return (reading.groups, reading.group_names) if reading else None

    def duplicates(self) -> NDArray[np.bool_] | None:
        reading = self._same(Role.NAME)
        return reading.flags.has(FlagKind.DUPLICATE_NAME) if reading else None
