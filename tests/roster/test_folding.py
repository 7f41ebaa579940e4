import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.folding import bare, folded, letters, shown, unaccented


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Female ", "female"),
        ("FEMALE", "female"),
        ("Prefer  not\u00a0to say", "prefer not to say"),
        ("Ｆ", "f"),
        ("\u200fM\u200e", "m"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("f.", "f"), ("non-binary", "nonbinary"), ("k. A.", "ka"), ("+", ""), ("महिला ", "महिला")],
)
def test_letters(text: str, expected: str) -> None:
    assert letters(text) == expected


def test_accents_go_and_vowel_signs_stay() -> None:
    assert unaccented("féminin") == "feminin"
    assert unaccented("पुरुष") == "पुरुष"


@given(st.text())
def test_nothing_invisible_is_left_around_a_bare_text(text: str) -> None:
    assert bare(f"\u200b \t{text}\u00a0\0") == bare(text)
    assert bare(bare(text)) == bare(text)


@given(st.text(st.characters(), max_size=300))
def test_shown_text_is_short_and_hides_nothing(text: str) -> None:
    safe = shown(text, 40).removeprefix("\u2068").removesuffix("\u2069")
    assert len(safe) <= 40
    assert safe.translate({0x200C: None, 0x200D: None}).isprintable()
    assert not set(safe) & set("\u202e\u202d\u2066\u2067\u200f\n\0")


def test_words_from_the_right_leave_the_sentence_in_order() -> None:
    assert shown("אבי") == "\u2068אבי\u2069"
    assert shown("\u202egnp.exe") == "gnp.exe"
    assert shown("Zoë") == "Zoë"
    assert len(shown("א" * 100, 40)) == 42


def test_joiners_stay_within_words() -> None:
    assert shown("می\u200cخواهم") == "\u2068می\u200cخواهم\u2069"
    assert shown("👩\u200d👧") == "👩\u200d👧"
    assert shown("\u200d") == ""


def test_a_huge_cell_is_folded_in_no_time() -> None:
    marks = "a" + "\u0301\u0327" * 500_000
    assert letters(marks).startswith("a")
    assert len(shown(marks)) <= 40
