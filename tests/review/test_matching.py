"""Which row and column is which after another program has written the file."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.matching import NOWHERE, match
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height")
ANN, BEN, CAT = ("Ann", "f", "160"), ("Ben", "m", "175"), ("Cat", "", "158")


def matched(old, new, header=HEADER, new_header=None, key=0):
    found = match(
        Roster.from_rows(header, old), Roster.from_rows(new_header or header, new), key=key
    )
    return found.rows.tolist()


def columns(header, new_header, row=("Ann", "f", "160"), new_row=("Ann", "f", "160")):
    found = match(Roster.from_rows(header, [row] * 3), Roster.from_rows(new_header, [new_row] * 3))
    return found.columns


def test_an_unchanged_file_matches_itself():
    assert matched([ANN, BEN, CAT], [ANN, BEN, CAT]) == [0, 1, 2]


def test_rows_that_moved_came_and_went():
    assert matched([ANN, BEN, CAT], [CAT, ("Zoe", "f", "1"), ANN]) == [2, NOWHERE, 0]


def test_a_row_with_one_other_text_is_found_wherever_it_is():
    assert matched([ANN, BEN, CAT], [("Cat", "f", "158"), ANN, BEN]) == [1, 2, 0]


def test_a_row_with_several_other_texts_is_found_by_its_name():
    assert matched([ANN, BEN, CAT], [("Cat", "f", "159"), ANN, BEN]) == [1, 2, 0]


def test_a_column_that_was_filled_throughout_loses_no_row():
    old = [(f"Pupil {i % 7}", "", str(150 + i % 5)) for i in range(60)]
    new = [(name, "f", f"{height}.0") for name, _, height in old]
    assert matched(old, new) == list(range(60))


def test_another_person_in_a_row_s_place_is_not_taken_for_the_one_before():
    assert matched([ANN, BEN, CAT], [ANN, ("Max", "m", "171"), CAT]) == [0, NOWHERE, 2]


def test_a_name_that_was_mended_is_found_between_its_neighbours():
    assert matched([ANN, BEN, CAT], [ANN, ("Benn", "m", "175"), CAT]) == [0, 1, 2]
    assert matched([ANN, BEN, CAT], [("Benn", "m", "175"), ANN, CAT]) == [1, NOWHERE, 2]


def test_equal_rows_are_told_apart_by_their_neighbours():
    x = ("", "", "")
    old = [ANN, x, BEN, x, CAT]
    assert matched(old, [ANN, BEN, x, CAT]) == [0, NOWHERE, 1, 2, 3]


def test_without_a_name_a_column_that_tells_all_rows_apart_serves():
    old = [("f", "160", "7a"), ("m", "175", "7b"), ("f", "158", "7c")]
    new = [("m", "158.5", "7c"), ("f", "160", "7a"), ("f", "175.1", "7b")]
    assert matched(old, new, key=None) == [1, 2, 0]


def test_no_rows_and_no_columns_in_common():
    assert matched([], [ANN]) == []
    assert matched([ANN], []) == [NOWHERE]
    assert matched([ANN], [ANN], new_header=("a", "b", "c")) != [NOWHERE, NOWHERE]
    none = match(Roster.from_rows(("a",), [("1",)]), Roster.from_rows(("b",), [("2",)]))
    assert none.columns == (NOWHERE,)
    assert none.rows.tolist() == [NOWHERE]


def test_columns_are_known_by_name_wherever_they_stand():
    assert columns(HEADER, ("height", "name", "gender")) == (1, 2, 0)
    assert columns(HEADER, ("name", "height")) == (0, NOWHERE, 1)
    assert columns(("a", "a", "b"), ("a", "b", "a")) == (0, 2, 1)


def test_a_renamed_column_is_known_by_what_it_holds():
    old = Roster.from_rows(HEADER, [ANN, BEN, CAT])
    new = Roster.from_rows(
        ("name", "height in cm", "sex"), [(n, h, g) for n, g, h in (ANN, BEN, CAT)]
    )
    found = match(old, new)
    assert found.columns == (0, 2, 1)
    assert found.renamed == {1, 2}


def test_an_empty_column_is_not_taken_for_another_empty_one():
    old = Roster.from_rows(("name", "notes"), [("Ann", ""), ("Ben", "")])
    new = Roster.from_rows(("name", "remarks"), [("Ann", ""), ("Ben", "")])
    assert match(old, new).columns == (0, NOWHERE)


cells = st.sampled_from(["", "a", "b", "c"])
tables = st.lists(st.tuples(cells, cells, cells), max_size=12)


@given(tables, tables, st.sampled_from([None, 0, 1]))
def test_no_row_is_taken_twice_and_equal_tables_match_in_order(old, new, key):
    rows = matched(old, new, key=key)
    found = [j for j in rows if j != NOWHERE]
    assert len(set(found)) == len(found)
    assert all(0 <= j < len(new) for j in found)
    assert matched(old, old, key=key) == list(range(len(old)))
    # Nothing that is there unchanged is given up.
    remaining = list(new)
    both = sum(1 for row in old if row in remaining and not remaining.remove(row))
    assert sum(1 for i, j in enumerate(rows) if j != NOWHERE and old[i] == new[j]) == both


@given(st.permutations(range(10)), st.sets(st.integers(0, 9)), st.integers(0, 5))
def test_rows_are_found_wherever_they_went(order, deleted, n_new):
    old = [(f"Pupil {i}", "f", str(i % 3)) for i in range(10)]
    new = [(f"New {i}", "m", "1") for i in range(n_new)] + [
        old[i] for i in order if i not in deleted
    ]
    rows = matched(old, new)
    for i in range(10):
        assert rows[i] == (NOWHERE if i in deleted else new.index(old[i]))


def test_a_large_file_pauses_between_chunks():
    old = Roster.from_rows(HEADER, [(f"Pupil {i}", "", str(i % 50)) for i in range(120_000)])
    keep = np.ones(old.n_rows, dtype=bool)
    keep[::1000] = False
    new = Roster(old.header, tuple(c[keep] for c in old.columns), np.arange(int(keep.sum())))
    turns: list[None] = []
    found = match(old, new, key=0, pause=lambda: turns.append(None))
    assert (found.rows[keep] == np.arange(int(keep.sum()))).all()
    assert (found.rows[~keep] == NOWHERE).all()
    assert len(turns) > 5
