import numpy as np
import pytest

from em_desktop.files.problem import FileProblem
from em_desktop.files.table_area import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    TableArea,
    cell_name,
    column_letters,
    number_only,
    plan,
    refused,
)
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.table import Roster


def grid_of(*rows: list[str], start: int = 0) -> Grid:
    grid = Grid()
    for number, row in enumerate(rows, start=start):
        grid.add(number, [(column, text) for column, text in enumerate(row) if text])
    return grid


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["name", "height"], ["Anna", "160"], ["Bo", "172"]], 0),
        (
            [
                ["Our school"],
                [],
                ["name", "sex", "height"],
                ["Anna", "", "160"],
                ["Bo", "M", "172"],
            ],
            2,
        ),
        ([["Class", "10B"], ["name", "sex", "age", "cm"], ["Bo", "M", "16", "172"]], 1),
        ([["Anna", "F", "160"], ["Bo", "M", "172"], ["Cem", "M", "181"]], -1),
        ([["name", "sex"], ["Anna", "F"], ["Bo", "M"], ["Cem", "M"]], 0),
        ([["name"], ["Anna"], ["Bo"]], 0),
    ],
)
def test_the_header_is_found(rows, header):
    assert grid_of(*rows).detect_header() == header


def test_rows_and_columns_without_text_are_left_out():
    grid = grid_of(["name", "", "", "height"], ["Bo", "", " ", "172"], [" "], ["Cem"], start=4)
    area = grid.area(4)
    assert area.rows.tolist() == [5, 7]
    assert area.columns == (0, 2, 3)
    roster = grid.roster(area)
    assert roster.header == ("name", "", "height")
    assert [list(column) for column in roster.columns] == [["Bo", "Cem"], [" ", ""], ["172", ""]]
    assert grid.roster(grid.area(-1)).header == ("column A", "column C", "column D")


def test_repeated_rows_are_records_of_their_own():
    grid = Grid()
    grid.add(0, [(0, "name")])
    grid.add(1, [(0, "Bo"), (1, "F")], times=3)
    roster = grid.roster(grid.area(0))
    assert [list(column) for column in roster.columns] == [["Bo"] * 3, ["F"] * 3]


def test_more_cells_than_any_roster_has(monkeypatch):
    monkeypatch.setattr("em_desktop.files.table_area.MAX_CELLS", 10)
    with pytest.raises(FileProblem, match="more than 10 cells"):
        Grid().add(0, [(0, "x")], times=11)
    diagonal = grid_of(*[[""] * place + ["x"] for place in range(5)])
    with pytest.raises(FileProblem, match="more than 10 cells"):
        diagonal.roster(diagonal.area(-1))


def test_places_have_the_names_of_spreadsheets():
    assert [column_letters(c) for c in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert cell_name(16, 2) == "C17"
    assert str(refused([(16, 2)], "no.")) == "Cell C17: no."
    many = [(row, 0) for row in range(8)]
    assert str(refused(many, "no.")) == "Cells A1, A2, A3, A4, A5 and 3 more: no."


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
