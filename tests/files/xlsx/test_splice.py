import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Opened, ReadOptions
from em_desktop.files.xlsx.calc import with_recalculation
from em_desktop.files.xlsx.source import read_xlsx
from em_desktop.review.changes import Changes, NewColumn

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*extension is not supported:UserWarning"
)  # openpyxl

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8"
    "cfc000000301010018dd8db00000000049454e44ae426082"
)
SHEET = "xl/worksheets/sheet1.xml"


def made(fill, **options) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    fill(book)
    book.close()
    return content.getvalue()


def opened(content: bytes, **options) -> Opened:
    return read_xlsx(content, None, ReadOptions(**options))


def members(content: bytes) -> dict[str, bytes]:
    """Local header and packed bytes of every member."""
    infos = zipfile.ZipFile(io.BytesIO(content)).infolist()
    ends = [info.header_offset for info in infos[1:]] + [content.rindex(b"PK\1\2" + b"")]
    ends[-1] = zipfile.ZipFile(io.BytesIO(content)).start_dir
    return {i.filename: content[i.header_offset : e] for i, e in zip(infos, ends, strict=True)}


def part(content: bytes, name: str = SHEET) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def rich(book, formulas=True):
    sheet = book.add_worksheet("Pupils")
    bold = book.add_format({"bold": True, "bg_color": "#ddeeff"})
    one_digit = book.add_format({"num_format": "0.0", "border": 1})
    yellow = book.add_format({"bg_color": "yellow"})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row("A1", ["name", "gender", "height", "born"], bold)
    people = [("Anna", "F", 160.5), ("Bo", None, 172), ("Cem", None, 181.25), ("Dee", "F", 165)]
    for row, (name, gender, height) in enumerate(people, start=1):
        sheet.write(row, 0, name)
        sheet.write(row, 1, gender, yellow)
        sheet.write(row, 2, height, one_digit)
        sheet.write_datetime(row, 3, dt.date(2008, row, 1), date)
    sheet.set_column("A:A", 25)
    sheet.freeze_panes(1, 0)
    sheet.write_comment("B3", "please ask")
    sheet.insert_image("G2", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    sheet.data_validation("B2:B5", {"validate": "list", "source": ["F", "M"]})
    sheet.conditional_format("C2:C5", {"type": "data_bar"})
    sheet.add_sparkline("F2", {"range": "Pupils!C2:C5"})
    sheet.insert_textbox("G20", "A text box")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Pupils!$C$2:$C$5"})
    sheet.insert_chart("G8", chart)
    second = book.add_worksheet("Summary")
    if formulas:
        second.write_formula("A1", "=AVERAGE(Pupils!C2:C5)", None, 169.6875)
        book.define_name("Heights", "=Pupils!$C$2:$C$5")


def test_a_rich_workbook_differs_in_the_sheet_alone():
    content = made(rich)
    book = opened(content, sheet="Pupils")
    written = book.source.rewrite(Changes(cells={(1, 1): "M", (2, 1): "M", (0, 2): "161.5"}))
    before, after = members(content), members(written)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    old, new = part(content), part(written)
    expected = old.replace(
        '<c r="B3" s="2"/>', '<c r="B3" s="2" t="inlineStr"><is><t>M</t></is></c>'
    )
    expected = expected.replace(
        '<c r="B4" s="2"/>', '<c r="B4" s="2" t="inlineStr"><is><t>M</t></is></c>'
    )
    assert new == expected.replace("<v>160.5</v>", "<v>161.5</v>")
    assert new != old
    values = [list(row) for row in openpyxl.load_workbook(io.BytesIO(written))["Pupils"].values]
    assert [row[1] for row in values] == ["gender", "F", "M", "M", "F"]
    assert [row[2] for row in values] == ["height", 161.5, 172, 181.25, 165]
    sheet = python_calamine.load_workbook(io.BytesIO(written)).get_sheet_by_name("Pupils")
    assert [row[:3] for row in sheet.to_python()][2] == ["Bo", "M", 172.0]


def test_no_changes_give_the_same_bytes():
    content = made(rich)
    source = opened(content, sheet="Pupils").source
    assert source.rewrite(Changes()) == content
    assert source.rewrite(Changes(cells={(0, 1): "F", (0, 2): "160.5"})) == content


def test_text_number_date_boolean_and_empty():
    def fill(book):
        sheet = book.add_worksheet()
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("A1", ["name", "height", "born", "ok"])
        sheet.write_row("A2", ["Anna", 160])
        sheet.write_datetime("C2", dt.date(2008, 1, 1), date)
        sheet.write_boolean("D2", True)
        sheet.write_row("A3", ["Bo"])
        sheet.write_row("A4", ["Cem", 170])

    source = opened(made(fill)).source
    cells = {
        (0, 0): "  <A> & \n_x0041_\r\x07\U0001f600 ",
        (0, 1): "161.25",
        (0, 2): "2009-02-03",
        (0, 3): "FALSE",
        (1, 1): "172",
        (2, 0): "",
        (2, 1): "1.72 m",
    }
    written = source.rewrite(Changes(cells=cells))
    again = source.reread(written, 4)
    assert all(again.cell(row, column) == text for (row, column), text in cells.items())
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert sheet["B2"].value == 161.25
    assert sheet["C2"].value == dt.datetime.fromisoformat("2009-02-03")
    assert sheet["D2"].value is False
    assert sheet["B3"].value == 172
    assert sheet["A4"].value is None
    assert sheet["B4"].value == "1.72 m"
    assert '<c r="A4"/>' in part(written)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1 x", "@cmd", "\tx", "'=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    source = opened(made(rich), sheet="Pupils").source
    written = source.rewrite(Changes(cells={(0, 0): text}))
    assert source.reread(written, 4).cell(0, 0) == text
    assert "<f>" not in part(written)


FORM = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<x:dimension ref='A1:B3'/><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>name</x:t></x:is>"
    "</x:c><x:c/><x:c t='inlineStr'><x:is><x:t>height</x:t></x:is></x:c></x:row>\n"
    "<!-- <x:row/> --><x:row spans='1:1' e='>'><x:c s = '1' t='inlineStr' ><x:is><x:t>Bo</x:t>"
    "</x:is></x:c></x:row>"
    "<x:row r='7'><x:c r='C7'><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
)


