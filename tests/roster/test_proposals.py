"""Readings that are proposed for dates, for feet and inches, and for other units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.cell_reading import CellReading, meaning
from em_desktop.roster.measurements import MeasurementReading, Problem, read_measurements
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.proposals import Way
from em_desktop.roster.table import texts

TEENS = [str(height) for height in range(150, 190)]


def read(
    cells: list[str], header: str = "height", said: dict[int, CellReading] | None = None
) -> MeasurementReading:
    return read_measurements(texts(cells), header, ReadingOptions(), (), said or {})


def proposed(reading: MeasurementReading, position: int = 0) -> list[str]:
    return [meaning(one.reading) for one in reading.proposals.get(position, ())]


@pytest.mark.parametrize(
    ("cell", "problem", "meant"),
    [
        ("2026-07-05", Problem.DATE, ["5'7\""]),
        ("2026-05-07", Problem.DATE, ["5'7\""]),
        ("05-Jul", Problem.DATE, ["5'7\""]),
        ("7/5/2026", Problem.DATE, ["5'7\""]),
        ("05:07:00", Problem.DATE, ["5'7\""]),
        ("1970-01-01", Problem.DATE, ["1.7 m"]),
        ("Jan 85", Problem.DATE, ["1.85 m"]),
        ("2026-07-01", Problem.DATE, ["1.7 m"]),
        ("2011-05-30", Problem.DATE, []),
        ("46208", Problem.IMPLAUSIBLE, ["5'7\""]),
        ("5-7", Problem.UNREADABLE, ["5'7\""]),
        ("5/7", Problem.UNREADABLE, ["5'7\""]),
        ("68", Problem.UNIT_DOUBT, ["68 in"]),
        ("5.4", Problem.UNIT_DOUBT, ["5.4 ft", "5'4\""]),
        ("99", Problem.IMPLAUSIBLE, []),
        ("tall", Problem.UNREADABLE, []),
    ],
)
def test_what_a_cell_among_centimetres_may_mean(
    cell: str, problem: Problem, meant: list[str]
) -> None:
    reading = read([cell, *TEENS])
    assert reading.problems[0] == problem
    assert proposed(reading) == meant
    assert not reading.usable[0]
    assert reading.usable[1:].all()


@pytest.mark.parametrize("cell", ["1.7E+02", "1,70E+02", "1.70e2", "'170", '="170"', "\xa0170 "])
def test_numbers_as_spreadsheets_write_and_hide_them(cell: str) -> None:
    reading = read([cell, *TEENS])
    assert reading.usable[0]
    assert reading.values[0] == 170


def test_the_order_of_day_and_month_that_most_dates_agree_with_comes_first() -> None:
    day_first = ["2026-11-05", "2026-09-05", "2026-08-05", "2026-10-05"]
    assert proposed(read(["2026-05-06", *day_first])) == ["6'5\"", "5'6\""]
    month_first = ["2026-05-11", "2026-05-09", "2026-05-08", "2026-05-10"]
    reading = read(["2026-05-06", *month_first])
    assert proposed(reading) == ["5'6\"", "6'5\""]
    assert [one.is_odd for one in reading.proposals[0]] == [False, True]


def test_a_height_that_only_fits_the_other_way_round_is_proposed_so_and_called_odd() -> None:
    reading = read(["2026-05-11", "2026-11-05", "2026-09-05", "2026-08-05", *TEENS])
    assert proposed(reading) == ["5'11\""]
    assert reading.proposals[0][0].is_odd
    assert not reading.proposals[1][0].is_odd


def test_a_column_that_is_nothing_but_dates_is_one_of_feet_and_inches() -> None:
    reading = read(["2026-07-05", "2026-11-05", "6-0", "2026-02-06", ""])
    assert (reading.unit, reading.is_height) == (Unit.INCH, True)
    likeliest = [proposed(reading, at)[0] for at in range(4)]
    assert likeliest == ["5'7\"", "5'11\"", "6'0\"", "6'2\""]
    assert not reading.usable.any()


def test_dates_in_another_column_are_dates_and_no_heights() -> None:
    reading = read(["2026-05-07", "72.5"], "weight")
    assert reading.problems.tolist() == [Problem.DATE, Problem.NONE]
    assert not reading.proposals
    assert not read(["2011-05-07", "2012-06-01"], "date of birth").is_height


def test_feet_and_inches_with_a_dash_are_read_where_most_cells_are_written_so() -> None:
    reading = read(["5-7", "5-11", "6-0", "5'2\"", ""])
    assert reading.unit is Unit.INCH
    assert reading.values[:4].tolist() == [67, 71, 72, 62]
    assert not read(["3-2", "2-1", "5-4"], "result").usable.any()


def test_five_point_eleven_makes_feet_and_inches_likelier_than_decimals() -> None:
    reading = read(["5.11", "5.4", *TEENS])
    assert proposed(reading, 1) == ["5'4\"", "5.4 ft"]
    assert proposed(read(["5.75", "5.4", *TEENS]), 1) == ["5.4 ft", "5'4\""]


def test_an_accepted_reading_is_evidence_and_changes_nothing_else() -> None:
    cells = ["68", "66", "99", *TEENS]
    before = read(cells)
    said = {0: before.proposals[0][0].reading, 2: CellReading("99")}
    after = read(cells, said=said)
    assert after.values[0] == pytest.approx(172.72)
    assert after.values[2] == 99
    assert after.usable[[0, 1, 2]].tolist() == [True, False, True]
    assert np.array_equal(after.values[3:], before.values[3:])
    assert after.unit is before.unit
    assert set(after.proposals) == {1}
    assert after.accepted == said


def test_a_text_that_is_no_number_cannot_be_right_as_it_is() -> None:
    reading = read(["tall", *TEENS], said={0: CellReading("tall")})
    assert reading.problems[0] == Problem.UNREADABLE
    assert not reading.accepted


@given(
    st.lists(st.tuples(st.integers(4, 6), st.integers(1, 11)), min_size=1, max_size=12),
    st.booleans(),
)
def test_whatever_feet_and_inches_became_a_date_are_among_the_proposals(
    typed: list[tuple[int, int]], month_first: bool
) -> None:
    dates = [
        f"2026-{feet:02}-{inches:02}" if month_first else f"2026-{inches:02}-{feet:02}"
        for feet, inches in typed
    ]
    reading = read(dates)
    for at, (feet, inches) in enumerate(typed):
        ways = {one.way: one.reading.number for one in reading.proposals[at]}
        assert feet * 12 + inches in ways.values()
        assert set(ways) <= {Way.DAY_MONTH, Way.MONTH_DAY, Way.DECIMAL}
