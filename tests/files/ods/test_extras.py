import io
import zipfile

import pytest

from em_desktop.files.obstacles import Kind, without
from em_desktop.files.ods.extras import OLD_RESULTS, SIGNED, STALE_PIVOT
from em_desktop.files.ods.source import read_ods
from em_desktop.files.source import Opened, ReadOptions
from em_desktop.review.changes import Changes

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
FILL = Changes(cells={(0, 1): "F"})


def cell(text: str = "", **held: str) -> str:
    kind = ' office:value-type="string"' if text else ""
    more = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in held.items())
    return f"<table:table-cell{kind}{more}><text:p>{text}</text:p></table:table-cell>"


def book(formula="", *, elsewhere="", extra="", protected=False, members=()) -> bytes:
    """Pupils with a formula beside the first of them, and another sheet."""
    rows = [("name", "gender"), ("Anna", ""), ("Bo", "M"), ("Cem", "F")]
    beside = {1: cell("1", formula=formula)} if formula else {}
    body = "".join(
        f"<table:table-row>{cell(a)}{cell(b)}{beside.get(i, '')}</table:table-row>"
        for i, (a, b) in enumerate(rows)
    )
    lock = ' table:protected="true"' if protected else ""
    other = f"<table:table-row>{cell('1', formula=elsewhere)}</table:table-row>"
    xml = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Pupils"{lock}><table:table-column/>{body}</table:table>'
        f'<table:table table:name="Other"><table:table-column/>{other if elsewhere else ""}'
        f"</table:table>{extra}</office:spreadsheet></office:body></office:document-content>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
        for name in members:
            archive.writestr(name, "<x/>")
    return content.getvalue()


def opened(content: bytes) -> Opened:
    return read_ods(content, None, ReadOptions(sheet="Pupils", header_row=0))


NAMES = (
    '<table:named-expressions><table:named-range table:name="Gender" '
    'table:cell-range-address="$Pupils.$B$2:.$B$4"/></table:named-expressions>'
)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"formula": "of:=COUNTIF([.B2:.B4];&quot;F&quot;)"}, True),
        ({"formula": "of:=LEN([.A2])"}, False),
        ({"formula": "oooc:=1"}, True),
        ({"elsewhere": "of:=COUNTA([$Pupils.B2:.B4])"}, True),
        ({"elsewhere": "of:=COUNTA([.B2:.B4])"}, False),
        ({"elsewhere": "of:=COUNTA(Gender)", "extra": NAMES}, True),
        ({"elsewhere": "of:=COUNTA(Gender)"}, True),
        ({}, False),
    ],
)
def test_formulas_that_depend_on_what_is_written_are_told(made, told):
    assert opened(book(**made)).source.cautions(FILL) == ((OLD_RESULTS,) if told else ())


def test_a_signature_is_told():
    content = book(members=("META-INF/documentsignatures.xml",))
    assert opened(content).source.cautions(FILL) == (SIGNED,)
    assert opened(content).source.cautions(Changes()) == ()


@pytest.mark.parametrize(("sheet", "told"), [("Pupils", True), ("Other", False)])
def test_a_pivot_table_is_told(sheet, told):
    pivot = (
        '<table:data-pilot-tables><table:data-pilot-table><table:source-cell-range '
        f'table:cell-range-address="{sheet}.A1:{sheet}.B4"/></table:data-pilot-table>'
        "</table:data-pilot-tables>"
    )  # fmt: skip
    found = opened(book(extra=pivot)).source.cautions(FILL)
    assert found == ((STALE_PIVOT,) if told else ())


def test_obstacles_are_named_and_the_rest_is_written():
    source = opened(book("of:=1+1")).source
    changes = Changes(cells={(0, 1): "F", (0, 2): "2", (1, 1): "\x07"}, deleted=frozenset({2}))
    found = source.obstacles(changes)
    assert [(each.kind, each.cells, each.places, each.blocks) for each in found] == [
        (Kind.FORMULA, ((0, 2),), ("C2",), True),
        (Kind.ENCODING, ((1, 1),), ("B3",), True),
        (Kind.ROWS, (), ("row 4",), True),
    ]
    left = without(changes, found, 3)
    assert left == FILL
    assert source.obstacles(left) == ()
    assert source.reread(source.rewrite(left), 3).cell(0, 1) == "F"


def test_a_protected_sheet_names_every_cell():
    source = opened(book(protected=True)).source
    (found,) = source.obstacles(Changes(cells={(0, 1): "F", (2, 1): "M"}))
    assert (found.kind, found.places) == (Kind.PROTECTED, ("B2", "B4"))


def test_rows_below_a_named_range_are_told():
    source = opened(book(extra=NAMES)).source
    (found,) = source.obstacles(Changes(added=((3, ("Dee", "F")),)))
    assert (found.kind, found.blocks, found.places) == (Kind.ROWS, False, ("row 5",))


def test_what_a_new_file_would_lack_is_told():
    content = book("of:=1+1", extra=NAMES, members=("Object 1/content.xml", "Pictures/a.png"))
    assert opened(content).source.extras == (
        "the styles and column widths",
        "the formulas (their results stay, as text or numbers)",
        "1 chart",
        "1 picture",
        "1 other sheet",
        "the names for ranges",
    )