COLS = "<x:cols><x:col min='a' style='1'/></x:cols><x:sheetData>"


def hand_made(xml: str, frame: str = "") -> bytes:
    """A workbook by XlsxWriter with its sheet (and frame) replaced."""
    base = made(lambda book: book.add_worksheet().write("A1", "x"))
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            is_frame = frame and name == "xl/workbook.xml"
            new.writestr(name, xml if name == SHEET else frame if is_frame else old.read(name))
    return content.getvalue()


def test_prefixes_quotes_and_missing_places_are_respected():
    book = opened(hand_made(FORM))
    assert book.roster.header == ("name", "height")
    written = book.source.rewrite(Changes(cells={(0, 0): "Al", (0, 1): "9", (1, 0): "Z"}))
    expected = FORM.replace(
        "<x:c s = '1' t='inlineStr' ><x:is><x:t>Bo</x:t></x:is></x:c>",
        "<x:c s = '1' t=\"inlineStr\"><x:is><x:t>Al</x:t></x:is></x:c>"
        '<x:c r="C2"><x:v>9</x:v></x:c>',
    )
    expected = expected.replace("spans='1:1'", 'spans="1:3"')
    expected = expected.replace(
        "<x:row r='7'>", '<x:row r=\'7\'><x:c r="A7" t="inlineStr"><x:is><x:t>Z</x:t></x:is></x:c>'
    )
    expected = expected.replace("ref='A1:B3'", 'ref="A1:C7"')
    assert part(written) == expected
    assert book.source.reread(written, 2).cell(0, 1) == "9"


