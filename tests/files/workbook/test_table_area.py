import pytest

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.table_area import (
    Grid,
    cell_name,
    column_letters,
    refused,
)


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
    monkeypatch.setattr("em_desktop.files.workbook.table_area.MAX_CELLS", 10)
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
