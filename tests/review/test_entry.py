import pytest

from em_desktop.review.edits import SetCells
from em_desktop.review.entry import choices, complete
from em_desktop.roster.categories import read_categories
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import texts


def categories(*cells):
    return read_categories(texts(cells), ReadingOptions(), "gender")


PUPILS = ("female",) * 20 + ("male",) * 20 + ("F", "X")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("f", "female"),
        ("fem", "female"),
        ("FEMALE", "female"),
        ("M", "male"),
        (" m ", "male"),
        ("x", "X"),
        ("F", "F"),  # the file writes it too
        ("z", "z"),
        ("females", "females"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_is_typed_becomes_a_label_of_the_file(typed, expected):
    assert complete(typed, categories(*PUPILS)) == expected


def test_the_beginning_of_two_labels_stays_as_typed():
    found = categories(*["non-binary"] * 5, *["not stated"] * 5, *["female"] * 5)
    assert complete("n", found) == "n"
    assert complete("non", found) == "non-binary"


def test_a_whole_label_is_no_beginning_of_another():
    found = categories(*["10A"] * 5, *["10AB"] * 5)
    assert complete("10a", found) == "10A"


def test_a_slip_does_not_stand_in_the_way():
    found = categories(*["female"] * 40, *["male"] * 40, "femle")
    assert found.proposals
    assert complete("f", found) == "female"
    assert complete("femle", found) == "femle"


def test_there_is_nothing_to_complete_in_an_empty_column():
    assert complete("f", categories("", "?")) == "f"


def test_choices_without_a_fit_are_those_of_the_file_without_slips(desk):
    desk.do(SetCells(1, (0, 1), ("femle", "X")))
    assert choices(desk.reading, None) == ("female", "male", "X")


def test_choices_do_not_change_places_when_one_is_entered(desk):
    desk.do(SetCells(1, (40, 41), ("male", "male")))
    assert choices(desk.reading, None) == ("female", "male")


def test_choices_with_a_fit_are_what_it_can_suggest(desk):
    desk.do(SetCells(1, (1,), ("X",)))
    assert choices(desk.reading, desk.infer()) == ("female", "male")


def test_without_a_column_to_fill_in_there_is_no_choice(desk_of):
    assert choices(desk_of([], Roles()).reading, None) == ()
