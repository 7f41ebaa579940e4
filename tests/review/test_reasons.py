"""What decided between two categories, in words."""

from math import log

import pytest

from em_desktop.review.reasons import Case, Voice, reason


def height(odds):
    return Voice("height", log(odds), "this height")


def name(odds):
    return Voice("first name", log(odds))


def told(*voices, share=1.0, place="", **more):
    return reason(Case(voices, log(share), "girl", "boy", place, **more))


@pytest.mark.parametrize(
    ("voice", "share", "words"),
    [
        (height(20), 1, "this height is far more usual among girl than among boy"),
        (height(4), 1, "this height is more usual among girl than among boy"),
        (height(1.2), 1, "this height is slightly more usual among girl than among boy"),
        (height(1), 1, "this height is as usual among girl as among boy"),
        (height(1.1), 3, "this height says little, and girl is the more frequent here"),
        (height(0.5), 9, "girl is so frequent here that it outweighs the height"),
        (name(20), 1, "the first name speaks clearly for girl"),
        (name(4), 1, "the first name speaks for girl"),
        (name(1.2), 1, "the first name leans to girl"),
        (name(1), 1, "the first name cannot tell"),
        (name(1), 3, "the first name says little, and girl is the more frequent here"),
        (name(0.1), 50, "girl is so frequent here that it outweighs the first name"),
    ],
)
def test_one_source_of_evidence(voice, share, words):
    assert told(voice, share=share) == words


@pytest.mark.parametrize(
    ("of_height", "of_name", "share", "words"),
    [
        (6, 20, 1, "the first name speaks clearly for girl, and the height agrees"),
        (6, 2, 1, "the height speaks for girl, and the first name agrees"),
        (6, 1.1, 1, "the height speaks for girl, and the first name says little"),
        (0.8, 6, 1, "the first name speaks for girl, and the height says little"),
        (
            1 / 3,
            20,
            1,
            "the first name speaks clearly for girl, more than the height does for boy",
        ),
        (
            1 / 4,
            2,
            9,
            "the first name speaks for girl, the height for boy, and girl is the more frequent",
        ),
        (1, 1, 1, "the height and the first name cannot tell"),
        (1.2, 1, 3, "the height and the first name say little, and girl is the more frequent here"),
        (1.2, 0.2, 9, "girl is so frequent here that it outweighs the first name"),
        (1.2, 1, 1.1, "the height leans to girl, and the first name says little"),
    ],
)
def test_two_sources_of_evidence(of_height, of_name, share, words):
    assert told(height(of_height), name(of_name), share=share) == words
    assert told(name(of_name), height(of_height), share=share) in {
        words,
        words.replace("the height and the first name", "the first name and the height"),
    }


def test_a_group_or_an_age_is_where_heights_are_compared():
    place = "in class 7b"
    assert told(height(6), place=place, is_brief=True) == (
        "in class 7b this height is more usual among girl"
    )
    assert told(height(1), share=2, place=place) == (
        "this height says little, and girl is the more frequent in class 7b"
    )
    assert told(height(6), name(2), place=place).startswith("in class 7b the height speaks for")
    assert told(height(2), name(6), place=place).startswith("the first name speaks for girl")


def test_in_brief():
    assert told(height(6), is_brief=True) == "this height is more usual among girl"
    assert told(height(1), is_brief=True) == "the height cannot tell"
    assert told(height(1), share=2, is_brief=True) == (
        "this height says little, and girl is the more frequent"
    )
    assert told(height(0.5), share=9, is_brief=True) == (
        "girl is so frequent that it outweighs the height"
    )


def test_several_measurements_are_plural():
    both = Voice("measurements", log(6), "these measurements", is_plural=True)
    assert told(both) == "these measurements are more usual among girl than among boy"
    assert told(both, name(2)) == "the measurements speak for girl, and the first name agrees"
    assert told(both, name(20)) == (
        "the first name speaks clearly for girl, and the measurements agree"
    )


def test_nothing_known_but_how_frequent():
    assert told(share=3) == "girl is the more frequent here"


def test_where_caution_alone_decides_it_is_said():
    assert told(height(0.5), share=1) == "too little is known to say boy"


def test_odds_without_bound_are_words_too():
    assert "far more usual" in reason(Case((Voice("height", 9e9, "this height"),), 0, "a", "b"))
