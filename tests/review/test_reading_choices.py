import pytest

from em_desktop.review.reading_choices import mark_choices, unit_choices
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.table import texts

NO = ReadingOptions()


def pictures(values, header="height", options=NO):
    column = texts(values)
    return {choice.unit: choice.picture for choice in unit_choices(column, header, options)}


def marks(values, header="height", options=NO):
    return {c.mark: c.picture for c in mark_choices(texts(values), header, options)}


def test_the_right_unit_makes_a_hill_and_the_others_leave_it_empty():
    found = pictures([str(150 + i % 30) for i in range(90)])
    assert sum(found[Unit.CENTIMETRE].counts) == 90
    assert found[Unit.CENTIMETRE].words == "90 of 90 are usual heights"
    for unit in (Unit.METRE, Unit.INCH, Unit.FOOT, Unit.MILLIMETRE):
        assert sum(found[unit].counts) == 0
        assert found[unit].words == "None of 90 are usual heights"
    assert found[Unit.PLAIN].words == "90 numbers, 150 to 179"


@pytest.mark.parametrize(
    ("factor", "unit"),
    [(100, Unit.METRE), (2.54, Unit.INCH), (30.48, Unit.FOOT), (0.1, Unit.MILLIMETRE)],
)
def test_the_same_heights_make_the_same_hill_in_their_unit(factor, unit):
    heights = [152 + i % 30 for i in range(90)]
    right = pictures([str(h) for h in heights])[Unit.CENTIMETRE]
    found = pictures([f"{h / factor:.8f}" for h in heights])[unit]
    assert found.usual == 90
    assert found.counts == right.counts


def test_what_is_missing_counts_nowhere_and_what_is_unreadable_is_told():
    found = pictures(["150", "", "160", "tall", "n/a"])[Unit.CENTIMETRE]
    assert (found.n, found.usual) == (3, 2)
    assert found.words == "2 of 3 are usual heights, 1 unreadable"


def test_cells_that_state_a_unit_are_heights_under_each_choice():
    found = pictures(["1.60 m", "170", "172"])
    assert found[Unit.CENTIMETRE].usual == 3
    assert found[Unit.MILLIMETRE].usual == 1


def test_each_decimal_mark_says_what_it_makes_of_the_numbers():
    found = marks(["1,720", "1,650", "1,810"])
    assert found["."].words == "3 of 3 are usual heights, in millimetres"
    assert found[","].words == "3 of 3 are usual heights, in metres"


def test_a_mark_that_makes_no_heights_is_seen():
    found = marks(["172.500", "165.250", "181.125"], options=ReadingOptions(unit=Unit.CENTIMETRE))
    assert found["."].usual == 3
    assert found[","].usual == 0


def test_numbers_that_are_no_heights_are_told_as_numbers():
    found = marks(["1,5", "2,5", "3,5"], header="points")
    assert found[","].words == "3 numbers, 1.5 to 3.5"


def test_without_an_answer_there_is_no_number():
    assert pictures(["", ""])[Unit.PLAIN].words == "No number"
