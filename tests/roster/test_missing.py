import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.missing import missing_mask
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.table import texts


def is_missing(text: str, words: tuple[str, ...] = DEFAULT_MISSING_WORDS) -> bool:
    (mask,) = missing_mask(texts([text]), words)
    return bool(mask)


BLANK = [
    "",
    " ",
    "\t\r\n",
    "\u00a0",
    "\u2003\u3000",
    "\u200b",
    "\ufeff",
    "\u200f\u200e",
    "\0",
    "\u2800",
]


@pytest.mark.parametrize("text", BLANK)
def test_blank_is_missing_without_any_word(text: str) -> None:
    assert is_missing(text, ())


@pytest.mark.parametrize(
    "text", ["NA", " na ", "N/A", "n/a", "?", "-", "Unknown", "UNKNOWN\u00a0", "？", "NaN", "未知"]
)
def test_usual_words_are_missing(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize(
    "text", ["none", "None", "0", "no", "Nathan", "x", "m", "n", "\ud800", "na na"]
)
def test_answers_are_not_missing(text: str) -> None:
    assert not is_missing(text)


def test_the_list_of_words_is_the_users() -> None:
    assert is_missing("NONE", ("none", "999"))
    assert is_missing("999", ("none", "999"))
    assert not is_missing("NA", ("none", "999"))


@given(st.sampled_from(DEFAULT_MISSING_WORDS), st.text(" \t\u00a0\u2003\u200b\ufeff", max_size=5))
def test_case_and_surrounding_space_do_not_matter(word: str, space: str) -> None:
    assert is_missing(space + word.upper() + space)
    assert is_missing(word.title())


@given(st.lists(st.text(max_size=8) | st.sampled_from(["NA", "", "F"])))
def test_each_row_is_judged_by_itself(cells: list[str]) -> None:
    assert missing_mask(texts(cells), DEFAULT_MISSING_WORDS).tolist() == [
        is_missing(c) for c in cells
    ]
