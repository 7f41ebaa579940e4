"""A table in a part of a file: it is read alone, and all around it stays as it is."""

import io

import pytest
import xlsxwriter
from hypothesis import assume, given
from hypothesis import strategies as st

from em_desktop.files.cell_range import CellRange
from em_desktop.files.new_workbook import write_ods
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions
from em_desktop.files.text.delimited import read_delimited
from em_desktop.review.changes import Changes, NewColumn

STACKED = b"""\
School year,2026,,
,,,
Class 5a,,,
name,height,gender,note
Anna,150,f,x
Ben,155,,
,,,
Class 5b,,,
name,height,gender,note
Cleo,160,,y
Dan,165,m,
Total,4,,
"""
ABREAST = b"name,height,gender,,pet,legs\nAnna,150,f,,cat,4\nBen,155,,,hen,2\n,,,,fly,6\n"


def rows_of(roster):
    return [[roster.cell(r, c) for c in range(roster.n_columns)] for r in range(roster.n_rows)]


def opened(content, area, **options):
    made = open_bytes(content, None, ReadOptions(area=CellRange.of(area), **options), Pace())
    return made.roster, made.source


def test_one_of_two_tables_below_each_other():
    roster, source = opened(STACKED, "A9:C11")
    assert roster.header == ("name", "height", "gender")
    assert rows_of(roster) == [["Cleo", "160", ""], ["Dan", "165", "m"]]
    written = source.rewrite(Changes(cells={(0, 2): "f"}))
    assert written == STACKED.replace(b"Cleo,160,,y", b"Cleo,160,f,y")
    assert rows_of(source.reread(written, 3))[0] == ["Cleo", "160", "f"]


def test_rows_are_added_right_below_the_range_and_the_rest_moves_down():
    roster, source = opened(STACKED, "A4:D7")
    assert rows_of(roster)[-1] == ["Ben", "155", "", ""], "a blank end is no part of the table"
    written = source.rewrite(Changes(added=((2, ("Eve", "158", "f", "")),)))
    assert written == STACKED.replace(b"Ben,155,,\n", b"Ben,155,,\nEve,158,f,\n")
    assert rows_of(source.reread(written, 4))[-1] == ["Eve", "158", "f", ""]


def test_a_row_that_is_added_and_empty_is_read_again():
    _, source = opened(STACKED, "A4:D7")
    written = source.rewrite(Changes(added=((2, ("", "", "", "")),)))
    assert rows_of(source.reread(written, 4))[-1] == ["", "", "", ""]


def test_rows_go_where_nothing_stands_beside_them():
    _, source = opened(STACKED, "A4:D7")
    written = source.rewrite(Changes(deleted=frozenset({0})))
    assert written == STACKED.replace(b"Anna,150,f,x\n", b"")
    assert rows_of(source.reread(written, 4)) == [["Ben", "155", "", ""]]


def test_a_row_that_holds_other_cells_too_stays():
    _, source = opened(STACKED, "A4:C7")
    with pytest.raises(FileProblem, match="other cells stand beside it"):
        source.rewrite(Changes(deleted=frozenset({0})))


def test_the_second_of_two_tables_side_by_side():
    roster, source = opened(ABREAST, "E1:F4")
    assert roster.header == ("pet", "legs")
    assert rows_of(roster) == [["cat", "4"], ["hen", "2"], ["fly", "6"]]
    written = source.rewrite(Changes(cells={(1, 0): "cock"}, added=((3, ("ant", "6")),)))
    assert written == ABREAST.replace(b"hen", b"cock") + b",,,,ant,6\n"
    assert rows_of(source.reread(written, 2))[3] == ["ant", "6"]


def test_a_shorter_table_beside_a_longer_one_takes_no_more_rows():
    roster, source = opened(ABREAST, "A1:C9")
    assert roster.n_rows == 2
    with pytest.raises(FileProblem, match="no room for more rows"):
        source.rewrite(Changes(added=((2, ("Eve", "158", "f")),)))


def test_a_new_column_fits_only_where_nothing_stands():
    column = NewColumn("source", {0: "you", 2: "EM"})
    _, left = opened(ABREAST, "A1:C4")
    with pytest.raises(FileProblem, match="stand in column D or right of it"):
        left.rewrite(Changes(new_columns=(column,)))
    _, right = opened(ABREAST, "E1:F4")
    written = right.rewrite(Changes(new_columns=(column,)))
    assert written.splitlines()[:2] == [
        b"name,height,gender,,pet,legs,source",
        b"Anna,150,f,,cat,4,you",
    ]
    assert right.reread(written, 3).header == ("pet", "legs", "source")


def test_the_header_may_stand_above_the_range():
    roster, _ = opened(STACKED, "A10:C11", header_row=3)
    assert roster.header == ("name", "height", "gender")
    assert roster.n_rows == 2


def test_a_range_without_a_header_numbers_its_columns():
    roster, _ = opened(b"1,2,3\n4,5,6\n7,8,9\n", "B2:C3", header_row=-1)
    assert roster.header == ("column 1", "column 2")
    assert rows_of(roster) == [["5", "6"], ["8", "9"]]


@pytest.mark.parametrize(
    ("area", "header", "sentence"),
    [
        ("A50:C60", None, "fewer than 50 lines"),
        ("X1:Z9", None, "reaches as far as column X"),
        ("A1:C4", 8, "lies below the range"),
    ],
)
def test_a_range_that_is_not_there_is_refused(area, header, sentence):
    with pytest.raises(FileProblem, match=sentence):
        opened(STACKED, area, header_row=header)


