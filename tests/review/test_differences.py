import pytest

from em_desktop.review.accept import accept
from em_desktop.review.blocks import delete_rows
from em_desktop.review.changes import Changes
from em_desktop.review.differences import Difference, Differences, Kind, Who, between, differences
from em_desktop.review.edits import AddColumn, SetCells, new_rows
from em_desktop.review.resolve import resolve
from em_desktop.review.times import WHOLE_ROW, stamped
from em_desktop.roster.table import Roster

NAME, GENDER, HEIGHT, CLASS = range(4)


def told(desk, *, provenance=False, times=None):
    changes = resolve(desk.workspace, desk.reading, provenance=provenance)
    return differences(desk.workspace, changes, times or {})


def test_nothing_differs_at_first(desk):
    found = told(desk)
    assert len(found) == 0
    assert found.sentence == "Nothing differs."


def test_each_cell_has_its_old_and_new_text_and_who_decided(desk):
    suggestions = desk.infer(number=2)
    desk.do(stamped(accept(suggestions, [40]), 5.0))
    desk.do(stamped(accept(suggestions, [41], threshold=0.5), 6.0))
    desk.do(SetCells(GENDER, (43,), ("female",)))
    desk.do(SetCells(HEIGHT, (0,), ("999",)))
    found = told(desk, times={(43, GENDER): 7.0})
    by_row = {d.row_id: d for d in found}
    assert [d.row_id for d in found] == [0, 40, 41, 43]
    assert by_row[0].who is Who.EDITED
    assert (by_row[0].header, by_row[0].new) == ("height", "999")
    accepted = by_row[40]
    assert (accepted.who, accepted.old, accepted.new) == (Who.ACCEPTED, "", "female")
    assert accepted.probability == suggestions.of(40).probability
    assert (accepted.fit, accepted.time, accepted.threshold) == (2, 5.0, None)
    assert (by_row[41].who, by_row[41].threshold) == (Who.THRESHOLD, 0.5)
    assert by_row[41].old == "?"
    assert (by_row[43].who, by_row[43].time, by_row[43].name) == (Who.ENTERED, 7.0, "Empty")
    assert found.sentence == "4 cells changed."


def test_rows_that_come_and_go_are_one_line_each(desk):
    desk.do(delete_rows([3]))
    desk.do(new_rows(desk.workspace, [("Dora", "", "171", "10B")]))
    found = told(desk, times={(3, WHOLE_ROW): 9.0})
    assert [d.kind for d in found] == [Kind.ROW_DELETED, Kind.ROW_ADDED]
    gone, come = found
    assert gone.old.startswith("Pupil 3 · male · ")
    assert (gone.new, gone.name, gone.time) == ("", "Pupil 3", 9.0)
    assert come.new == "Dora · 171 · 10B"
    assert found.sentence == "1 row added and 1 row deleted."


def test_a_column_of_a_person_is_told_cell_by_cell_and_one_of_the_program_is_not(desk):
    desk.do(AddColumn("note", ("x", *[""] * 43)))
    found = told(desk, provenance=True)
    assert [(d.kind, d.header) for d in found] == [
        (Kind.COLUMN_ADDED, "note"),
        (Kind.COLUMN_ADDED, "gender_source"),
        (Kind.COLUMN_ADDED, "gender_probability"),
        (Kind.CELL, "note"),
    ]
    assert [d.who for d in found][:3] == [Who.EDITED, Who.PROGRAM, Who.PROGRAM]


def test_a_changed_cell_of_a_row_that_goes_is_not_told(desk):
    changes = Changes({(1, HEIGHT): "x"}, deleted=frozenset({1}))
    found = differences(desk.workspace, changes)
    assert [d.kind for d in found] == [Kind.ROW_DELETED]


def test_two_rosters_are_compared_by_row_id():
    old = Roster.from_rows(("name", "height"), [("Ann", "160"), ("Ben", "170"), ("Cy", "180")])
    new = old.without_rows(old.positions([1])).with_rows([5], [("Di", "150")])
    new = new.with_texts(1, new.positions([0]), ["161"]).with_column("note")
    found = list(between(old, new, name=0))
    assert [(d.kind, d.row_id, d.old, d.new) for d in found] == [
        (Kind.COLUMN_ADDED, -1, "", ""),
        (Kind.CELL, 0, "160", "161"),
        (Kind.ROW_DELETED, 1, "Ben · 170", ""),
        (Kind.ROW_ADDED, 5, "", "Di · 150"),
    ]
    assert found[1].name == "Ann"


@pytest.mark.parametrize("probability", [None, 0.75])
def test_what_goes_in_comes_out(probability):
    one = Difference(Kind.CELL, 4, 2, "Ann", "gender", "?", "f", Who.ACCEPTED, probability, 0.7, 3)
    assert list(Differences.of([one])) == [one]
