from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.answer_keys import USUAL, Act, AnswerKeys, conflicts

labels = st.lists(st.text(max_size=4), unique=True, max_size=6).map(tuple)
key = st.sampled_from(["", "A", "1", "2", "Space", "F4", "X"])
some_keys = st.builds(
    AnswerKeys,
    accept=key,
    blank=key,
    skip=key,
    categories=st.lists(key, max_size=4).map(tuple),
)


def test_the_usual_keys_are_in_nobodys_way():
    assert conflicts(USUAL) == ()
    assert USUAL.act("Space") is Act.SKIP
    assert USUAL.act("M") is None


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("female", "male"), {"F": "female", "M": "male"}),
        (("male", "mixed", "female"), {"M": "male", "I": "mixed", "F": "female"}),
        (("man", "mother", "M"), {"M": "man", "O": "mother"}),
        (("-", "2", "?!"), {"2": "2"}),
        (("ßtr", "Äpfel"), {"T": "ßtr", "Ä": "Äpfel"}),
        ((), {}),
    ],
)
def test_categories_have_their_first_free_letter(labels, expected):
    assert USUAL.letters(labels) == expected


@given(st.lists(st.text(max_size=12), max_size=6, unique=True))
def test_letters_are_single_upper_case_and_stand_for_no_answer(labels):
    for key, label in USUAL.letters(tuple(labels)).items():
        assert len(key) == 1
        assert key in label.upper()
        assert USUAL.act(key) is None


def test_a_person_can_give_categories_keys_by_their_place():
    keys = AnswerKeys(categories=("1", "2"))
    assert keys.letters(("female", "male", "other")) == {"1": "female", "2": "male", "O": "other"}
    assert AnswerKeys(categories=("", "X")).letters(("female", "male")) == {
        "F": "female",
        "X": "male",
    }


def test_a_letter_that_stands_for_an_answer_stands_for_no_category():
    assert replace(USUAL, skip="M").letters(("male",)) == {"A": "male"}


@given(some_keys, labels)
def test_no_key_means_two_things_and_no_category_has_two_keys(keys, labels):
    letters = keys.letters(labels)
    assert not set(letters) & set(keys.fixed().values()) - {""}
    assert len(set(letters.values())) == len(letters)
    assert set(letters.values()) <= set(labels)


@given(some_keys)
def test_each_key_that_is_given_twice_is_told(keys):
    given_keys = [*keys.fixed().values(), *(k for k in keys.categories if k)]
    twice = len(set(given_keys)) < len(given_keys)
    assert bool(conflicts(keys)) == (twice or "" in given_keys)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (replace(USUAL, skip="Enter"), "Enter cannot be both “Accept” and “Skip”."),
        (replace(USUAL, note="Tab"), "Tab moves in the table."),
        (replace(USUAL, note="Del"), "Del empties cells."),
        (replace(USUAL, blank="F5"), "F5 is “Infer”."),
        (replace(USUAL, categories=("", "Space")), "“Skip” and “2nd category”."),
        (replace(USUAL, back=""), "“Back” has no key."),
    ],
)
def test_conflicts_are_told_in_a_sentence(keys, said):
    (sentence,) = conflicts(keys, {"F5": "Infer"})
    assert said in sentence
