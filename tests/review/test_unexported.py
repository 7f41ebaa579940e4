"""What no export has written, counted."""

import pytest

from em_desktop.review.accept import accept, confirm, defer, leave_blank, withdraw
from em_desktop.review.edits import AddColumn, DeleteRows, SetCells, SetNotes, blank_row, new_rows
from em_desktop.review.unexported import unexported

NAME, GENDER = 0, 1


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


@pytest.fixture
def told(inferred):
    """What differs after each of some edits from the state before them all."""
    then = inferred.workspace

    def tell(*edits):
        for edit in edits:
            inferred.do(edit)
        return unexported(inferred.workspace, then)

    return tell


def test_nothing_differs(told):
    assert told() == ""
    assert told(SetCells(NAME, (0,), ("X",)), SetCells(NAME, (0,), ("Pupil 0",))) == ""


def test_cells_are_counted_not_steps(told, inferred):
    assert told(accept(inferred.suggestions, [40, 41, 42])) == "3 cells changed"
    assert told(SetCells(NAME, (0, 40), ("X", "Y"))) == "5 cells changed"
    assert told(SetCells(GENDER, (40,), ("female",))) == "5 cells changed", "one cell, twice"
    assert told(withdraw([41])) == "4 cells changed"


def test_what_an_export_wrote_and_is_taken_back_differs(inferred):
    inferred.do(accept(inferred.suggestions, [40, 41]))
    then = inferred.workspace
    inferred.do(withdraw([40]))
    assert unexported(inferred.workspace, then) == "1 cell changed"
    inferred.do(leave_blank([41]))
    assert unexported(inferred.workspace, then) == "2 cells changed"


def test_a_row_that_is_put_off_is_no_change_and_a_blank_one_an_answer(told):
    assert told(defer([40])) == ""
    assert told(leave_blank([40, 41])) == "2 answers changed"


def test_a_row_called_right_is_an_answer(told):
    assert told(confirm([3])) == "1 answer changed"


def test_notes_are_counted(told):
    assert told(SetNotes({3: "ask", 4: "tall"})) == "2 notes changed"
    assert told(SetNotes({3: None})) == "1 note changed"


def test_rows_and_columns_come_and_go(told, inferred):
    row = new_rows(inferred.workspace, [blank_row(inferred.workspace)])
    assert told(row, DeleteRows((3, 4))) == "1 row added and 2 rows deleted"
    assert told(SetCells(NAME, (5, row.row_ids[0]), ("X", "Y"))) == (
        "1 row added, 2 rows deleted and 1 cell changed"
    )
    said = told(AddColumn("kind"), accept(inferred.suggestions, [40]))
    assert said.startswith("1 column added, 1 row added")
    assert said.endswith("2 cells changed")


def test_a_column_that_was_exported_and_goes(told, inferred):
    told(AddColumn("kind"))
    with_it, inverse = inferred.workspace, inferred.workspace.original
    assert inverse.n_columns < with_it.roster.n_columns
    without = type(with_it).of(inverse, with_it.roles)
    assert unexported(without, with_it) == "1 column taken away"
