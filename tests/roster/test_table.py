import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.table import Roster, ascending, texts

ROWS = [("Ann", "F"), ("Ben", "M"), ("Cai", "")]


def rows_of(roster: Roster) -> list[tuple[str, ...]]:
    return [tuple(roster.cell(p, c) for c in range(roster.n_columns)) for p in range(roster.n_rows)]


def test_rows_become_columns_of_text() -> None:
    roster = Roster.from_rows(("name", "sex"), ROWS)
    assert (roster.n_rows, roster.n_columns) == (3, 2)
    assert rows_of(roster) == ROWS
    assert roster.row_ids.tolist() == [0, 1, 2]
    assert not roster.ragged


def test_uneven_rows_are_noted() -> None:
    roster = Roster.from_rows(("a", "b"), [("1",), ("1", "2"), ("1", "2", "3")])
    assert rows_of(roster) == [("1", ""), ("1", "2"), ("1", "2")]
    assert roster.ragged == {0, 2}


def test_columns_cannot_be_written_to() -> None:
    roster = Roster.from_rows(("a",), [("1",)])
    with pytest.raises(ValueError, match="read-only"):
        roster.columns[0][0] = "2"


def test_new_texts_make_a_new_roster_and_share_the_other_columns() -> None:
    old = Roster.from_rows(("name", "sex"), ROWS)
    new = old.with_texts(1, np.array([0, 2]), ["X", "Y"])
    assert rows_of(new) == [("Ann", "X"), ("Ben", "M"), ("Cai", "Y")]
    assert rows_of(old) == ROWS
    assert new.columns[0] is old.columns[0]


def test_a_row_keeps_its_id_when_others_go() -> None:
    roster = Roster.from_rows(("name", "sex"), ROWS).without_rows(np.array([1]))
    assert roster.row_ids.tolist() == [0, 2]
    assert roster.positions([2, 0]).tolist() == [1, 0]
    with pytest.raises(KeyError):
        roster.positions([1])


@given(st.lists(st.text(max_size=3), max_size=8), st.sets(st.integers(0, 7)))
def test_rows_that_go_can_come_back(cells: list[str], gone: set[int]) -> None:
    old = Roster.from_rows(("a",), [(cell,) for cell in cells])
    away = np.array(sorted(g for g in gone if g < len(cells)), dtype=np.intp)
    back = old.without_rows(away).with_rows(away.tolist(), [(cells[i],) for i in away])
    assert back.columns[0].tolist() == cells
    assert np.array_equal(back.row_ids, old.row_ids)


def test_an_empty_column_is_text_too() -> None:
    assert texts([]).dtype == object


@pytest.mark.parametrize(
    ("positions", "new", "error"),
    [([0, 1], ["x"], ValueError), ([0], ["x", "y"], ValueError), ([2], ["x"], IndexError)],
)
def test_texts_and_positions_agree(positions, new, error):
    roster = Roster.from_rows(("name", "sex"), [("A", "f"), ("B", "m")])
    with pytest.raises(error):
        roster.with_texts(0, np.array(positions), new)


@pytest.mark.parametrize(
    ("ids", "rows"),
    [
        ([2, 3], [("C", "f")]),
        ([2], [("C", "f"), ("D", "m")]),
        ([2], [("C",)]),
        ([2], [("C", "f", "1")]),
        ([1], [("C", "f")]),
        ([3, 2], [("C", "f"), ("D", "m")]),
    ],
)
def test_new_rows_fit_and_have_new_ids(ids, rows):
    roster = Roster.from_rows(("name", "sex"), [("A", "f"), ("B", "m")])
    with pytest.raises(ValueError, match=r"new|needed"):
        roster.with_rows(ids, rows)


def test_a_column_is_added_and_taken_away_and_the_rest_is_shared():
    roster = Roster.from_rows(("name",), [("A",), ("B",)])
    wider = roster.with_column("type", ["x", ""])
    assert wider.header == ("name", "type")
    assert wider.columns[1].tolist() == ["x", ""]
    assert not wider.columns[1].flags.writeable
    assert wider.columns[0] is roster.columns[0]
    assert roster.with_column("type").columns[1].tolist() == ["", ""]
    assert wider.without_last_column().header == ("name",)
    with pytest.raises(ValueError, match="one text"):
        roster.with_column("type", ["x"])


def test_ids_in_order_each_once() -> None:
    assert ascending(np.array([3, 1, 3, 2, 1])).tolist() == [1, 2, 3]
    assert ascending(np.empty(0, dtype=np.int64)).tolist() == []


def test_a_row_that_has_gone_stands_nowhere():
    roster = Roster.from_rows(("name",), [("a",), ("b",), ("c",)])
    left = roster.without_rows(np.array([1]))
    assert [left.position(row_id) for row_id in (-1, 0, 1, 2, 3)] == [None, 0, None, 1, None]
    assert left.without_rows(np.array([0, 1])).position(0) is None
