import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.cell_range import CellRange, column_letters
from em_desktop.files.problem import FileProblem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B3:F200", CellRange(2, 1, 199, 5)),
        ("b3:f200", CellRange(2, 1, 199, 5)),
        (" $B$3 : $F$200 ", CellRange(2, 1, 199, 5)),
        ("B:F", CellRange(0, 1, None, 5)),
        ("3:200", CellRange(2, 0, 199, None)),
        ("B3:F", CellRange(2, 1, None, 5)),
        ("B3:", CellRange(2, 1)),
        ("A1:A1", CellRange(0, 0, 0, 0)),
    ],
)
def test_ranges_as_a_spreadsheet_writes_them(text, expected):
    assert CellRange.of(text) == expected


@pytest.mark.parametrize(
    "text", ["", "B3", "B3:F2:G1", ":F4", "B0:C4", "3B:4C", "ABCDE1:F2", "Ä1:Z9"]
)
def test_what_is_no_range_is_refused_with_an_example(text):
    with pytest.raises(FileProblem, match="such as B3:F200"):
        CellRange.of(text)


@pytest.mark.parametrize("text", ["F3:B200", "B200:F3"])
def test_a_range_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(FileProblem, match="ends before it begins"):
        CellRange.of(text)


@given(
    st.integers(0, 1 << 20),
    st.integers(0, 1 << 14),
    st.none() | st.integers(0, 1 << 20),
    st.none() | st.integers(0, 1 << 14),
)
def test_a_range_is_read_as_it_is_written(top, left, more_rows, more_columns):
    made = CellRange(
        top,
        left,
        None if more_rows is None else top + more_rows,
        None if more_columns is None else left + more_columns,
    )
    assert CellRange.of(str(made)) == made


def test_a_range_knows_its_cells():
    part = CellRange.of("B3:F200")
    assert [part.holds_row(row) for row in (1, 2, 199, 200)] == [False, True, True, False]
    assert [part.holds_column(column) for column in (0, 1, 5, 6)] == [False, True, True, False]


def test_columns_have_letters():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
