import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.ui.paper.lettering import Lettering
from em_desktop.ui.paper.sheet import Face

FACE = Face(180)


@pytest.fixture(scope="module")
def letters(qapp):
    return Lettering()


@given(st.lists(st.text("abcßé漢字אב𝕊👩🏽", min_size=1, max_size=12), max_size=12))
def test_no_letter_is_lost_and_no_line_too_wide(letters, words):
    text = " ".join(words)
    lines = letters.broken(text, FACE, 900.0)
    assert "".join(line.words for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= 900.0 + 1 or len(line.words) <= 4 for line in lines)


def test_a_short_text_is_one_line(letters):
    [line] = letters.broken("female", FACE, 5000.0)
    assert line.words == "female"
    assert letters.broken("", FACE, 5000.0) == ()
