"""The roster package on real tables, each with a trap of its own."""

import csv
from pathlib import Path

import numpy as np
import pytest

from em_desktop.roster.flags import FlagKind
from em_desktop.roster.measurements import Problem
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role, Roles, guess_roles
from em_desktop.roster.table import Roster


def load(path: Path) -> Roster:
    text = path.read_text(encoding="utf-8")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    header, *rows = csv.reader(text.splitlines(), delimiter=delimiter)
    return Roster.from_rows(header, rows)


def named(roster: Roster, **columns: str) -> Roles:
    return Roles(**{role: roster.header.index(name) for role, name in columns.items()})


def reading_of(roster: Roster, roles: Roles) -> Reading:
    return read(roster, roles, ReadingOptions())


@pytest.mark.parametrize(
    ("file", "roles"),
    [
        ("galton_families.csv", {"category": "gender", "measurement": "childHeight"}),
        ("bdims.csv", {"category": "sex", "measurement": "hgt", "age": "age"}),
        ("howell1.csv", {"category": "male", "measurement": "height", "age": "age"}),
        ("survey.csv", {"category": "Sex", "measurement": "Height", "age": "Age"}),
        ("davis.csv", {"category": "sex", "measurement": "height"}),
        ("flying.csv", {"category": "gender", "measurement": "height"}),
        ("starwars.csv", {"name": "name", "category": "sex", "measurement": "height"}),
        ("penguins.csv", {"category": "sex", "group": "species"}),
        ("faithful.csv", {}),
    ],
)
def test_roles_are_guessed(tables: Path, file: str, roles: dict[str, str]) -> None:
    roster = load(tables / file)
    assert guess_roles(roster) == named(roster, **roles)


@pytest.mark.parametrize(
    ("file", "unit", "low", "high"),
    [
        ("galton_families.csv", Unit.INCH, 56, 79),
        ("bdims.csv", Unit.CENTIMETRE, 147.2, 198.1),
        ("howell1.csv", Unit.CENTIMETRE, 53.975, 179.07),
        ("survey.csv", Unit.CENTIMETRE, 150, 200),
        ("flying.csv", Unit.INCH, 60, 77),
    ],
)
def test_all_heights_are_evidence(
    tables: Path, file: str, unit: Unit, low: float, high: float
) -> None:
    roster = load(tables / file)
    measurement = reading_of(roster, guess_roles(roster)).measurement
    assert measurement is not None
    assert measurement.is_height
    assert measurement.unit is unit
    read_cells = ~np.isnan(measurement.values)
    assert np.array_equal(measurement.usable, read_cells)
    assert (measurement.values[read_cells].min(), measurement.values[read_cells].max()) == (
        low,
        high,
    )


def test_davis_has_one_row_swapped(tables: Path) -> None:
    roster = load(tables / "davis.csv")
    flags = reading_of(roster, guess_roles(roster)).flags
    assert np.flatnonzero(flags.has(FlagKind.SWAPPED)).tolist() == [11]
    assert np.flatnonzero(flags.bits).tolist() == [11]
    weights = reading_of(roster, named(roster, category="sex", measurement="weight"))
    assert np.flatnonzero(weights.flags.has(FlagKind.SWAPPED)).tolist() == [11]


def test_davis_has_the_weight_of_the_swapped_row_set_aside_too(tables: Path) -> None:
    roster = load(tables / "davis.csv")
    weight = roster.header.index("weight")
    roles = guess_roles(roster).assign(weight, Role.FURTHER)
    reading = reading_of(roster, roles)
    assert np.flatnonzero(reading.flags.has(FlagKind.SWAPPED)).tolist() == [11]
    [weights] = reading.further
    assert np.flatnonzero(~weights.usable).tolist() == [11]


@pytest.mark.parametrize(
    ("file", "youngest", "oldest"), [("howell1.csv", 0, 88), ("survey.csv", 16.75, 73)]
)
def test_ages_are_read(tables: Path, file: str, youngest: float, oldest: float) -> None:
    roster = load(tables / file)
    ages = reading_of(roster, guess_roles(roster)).ages
    assert ages is not None
    assert (ages.min(), ages.max()) == (youngest, oldest)


def test_flying_has_bounds_that_are_no_heights(tables: Path) -> None:
    roster = load(tables / "flying.csv")
    reading = reading_of(roster, guess_roles(roster))
    assert reading.flags.counts()[FlagKind.CATEGORY_MISSING] == 33
    unreadable = reading.flags.has(FlagKind.UNREADABLE)
    column = roster.columns[roster.header.index("height")]
    assert set(column[unreadable]) == {"Under 5 ft.", "6'6\" and above"}


def test_starwars_keeps_its_creatures(tables: Path) -> None:
    roster = load(tables / "starwars.csv")
    reading = reading_of(roster, guess_roles(roster))
    assert reading.measurement is not None
    problems = reading.measurement.problems
    names = roster.columns[1]
    assert names[problems == Problem.IMPLAUSIBLE].tolist() == ["Yarael Poof"]
    usable = set(names[reading.measurement.usable])
    assert {"R2-D2", "Yoda", "Chewbacca"} <= usable
    assert reading.categories is not None
    assert [c.label for c in reading.categories.categories] == [
        "male",
        "female",
        "none",
        "hermaphroditic",
    ]
    assert reading.flags.counts()[FlagKind.CATEGORY_MISSING] == 4
    gender = reading_of(roster, named(roster, category="gender", measurement="height"))
    assert gender.categories is not None
    assert [c.label for c in gender.categories.categories] == ["masculine", "feminine"]


def test_penguins_have_no_height_and_are_read(tables: Path) -> None:
    roster = load(tables / "penguins.csv")
    reading = reading_of(roster, named(roster, category="sex", measurement="body_mass_g"))
    assert reading.measurement is not None
    assert not reading.measurement.is_height
    assert reading.measurement.unit is Unit.PLAIN
    assert int(reading.measurement.usable.sum()) == 342
    assert reading.categories is not None
    assert reading.categories.counts.tolist() == [168, 165]


@pytest.mark.parametrize("column", ["eruptions", "waiting"])
def test_faithful_is_plain_numbers(tables: Path, column: str) -> None:
    roster = load(tables / "faithful.csv")
    measurement = reading_of(roster, named(roster, measurement=column)).measurement
    assert measurement is not None
    assert (measurement.unit, measurement.is_height) == (Unit.PLAIN, False)
    assert measurement.usable.all()
