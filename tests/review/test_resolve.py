import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.exporting import changed, rows_of
from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.changes import Changes
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    DeleteRows,
    InsertRows,
    SetCells,
    SetDecisions,
    SetOptions,
    SetRoles,
    apply,
    new_rows,
)
from em_desktop.review.resolve import resolve
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

GENDER, HEIGHT = 1, 2


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


def changes_of(desk, **more):
    return resolve(desk.workspace, desk.reading, **more)


def test_an_untouched_roster_changes_nothing(inferred):
    assert changes_of(inferred) == Changes()


def test_edits_answers_and_rows_that_came_and_went(inferred):
    inferred.do(SetCells(HEIGHT, (0, 1), ("150", inferred.workspace.roster.cell(1, HEIGHT))))
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(leave_blank([41]))
    inferred.do(SetCells(GENDER, (42,), ("male",)))
    inferred.do(DeleteRows((2,)))
    inferred.do(new_rows(inferred.workspace, [("New", "", "", "")]))
    found = changes_of(inferred)
    assert found.cells == {(0, HEIGHT): "150", (40, GENDER): "female", (42, GENDER): "male"}
    assert found.deleted == {2}
    assert found.added == ((44, ("New", "", "", "")),)
    assert found.new_columns == ()


def test_an_edit_that_is_taken_back_by_hand_is_no_change(desk):
    was = desk.workspace.roster.cell(0, HEIGHT)
    desk.do(SetCells(HEIGHT, (0,), ("1",)))
    desk.do(SetCells(HEIGHT, (0,), (was,)))
    assert changes_of(desk) == Changes()


def test_a_row_that_came_and_went_leaves_no_trace(desk):
    desk.do(new_rows(desk.workspace, [("New", "", "", "")]))
    desk.do(DeleteRows((44,)))
    assert changes_of(desk) == Changes()


def test_an_accepted_text_is_written_only_where_the_cell_is_missing_still(inferred):
    inferred.do(accept(inferred.suggestions, [41]))  # the file has "?"
    assert changes_of(inferred).cells == {(41, GENDER): "male"}
    inferred.do(SetOptions(ReadingOptions(missing_words=())))
    assert changes_of(inferred) == Changes()


def test_a_record_that_was_cleared_and_accepted_again_is_no_change(inferred):
    inferred.do(SetCells(GENDER, (0,), ("",)))
    inferred.do(SetDecisions({0: Decision(Answer.ACCEPTED, "female", 0.9)}))
    assert changes_of(inferred) == Changes()


def test_a_decision_on_a_row_that_has_its_category_is_not_written(desk):
    desk.do(SetDecisions({0: Decision(Answer.ACCEPTED, "male", 0.9)}))
    assert changes_of(desk) == Changes()


def test_an_answer_is_not_written_into_another_column(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(SetRoles(Roles(category=3, measurement=HEIGHT)))
    assert changes_of(inferred) == Changes()


def test_an_added_row_can_be_filled_too(inferred):
    inferred.do(new_rows(inferred.workspace, [("New", "", "150", "")]))
    inferred.infer()
    inferred.do(accept(inferred.suggestions, [44]))
    assert changes_of(inferred).added == ((44, ("New", "female", "150", "")),)


def test_without_a_column_to_fill_in_only_edits_are_written(desk):
    desk.do(SetRoles(Roles()))
    desk.do(SetCells(HEIGHT, (0,), ("150",)))
    found = changes_of(desk, provenance=True)
    assert found.cells == {(0, HEIGHT): "150"}
    assert found.new_columns == ()


# Where a value comes from.


def test_the_source_of_every_value(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(accept(inferred.suggestions, [42], 0.5))
    inferred.do(leave_blank([41]))
    inferred.do(SetCells(GENDER, (0, 1), ("male", "")))
    inferred.do(DeleteRows((2,)))
    added = [("A", "female", "", ""), ("B", "", "", "")]
    inferred.do(new_rows(inferred.workspace, added))
    source, probability = changes_of(inferred, provenance=True).new_columns
    assert (source.header, probability.header) == ("gender_source", "gender_probability")
    assert set(source.texts) == set(inferred.workspace.roster.row_ids.tolist())
    assert {i: source.texts[i] for i in (0, 1, 3, 40, 41, 42, 43, 44, 45)} == {
        0: "entered",  # a person changed what the file had
        1: "missing",
        3: "recorded",
        40: "suggested, accepted",
        41: "left blank",
        42: "suggested, accepted in bulk",
        43: "missing",
        44: "entered",
        45: "missing",
    }
    of = inferred.suggestions.of
    assert probability.texts == {i: f"{of(i).probability:.3f}" for i in (40, 42)}


def test_an_entry_in_a_gap_was_entered(desk):
    desk.do(SetCells(GENDER, (40,), ("female",)))
    source, _ = changes_of(desk, provenance=True).new_columns
    assert source.texts[40] == "entered"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("name", "gender", "height", "gender_source"), ("gender_source_2", "gender_probability")),
        (
            ("gender_source", "gender", "gender_source_2", "gender_probability"),
            ("gender_source_3", "gender_probability_2"),
        ),
        (("name", "", "height", "class"), ("category_source", "category_probability")),
    ],
)
def test_new_columns_get_names_that_are_free(desk_of, header, expected):
    desk = desk_of([("a", "f", "160", "")], header=header)
    new = changes_of(desk, provenance=True).new_columns
    assert tuple(column.header for column in new) == expected