@pytest.mark.parametrize(("old", "new"), [("s = '1'", "s = 'x'"), ("<x:sheetData>", COLS)])
def test_senseless_numbers_are_damage(old, new):
    source = opened(hand_made(FORM.replace(old, new))).source
    with pytest.raises(FileProblem, match="damaged"):
        source.rewrite(Changes(cells={(0, 0): "Al", (0, 1): "9"}))


def test_cells_that_are_not_in_order_are_read_but_not_written():
    cells = "<x:c r='C7'><x:v>5</x:v></x:c>"
    source = opened(hand_made(FORM.replace(cells, cells + "<x:c r='A7'><x:v>6</x:v></x:c>"))).source
    assert source.reread(source.rewrite(Changes(cells={(0, 0): "Al"})), 2).cell(1, 0) == "6"
    with pytest.raises(FileProblem, match="damaged"):
        source.rewrite(Changes(cells={(1, 0): "7"}))


def test_utf16_sheets_stay_utf16():
    xml = FORM.replace("Bo", "Zoë")
    content = hand_made("<?xml version='1.0' encoding='UTF-16'?>" + xml)
    raw = zipfile.ZipFile(io.BytesIO(content)).read(SHEET)
    assert raw.decode().startswith("<?xml")
    replaced = io.BytesIO()
    with zipfile.ZipFile(replaced, "w") as new, zipfile.ZipFile(io.BytesIO(content)) as old:
        for name in old.namelist():
            is_sheet = name == SHEET
            new.writestr(name, raw.decode().encode("utf-16") if is_sheet else old.read(name))
    source = opened(replaced.getvalue()).source
    written = zipfile.ZipFile(io.BytesIO(source.rewrite(Changes(cells={(0, 0): "Żaba"}))))
    assert "Żaba" in written.read(SHEET).decode("utf-16")


def guarded(book):
    sheet = book.add_worksheet("S")
    unlocked = book.add_format({"locked": False})
    sheet.write_row("A1", ["name", "gender", "height", "extra"])
    for row in range(1, 8):
        sheet.write_row(row, 0, [f"N{row}", "F", 150 + row, "x"], unlocked if row == 1 else None)
    sheet.write_formula("C3", "=C2*2", None, 302)
    sheet.write_array_formula("D4:D5", "{=C4:C5*2}", None, 1)
    sheet.write("D5", 2)
    sheet.merge_range("A6:B7", "merged")


@pytest.mark.parametrize(
    ("cell", "place", "words"),
    [
        ((1, 2), "C3", "a formula stands there"),
        ((2, 3), "D4", "a formula stands there"),
        ((3, 3), "D5", "a formula stands there"),
        ((4, 1), "B6", "merged with a neighbour"),
        ((5, 0), "A7", "merged with a neighbour"),
    ],
)
def test_cells_that_may_not_be_written_are_named(cell, place, words):
    source = opened(made(guarded)).source
    with pytest.raises(FileProblem, match=f"^Cell {place}: {words}"):
        source.rewrite(Changes(cells={cell: "new", (0, 0): "fine"}))
    assert source.reread(source.rewrite(Changes(cells={(4, 0): "top left"})), 4).cell(4, 0)


def test_shared_formulas_are_not_written():
    xml = FORM.replace(
        "<x:c r='C7'><x:v>5</x:v></x:c>",
        "<x:c r='C7'><x:f t='shared' ref='C7:C8' si='0'>A1</x:f><x:v>5</x:v></x:c></x:row>"
        "<x:row r='8'><x:c r='C8'><x:f t='shared' si='0'/><x:v>6</x:v></x:c>",
    )
    source = opened(hand_made(xml)).source
    for row, place in ((1, "C7"), (2, "C8")):
        with pytest.raises(FileProblem, match=f"Cell {place}: a formula"):
            source.rewrite(Changes(cells={(row, 1): "1"}))


def test_protected_sheets_allow_unlocked_cells_only():
    def fill(book):
        guarded(book)
        book.get_worksheet_by_name("S").protect("secret")

    source = opened(made(fill)).source
    assert source.reread(source.rewrite(Changes(cells={(0, 1): "M"})), 4).cell(0, 1) == "M"
    with pytest.raises(FileProblem, match="Cells A5, B5: the sheet is protected"):
        source.rewrite(Changes(cells={(3, 0): "M", (3, 1): "M"}))


