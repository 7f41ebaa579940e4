import io
import zipfile

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from em_desktop.files.new_workbook import write_ods, write_xlsx
from em_desktop.files.ods.source import read_ods
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions
from em_desktop.files.xlsx.source import read_xlsx

HEADER = ("name", "id", "height", "note")
ROWS = [
    ("Anna & <b>", "007", "160.5", "=1+1"),
    ("  Bo  ", "12", "172", "two\nlines\tand a tab"),
    ("Cem", "13", "n/a", "https://example.org/"),
    ("", "", "172.50", "@x"),
    ("Dee", "14", "181", "{=1}"),
]
BOTH = pytest.mark.parametrize(
    ("write", "read"), [(write_xlsx, read_xlsx), (write_ods, read_ods)], ids=["xlsx", "ods"]
)


@BOTH
def test_what_is_written_reads_back(write, read):
    roster = read(write(HEADER, ROWS), None, ReadOptions(header_row=0)).roster
    assert roster.header == HEADER
    assert list(zip(*roster.columns, strict=True)) == ROWS


@BOTH
def test_measurements_are_numbers_and_all_else_is_text(write, read):
    sheet = python_calamine.load_workbook(io.BytesIO(write(HEADER, ROWS))).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert [row[2] for row in rows[1:]] == [160.5, 172.0, "n/a", "172.50", 181.0]
    assert [row[1] for row in rows[1:]] == ["007", "12", "13", "", "14"]


def test_nothing_is_a_formula_or_a_link():
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(HEADER, ROWS))).active
    assert [cell.data_type for cell in sheet["D"]] == ["s"] * 6
    assert not any(cell.hyperlink for row in sheet for cell in row)
    assert sheet["A1"].font.b
    assert b"formula" not in zipfile.ZipFile(io.BytesIO(write_ods(HEADER, ROWS))).read(
        "content.xml"
    )


def test_an_ods_begins_with_its_kind_and_equal_tables_give_equal_bytes():
    content = write_ods(HEADER, ROWS)
    assert content[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    assert content == write_ods(HEADER, ROWS)


@BOTH
def test_a_table_without_rows(write, read):
    assert read(write(HEADER, []), None, ReadOptions()).roster.n_rows == 0


@BOTH
def test_texts_that_no_cell_can_hold_are_named(write, read):
    with pytest.raises(FileProblem, match="Cell B2: "):
        write(("a", "b"), [("x", "\ud800")])
    with pytest.raises(FileProblem, match="at most 1,048,575 rows"):
        write(("a",), [("",)] * 1_048_576)


def test_long_texts_are_refused_in_xlsx_only():
    rows = [("x" * 32_768,)]
    with pytest.raises(FileProblem, match="Cell A2: the text is longer"):
        write_xlsx(("a",), rows)
    roster = read_ods(write_ods(("a",), rows), None, ReadOptions(header_row=0)).roster
    assert roster.cell(0, 0) == rows[0][0]


XML_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=10
)
ANY_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
    st.sampled_from(["_x0041_", "172", "-0", "1e5", "0.1", "\r\n", "007", "x\r"]),
)


@pytest.mark.parametrize(
    ("write", "read", "texts"),
    [(write_xlsx, read_xlsx, ANY_TEXTS), (write_ods, read_ods, XML_TEXTS)],
    ids=["xlsx", "ods"],
)
def test_any_texts_read_back(write, read, texts):
    @settings(deadline=None, max_examples=150)
    @given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6))
    def check(rows):
        table = [("x", *row) for row in rows]  # no row is blank
        roster = read(write(("h", "a", "b", "c"), table), None, ReadOptions(header_row=0)).roster
        assert roster.header == ("h", "a", "b", "c")
        assert list(zip(*roster.columns, strict=True)) == table

    check()
