import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.ages import OLDEST, parse_age, read_ages, says_months
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.table import texts


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("12", 12),
        (" 12.5 ", 12.5),
        ("12,5", 12.5),
        ("12,345", 12.345),
        ("12½", 12.5),
        ("12 3/4", 12.75),
        ("012", 12),
        ("１２", 12),
        ("0", 0),
        ("12 years", 12),
        ("12 years old", 12),
        ("12 Jahre", 12),
        ("12 J.", 12),
        ("12 ans", 12),
        ("12 лет", 12),
        ("12歳", 12),
        ("12歲3個月", 12.25),
        ("12y", 12),
        ("12y 3m", 12.25),
        ("12y3m", 12.25),
        ("12 years, 3 months", 12.25),
        ("12 Jahre und 6 Monate", 12.5),
        ("12 ans et 6 mois", 12.5),
        ("12 anni e 3 mesi", 12.25),
        ("12 years 3", 12.25),
        ("12;3", 12.25),
        ("12; 11", 12 + 11 / 12),
        ("18 months", 1.5),
        ("18 Monate", 1.5),
    ],
)
def test_ages_as_people_write_them(text: str, years: float) -> None:
    assert parse_age(text) == pytest.approx(years)


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "-3", "131", "2008", "2008-05-01", "1.5.2008", "12-13", "12+", "12 3", "12;12"),
        *("12y 13m", "12 cm", "12y 3d", "12 or 13", "inf", "nan", "1e2", "9" * 1000, "12½½"),
    ],
)
def test_what_is_no_age(text: str) -> None:
    assert parse_age(text) is None


def test_a_header_may_say_months() -> None:
    assert says_months("age_months")
    assert says_months("Alter in Monaten")
    assert not says_months("age")
    column = texts(["18", "150", "3 years", "2y 6m"])
    assert read_ages(column, "age (months)", ()).tolist() == [1.5, 12.5, 3, 2.5]


def test_a_column_of_ages() -> None:
    ages = read_ages(texts(["12", "", "n/a", "old", "12"]), "age", DEFAULT_MISSING_WORDS)
    assert ages.dtype == np.float64
    assert ages[[0, 4]].tolist() == [12, 12]
    assert np.isnan(ages[1:4]).all()
    assert read_ages(texts([]), "age", ()).shape == (0,)


@given(st.text(max_size=70) | st.from_regex(r"[0-9]{1,4}[., ;/a-z]{0,4}[0-9]{0,3}[a-z ]{0,5}"))
def test_any_text_gives_a_possible_age_or_none(text: str) -> None:
    age = parse_age(text)
    assert age is None or (math.isfinite(age) and 0 <= age <= OLDEST)