CELL = st.text(alphabet='ab5 é"', max_size=4)


@given(st.data())
def test_bytes_outside_of_a_range_are_untouched(data):
    width = data.draw(st.integers(1, 5))
    cells = st.lists(CELL.map(lambda t: '"' + t.replace('"', '""') + '"'), max_size=width)
    lines = data.draw(st.lists(cells, min_size=2, max_size=9))
    ends = [data.draw(st.sampled_from(("\n", "\r\n"))) for _ in lines]
    content = "".join(",".join(line) + end for line, end in zip(lines, ends, strict=True)).encode()
    top = data.draw(st.integers(0, len(lines) - 1))
    bottom = data.draw(st.integers(top, len(lines)))
    left = data.draw(st.integers(0, width - 1))
    right = data.draw(st.integers(left, width))
    area = CellRange(top, left, bottom, right)
    options = ReadOptions("utf-8", ",", -1, area=area)
    try:
        roster, source, _ = read_delimited(content, options, Pace())
    except FileProblem:
        assume(False)
    numbers = [n for n, line in enumerate(lines) if line and top <= n <= bottom][: roster.n_rows]
    assume(numbers)
    row = data.draw(st.integers(0, roster.n_rows - 1))
    column = data.draw(st.integers(0, roster.n_columns - 1))
    written = source.rewrite(Changes(cells={(row, column): "new"}))

    again = source.reread(written, roster.n_columns)
    assert rows_of(again) == [
        ["new" if (r, c) == (row, column) else text for c, text in enumerate(cells)]
        for r, cells in enumerate(rows_of(roster))
    ]
    records = content.decode().splitlines(keepends=True)
    now = written.decode().splitlines(keepends=True)
    assert len(now) == len(records)
    for number, (before, after) in enumerate(zip(records, now, strict=True)):
        if number != numbers[row]:
            assert after == before
    mine = list(lines[numbers[row]]) + [""] * (left + column + 1 - len(lines[numbers[row]]))
    mine[left + column] = '"new"' if mine[left + column].startswith('"') else "new"
    assert now[numbers[row]] == ",".join(mine) + ends[numbers[row]]


def book(rows) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet("All")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


ROWS = [line.split(",") for line in STACKED.decode().splitlines()]
SIDE = [line.split(",") for line in ABREAST.decode().splitlines()]


@pytest.fixture(params=["xlsx", "ods"])
def workbook(request):
    """Makes a workbook of one sheet from rows."""
    return book if request.param == "xlsx" else lambda rows: write_ods(rows[0], rows[1:])


def test_a_table_of_a_sheet_is_read_and_written_alone(workbook):
    content = workbook(ROWS)
    roster, source = opened(content, "A9:C11")
    assert roster.header == ("name", "height", "gender")
    assert rows_of(roster) == [["Cleo", "160", ""], ["Dan", "165", "m"]]
    written = source.rewrite(Changes(cells={(0, 2): "f"}))
    assert rows_of(source.reread(written, 3))[0] == ["Cleo", "160", "f"]
    before = open_bytes(content, None, ReadOptions(header_row=-1), Pace()).roster
    after = open_bytes(written, None, ReadOptions(header_row=-1), Pace()).roster
    differing = [
        (r, c)
        for r in range(before.n_rows)
        for c in range(before.n_columns)
        if before.cell(r, c) != after.cell(r, c)
    ]
    assert len(differing) == 1


def test_rows_are_added_to_a_part_of_a_sheet_only_where_there_is_room(workbook):
    roster, source = opened(workbook(ROWS), "A4:D6")
    assert roster.n_rows == 2
    one = (2, ("Eve", "158", "f", ""))
    written = source.rewrite(Changes(added=(one,)))
    assert rows_of(source.reread(written, 4))[-1] == ["Eve", "158", "f", ""]
    with pytest.raises(FileProblem, match="row 8 below it holds other cells"):
        source.rewrite(Changes(added=(one, (3, one[1]))))


def test_rows_with_neighbours_stay_in_the_sheet(workbook):
    _, source = opened(workbook(SIDE), "A1:C4")
    with pytest.raises(FileProblem, match="other cells stand beside it"):
        source.rewrite(Changes(deleted=frozenset({0})))
    with pytest.raises(FileProblem, match="no room for more rows"):
        source.rewrite(Changes(added=((2, ("Eve", "158", "f")),)))


def test_a_new_column_of_a_part_of_a_sheet_needs_room(workbook):
    _, left = opened(workbook(SIDE), "A1:C4")
    one = NewColumn("source", {0: "you"})
    written = left.rewrite(Changes(new_columns=(one,)))
    assert left.reread(written, 4).header[-1] == "source"
    with pytest.raises(FileProblem, match="stand in column E"):
        left.rewrite(Changes(new_columns=(one, NewColumn("sure", {0: "1"}))))


def test_a_range_of_a_sheet_that_holds_nothing_is_refused(workbook):
    with pytest.raises(FileProblem, match="holds no text or numbers"):
        opened(workbook(SIDE), "K1:L9")
    with pytest.raises(FileProblem, match="lies below the range"):
        opened(workbook(SIDE), "A1:C2", header_row=3)


def test_the_face_of_a_file_shows_what_stands_around_a_range(workbook):
    for content in (STACKED, workbook(ROWS)):
        options = ReadOptions(area=CellRange.of("A9:C11"))
        face = open_bytes(content, None, options, Pace()).face
        assert face is not None
        assert face.text(0, 0) == "School year"
        assert face.text(4, 3) == "x"
        assert face.n_columns == 4
