import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.genders import Gender
from em_desktop.roster.misspellings import probable_meanings, slips_between

WORDS = st.text("abcde", max_size=6)


def meant(words: list[str], counts: list[int], genders: list[Gender | None] | None = None):
    nobody = np.zeros(len(words), dtype=bool)
    no_gender: list[Gender | None] = [None] * len(words)
    return probable_meanings([[w] for w in words], np.array(counts), nobody, genders or no_gender)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("female", "female", 0),
        ("femal", "female", 1),
        ("femalee", "female", 1),
        ("famale", "female", 1),
        ("mael", "male", 1),
        ("femlae", "female", 1),
        ("mujr", "mujer", 1),
        ("adelei", "adelie", 1),
        ("male", "female", 2),
        ("", "abc", 3),
    ],
)
def test_slips(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips


@given(WORDS, WORDS)
def test_slips_go_both_ways_and_are_few(one: str, other: str) -> None:
    slips = slips_between(one, other)
    assert slips == slips_between(other, one)
    assert (slips == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips <= max(len(one), len(other))


def test_a_rare_slip_is_noticed() -> None:
    assert meant(["female", "male", "femal", "mael"], [20, 20, 2, 1]) == {2: 0, 3: 1}


def test_the_first_letter_decides_between_equals() -> None:
    assert meant(["male", "female", "fmale"], [20, 20, 1]) == {2: 1}


def test_a_slip_on_a_word_the_file_does_not_hold() -> None:
    genders = [Gender.FEMALE, Gender.MALE, None]
    assert meant(["f", "m", "femal"], [20, 20, 1], genders) == {2: 0}


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        (["female", "femal"], [6, 2]),
        (["year10", "year11"], [20, 1]),
        (["f", "g"], [20, 1]),
        (["female", "unicorn"], [20, 1]),
        (["abc" * 20, "abc" * 20 + "d"], [20, 1]),
    ],
)
def test_what_is_no_slip(words: list[str], counts: list[int]) -> None:
    assert meant(words, counts) == {}


def test_a_legitimate_value_is_never_a_slip() -> None:
    words = [["other"], ["mother"]]
    legitimate = np.array([True, False])
    assert probable_meanings(words, np.array([1, 20]), legitimate, [None, None]) == {}
