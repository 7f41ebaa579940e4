"""A roster, read: its measurements, categories, groups and ages, and its flags."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.ages import read_ages
from em_desktop.roster.categories import CategoryReading, read_categories
from em_desktop.roster.cell_reading import NO_READINGS, CellReading, CellReadings
from em_desktop.roster.flags import Flags, find_flags
from em_desktop.roster.given_names import GivenNames
from em_desktop.roster.groups import read_groups
from em_desktop.roster.measurements import MeasurementReading, read_measurements
from em_desktop.roster.name_column import NameColumn
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Role, Roles
from em_desktop.roster.same import are_same
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
        ages: years, shape ``(n_rows,)``, NaN where blank or unreadable; None where no column has
            the role.
        further: one for each further measurement, in the order of ``Roles.further``.
        name_column: of which given names may be read; None where no column has the role.
        flags: all findings; none are on the further measurements or the age.
    """

    measurement: MeasurementReading | None
    categories: CategoryReading | None
    groups: NDArray[np.intp] | None
    group_names: tuple[str, ...]
    flags: Flags
    ages: NDArray[np.float64] | None = None
    further: tuple[MeasurementReading, ...] = ()
    name_column: NameColumn | None = None

    @property
    def names(self) -> tuple[GivenNames, ...]:
        """Ways to read the given names; none without names. Slow at first for many rows."""
        return () if self.name_column is None else self.name_column.given_names


Previous = tuple[Roster, Roles, ReadingOptions, Reading]


def read(
    roster: Roster,
    roles: Roles,
    options: ReadingOptions,
    previous: Previous | None = None,
    readings: CellReadings = NO_READINGS,
) -> Reading:
    """Read a roster.

    Args:
        roster: the table.
        roles: what its columns mean.
        options: how text becomes values.
        previous: an earlier roster, its roles, options and reading. Parts whose columns are the
            same objects are taken from it, so that a single edit stays cheap.
        readings: how a person says that single measurements are meant.
    """
    past = _Past(previous, roster, roles, options, readings)
    measurement = None
    if roles.measurement is not None:
        measurement = past.measured(roles.measurement) or _measured(
            roster, roles, options, roles.measurement, past.said_of(roles.measurement)
        )
    categories = past.categories() or _categories(roster, roles, options)
    groups, group_names = past.groups() or _groups(roster, roles, options)
    ages = past.ages()
    if ages is None and roles.age is not None:
        column = roster.columns[roles.age]
        ages = read_ages(column, roster.header[roles.age], options.missing_words)
    further = tuple(
        past.measured(column) or _measured(roster, roles, options, column, past.said_of(column))
        for column in roles.further
    )
    names = past.names()
    if names is None and roles.name is not None:
        before = None if previous is None else previous[3].name_column
        names = NameColumn.of(roster.columns[roles.name], options.missing_words, before)
    duplicates = None if names is None else names.twice
    flags = past.flags(measurement, categories, names) or find_flags(
        roster, roles, measurement, categories, duplicates
    )
    return Reading(measurement, categories, groups, group_names, flags, ages, further, names)


def _measured(
    roster: Roster,
    roles: Roles,
    options: ReadingOptions,
    column: int,
    said: Mapping[int, CellReading],
) -> MeasurementReading:
    others = _other_columns(roster, roles, column)
    options = _options_of(options, roles, column)
    return read_measurements(roster.columns[column], roster.header[column], options, others, said)


def _said_of(roster: Roster, column: int, readings: CellReadings) -> dict[int, CellReading]:
    """Return the readings that hold in a column, by position: those of the texts that it has."""
    said = {row_id: each for (row_id, of), each in readings.items() if of == column}
    if not said or not roster.n_rows:
        return {}
    ids = np.fromiter(said, dtype=np.int64, count=len(said))
    at = np.minimum(np.searchsorted(roster.row_ids, ids), roster.n_rows - 1)
    here = roster.row_ids[at] == ids
    texts = roster.columns[column][at]
    return {
        position: each
        for position, each, there, text in zip(
            at.tolist(), said.values(), here.tolist(), texts.tolist(), strict=True
        )
        if there and text == each.text
    }


def _options_of(options: ReadingOptions, roles: Roles, column: int) -> ReadingOptions:
    """Return how a column of measurements is read: the unit that was set is the main one's."""
    return options if column == roles.measurement else replace(options, unit=None)


_OTHER_NUMBERS = (None, Role.MEASUREMENT, Role.FURTHER, Role.AGE)


def _other_columns(roster: Roster, roles: Roles, column: int) -> tuple[Texts, ...]:
    """Return the columns where a swapped measurement of a column may stand."""
    return tuple(
        texts
        for other, texts in enumerate(roster.columns)
        if other != column and roles.role_of(other) in _OTHER_NUMBERS
    )


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
    readings: CellReadings
    _said: dict[int, dict[int, CellReading]] = field(default_factory=dict)

    def said_of(self, column: int) -> dict[int, CellReading]:
        """Return what a person says of a column, by position; found out once."""
        if column not in self._said:
            self._said[column] = _said_of(self.roster, column, self.readings)
        return self._said[column]

    def _same(self, role: Role) -> Reading | None:
        """Return the earlier reading if the column of this role is the same object."""
        if self.previous is None:
            return None
        column = getattr(self.roles, role)
        if column is None or column != getattr(self.previous[1], role):
            return None
        if not self._same_column(column):
            return None
        same_words = self.previous[2].missing_words == self.options.missing_words
        return self.previous[3] if same_words else None

    def _same_column(self, column: int) -> bool:
        before = self.previous[0] if self.previous is not None else None
        return (
            before is not None
            and column < before.n_columns
            and self.roster.columns[column] is before.columns[column]
            and self.roster.header[column] == before.header[column]
        )

    def measured(self, column: int) -> MeasurementReading | None:
        """Return the earlier reading of a column of measurements, if it still holds."""
        if self.previous is None:
            return None
        roster, roles, options, reading = self.previous
        earlier = {roles.measurement: reading.measurement}
        earlier |= dict(zip(roles.further, reading.further, strict=True))
        found = earlier.get(column)
        if (
            found is None
            or not self._same_column(column)
            or _options_of(options, roles, column) != _options_of(self.options, self.roles, column)
            or found.accepted != self.said_of(column)
        ):
            return None
        if not found.stands_alone:
            now = _other_columns(self.roster, self.roles, column)
            then = _other_columns(roster, roles, column)
            if not are_same(now, then):
                return None
        return found

    def categories(self) -> CategoryReading | None:
        if self.previous is None or self.previous[2].known != self.options.known:
            return None
        reading = self._same(Role.CATEGORY)
        return reading.categories if reading else None

    def groups(self) -> tuple[NDArray[np.intp] | None, tuple[str, ...]] | None:
        reading = self._same(Role.GROUP)
        return (reading.groups, reading.group_names) if reading else None

    def ages(self) -> NDArray[np.float64] | None:
        reading = self._same(Role.AGE)
        return reading.ages if reading else None

    def names(self) -> NameColumn | None:
        reading = self._same(Role.NAME)
        return reading.name_column if reading else None

    def flags(
        self,
        measurement: MeasurementReading | None,
        categories: CategoryReading | None,
        names: NameColumn | None,
    ) -> Flags | None:
        """Return the earlier findings, if the table and what they were found from are the same."""
        if self.previous is None:
            return None
        roster, roles, _, reading = self.previous
        now = (self.roster, measurement, categories, names)
        then = (roster, reading.measurement, reading.categories, reading.name_column)
        return reading.flags if roles == self.roles and are_same(now, then) else None
