import io
import zipfile

import pytest

from em_desktop.files.ods.source import read_ods
from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.files.source import Format, ReadOptions

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def packed(content: str | bytes, mimetype: str = MIMETYPE, manifest: str = "<manifest/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def document(tables: str, styles: str = "", spaces: str = SPACES) -> bytes:
    return packed(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def text(value: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    )


def number(value: str, shown: str | None = None) -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{shown or value}</text:p></table:table-cell>"
    )


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "Class", attributes: str = "") -> str:
    return f'<table:table table:name="{name}"{attributes}>{"".join(rows)}</table:table>'


HEADER = row(text("name"), text("height"))
FILLER = row(
    '<table:table-cell table:number-columns-repeated="16384"/>',
    attributes=' table:number-rows-repeated="1048570"',
)


def rows_of(content: bytes, options: ReadOptions | None = None) -> list[list[str]]:
    roster = read_ods(content, None, options or ReadOptions()).roster
    return [list(roster.header), *map(list, zip(*roster.columns, strict=True))]


def typed(kind: str, attribute: str, value: str, shown: str) -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def test_values_are_text_as_a_person_sees_it():
    cells = [
        number("172.3", "172,30"),
        number("172", "00172"),
        typed("percentage", "value", "0.5", "50 %"),
        typed("date", "date-value", "2008-03-01", "1.3.08"),
        typed("date", "date-value", "2024-05-06T07:08:09", "x"),
        typed("time", "time-value", "PT08H30M00S", "8:30"),
        typed("boolean", "boolean-value", "true", "WAHR"),
        text("#N/A"),
        '<table:table-cell office:value-type="string" office:string-value="by attribute"/>',
        '<table:table-cell office:value-type="float" office:value="1E400"/>',
    ]
    texts = [
        read[1]
        for read in map(
            list,
            zip(
                *rows_of(
                    document(sheet(row(*[text(f"h{i}") for i in range(len(cells))]), row(*cells)))
                ),
                strict=True,
            ),
        )
    ]
    assert texts == [
        "172.3",
        "00172",
        "0.5",
        "2008-03-01",
        "2024-05-06 07:08:09",
        "08:30:00",
        "TRUE",
        "#N/A",
        "by attribute",
        "inf",
    ]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<text:p>two</text:p><text:p>lines</text:p>", "two\nlines"),
        (
            "<text:p><text:s/>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>",
            " a   b\tc\nd",
        ),
        ("<text:p> lead  and\n inner trail </text:p>", "lead and inner trail "),
        ("<text:p>a<text:span>b</text:span><text:a>c</text:a></text:p>", "abc"),
        ("<text:p>&lt;&#233;&amp;<![CDATA[<x>]]><!-- no --></text:p>", "<é&<x>"),
        (
            "<office:annotation><text:p>comment</text:p></office:annotation><text:p>own</text:p>",
            "own",
        ),
        ("<office:annotation><text:p>comment</text:p></office:annotation>", ""),
        ("<text:p/>", ""),
        ("<text:p text:style-name='P1'>styled</text:p>", "styled"),
    ],
)
def test_paragraphs(inner, expected):
    cell = f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'
    assert rows_of(document(sheet(HEADER, row(cell, text("x")))))[1] == [expected, "x"]


def test_runs_of_rows_and_cells_are_records_where_they_hold_text():
    content = document(
        sheet(
            row('<table:table-cell table:number-columns-repeated="3"/>', attributes=""),
            row("<table:table-cell/>", text("name"), text("a"), text("b"), text("height")),
            row(
                "<table:table-cell/>",
                text("Bo"),
                text("x").replace(
                    "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
                ),
                number("172"),
                attributes=' table:number-rows-repeated="3"',
            ),
            FILLER.replace("1048570", "5"),
            row("<table:table-cell/>", text("Cem")),
            FILLER,
        )
    )
    bo = ["Bo", "x", "x", "172"]
    assert rows_of(content) == [
        ["name", "a", "b", "height"],
        bo,
        bo,
        bo,
        ["Cem", "", "", ""],
    ]
    opened = read_ods(content, None, ReadOptions())
    assert opened.notes == ("The header was found in row 2 of the sheet.",)
    assert opened.source.format is Format.ODS
    assert opened.source.summary == "OpenDocument workbook, sheet Class"


def test_other_prefixes_and_groups_of_rows():
    usual = document(
        sheet(
            "<table:table-header-rows>" + HEADER + "</table:table-header-rows>",
            "<table:table-row-group>" + row(text("Bo"), number("172")) + "</table:table-row-group>",
        )
    )
    xml = zipfile.ZipFile(io.BytesIO(usual)).read("content.xml").decode()
    for old, new in (("office", "o"), ("table", "t"), ("text", "x")):
        xml = xml.replace(f"xmlns:{old}=", f"xmlns:{new}=").replace(f"<{old}:", f"<{new}:")
        xml = xml.replace(f"</{old}:", f"</{new}:").replace(f" {old}:", f" {new}:")
    assert rows_of(usual) == [["name", "height"], ["Bo", "172"]]
    assert rows_of(packed(xml)) == [["name", "height"], ["Bo", "172"]]


