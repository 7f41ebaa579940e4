from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.flags import FlagKind
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height", "class", "weight")
ROLES = Roles(name=0, category=1, measurement=2, group=3)
ROWS = [
    (f"Pupil {i % 25}", ["F", "M", ""][i % 3], str(150 + i), f"{9 + i % 3}a", str(50 + i % 20))
    for i in range(30)
]
OPTIONS = ReadingOptions()


def roster(*first: tuple[str, ...]) -> Roster:
    return Roster.from_rows(HEADER, [*first, *ROWS])


def edited(old: Roster, column: int, text: str) -> Roster:
    return old.with_texts(column, np.array([0]), [text])


def same(one: Reading, other: Reading) -> bool:
    assert one.measurement is not None
    assert other.measurement is not None
    assert one.categories is not None
    assert other.categories is not None
    return (
        np.array_equal(one.measurement.values, other.measurement.values, equal_nan=True)
        and np.array_equal(one.measurement.problems, other.measurement.problems)
        and np.array_equal(one.categories.codes, other.categories.codes)
        and one.categories.categories == other.categories.categories
        and np.array_equal(one.groups, other.groups)
        and one.group_names == other.group_names
        and np.array_equal(one.flags.bits, other.flags.bits)
        and _same_ages(one, other)
        and _same_names(one, other)
        and len(one.further) == len(other.further)
        and all(
            np.array_equal(a.values, b.values, equal_nan=True)
            and np.array_equal(a.problems, b.problems)
            for a, b in zip(one.further, other.further, strict=True)
        )
    )


def _same_names(one: Reading, other: Reading) -> bool:
    return [texts for texts, _ in one.names] == [texts for texts, _ in other.names] and all(
        np.array_equal(a, b) for (_, a), (_, b) in zip(one.names, other.names, strict=True)
    )


def _same_ages(one: Reading, other: Reading) -> bool:
    if one.ages is None or other.ages is None:
        return one.ages is other.ages
    return np.array_equal(one.ages, other.ages, equal_nan=True)


def test_all_parts_are_read() -> None:
    reading = read(roster(), ROLES, OPTIONS)
    assert reading.measurement is not None
    assert reading.measurement.unit is Unit.CENTIMETRE
    assert reading.categories is not None
    assert [c.label for c in reading.categories.categories] == ["F", "M"]
    assert reading.group_names == ("9a", "10a", "11a")
    assert reading.groups is not None
    assert reading.groups[:3].tolist() == [0, 1, 2]
    assert reading.flags.counts()[FlagKind.DUPLICATE_NAME] == 10
    [(texts, codes)] = reading.names
    assert (texts, set(codes.tolist())) == (("pupil",), {0})


def test_without_roles_nothing_is_read() -> None:
    reading = read(roster(), Roles(), OPTIONS)
    assert (reading.measurement, reading.categories, reading.groups) == (None, None, None)
    assert (reading.group_names, reading.names, reading.further) == ((), (), ())
    assert reading.ages is None
    assert not reading.flags.bits.any()


@pytest.mark.parametrize(
    ("column", "text"), [(0, "Zoe"), (1, "M"), (2, "tall"), (3, "12"), (4, "80")]
)
def test_an_edit_reads_again_only_what_it_touches(column: int, text: str) -> None:
    before = roster()
    old = read(before, ROLES, OPTIONS)
    after = edited(before, column, text)
    new = read(after, ROLES, OPTIONS, (before, ROLES, OPTIONS, old))
    assert same(new, read(after, ROLES, OPTIONS))
    assert (new.categories is old.categories) == (column != 1)
    assert (new.measurement is old.measurement) == (column != 2)
    assert (new.groups is old.groups) == (column != 3)
    assert (new.name_column is old.name_column) == (column != 0)


def test_a_swap_is_looked_for_again_when_the_other_column_changes() -> None:
    before = roster(("Zoe", "F", "57", "9a", "166"))
    old = read(before, ROLES, OPTIONS)
    assert old.flags.has(FlagKind.SWAPPED)[0]
    after = edited(before, 4, "61")
    new = read(after, ROLES, OPTIONS, (before, ROLES, OPTIONS, old))
    assert not new.flags.has(FlagKind.SWAPPED)[0]
    assert new.categories is old.categories


@pytest.mark.parametrize(
    ("options", "reread"),
    [
        (replace(OPTIONS, unit=Unit.INCH), {"measurement"}),
        (replace(OPTIONS, decimal_mark=","), {"measurement"}),
        (replace(OPTIONS, missing_words=("f",)), {"measurement", "categories", "groups"}),
    ],
)
def test_options_reach_what_they_concern(options: ReadingOptions, reread: set[str]) -> None:
    before = roster()
    old = read(before, ROLES, OPTIONS)
    new = read(before, ROLES, options, (before, ROLES, OPTIONS, old))
    assert same(new, read(before, ROLES, options))
    parts = ("measurement", "categories", "groups")
    assert {part for part in parts if getattr(new, part) is not getattr(old, part)} == reread


def test_new_roles_are_read_anew() -> None:
    before = roster()
    old = read(before, ROLES, OPTIONS)
    roles = replace(ROLES, measurement=4, group=None, name=None)
    new = read(before, roles, OPTIONS, (before, ROLES, OPTIONS, old))
    assert new.measurement is not None
    assert new.measurement.values[0] == 50
    assert new.groups is None
    assert new.categories is old.categories
    assert not new.flags.has(FlagKind.DUPLICATE_NAME).any()


