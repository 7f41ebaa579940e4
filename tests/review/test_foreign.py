"""What another program has changed, told to a person."""

from em_desktop.review.differences import Kind
from em_desktop.review.foreign import foreign
from em_desktop.review.matching import match
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height")
ROWS = [("Ann", "f", "160"), ("Ben", "m", "175"), ("Cat", "", "158")]


def changed(rows, header=HEADER):
    old, new = Roster.from_rows(HEADER, ROWS), Roster.from_rows(header, rows)
    return foreign(old, new, match(old, new, key=0), 0)


def test_nothing():
    found = changed(ROWS)
    assert len(found.differences) == 0
    assert found.words == "no cell changed"
    assert found.sentences == ()


def test_cells_and_rows_with_the_numbers_that_they_have_now():
    found = changed([("Zoe", "f", "150"), ROWS[0], ("Cat", "f", "158")])
    assert [(d.kind, d.row_id, d.name, d.old, d.new) for d in found.differences] == [
        (Kind.ROW_ADDED, 0, "Zoe", "", "Zoe · f · 150"),
        (Kind.CELL, 2, "Cat", "", "f"),
        (Kind.ROW_DELETED, -1, "Ben", "Ben · m · 175", ""),
    ]
    assert found.words == "1 row came, 1 row went and 1 cell changed"


def test_columns_that_came_went_and_are_called_otherwise():
    rows = [(name, height, "7a") for name, _, height in ROWS]
    found = changed(rows, ("name", "cm", "class"))
    assert found.columns_gone == ("gender",)
    assert found.columns_renamed == (("height", "cm"),)
    assert [d.header for d in found.differences if d.kind == Kind.COLUMN_ADDED] == ["class"]
    assert found.sentences == ("No longer there: “gender”.", "“height” is “cm” now.")


def test_another_order():
    found = changed([ROWS[2], *ROWS[:2]])
    assert found.words == "rows stand in another order"
    assert found.sentences == ("The rows stand in another order.",)