def test_headers_and_totals_of_tables_are_not_written():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["Our", "class"])
        sheet.add_table(
            "A3:B6",
            {
                "data": [["Anna", 160], ["Bo", 172]],
                "total_row": True,
                "columns": [{"header": "name", "total_string": "Sum"}, {"header": "height"}],
            },
        )

    content = made(fill)
    source = opened(content, header_row=0).source
    for row, place in ((0, "A3"), (3, "A6")):
        with pytest.raises(FileProblem, match=f"Cell {place}: it belongs to the header or the"):
            source.rewrite(Changes(cells={(row, 0): "x"}))
    written = source.rewrite(Changes(cells={(1, 0): "x"}))
    assert openpyxl.load_workbook(io.BytesIO(written)).active["A4"].value == "x"


def test_texts_that_no_cell_can_hold_are_named():
    source = opened(made(rich), sheet="Pupils").source
    with pytest.raises(FileProblem, match="Cell B3: the text is longer than"):
        source.rewrite(Changes(cells={(1, 1): "x" * 32_768}))
    with pytest.raises(FileProblem, match="Cell B3: the text holds half a character"):
        source.rewrite(Changes(cells={(1, 1): "\ud800"}))


def test_rows_are_added_in_the_style_of_the_last():
    content = made(rich)
    source = opened(content, sheet="Pupils").source
    rows = ((4, ("Eve", "F", "158.5", "2008-12-24")), (7, ("Fay", "", "1.6 m", "")))
    written = source.rewrite(Changes(added=rows))
    again = source.reread(written, 4)
    assert [again.cell(4, c) for c in range(4)] == list(rows[0][1])
    assert [again.cell(5, c) for c in range(4)] == list(rows[1][1])
    sheet = openpyxl.load_workbook(io.BytesIO(written))["Pupils"]
    assert sheet["C6"].value == 158.5
    assert sheet["C6"].number_format == "0.0"
    assert sheet["D6"].value == dt.datetime.fromisoformat("2008-12-24")
    assert sheet["B7"].fill.bgColor.rgb == sheet["B5"].fill.bgColor.rgb
    assert sheet.dimensions == "A1:D7"


def test_rows_are_added_into_blank_styled_rows():
    def fill(book):
        sheet = book.add_worksheet()
        frame = book.add_format({"border": 1})
        sheet.write_row("A1", ["name", "height"])
        sheet.write_row("A2", ["Anna", 160])
        for row in range(2, 6):
            sheet.write_row(row, 0, ["", " "], frame)

    source = opened(made(fill)).source
    blank = source.rewrite(Changes(added=((1, ("", "")),)))
    assert source.reread(blank, 2).n_rows == 2
    written = source.rewrite(Changes(added=((1, ("Bo", "172")), (2, ("Cem", "")))))
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert [[cell.value for cell in row] for row in sheet["A1:B5"]] == [
        ["name", "height"],
        ["Anna", 160],
        ["Bo", 172],
        ["Cem", None],
        [None, " "],
    ]
    assert all(sheet.cell(row, 2).border.top.style for row in range(3, 7))
    assert part(written).count("<row") == 6


def test_an_empty_row_is_added_where_the_sheet_has_one_that_is_styled_and_blank():
    def fill(book):
        sheet = book.add_worksheet()
        frame = book.add_format({"border": 1})
        sheet.write_row("A1", ["name", "height"], frame)
        sheet.write_row("A2", ["Anna", 160], frame)
        sheet.write_row("A3", ["", ""], frame)

    content = made(fill)
    source = opened(content).source
    written = source.rewrite(Changes(added=((1, ("", "")),)))
    assert source.reread(written, 2).n_rows == 2
    assert part(written) == part(content)
    assert not source.obstacles(Changes(added=((1, ("", "")), (2, ("Bo", "")))))


