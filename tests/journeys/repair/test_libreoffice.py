"""Repaired workbooks as LibreOffice opens them: unchanged but for the filled cells."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
N = 60


@pytest.fixture(scope="session")
def profile(tmp_path_factory) -> Path:
    """A profile of its own, so that a LibreOffice that runs here is left alone."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def converted(profile, tmp_path):
    """Let LibreOffice convert files; returns the folder that it wrote to."""

    def convert(target: str, *paths: Path) -> Path:
        folder = tmp_path / "converted"
        command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", target, "--outdir", str(folder), *map(str, paths)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return folder

    return convert


def pupils():
    return [
        (f"P{i}", ("female", "male", None)[i % 3], 160 + 12 * (i % 3 == 1) + i % 8)
        for i in range(N)
    ]


def by_xlsxwriter(path):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Pupils")
    sheet.write_row("A1", ["name", "gender", "height", "inches"], book.add_format({"bold": True}))
    for row, record in enumerate(pupils(), start=1):
        sheet.write_row(row, 0, record)
        sheet.write_formula(row, 3, f"=ROUND(C{row + 1}/2.54,1)", None, round(record[2] / 2.54, 1))
    sheet.write_comment("B4", "please ask")
    sheet.conditional_format(f"C2:C{N + 1}", {"type": "data_bar"})
    sheet.merge_range("F1:G2", "merged")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Pupils!$C$2:$C${N + 1}"})
    sheet.insert_chart("I8", chart)
    other = book.add_worksheet("Summary")
    other.write_formula("A1", f"=MAX(Pupils!C2:C{N + 1})", None, 179)
    book.define_name("Heights", f"=Pupils!$C$2:$C${N + 1}")
    book.close()


def by_openpyxl(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Pupils"
    sheet.append(["name", "gender", "height", "inches"])
    for row, record in enumerate(pupils(), start=2):
        sheet.append([*record, f"=ROUND(C{row}/2.54,1)"])
    sheet["B4"].comment = Comment("please ask", "A teacher")
    yellow = PatternFill(bgColor="FFFF00", fill_type="solid")
    rule = CellIsRule(operator="greaterThan", formula=["170"], fill=yellow)
    sheet.conditional_formatting.add(f"C2:C{N + 1}", rule)
    allowed = DataValidation(type="list", formula1='"female,male"', allow_blank=True)
    allowed.add(f"B2:B{N + 1}")
    sheet.add_data_validation(allowed)
    sheet.add_table(Table(displayName="Class", ref=f"A1:D{N + 1}"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=N + 1), titles_from_data=True)
    sheet.add_chart(chart, "I8")
    book.create_sheet("Summary").append([f"=MAX(Pupils!C2:C{N + 1})"])
    book.save(path)


def members(path) -> dict[str, bytes]:
    """Local header and packed bytes of every member."""
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        ends = [info.header_offset for info in infos[1:]] + [archive.start_dir]
    return {i.filename: content[i.header_offset : e] for i, e in zip(infos, ends, strict=True)}


def table(folder: Path, name: str) -> list[list[str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


MAKERS = {"XlsxWriter": by_xlsxwriter, "openpyxl": by_openpyxl}


@pytest.mark.parametrize("kind", ["itself", "xlsx", "ods"])
@pytest.mark.parametrize("maker", MAKERS)
def test_nothing_but_the_filled_cells_looks_different(repair, converted, tmp_path, maker, kind):
    path = tmp_path / "made.xlsx"
    MAKERS[maker](path)
    if kind != "itself":  # the same workbook as LibreOffice saves it
        path = converted(kind, path) / f"made.{kind}"
        path = path.rename(tmp_path / f"resaved.{kind}")
    done = repair(path, "--sheet", "Pupils", "--accept", "0")
    assert done.code == 0, done.err
    before, after = members(path), members(done.output)
    assert list(before) == list(after)
    different = [name for name in before if before[name] != after[name]]
    assert different == ["content.xml" if kind == "ods" else "xl/worksheets/sheet1.xml"]
    repaired = done.output.rename(done.output.with_name(f"repaired{path.suffix}"))
    folder = converted(ALL_SHEETS, path, repaired)
    old, new = (table(folder, f"{name}-Pupils.csv") for name in (path.stem, "repaired"))
    assert len(new) == len(old) == N + 1
    for was, now, (_, gender, _) in zip(old[1:], new[1:], pupils(), strict=True):
        assert [*now[:1], *now[2:]] == [*was[:1], *was[2:]]
        assert (now[1] == was[1]) if gender else (now[1] in ("female", "male") and not was[1])
    assert old[1][3] == "63"  # LibreOffice has computed or kept the formulas
    summaries = [table(folder, f"{name}-Summary.csv") for name in (path.stem, "repaired")]
    assert summaries == [[["179"]], [["179"]]]
