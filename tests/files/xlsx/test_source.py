import datetime as dt
import io
import zipfile

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.files.source import Format, ReadOptions
from em_desktop.files.xlsx.source import read_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(fill, **options) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    fill(book)
    book.close()
    return content.getvalue()


def with_sheet(xml: str | bytes, *, strings: str = "", **parts: bytes) -> bytes:
    """A workbook around the XML of a sheet written by hand."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="/xl/workbook.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="One" sheetId="1" r:id="rId7"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId7" Type="{RELATIONS}/worksheet" Target="worksheets/a.xml"/>'
            f'<Relationship Id="rId8" Type="{RELATIONS}/sharedStrings" Target="strings.xml"/>'
            "</Relationships>",
        )
        archive.writestr("xl/worksheets/a.xml", xml)
        if strings:
            archive.writestr("xl/strings.xml", strings)
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def rows_of(content: bytes, options: ReadOptions | None = None) -> list[list[str]]:
    roster = read_xlsx(content, None, options or ReadOptions()).roster
    return [list(roster.header), *map(list, zip(*roster.columns, strict=True))]


def test_values_are_text_as_a_person_sees_it():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", "height", "born", "seen", "ok", "code", "result"])
    sheet.append(
        [
            "  Zoë & Co ",
            172,
            dt.date(2008, 3, 1),
            dt.datetime.fromisoformat("2024-05-06T07:08:09"),
            True,
            "007",
            "#N/A",
        ]
    )
    rich = CellRichText(TextBlock(InlineFont(b=True), "Bo"), " Li")
    sheet.append([rich, 160.5, None, dt.time(8, 30), False, 12345678901, 1e-7])
    content = io.BytesIO()
    book.save(content)
    assert rows_of(content.getvalue()) == [
        ["name", "height", "born", "seen", "ok", "code", "result"],
        ["  Zoë & Co ", "172", "2008-03-01", "2024-05-06 07:08:09", "TRUE", "007", "#N/A"],
        ["Bo Li", "160.5", "", "08:30:00", "FALSE", "12345678901", "1e-07"],
    ]


def test_shared_strings_of_all_kinds():
    strings = (
        f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>a</x:t></x:si><x:si/>'
        '<x:si><x:t xml:space="preserve"> b&amp;c\r\nd </x:t></x:si>'
        "<x:si><x:r><x:rPr><x:b/></x:rPr><x:t>ri</x:t></x:r><x:r><x:t>ch</x:t></x:r></x:si>"
        "<x:si><x:t>漢字</x:t><x:rPh sb='0' eb='2'><x:t>かんじ</x:t></x:rPh></x:si>"
        "<x:si><x:t><![CDATA[<c>]]></x:t></x:si><x:si><x:t/></x:si>"
        "<x:si><x:t>_x0041__x005F_x0042_</x:t></x:si><x:si><x:t>last</x:t></x:si></x:sst>"
    )
    cells = "".join(
        f'<c r="A{i + 1}" t="s"><v>{i}</v></c></row><row r="{i + 2}">' for i in range(9)
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    texts = rows_of(with_sheet(sheet, strings=strings), ReadOptions(header_row=0))
    assert texts == [["a"], [" b&c\nd "], ["rich"], ["漢字"], ["<c>"], ["A_x0042_"], ["last"]]


SHEET_FORMS = {
    "usual": (
        '<worksheet xmlns="M"><sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>name</t></is>'
        '</c><c r="C2" t="str"><v>n</v></c></row><row r="3"><c r="B3" t="inlineStr"><is><t>Bo</t>'
        '</is></c><c r="C3"><v>5</v></c></row></sheetData></worksheet>'
    ),
    "prefixed": (
        '<x:worksheet xmlns:x="M"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is>'
        '<x:t>name</x:t></x:is></x:c><x:c r="C2" t="str"><x:v>n</x:v></x:c></x:row><x:row r="3">'
        '<x:c r="B3" t="inlineStr"><x:is><x:t>Bo</x:t></x:is></x:c><x:c r="C3"><x:v>5</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    ),
    "no places": (
        '<worksheet xmlns="M"><sheetData><row/><row><c/><c t="inlineStr"><is><t>name</t></is></c>'
        '<c t="str"><v>n</v></c></row><row><c/><c t="inlineStr"><is><t>Bo</t></is></c>'
        "<c><v>5</v></c></row></sheetData></worksheet>"
    ),
    "single quotes": (
        "<?xml version='1.0'?>\n<!-- a > b --><worksheet xmlns='M'>\n <sheetData >\n <row r='2' >"
        "<c  r='B2'  t='inlineStr' ><is ><t >name</t ></is ></c >\n<c t='str' r='C2'><v >n</v ></c>"
        "</row ><!-- <row r='9'/> --><row r = '3'><c t='inlineStr' r='B3'><is><t>Bo</t></is></c>"
        "<c r='C3' ><v>5</v></c></row></sheetData></worksheet>"
    ),
    "pieces": (
        '<worksheet xmlns="M" xmlns:e="x"><sheetData><row r="2" e:h="a>b"><c r="B2" t="inlineStr">'
        "<is><t>na</t><r><t>me</t></r></is></c><?pi?><c r='C2' t='str'><f>A1</f><v>n</v></c></row>"
        '<row r="3"><c r="B3" t="str"><v><![CDATA[Bo]]></v></c><c r="C3" t="n"><v>5.0</v><extLst/>'
        "</c></row></sheetData></worksheet>"
    ),
}


@pytest.mark.parametrize("form", SHEET_FORMS)
def test_every_lawful_form_of_a_sheet_reads_the_same(form):
    content = with_sheet(SHEET_FORMS[form].replace('"M"', f'"{MAIN}"').replace("'M'", f"'{MAIN}'"))
    assert rows_of(content) == [["name", "n"], ["Bo", "5"]]
    assert rows_of(content, ReadOptions(header_row=1)) == [["name", "n"], ["Bo", "5"]]
    assert rows_of(content, ReadOptions(header_row=-1)) == [
        ["column B", "column C"],
        ["name", "n"],
        ["Bo", "5"],
    ]


def test_a_table_somewhere_on_the_sheet():
    def fill(book):
        sheet = book.add_worksheet("Class")
        sheet.write("B2", "Our school")
        sheet.write_row("B5", ["name", "gender", "", "height"])
        sheet.write_row("B6", ["Anna", "F", "", 160])
        sheet.write_row("B9", ["Bo", "", "", 172])
        sheet.write("XFD1048576", "")

    opened = read_xlsx(made(fill), None, ReadOptions())
    roster = opened.roster
    assert roster.header == ("name", "gender", "height")
    assert [list(column) for column in roster.columns] == [
        ["Anna", "Bo"],
        ["F", ""],
        ["160", "172"],
    ]
    assert roster.row_ids.dtype == np.int64
    assert not any(column.flags.writeable for column in roster.columns)
    assert opened.notes == ("The header was found in row 5 of the sheet.",)
    assert opened.source.format is Format.XLSX
    assert opened.source.summary == "Excel workbook, sheet Class"


def test_one_cell_far_away_costs_no_memory():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "height"])
        sheet.write_row(1, 0, ["Bo", 172])
        sheet.write(1_048_575, 16_383, "far")

    content = made(fill)
    assert b'ref="A1:XFD1048576"' in zipfile.ZipFile(io.BytesIO(content)).read(
        "xl/worksheets/sheet1.xml"
    )
    roster = read_xlsx(content, None, ReadOptions()).roster
    assert roster.n_rows == 2
    assert roster.n_columns == 3


def test_a_sheet_larger_than_any_roster(monkeypatch):
    monkeypatch.setattr("em_desktop.files.workbook.table_area.MAX_CELLS", 50)

    def fill(book):
        sheet = book.add_worksheet()
        for place in range(30):
            sheet.write(place, place, "diagonal")

    with pytest.raises(FileProblem, match="more than 50 cells"):
        read_xlsx(made(fill), None, ReadOptions())


def three_sheets(book):
    book.add_worksheet("Cover").write("A1", None)
    for name in ("10A", "10B"):
        book.add_worksheet(name).write_row(0, 0, ["name", "height"])
    hidden = book.add_worksheet("Lists")
    hidden.write_row(0, 0, ["F", "M"])
    hidden.hide()


def test_several_sheets_ask_which():
    with pytest.raises(SheetNeeded) as caught:
        read_xlsx(made(three_sheets), None, ReadOptions())
    assert caught.value.sheets == ("10A", "10B")
    opened = read_xlsx(made(three_sheets), None, ReadOptions(sheet="10B"))
    assert opened.source.summary.endswith("10B")
    hidden = read_xlsx(made(three_sheets), None, ReadOptions(sheet="Lists", header_row=-1))
    assert hidden.roster.header == ("column A", "column B")
    with pytest.raises(FileProblem, match="no sheet “10C”"):
        read_xlsx(made(three_sheets), None, ReadOptions(sheet="10C"))


def test_one_filled_sheet_among_empty_hidden_and_chart_sheets_is_taken():
    def fill(book):
        book.add_worksheet("Empty")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("Data").write_row(0, 0, ["name", "height"])
        hidden = book.add_worksheet("Lists")
        hidden.write("A1", "x")
        hidden.hide()

    content = made(fill)
    assert read_xlsx(content, None, ReadOptions()).source.summary.endswith("Data")


def test_only_hidden_sheets_hold_rows():
    def fill(book):
        book.add_worksheet("Empty")
        hidden = book.add_worksheet("Data")
        hidden.write_row(0, 0, ["name", "height"])
        hidden.hide()

    assert read_xlsx(made(fill), None, ReadOptions()).source.summary.endswith("Data")


def test_nothing_to_read():
    with pytest.raises(FileProblem, match="holds no text"):
        read_xlsx(made(lambda book: book.add_worksheet()), None, ReadOptions())
    with pytest.raises(FileProblem, match="no sheet that holds rows"):
        read_xlsx(
            made(lambda book: (book.add_worksheet(), book.add_worksheet())), None, ReadOptions()
        )

    def fill(book):
        book.add_worksheet().write_row(0, 0, ["name", "height"])

    assert read_xlsx(made(fill), None, ReadOptions()).roster.n_rows == 0
    with pytest.raises(FileProblem, match="in or below row 9"):
        read_xlsx(made(fill), None, ReadOptions(header_row=8))


def test_formulas_show_their_saved_result_or_are_noted():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "height"])
        sheet.write_row(1, 0, ["Bo", 172])
        sheet.write_formula(2, 0, '="An"&"na"', None, "Anna")
        sheet.write_formula(2, 1, "=B2-2", None, 170)

    assert rows_of(made(fill))[2] == ["Anna", "170"]
    book = openpyxl.Workbook()
    book.active.append(["name", "height"])
    book.active.append(["Bo", "=1+1"])
    content = io.BytesIO()
    book.save(content)
    opened = read_xlsx(content.getvalue(), None, ReadOptions())
    assert opened.notes[0].startswith("1 formula has no saved result")


def test_dates_counted_from_1904():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "born"])
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string(1, 0, "Bo")
        sheet.write_datetime(1, 1, dt.date(2008, 3, 1), date)

    assert rows_of(made(fill, date_1904=True))[1] == ["Bo", "2008-03-01"]


def test_macro_workbooks_are_read(tmp_path):
    project = tmp_path / "vbaProject.bin"
    project.write_bytes(b"macros")

    def fill(book):
        book.add_vba_project(str(project))
        book.add_worksheet().write_row(0, 0, ["name", "height"])

    assert rows_of(made(fill)) == [["name", "height"]]


def test_progress_and_cancel():
    def fill(book):
        sheet = book.add_worksheet()
        for row in range(3000):
            sheet.write_row(row, 0, ["name", "text", row])

    content = made(fill)
    shares: list[float] = []
    read_xlsx(content, None, ReadOptions(), shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 5
    for after in range(len(shares)):
        answers = iter([False] * after + [True])
        with pytest.raises(ReadCancelled):
            read_xlsx(content, None, ReadOptions(), None, lambda answers=answers: next(answers))


DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (f'{DOCTYPE}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', "DOCTYPE"),
        (f'<worksheet xmlns="{MAIN}"><sheetData>', "damaged"),
        (f'<worksheet xmlns="{MAIN}"/>', "damaged"),
        (f'<sheet xmlns="{MAIN}"/>', "damaged"),
        ("", "damaged"),
    ]
    + [
        (f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>', "damaged")
        for rows in (
            '<row r="2"/><row r="1"/>',
            '<row r="1048577"/>',
            '<row r="1"><c r="XFE1"><v>1</v></c></row>',
            '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
            '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
            '<row r="1"><c r="A1"><v>x</v></c></row>',
        )
    ],
)
def test_hostile_and_damaged_sheets(xml, words):
    with pytest.raises(FileProblem, match=words):
        read_xlsx(with_sheet(xml), None, ReadOptions())


def test_archives_that_are_no_workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(FileProblem, match="no workbook"):
        read_xlsx(content.getvalue(), None, ReadOptions())
    with pytest.raises(FileProblem, match="damaged"):
        read_xlsx(b"PK\3\4 nonsense", None, ReadOptions())