HIDDEN = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def test_several_sheets_ask_which():
    content = document(
        sheet(FILLER, name="Empty")
        + sheet(HEADER, name="10A")
        + sheet(HEADER, name="10&amp;B")
        + sheet(HEADER, name="Lists", attributes=' table:style-name="ta2"')
        + sheet(HEADER, name="'file:///other.ods'#$Sheet1"),
        HIDDEN,
    )
    with pytest.raises(SheetNeeded) as caught:
        read_ods(content, None, ReadOptions())
    assert caught.value.sheets == ("10A", "10&B")
    assert read_ods(content, None, ReadOptions(sheet="10&B")).source.summary.endswith("10&B")
    assert read_ods(content, None, ReadOptions(sheet="Lists")).roster.header == ("name", "height")
    with pytest.raises(FileProblem, match="has no sheet “10C”"):
        read_ods(content, None, ReadOptions(sheet="10C"))


def test_the_only_visible_or_the_only_filled_sheet_is_taken():
    hidden = sheet(HEADER, name="Lists", attributes=' table:style-name="ta2"')
    both = document(sheet(HEADER, name="A") + hidden, HIDDEN)
    assert read_ods(both, None, ReadOptions()).source.summary.endswith("A")
    only = document(sheet(FILLER, name="A") + hidden, HIDDEN)
    assert read_ods(only, None, ReadOptions()).source.summary.endswith("Lists")


def test_nothing_to_read():
    with pytest.raises(FileProblem, match="no sheet that holds rows"):
        read_ods(document(sheet(FILLER)), None, ReadOptions())
    with pytest.raises(FileProblem, match="no sheet that holds rows"):
        read_ods(document(""), None, ReadOptions())
    with pytest.raises(FileProblem, match="in or below row 9"):
        read_ods(document(sheet(HEADER)), None, ReadOptions(header_row=8))
    assert read_ods(document(sheet(HEADER)), None, ReadOptions()).roster.n_rows == 0


@pytest.mark.parametrize(
    "tables",
    [
        sheet(HEADER, row(text("x"), attributes=' table:number-rows-repeated="999999999"')),
        sheet(
            row(
                text("x").replace("office:", 'table:number-columns-repeated="16384" office:', 1),
                attributes=' table:number-rows-repeated="1048576"',
            )
        ),
        sheet(
            row(text("x").replace("office:", 'table:number-columns-repeated="16385" office:', 1))
        ),
    ],
)
def test_runs_that_stand_for_more_than_any_sheet_has(tables):
    with pytest.raises(FileProblem, match="more than 50,000,000 cells"):
        read_ods(document(tables), None, ReadOptions())


@pytest.mark.parametrize("times", ["0", "-1", "x", "99999999999999999999", "١"])
def test_senseless_repetitions(times):
    content = document(sheet(row(text("x"), attributes=f' table:number-rows-repeated="{times}"')))
    with pytest.raises(FileProblem, match="damaged"):
        read_ods(content, None, ReadOptions())


def test_tables_inside_of_cells_are_refused():
    inner = f"<table:table-cell>{sheet(HEADER)}</table:table-cell>"
    with pytest.raises(FileProblem, match="tables inside of cells"):
        read_ods(document(sheet(HEADER, row(inner))), None, ReadOptions())


def test_formulas_without_a_result_are_noted():
    cell = '<table:table-cell table:formula="of:=1+1"/>'
    opened = read_ods(document(sheet(HEADER, row(text("Bo"), cell))), None, ReadOptions())
    assert opened.notes[0].startswith("1 formula has no saved result")
    assert opened.source.has_formulas
    assert not read_ods(document(sheet(HEADER)), None, ReadOptions()).source.has_formulas


def test_protected_by_a_password():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    with pytest.raises(FileProblem, match="protected by a password"):
        read_ods(packed(b"\x01\x02 secret", manifest=manifest), None, ReadOptions())


def test_other_documents_and_damage():
    with pytest.raises(FileProblem, match="no workbook"):
        read_ods(packed("<a/>", "application/vnd.oasis.opendocument.text"), None, ReadOptions())
    with pytest.raises(FileProblem, match="damaged"):
        read_ods(packed("<a>"), None, ReadOptions())
    with pytest.raises(FileProblem, match="DOCTYPE"):
        read_ods(packed('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), None, ReadOptions())
    with pytest.raises(FileProblem, match="no sheet"):
        read_ods(packed("<a/>"), None, ReadOptions())
    with pytest.raises(FileProblem, match="damaged"):
        read_ods(document("").replace(b"content.xml", b"contend.xml"), None, ReadOptions())


def test_progress_and_cancel():
    content = document(sheet(HEADER, *[row(text(f"N{i}"), number(str(i))) for i in range(5000)]))
    shares: list[float] = []
    read_ods(content, None, ReadOptions(), shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 5
    for after in range(len(shares)):
        answers = iter([False] * after + [True])
        with pytest.raises(ReadCancelled):
            read_ods(content, None, ReadOptions(), None, lambda answers=answers: next(answers))