def test_new_columns_stand_on_the_right_under_a_like_heading():
    source = opened(made(rich), sheet="Pupils").source
    columns = (
        NewColumn("gender_source", {0: "file", 1: "suggested", 2: ""}),
        NewColumn("gender_probability", {1: "0.97", 3: "1"}),
    )
    written = source.rewrite(Changes(cells={(1, 1): "M"}, new_columns=columns))
    again = source.reread(written, 6)
    assert again.header[4:] == ("gender_source", "gender_probability")
    assert list(again.columns[4]) == ["file", "suggested", "", ""]
    assert list(again.columns[5]) == ["", "0.97", "", "1"]
    sheet = openpyxl.load_workbook(io.BytesIO(written))["Pupils"]
    assert sheet["E1"].font.b
    assert sheet["F3"].value == 0.97


def test_rows_are_deleted_where_nothing_refers_to_them():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A2", ["name", "height"])
        for row in range(3, 9):
            sheet.write_row(row, 0, [f"N{row}", 150 + row])
        book.add_worksheet("Other").write("A1", "x")

    content = made(fill)
    source = opened(content, sheet="Sheet1").source
    changes = Changes(
        cells={(4, 0): "changed", (1, 0): "lost"},
        deleted=frozenset({1, 2}),
        added=((9, ("New", "199")),),
        new_columns=(NewColumn("why", {0: "a", 1: "lost", 5: "b", 9: "c"}),),
    )
    written = source.rewrite(changes)
    expected = [
        ["N3", "153", "a"],
        ["N6", "156", ""],
        ["changed", "157", ""],
        ["N8", "158", "b"],
        ["New", "199", "c"],
    ]
    again = source.reread(written, 3)
    assert [list(row) for row in zip(*again.columns, strict=True)] == expected
    fresh = opened(written, sheet="Sheet1").roster
    assert [list(row) for row in zip(*fresh.columns, strict=True)] == expected
    rows = list(openpyxl.load_workbook(io.BytesIO(written))["Sheet1"].values)
    assert rows[-1] == ("New", 199, "c")
    assert len(rows) == 8
    assert 'ref="A2:C8"' in part(written)


@pytest.mark.parametrize(
    ("add", "words"),
    [
        (lambda book, sheet: sheet.write_formula("D1", "=A1"), "formulas"),
        (lambda book, sheet: sheet.merge_range("D1:E1", "x"), "merged cells"),
        (lambda book, sheet: sheet.add_table("D1:E3"), "a table"),
        (
            lambda book, sheet: sheet.conditional_format("A1:A9", {"type": "data_bar"}),
            "conditional",
        ),
        (lambda book, sheet: sheet.write_comment("A1", "x"), "comments"),
        (lambda book, sheet: sheet.autofilter("A1:B2"), "a filter"),
        (lambda book, sheet: sheet.write_url("D1", "https://example.org/"), "links"),
        (lambda book, sheet: sheet.set_h_pagebreaks([1, 2]), "page breaks"),
        (lambda book, sheet: book.define_name("N", "=Sheet1!$A$2"), "names for ranges"),
        (
            lambda book, sheet: sheet.data_validation("A1", {"validate": "list", "source": ["F"]}),
            "validations",
        ),
    ],
)
def test_rows_stay_where_something_refers_to_them(add, words):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["name", "height"])
        sheet.write_row("A2", ["Anna", 160])
        sheet.write_row("A3", ["Bo", 170])
        add(book, sheet)

    source = opened(made(fill)).source
    with pytest.raises(FileProblem, match=f"Rows cannot be deleted.*{words}.*export as CSV"):
        source.rewrite(Changes(deleted=frozenset({0})))
    written = source.rewrite(Changes(cells={(0, 0): "Ann"}))
    assert source.reread(written, source._writer.roster.n_columns).cell(0, 0) == "Ann"


