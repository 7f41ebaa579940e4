"""Workbooks with what Excel and others put into them, each spliced with nothing else lost."""

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from em_desktop.files.obstacles import Kind, without
from em_desktop.files.source import Opened, ReadOptions
from em_desktop.files.xlsx.source import read_xlsx
from em_desktop.review.changes import Changes, NewColumn

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SHEET = "xl/worksheets/sheet1.xml"
FILL = Changes(cells={(0, 1): "F"})


def book(fill=lambda book, sheet: None) -> bytes:
    """Three pupils, the first two without gender, in columns A to C."""
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = made.add_worksheet("Pupils")
    sheet.write_row("A1", ["name", "gender", "height"])
    for row, record in enumerate([("Anna", "", 160), ("Bo", "", 172), ("Cem", "M", 181)], 1):
        sheet.write_row(row, 0, record)
    fill(made, sheet)
    made.close()
    return content.getvalue()


def edited(content: bytes, *edits: tuple[str, str, str], **new: bytes) -> bytes:
    """The archive with pieces of parts replaced and parts added."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in old.namelist():
            xml = old.read(name)
            for part, was, now in edits:
                if part == name:
                    assert was.encode() in xml, (part, was)
                    xml = xml.replace(was.encode(), now.encode())
            archive.writestr(name, xml)
        for name, part in new.items():
            archive.writestr(name, part)
    return changed.getvalue()


def opened(content: bytes) -> Opened:
    return read_xlsx(content, None, ReadOptions(sheet="Pupils", header_row=0))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spliced(content: bytes, changes: Changes = FILL) -> str:
    """The written sheet; all other parts are the same."""
    source = opened(content).source
    written = source.rewrite(changes)
    old, new = parts(content), parts(written)
    assert [name for name in old if old[name] != new[name]] == [SHEET]
    again = source.reread(written, 3 + len(changes.new_columns))
    assert all(again.cell(row, column) == text for (row, column), text in changes.cells.items())
    return new[SHEET].decode()


def test_a_signed_workbook_is_told():
    relation = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    )
    edit = ("_rels/.rels", "</Relationships>", f"{relation}</Relationships>")
    content = edited(book(), edit, **{"_xmlsignatures/origin.sigs": b""})
    (told,) = opened(content).source.cautions(FILL)
    assert told.startswith("The workbook is digitally signed. The signature does not hold")
    assert opened(content).source.cautions(Changes()) == ()
    spliced(content)


def test_the_strict_namespace_stays():
    content = book()
    names = [name for name in parts(content) if name.endswith((".xml", ".rels"))]
    edits = [
        (name, was, now)
        for name in names
        for was, now in (
            (MAIN, STRICT),
            (
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
        if was.encode() in parts(content)[name]
    ]
    assert STRICT in spliced(edited(content, *edits))


def test_rich_values_spills_and_errors():
    xml = (
        '<c r="B2" vm="1" t="e"><v>#VALUE!</v></c>',
        '<c r="E2" cm="1"><f t="array" ref="E2:E4">_xlfn.SORT(C2:C4)</f><v>160</v></c>',
    )
    content = edited(
        book(),
        (SHEET, '<c r="C2"', f'{xml[0]}<c r="C2"'),
        (SHEET, "<v>160</v></c></row>", f"<v>160</v></c>{xml[1]}</row>"),
        (SHEET, "<v>172</v></c></row>", '<v>172</v></c><c r="E3"><v>172</v></c></row>'),
    )
    new = spliced(content)
    assert '<c r="B2" t="inlineStr"><is><t>F</t></is></c>' in new
    assert xml[1] in new
    (spill,) = opened(content).source.obstacles(Changes(cells={(0, 3): "1", (1, 3): "2"}))
    assert (spill.kind, spill.places) == (Kind.FORMULA, ("E2", "E3"))
    assert spill.cells == ((0, 3), (1, 3))


def test_rows_and_columns_keep_their_looks():
    def fill(book, sheet):
        style = book.add_format({"bg_color": "yellow"})
        sheet.set_row(1, 33, style, {"hidden": True, "level": 1})
        sheet.set_column("A:XFD", 12, style, {"level": 1})
        sheet.autofilter("A1:C4")
        sheet.filter_column("B", "x == M")
        sheet.set_row(2, None, None, {"hidden": True})

    content = book(fill)
    assert opened(content).roster.n_rows == 3  # a row that is filtered out is still a row
    old, new = parts(content)[SHEET].decode(), spliced(content)
    (row,) = re.findall(r'<row r="2"[^>]*>', old)
    assert row in new
    assert re.sub(r'<c r="B2"[^/]*?(?:/>|>.*?</c>)', "", new) == re.sub(
        r'<c r="B2"[^/]*?/>', "", old
    )
    style = re.search(r'<row r="2"[^>]* s="(\d+)"', old)
    assert f'<c r="B2" s="{style[1]}" t="inlineStr">' in new


def test_alternate_content_and_unknown_extensions_stay():
    extra = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        '2006"><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>'
        '<extLst><ext uri="{x}"><unknown row="1"/></ext></extLst></worksheet>'
    )
    assert extra in spliced(edited(book(), (SHEET, "</worksheet>", extra)))


def test_phonetic_hints_and_shared_strings_stay():
    content = book()
    name = "<si><t>Anna</t></si>"
    hinted = '<si><t>Anna</t><rPh sb="0" eb="4"><t>anna</t></rPh><phoneticPr fontId="1"/></si>'
    edit = ("xl/sharedStrings.xml", name, hinted)
    assert opened(edited(content, edit)).roster.cell(0, 0) == "Anna"
    spliced(edited(content, edit), Changes(cells={(0, 0): "Zoë", (0, 1): "F"}))


def with_table(book, sheet):
    sheet.add_table("A1:C4", {"name": "Class", "columns": [
        {"header": name} for name in ("name", "gender", "height")]})  # fmt: skip


def test_a_column_beside_a_table_is_told():
    content = book(with_table)
    changes = Changes(cells=FILL.cells, new_columns=(NewColumn("source", {0: "suggested"}),))
    (told,) = opened(content).source.cautions(changes)
    assert told.startswith("The new columns stand beside the table Class, not in it")
    spliced(content, changes)


def test_rows_below_a_table_are_told_and_written():
    content = book(with_table)
    source = opened(content).source
    changes = Changes(cells=FILL.cells, added=((3, ("Dee", "F", "158")),))
    (told,) = source.obstacles(changes)
    assert (told.kind, told.blocks, told.places) == (Kind.ROWS, False, ("row 5",))
    assert "a table that may end above them" in told.why
    assert without(changes, [told], 3) == changes
    assert openpyxl.load_workbook(io.BytesIO(source.rewrite(changes))).active["A5"].value == "Dee"


@pytest.mark.parametrize(
    ("formula", "told"),
    [("=AVERAGE(C2:C4)", True), ("=C2/100", False), ("=1+1", False)],
)
def test_rows_below_the_cells_of_a_formula_are_told(formula, told):
    content = book(lambda book, sheet: book.add_worksheet().write(
        "A1", formula.replace("C2", "Pupils!C2")))  # fmt: skip
    changes = Changes(added=((3, ("Dee", "F", "158")),))
    assert bool(opened(content).source.obstacles(changes)) == told


def test_rows_of_a_table_cannot_go_and_the_rest_can_be_written():
    source = opened(book(with_table)).source
    changes = Changes(cells=FILL.cells, deleted=frozenset({1}))
    (told,) = source.obstacles(changes)
    assert (told.kind, told.blocks, told.places) == (Kind.ROWS, True, ("row 3",))
    left = without(changes, [told], 3)
    assert left == FILL
    assert source.obstacles(left) == ()
    source.rewrite(left)


def test_a_pivot_table_that_grows_old_is_told():
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:C4" sheet="Pupils"/></cacheSource></pivotCacheDefinition>'
    )
    name = "xl/pivotCache/pivotCacheDefinition1.xml"
    told = opened(edited(book(), **{name: cache.encode()})).source.cautions(FILL)
    assert told[0].startswith("A pivot table counts rows of this sheet")
    for harmless in (
        cache.replace('"Pupils"', '"Other"'),
        cache.replace("<pivotCacheDefinition", '<pivotCacheDefinition refreshOnLoad="1"', 1),
    ):
        source = opened(edited(book(), **{name: harmless.encode()})).source
        assert source.cautions(FILL) == ()


def test_what_a_new_file_would_lack_is_told():
    def fill(book, sheet):
        with_table(book, sheet)
        sheet.write_formula("E2", "=1+1")
        sheet.write_comment("B2", "ask")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Pupils!$C$2:$C$4"})
        sheet.insert_chart("G2", chart)
        sheet.conditional_format("C2:C4", {"type": "data_bar"})
        book.add_worksheet("Other")
        book.define_name("Heights", "=Pupils!$C$2:$C$4")

    assert opened(book(fill)).source.extras == (
        "the styles and column widths",
        "the formulas (their results stay, as text or numbers)",
        "1 chart",
        "1 table with filters",
        "1 part with comments",
        "1 other sheet",
        "the names for ranges",
        "the conditional formats",
    )