def test_rows_that_come_and_go_are_read() -> None:
    before = roster()
    old = read(before, ROLES, OPTIONS)
    after = before.without_rows(np.array([0, 5])).with_rows([99], [("New", "X", "2 m", "9a", "")])
    new = read(after, ROLES, OPTIONS, (before, ROLES, OPTIONS, old))
    assert same(new, read(after, ROLES, OPTIONS))


MORE_ROLES = Roles(name=0, category=1, measurement=2, age=3, further=(4,))


def test_ages_and_further_measurements_are_read() -> None:
    reading = read(roster(("Zoe", "F", "160", "12y 6m", "n/a")), MORE_ROLES, OPTIONS)
    assert reading.ages is not None
    assert reading.ages[0] == 12.5
    assert np.isnan(reading.ages[1:]).all()  # 9a is a class
    [weights] = reading.further
    assert weights.values[1] == 50
    assert not weights.usable[0]
    assert (reading.groups, reading.group_names) == (None, ())


def test_the_unit_that_is_set_is_that_of_the_measurement_alone() -> None:
    options = replace(OPTIONS, unit=Unit.INCH)
    reading = read(roster(), replace(ROLES, further=(4,)), options)
    assert reading.measurement is not None
    assert reading.measurement.unit is Unit.INCH
    assert reading.further[0].unit is Unit.PLAIN


def test_a_further_measurement_may_be_swapped_with_the_measurement() -> None:
    before = roster(("Zoe", "F", "57", "12", "166"))
    old = read(before, MORE_ROLES, OPTIONS)
    assert old.flags.has(FlagKind.SWAPPED)[0]
    assert not old.further[0].usable[0]
    after = before.with_texts(2, np.array([0]), ["166"]).with_texts(4, np.array([0]), ["57"])
    new = read(after, MORE_ROLES, OPTIONS, (before, MORE_ROLES, OPTIONS, old))
    assert not new.flags.has(FlagKind.SWAPPED)[0]
    assert new.further[0].usable[0]
    assert same(new, read(after, MORE_ROLES, OPTIONS))


@pytest.mark.parametrize(
    ("column", "text"), [(0, "Zoe"), (1, "M"), (2, "tall"), (3, "12"), (4, "80")]
)
def test_an_edit_reads_ages_and_further_measurements_again_only_where_it_must(
    column: int, text: str
) -> None:
    before = roster()
    old = read(before, MORE_ROLES, OPTIONS)
    after = edited(before, column, text)
    new = read(after, MORE_ROLES, OPTIONS, (before, MORE_ROLES, OPTIONS, old))
    assert same(new, read(after, MORE_ROLES, OPTIONS))
    assert (new.ages is old.ages) == (column != 3)
    assert (new.further[0] is old.further[0]) == (column != 4)
    assert (new.measurement is old.measurement) == (column != 2)


def test_an_answer_that_leaves_the_table_as_it_is_finds_nothing_anew() -> None:
    table = roster()
    old = read(table, MORE_ROLES, OPTIONS)
    assert read(table, MORE_ROLES, OPTIONS, (table, MORE_ROLES, OPTIONS, old)).flags is old.flags
    after = edited(table, 2, "tall")
    new = read(after, MORE_ROLES, OPTIONS, (table, MORE_ROLES, OPTIONS, old))
    assert new.flags is not old.flags


def test_a_further_measurement_that_becomes_the_measurement_is_read_with_its_unit() -> None:
    options = replace(OPTIONS, unit=Unit.INCH)
    before = roster()
    earlier, roles = replace(ROLES, measurement=4, further=(2,)), replace(ROLES, further=(4,))
    new = read(before, roles, options, (before, earlier, options, read(before, earlier, options)))
    assert same(new, read(before, roles, options))


@pytest.mark.parametrize(
    "rows", [[], [("",) * 5], [("\0", "\ud800", "\u202e", "\x00", "x" * 1_000_000)]]
)
def test_poor_rosters_are_read(rows: list[tuple[str, ...]]) -> None:
    reading = read(Roster.from_rows(HEADER, rows), ROLES, OPTIONS)
    assert reading.flags.bits.shape == (len(rows),)


def test_ten_thousand_columns_are_read() -> None:
    header = [*HEADER, *(f"q{i}" for i in range(10_000))]
    rows = [[*row, *(["7"] * 10_000)] for row in [("Zoe", "F", "57", "9a", "166"), *ROWS]]
    reading = read(Roster.from_rows(header, rows), ROLES, OPTIONS)
    assert reading.flags.has(FlagKind.SWAPPED)[0]


CELL = st.text(st.characters(), max_size=5) | st.sampled_from(["", "F", "M", "172", "1.7", "9a"])
ROW = st.tuples(CELL, CELL, CELL, CELL, CELL)


@given(st.lists(ROW, min_size=1, max_size=8), st.integers(0, 4), CELL)
def test_reading_after_an_edit_is_reading_afresh(
    rows: list[tuple[str, ...]], column: int, text: str
) -> None:
    before = Roster.from_rows(HEADER, rows)
    after = edited(before, column, text)
    for roles in (ROLES, MORE_ROLES):
        previous = (before, roles, OPTIONS, read(before, roles, OPTIONS))
        assert same(read(after, roles, OPTIONS, previous), read(after, roles, OPTIONS))
