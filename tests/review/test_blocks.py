import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.blocks import clear, delete_rows, fill_down, fit_block, paste, size
from em_desktop.review.edits import (
    DeleteRows,
    InsertRows,
    SetCells,
    SetDecisions,
    SetOptions,
    Several,
    apply,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

NAME, GENDER, HEIGHT, CLASS = range(4)


def table(desk):
    roster = desk.workspace.roster
    return {
        int(i): tuple(roster.cell(p, c) for c in range(roster.n_columns))
        for p, i in enumerate(roster.row_ids)
    }


def state(desk):
    return table(desk), dict(desk.workspace.decisions)


@pytest.fixture
def small(desk_of):
    return desk_of([(f"n{i}", f"g{i}", f"h{i}", f"c{i}") for i in range(4)])


def test_a_block_is_pasted_in_the_order_that_is_seen(small):
    before = state(small)
    inverse = small.do(paste(small.workspace, [3, 1], GENDER, [["a", "b"], ["c", "d"]]))
    assert table(small)[3] == ("n3", "a", "b", "c3")
    assert table(small)[1] == ("n1", "c", "d", "c1")
    assert table(small)[0] == ("n0", "g0", "h0", "c0")
    small.do(inverse)
    assert state(small) == before


def test_what_lies_beyond_the_last_row_becomes_new_rows(small):
    before = state(small)
    inverse = small.do(paste(small.workspace, [3], HEIGHT, [["1", "x"], ["2", "y"], ["3", "z"]]))
    assert table(small)[3] == ("n3", "g3", "1", "x")
    assert table(small)[4] == ("", "", "2", "y")
    assert table(small)[5] == ("", "", "3", "z")
    small.do(inverse)
    assert state(small) == before


def test_what_lies_beyond_the_right_edge_is_left_out(small):
    small.do(paste(small.workspace, [0], CLASS, [["a", "b", "c"], ["d", "e"]]))
    assert table(small)[0] == ("n0", "g0", "h0", "a")
    assert table(small)[4] == ("", "", "", "d")
    assert small.workspace.roster.n_columns == 4


def test_a_short_row_leaves_the_cells_beside_it_alone(small):
    small.do(paste(small.workspace, [0, 1], NAME, [["a"], ["b", "c"]]))
    assert table(small)[0] == ("a", "g0", "h0", "c0")
    assert table(small)[1] == ("b", "c", "h1", "c1")


def test_pasting_into_the_category_column_is_an_own_entry(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40, 41]))
    before = state(desk)
    inverse = desk.do(paste(desk.workspace, [40], GENDER, [["male"]]))
    assert set(desk.workspace.decisions) == {41}
    desk.do(inverse)
    assert state(desk) == before


@pytest.mark.parametrize(
    ("block", "shape", "expected"),
    [
        ([["a"]], (2, 3), [["a"] * 3] * 2),
        ([["a", "b"]], (2, 4), [["a", "b", "a", "b"]] * 2),
        ([["a"], ["b"]], (4, 1), [["a"], ["b"], ["a"], ["b"]]),
        ([["a"], ["b"]], (3, 1), [["a"], ["b"]]),  # no whole number of times
        ([["a", "b"]], (1, 3), [["a", "b"]]),
        ([["a", "b"], ["c", "d"]], (1, 1), [["a", "b"], ["c", "d"]]),
        ([["a"], ["b", "c"]], (2, 4), [["a", "", "a", ""], ["b", "c", "b", "c"]]),
        ([], (3, 3), []),
        ([[]], (3, 3), [[]]),
    ],
)
def test_a_block_is_repeated_where_it_fits(block, shape, expected):
    assert fit_block(block, *shape) == expected


def test_clearing_empties_cells_and_takes_answers_back(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40]))
    desk.do(leave_blank([43]))
    before = state(desk)
    cells = [(i, c) for i in (0, 40, 43) for c in (GENDER, HEIGHT)]
    edit = clear(desk.workspace, cells)
    inverse = desk.do(edit)
    assert table(desk)[0][GENDER] == table(desk)[0][HEIGHT] == table(desk)[40][HEIGHT] == ""
    assert not desk.workspace.decisions
    assert size(edit) == 5  # three texts and two answers; the other cell was empty
    desk.do(inverse)
    assert state(desk) == before


def test_clearing_the_height_keeps_the_answer(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40]))
    desk.do(clear(desk.workspace, [(40, HEIGHT)]))
    assert set(desk.workspace.decisions) == {40}


def test_clearing_what_is_empty_does_nothing(desk):
    assert size(clear(desk.workspace, [(43, GENDER), (43, HEIGHT)])) == 0
    assert size(clear(desk.workspace, [])) == 0


def test_filling_down_copies_the_first_row(small):
    before = state(small)
    inverse = small.do(fill_down(small.workspace, [1, 2, 3], [GENDER, CLASS]))
    assert table(small)[2] == ("n2", "g1", "h2", "c1")
    assert table(small)[3] == ("n3", "g1", "h3", "c1")
    assert table(small)[1] == ("n1", "g1", "h1", "c1")
    small.do(inverse)
    assert state(small) == before


def test_filling_down_an_accepted_suggestion_copies_what_is_seen(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [41]))
    desk.do(fill_down(desk.workspace, [41, 42, 43], [GENDER]))
    assert table(desk)[42][GENDER] == table(desk)[43][GENDER] == "male"
    assert table(desk)[41][GENDER] == "?"
    desk.do(SetOptions(ReadingOptions(missing_words=())))  # "?" is a value from now on
    desk.do(fill_down(desk.workspace, [41, 42], [GENDER]))
    assert table(desk)[42][GENDER] == "?"


def test_filling_down_one_row_does_nothing(small):
    assert size(fill_down(small.workspace, [2], [NAME, GENDER])) == 0


def test_rows_are_deleted_in_any_order(small):
    small.do(delete_rows([3, 0]))
    assert list(table(small)) == [1, 2]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (SetCells(0, (1, 2), ("", "")), 2),
        (DeleteRows((1, 2, 3)), 3),
        (InsertRows((7,), (("",),)), 1),
        (SetDecisions({}), 0),
        (SetOptions(ReadingOptions()), 1),
        (Several(()), 0),
        (Several((Several((SetCells(0, (1,), ("",)),)), DeleteRows((2,)))), 2),
    ],
)
def test_the_size_of_an_edit(edit, expected):
    assert size(edit) == expected


# Any block at any place, against plain lists.

words = st.sampled_from(["", "a", "b"])
blocks = st.lists(st.lists(words, max_size=4), max_size=4)


@given(blocks, st.permutations(range(3)), st.integers(0, 3), st.integers(0, 2))
def test_pasting_agrees_with_writing_into_lists(block, seen, n_seen, column):
    rows = [[f"{r}{c}" for c in range(3)] for r in range(3)]
    roster = Roster.from_rows(("a", "b", "c"), rows)
    workspace = Workspace.of(roster, Roles(category=1))
    row_ids = seen[:n_seen]
    after, inverse = apply(paste(workspace, row_ids, column, block), workspace)

    for i, texts in enumerate(block):
        if i < n_seen:
            target = rows[row_ids[i]]
        else:
            target = ["", "", ""]
            rows.append(target)
        for c, text in enumerate(texts):
            if column + c < 3:
                target[column + c] = text
    found = [[after.roster.cell(p, c) for c in range(3)] for p in range(after.roster.n_rows)]
    assert found == rows
    back, _ = apply(inverse, after)
    assert [c.tolist() for c in back.roster.columns] == [c.tolist() for c in roster.columns]
