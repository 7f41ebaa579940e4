import numpy as np
import pytest

from em_desktop.files.obstacles import HEADING, Kind, without
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.sheet_plan import no_room, number_only, plan
from em_desktop.files.workbook.table_area import MAX_COLUMNS, MAX_ROWS, TableArea
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.table import Roster

AREA = TableArea(2, np.array([3, 5, 6], dtype=np.int64), (1, 4))
ROSTER = Roster.from_rows(["name", "height"], [["Anna", "160"], ["Bo", ""], ["Cem", "181"]])


def test_a_plan_names_places_of_the_sheet():
    made = plan(
        Changes(
            cells={(0, 0): "Anna", (1, 1): "172", (2, 0): "gone"},
            deleted=frozenset({2}),
            added=((7, ("Dee", "")),),
            new_columns=(NewColumn("why", {0: "a", 1: "", 2: "gone", 7: "b"}),),
        ),
        AREA,
        ROSTER,
    )
    assert made.cells == {2: {5: "why"}, 3: {5: "a"}, 5: {4: "172"}, 7: {1: "Dee", 5: "b"}}
    assert made.deleted == (6,)
    assert made.added == (7,)
    assert made.rows.tolist() == [3, 5, 6, 7]
    assert made.final_rows().tolist() == [3, 5, 6]
    assert made.template == 6
    assert not made.is_empty
    assert plan(Changes(cells={(0, 0): "Anna"}), AREA, ROSTER).is_empty


def test_sheets_end_somewhere():
    full = TableArea(0, np.array([MAX_ROWS - 1]), (MAX_COLUMNS - 1,))
    roster = Roster.from_rows(["name"], [["Bo"]])
    with pytest.raises(FileProblem, match="no room for more rows"):
        plan(Changes(added=((1, ("x",)),)), full, roster)
    with pytest.raises(FileProblem, match="no room for more columns"):
        plan(Changes(new_columns=(NewColumn("x", {}),)), full, roster)


def test_new_columns_of_numbers():
    columns = [NewColumn("p", {0: "0.5", 1: ""}), NewColumn("q", {0: "0.50"}), NewColumn("r", {})]
    assert number_only(columns) == [True, False, True]


def test_rows_and_columns_without_room_are_an_obstacle():
    full = TableArea(0, np.array([MAX_ROWS - 1]), (MAX_COLUMNS - 1,))
    roster = Roster(("a",), (np.array(["x"], dtype=object),), np.array([0]))
    rows, columns = Changes(added=((1, ("x",)),)), Changes(new_columns=(NewColumn("x", {}),))
    assert no_room(Changes(cells={(0, 0): "y"}), full, roster) is None
    no_rows, no_columns = no_room(rows, full, roster), no_room(columns, full, roster)
    assert no_rows is not None
    assert no_columns is not None
    assert (no_rows.kind, no_rows.cells, no_columns.cells) == (Kind.ROWS, (), ((HEADING, 1),))
    assert without(rows, [no_rows], 1) == without(columns, [no_columns], 1) == Changes()


def test_an_obstacle_has_the_rows_and_columns_of_the_roster():
    made = plan(
        Changes(added=((7, ("x", "y")),), new_columns=(NewColumn("n", {0: "1"}),)),
        AREA,
        ROSTER,
    )
    header, first = made.header, int(made.rows[0])
    found = made.obstacle(
        Kind.MERGED,
        {(header, made.columns[-1]), (first, made.columns[-1]), (made.added[0], made.columns[0])},
        "no.",
    )
    assert set(found.cells) == {(HEADING, 2), (int(ROSTER.row_ids[0]), 2), (7, 0)}
