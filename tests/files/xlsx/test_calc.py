import io
import zipfile

import pytest
import xlsxwriter

from em_desktop.files.source import Opened, ReadOptions
from em_desktop.files.xlsx.calc import OLD_RESULTS, OLD_RESULTS_ELSEWHERE, asks_for_all
from em_desktop.files.xlsx.source import read_xlsx
from em_desktop.review.changes import Changes

SHEET, FRAME = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
REQUEST = '</sheetData><sheetCalcPr fullCalcOnLoad="1"/>'


def book(here=(), elsewhere=(), names=(), *, asks=False) -> bytes:
    """A workbook of pupils with formulas beside the table and on another sheet."""
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = made.add_worksheet("Pupils")
    sheet.write_row("A1", ["name", "gender", "height"])
    for row, record in enumerate([("Anna", "F", 160), ("Bo", "", 172), ("Cem", "", 181)], 1):
        sheet.write_row(row, 0, record)
    for row, formula in enumerate(here, 1):
        sheet.write_formula(row, 7, formula, None, 1)
    other = made.add_worksheet("Other")
    for row, formula in enumerate(elsewhere):
        other.write_formula(row, 0, formula, None, 1)
    for name, formula in names:
        made.define_name(name, formula)
    made.close()
    return content.getvalue() if asks else not_asking(content.getvalue())


def not_asking(content: bytes) -> bytes:
    """The same without the request that XlsxWriter adds always and Excel does not."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' fullCalcOnLoad="1"', b""))
    return changed.getvalue()


def opened(content: bytes) -> Opened:
    return read_xlsx(content, None, ReadOptions(sheet="Pupils", header_row=0))


FILL = Changes(cells={(1, 1): "M", (2, 1): "M"})


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def changed_parts(content: bytes, written: bytes) -> set[str]:
    old, new = parts(content), parts(written)
    return {name for name in old if old[name] != new[name]}


@pytest.mark.parametrize(
    ("here", "elsewhere", "names"),
    [
        ((), (), ()),
        (["=AVERAGE(C2:C4)", "=C2/100", '="B3"&A2'], ["=MAX(Pupils!C:C)"], ()),
        (["=B2"], ["=Pupils!B2&Pupils!C3"], ()),
        ([], ["=B3", "=SUM(Heights)"], [("Heights", "=Pupils!$C$2:$C$4")]),
        (["=SUM(2:2)", "=TODAY()", "=1.5E3+PI()"], [], [("Gender", "=Pupils!$B$2:$B$4")]),
    ],
)
def test_no_formula_depends_on_what_is_written(here, elsewhere, names):
    content = book(here, elsewhere, names)
    source = opened(content).source
    written = source.rewrite(FILL)
    assert changed_parts(content, written) == {SHEET}
    assert "fullCalcOnLoad" not in parts(written)[SHEET]
    assert source.cautions(FILL) == ()


@pytest.mark.parametrize(
    ("here", "elsewhere", "names"),
    [
        (['=COUNTIF(B2:B4,"F")'], [], ()),
        (['=COUNTIF(B:B,"F")', "=H2*2"], ["=1+1"], ()),
        (["=COUNTA(Pupils!$A$1:$C$9)"], [], ()),
        (["=COUNTA(Gender)"], [], [("Gender", "=Pupils!$B$2:$B$4")]),
        (["=COUNTA(gender)"], [], [("Gender", "=Both"), ("Both", "=Pupils!$A$2:$B$4")]),
        (['=INDIRECT("B"&3)'], [], ()),
        (["=COUNTA(B2:INDEX(B:B,4))"], [], ()),
        (["=COUNTA(3:3)"], [], ()),
        (["=unknown+1"], [], ()),
    ],
)
def test_the_sheet_asks_where_its_own_formulas_depend_on_it(here, elsewhere, names):
    content = book(here, elsewhere, names)
    source = opened(content).source
    written = source.rewrite(FILL)
    assert changed_parts(content, written) == {SHEET}
    assert REQUEST in parts(written)[SHEET]
    assert source.cautions(FILL) == (OLD_RESULTS,)
    assert source.obstacles(FILL) == ()
    again = opened(written).source  # it asks already, and once is enough
    assert parts(again.rewrite(Changes(cells={(1, 1): "X"})))[SHEET].count("sheetCalcPr") == 1


@pytest.mark.parametrize(
    ("here", "elsewhere", "names"),
    [
        ([], ['=COUNTIF(Pupils!B2:B4,"F")'], ()),
        (['=COUNTIF(B2:B4,"F")'], ["=Pupils!H2*2"], ()),
        (["=COUNTA(B2:B4)"], ["=Girls"], [("Girls", "=Pupils!$H$2")]),
        ([], ["=COUNTA(Gender)"], [("Gender", "=Pupils!$B$2:$B$4")]),
        ([], ["=COUNTA('PUPILS'!b:b)"], ()),
    ],
)
def test_the_workbook_asks_where_other_sheets_depend_on_it(here, elsewhere, names):
    content = book(here, elsewhere, names)
    source = opened(content).source
    written = source.rewrite(FILL)
    assert changed_parts(content, written) == {SHEET, FRAME}
    assert 'fullCalcOnLoad="1"' in parts(written)[FRAME]
    assert source.cautions(FILL) == (OLD_RESULTS_ELSEWHERE,)


def test_a_workbook_that_asks_already_keeps_its_parts():
    content = book(["=COUNTA(B2:B4)"], ["=COUNTA(Pupils!B2:B4)"], asks=True)
    source = opened(content).source
    written = source.rewrite(FILL)
    assert changed_parts(content, written) == {SHEET}
    assert "sheetCalcPr" not in parts(written)[SHEET]
    assert source.cautions(FILL) == (OLD_RESULTS,)


@pytest.mark.parametrize(
    ("calculation", "computed"),
    [
        ('<calcPr calcId="191029"/>', False),
        ('<calcPr calcId="191029" fullCalcOnLoad="1"/>', True),
        ('<calcPr iterateCount="100"/>', True),  # as LibreOffice writes it
        ('<calcPr calcMode="manual"/>', False),
        ("", True),
    ],
)
def test_what_excel_computes_in_any_case(calculation, computed):
    frame = f'<workbook xmlns="M"><sheets><sheet/></sheets>{calculation}</workbook>'.encode()
    assert asks_for_all(frame, "workbook.xml") == computed


def test_a_formula_that_is_filled_down_reaches_further_than_its_text():
    content = book(["=UPPER(A2)"])
    for shared, asks in (("H2:H4", True), ("H2:H2", False)):
        changed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(changed, "w") as new,
        ):
            for name in old.namelist():
                xml = old.read(name)
                form = f'<f t="shared" ref="{shared}" si="0">UPPER(A2)</f>'.encode()
                new.writestr(name, xml.replace(b"<f>UPPER(A2)</f>", form))
        source = opened(changed.getvalue()).source
        written = source.rewrite(Changes(cells={(2, 0): "Jim"}))
        assert (REQUEST in parts(written)[SHEET]) == asks
