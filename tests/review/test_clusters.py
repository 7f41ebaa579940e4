import pytest

from em_desktop.review.clusters import (
    default_names,
    free_header,
    problem_of_header,
    problem_of_names,
)
from em_desktop.roster.options import ReadingOptions


def test_default_names_are_letters():
    assert default_names(3) == ("A", "B", "C")
    assert len(set(default_names(9))) == 9
    assert problem_of_names(default_names(9), ReadingOptions(), "type") == ""


def test_a_header_that_is_free():
    assert free_header(("a", "b")) == "type"
    assert free_header(("Type ", "type 2")) == "type 3"
    assert problem_of_header(free_header(("type",)), ("type",)) == ""


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("", "needs a name"),
        ("  ", "needs a name"),
        ("a\nb", "one line"),
        ("x" * 61, "one line"),
        ("Waiting ", "already"),
    ],
)
def test_headers_that_cannot_be(header, word):
    assert word in problem_of_header(header, ("eruption", "waiting"))


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (("a",), "2 to 9"),
        (tuple("abcdefghij"), "2 to 9"),
        (("a", " "), "needs a name"),
        (("a", "b "), "one line"),
        (("a", "b\tc"), "one line"),
        (("a", "x" * 61), "one line"),
        (("a", "A"), "same name"),
        (("female", "F"), "same name"),  # spellings of one gender
        (("a", "?"), "missing"),
        (("yes", "prefer not to say"), "no answer"),
    ],
)
def test_names_that_cannot_be(names, word):
    assert word in problem_of_names(names, ReadingOptions(), "type")


@pytest.mark.parametrize("names", [("short", "long"), ("1", "2"), ("kurz", "länger als 3 min")])
def test_names_that_can_be(names):
    assert problem_of_names(names, ReadingOptions(), "type") == ""