def test_the_rows_of_a_new_file(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(DeleteRows(tuple(range(39))))
    inferred.do(new_rows(inferred.workspace, [("New", "", "", "")]))
    new = changed(inferred.workspace.original, changes_of(inferred, provenance=True))
    assert new.header[:4] == ("name", "gender", "height", "class")
    assert new.header[4:] == ("gender_source", "gender_probability")
    p = f"{inferred.suggestions.of(40).probability:.3f}"
    last_recorded = inferred.workspace.roster.cell(0, HEIGHT)
    assert list(rows_of(new)) == [
        ("Pupil 39", "male", last_recorded, "10A", "recorded", ""),
        ("Low", "female", "158.2", "10A", "suggested, accepted", p),
        ("High", "?", "185", "10A", "missing", ""),
        ("Middle", "n/a", "170", "10A", "missing", ""),
        ("Empty", "", "", "10A", "missing", ""),
        ("New", "", "", "", "missing", ""),
    ]


# Whatever is edited, the corrected file says what the table shows.

words = st.sampled_from(["", "f", "m", "?", "170", "161"])
rows = st.tuples(words, words, words)


@st.composite
def edited(draw):
    original = Roster.from_rows(("name", "gender", "height"), draw(st.lists(rows, max_size=6)))
    workspace = Workspace.of(original, Roles(name=0, category=1, measurement=2))
    for _ in range(draw(st.integers(0, 6))):
        ids = workspace.roster.row_ids.tolist()
        kinds = ["insert", "restore"] + (["cell", "delete", "accept"] if ids else [])
        kind = draw(st.sampled_from(kinds))
        lost = sorted(set(range(workspace.next_id)).difference(ids))
        if kind == "insert":
            edit = new_rows(workspace, draw(st.lists(rows, min_size=1, max_size=2)))
        elif kind == "restore":
            edit = InsertRows(tuple(lost[:1]), tuple(draw(rows) for _ in lost[:1]))
        elif kind == "cell":
            edit = SetCells(draw(st.integers(0, 2)), (draw(st.sampled_from(ids)),), (draw(words),))
        elif kind == "delete":
            edit = DeleteRows((draw(st.sampled_from(ids)),))
        else:
            edit = SetDecisions({draw(st.sampled_from(ids)): Decision(Answer.ACCEPTED, "f", 0.9)})
        workspace, _ = apply(edit, workspace)
    return workspace


@given(edited())
def test_the_rows_that_a_file_will_hold_are_those_of_the_table_with_accepted_texts(workspace):
    reading = read(workspace.roster, workspace.roles, workspace.options)
    before = dict(workspace.decisions)
    expected = []
    for position, row_id in enumerate(workspace.roster.row_ids.tolist()):
        row = [workspace.roster.cell(position, c) for c in range(3)]
        if row_id in workspace.decisions and row[GENDER] in ("", "?"):
            row[GENDER] = "f"
        expected.append(tuple(row))
    changes = resolve(workspace, reading)
    found = changed(workspace.original, changes)
    assert (found.header, list(rows_of(found))) == (("name", "gender", "height"), expected)
    assert workspace.decisions == before


@given(edited())
def test_only_cells_that_differ_from_the_file_are_written(workspace):
    reading = read(workspace.roster, workspace.roles, workspace.options)
    changes = resolve(workspace, reading)
    original = workspace.original
    for (row_id, column), text in changes.cells.items():
        assert original.cell(row_id, column) != text
        assert row_id not in changes.deleted
    ids = workspace.roster.row_ids.tolist()
    assert changes.deleted == set(range(original.n_rows)).difference(ids)
    assert [i for i, _ in changes.added] == [i for i in ids if i >= original.n_rows]
