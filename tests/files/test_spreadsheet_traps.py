"""What spreadsheets do to cells: read rightly from every kind of file, and left alone in it."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.review.changes import Changes
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import meaning
from em_desktop.roster.measurements import Problem
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Roles

HEADER = ["name", "gender", "height", "id"]
ID = "0012345678901234567"
DATES = [dt.date(2026, 7, 5), dt.date(2026, 11, 5), dt.date(2026, 9, 5)]
MEANT = ["5'7\"", "5'11\"", "5'9\""]
PLAIN = [["P", "f", 150 + n, ID] for n in range(30)]


def opened(content: bytes, name: str) -> Opened:
    return open_bytes(content, Path(name), ReadOptions(), Pace())


def seen(table: Opened) -> Reading:
    workspace = Workspace.of(table.roster, Roles(name=0, category=1, measurement=2))
    return read(table.roster, workspace.roles, workspace.options)


def by_openpyxl(first: list[list[object]], *, from_1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [HEADER, *first, *PLAIN]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def by_xlsxwriter(first: list[list[object]], *, from_1904: bool = False) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": from_1904})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "d-mmm"})
    for r, row in enumerate([HEADER, *first, *PLAIN]):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(r, c, value, day)
            else:
                sheet.write(r, c, value)
    book.close()
    return content.getvalue()


def by_hand(first: list[list[object]], form: str) -> bytes:
    """A delimited text as an export of a spreadsheet has it."""
    lines = [",".join(HEADER)]
    for row in [*first, *PLAIN]:
        cells = [c.strftime(form) if isinstance(c, dt.date) else str(c or "") for c in row]
        lines.append(",".join(cells))
    return ("\r\n".join(lines) + "\r\n").encode()


def ods(first: list[list[object]]) -> bytes:
    """An ODS workbook as LibreOffice writes dates, numbers and texts."""

    def cell(value: object) -> str:
        kind, attribute = "string", ""
        if isinstance(value, dt.date):
            kind, attribute = "date", f' office:date-value="{value.isoformat()}"'
        elif isinstance(value, int):
            kind, attribute = "float", f' office:value="{value}"'
        return (
            f'<table:table-cell office:value-type="{kind}"{attribute}><text:p>{value}</text:p>'
            "</table:table-cell>"
        )

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>"
        for row in [HEADER, *first, *PLAIN]
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table '
        f'table:name="A">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


TURNED = [["Ada", "f", day, ID] for day in DATES]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(by_openpyxl(TURNED), "a.xlsx", id="openpyxl"),
        pytest.param(by_openpyxl(TURNED, from_1904=True), "a.xlsx", id="openpyxl, 1904"),
        pytest.param(by_xlsxwriter(TURNED), "a.xlsx", id="XlsxWriter"),
        pytest.param(by_xlsxwriter(TURNED, from_1904=True), "a.xlsx", id="XlsxWriter, 1904"),
        pytest.param(ods(TURNED), "a.ods", id="ODS"),
        *(
            pytest.param(by_hand(TURNED, form), "a.csv", id=f"CSV, {form}")
            for form in ("%Y-%m-%d", "%d-%b", "%d. %b", "%b-%d", "%m/%d/%Y", "%d.%m.%Y")
        ),
    ],
)
def test_heights_that_became_dates_are_known_as_such(content: bytes, name: str) -> None:
    reading = seen(opened(content, name))
    measurement = reading.measurement
    assert measurement is not None
    assert measurement.problems[:3].tolist() == [Problem.DATE] * 3
    assert [meaning(measurement.proposals[at][0].reading) for at in range(3)] == MEANT
    assert measurement.usable[3:].all()


ERRORS = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!"]


def test_error_cells_are_missing_and_say_why() -> None:
    rows = [["Ada", "f", error, ID] for error in ERRORS] + [["Ben", "#NAME?", 171, ID]]
    for content, name in (
        (by_openpyxl(rows), "a.xlsx"),
        (by_hand(rows, ""), "a.csv"),
        (ods(rows), "a.ods"),
    ):
        reading = seen(opened(content, name))
        assert reading.measurement is not None
        assert reading.measurement.problems[:4].tolist() == [Problem.MISSING] * 4
        words = [flag.words for flag in reading.flags.at(0)]
        assert any("its formula refers to a cell that is gone" in each for each in words)
        assert reading.categories is not None
        assert reading.categories.codes[4] == -1
        assert "#NAME? stands there" in reading.flags.at(4)[0].words


def test_numbers_as_text_and_in_scientific_form_are_numbers() -> None:
    rows = [["Ada", "f", text, ID] for text in ("172", "1.7E+02", "'165", '"170"')]
    rows[3][2] = CellRichText(TextBlock(InlineFont(b=True), "17"), "0")
    book = by_openpyxl(rows)
    reading = seen(opened(book, "a.xlsx"))
    assert reading.measurement is not None
    assert reading.measurement.values[:4].tolist() == [172, 170, 165, 170]
    assert reading.measurement.usable.all()


ID_TEXTS = [ID, "007", "1234567890123456", "+49 151 2345", "1E5", "12345678901234567890", "00"]


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter, ods, lambda r: by_hand(r, "")])
def test_ids_stay_the_text_that_they_are_whatever_else_is_done(make) -> None:
    rows = [[f"P {n}", "" if n % 2 else "f", 160 + n, text] for n, text in enumerate(ID_TEXTS)]
    content = make(rows)
    name = {b"PK": "a.xlsx"}.get(content[:2], "a.csv")
    name = "a.ods" if b"opendocument" in content[:200] else name
    table = opened(content, name)
    assert table.roster.columns[3][: len(rows)].tolist() == ID_TEXTS
    n = table.roster.n_rows
    changes = Changes({(1, 1): "m", (3, 2): "171"}, added=((n, ("New", "m", "180", "0042")),))
    workspace = Workspace.of(table.roster, Roles())
    for target in (table.source.format, Format.CSV, Format.XLSX, Format.ODS):
        written = prepare(table, workspace, changes, Manner(target)).content
        again = opened(written, f"b{target}").roster
        assert again.columns[3][: len(rows)].tolist() == ID_TEXTS
        assert again.cell(n, 3) == "0042"
        assert [again.cell(1, 1), again.cell(3, 2)] == ["m", "171"]
        if target is table.source.format is Format.CSV:
            original = content.replace(b"P 1,,161", b"P 1,m,161").replace(b"P 3,,163", b"P 3,,171")
            assert written == original + b"New,m,180,0042\r\n"


def test_a_long_number_keeps_the_digits_that_the_workbook_has() -> None:
    content = by_openpyxl([["Ada", "f", 171, 1]])
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for member in source.namelist():
            part = source.read(member)
            if member.endswith("sheet1.xml"):
                part = part.replace(b"<v>1</v></c></row>", b"<v>12345678901234567890</v></c></row>")
            archive.writestr(member, part)
    assert opened(target.getvalue(), "a.xlsx").roster.cell(0, 3) == "12345678901234567890"
