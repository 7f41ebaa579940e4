import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.dates import Written, date_of_serial, read_date

FIFTH_OF_JULY = (5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-05",
        "2026-07-05 00:00:00",
        "2026-07-05T00:00:00",
        "2026/7/5",
        "5.7.2026",
        "05.07.26",
        "5-7-2026",
        "7/5/2026",
        "07/05/26 00:00",
        "05-Jul",
        "5. Jul",
        "5 July 2026",
        "5. Juli",
        "05-juil",
        "5 juil. 2026",
        "Jul-05",
        "July 5, 2026",
        "Jul. 5",
        "٥.٧.٢٠٢٦",
    ],
)
def test_the_fifth_of_july_is_known_in_all_its_forms(text: str) -> None:
    written = read_date(text)
    assert written is not None
    assert (written.day, written.month) == FIFTH_OF_JULY


@pytest.mark.parametrize(
    "text",
    [
        *("", "172", "1.72", "5-7", "5/7", "5'7\"", "tall", "2026", "2026-13-05", "30 Feb"),
        *("25:00", "5:7", "#REF!", "1.2.3.4", "172 cm", "5 ft 7", "31.4.2026", "0", "May"),
        *("Jul-00", "x-05"),
    ],
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert read_date(text) is None


def test_a_month_with_two_digits_of_a_year_is_its_first_day() -> None:
    assert read_date("Jan 70") == Written(1, 1, 1970)
    assert read_date("Feb-85") == Written(1, 2, 1985)
    assert read_date("1970-01-01") == Written(1, 1, 1970)


def test_times_of_day() -> None:
    assert read_date("5:07") == read_date("05:07:00") == Written(clock=(5, 7))


def test_whether_day_and_month_may_be_the_other_way_round() -> None:
    said = {text: read_date(text) for text in ("7/5/2026", "7/25/2026", "25/7/2026", "2026-07-05")}
    assert {text: one.is_clear for text, one in said.items() if one} == {
        "7/5/2026": False,
        "7/25/2026": True,
        "25/7/2026": True,
        "2026-07-05": True,
    }
    assert said["25/7/2026"] == said["7/25/2026"]
    assert [one.words for one in said.values() if one] == [
        "a date",
        "a date, 25 July",
        "a date, 25 July",
        "a date, 5 July",
    ]


def test_a_serial_number_is_the_date_that_it_stores() -> None:
    assert date_of_serial("46208") == Written(5, 7, 2026)
    for text in ("172", "46208.5", "99999", "4620", "x46208", "４６２０８"):
        assert date_of_serial(text) is None


@given(st.dates())
def test_every_iso_date_comes_back(date) -> None:
    assert read_date(date.isoformat()) == Written(date.day, date.month, date.year)


@given(st.text(max_size=50))
def test_no_text_is_too_odd(text: str) -> None:
    read_date(text)
    date_of_serial(text)