FRAME = '<workbook xmlns="u"><sheets><sheet name="A"/></sheets>{}</workbook>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ("<calcPr fullCalcOnLoad='0' a='1'/>", "<calcPr fullCalcOnLoad=\"1\" a='1'/>"),
        ("<calcPr fullCalcOnLoad='1'/>", "<calcPr fullCalcOnLoad='1'/>"),
        ("<oleSize/>", '<calcPr fullCalcOnLoad="1"/><oleSize/>'),
        (
            "<definedNames><definedName/></definedNames><pivotCaches/>",
            '<definedNames><definedName/></definedNames><calcPr fullCalcOnLoad="1"/><pivotCaches/>',
        ),
    ],
)
def test_formulas_are_computed_anew_when_the_workbook_is_opened(before, after):
    written = with_recalculation(FRAME.format(before).encode(), "workbook.xml").decode()
    assert written == FRAME.format(after)


def test_real_tables(tables: Path):
    frame = pd.read_csv(tables / "galton_families.csv")
    content = io.BytesIO()
    frame.to_excel(content, index=False, engine="openpyxl")
    book = opened(content.getvalue())
    column = book.roster.header.index("gender")
    cells = {(row, column): "changed" for row in range(0, book.roster.n_rows, 7)}
    written = book.source.rewrite(Changes(cells=cells))
    frame.loc[::7, "gender"] = "changed"
    again = pd.read_excel(io.BytesIO(written), engine="calamine")
    pd.testing.assert_frame_equal(again, frame, check_dtype=False)


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["", " ", "172", "1.72 m", "0.5", "007", "TRUE", "2008-03-01", "_x0041_", "F"]),
)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2100, 1, 1)),
)


@st.composite
def workbooks(draw):
    """A small workbook, by XlsxWriter, with a table somewhere on its sheet."""
    n_columns, n_rows = draw(st.integers(1, 4)), draw(st.integers(0, 6))
    top, left = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    rows = draw(
        st.lists(
            st.lists(VALUES, min_size=n_columns, max_size=n_columns),
            min_size=n_rows,
            max_size=n_rows,
        )
    )
    styled = draw(st.booleans())

    def fill(book):
        sheet = book.add_worksheet()
        style = book.add_format({"bg_color": "yellow"}) if styled else None
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for column in range(n_columns):
            sheet.write_string(top, left + column, f"h{column}", style)
        for row, values in enumerate(rows, start=top + 1):
            for column, value in enumerate(values, start=left):
                if value is None or value == "":
                    sheet.write_blank(row, column, None, style)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, style)
                elif isinstance(value, bool):
                    sheet.write_boolean(row, column, value, style)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(row, column, value, date)
                else:
                    sheet.write_number(row, column, value, style)

    constant_memory = draw(st.booleans())  # inline strings instead of shared ones
    return made(fill, constant_memory=constant_memory), top


@settings(deadline=None, max_examples=150)
@given(workbook=workbooks(), choice=st.data())
def test_any_edits_of_any_workbook_read_back_equal(workbook, choice, any_changes, meant_rows):
    content, top = workbook
    book = opened(content, header_row=top)
    changes = choice.draw(any_changes(book.roster, TEXTS))
    written = book.source.rewrite(changes)
    again = book.source.reread(written, book.roster.n_columns + len(changes.new_columns))
    expected = meant_rows(book.roster, changes)
    assert [list(row) for row in zip(*again.columns, strict=True)] == expected
    assert again.header == (*book.roster.header, *(c.header for c in changes.new_columns))
    assert np.array_equal(again.row_ids, np.arange(len(expected)))
    fresh = opened(written, header_row=top).roster
    kept = [row for row in expected if any(text.strip() for text in row)]
    shown = [list(row) for row in zip(*fresh.columns, strict=True)]
    assert shown == [[t for t, h in zip(row, again.header, strict=True) if h] for row in kept]
    before, after = members(content), members(written)
    assert all(before[name] == after[name] for name in before if name != SHEET)
    python_calamine.load_workbook(io.BytesIO(written)).get_sheet_by_index(0).to_python()
    assert re.findall(r"<row r=\"(\d+)\"", part(written)) == sorted(
        re.findall(r"<row r=\"(\d+)\"", part(written)), key=int
    )
