"""Sound files of every kind, to be damaged; made here, so that none of them needs to be kept."""

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from em_desktop.files.source import Format
from em_desktop.files.writing import write_table

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"

CANARY = "Zanzibarnes"
"""Stands in cells of every seed; no message may repeat it."""

HEADER = ("name", "gender", "height", "class")
NAMES = {
    "utf-8": "Zoë 表 😀 אבי",
    "utf-8-sig": "Zoë 表 😀 أحمد",
    "utf-16": "Zoë 表 😀",
    "utf-32": "Zoë 表",
    "cp1252": "Jürgen Ñandú",
    "shift_jis": "表 ソ 花子",
    "gb18030": "王小明 😀",
    "euc_kr": "김철수",
    "cp1255": "אבי",
}


def rows(name: str, n: int = 40) -> list[tuple[str, ...]]:
    """Return rows whose genders are missing here and there."""
    random_ = random.Random(n)
    return [
        (
            f"{CANARY} {name} {i}",
            ("", "female", "male", "F")[random_.randrange(4)],
            f"{random_.gauss(170, 9):.1f}",
            f"{random_.randrange(5, 12)}{random_.choice('abc')}",
        )
        for i in range(n)
    ]


def seeds() -> dict[str, bytes]:
    """Return sound files by name; the suffix says the kind."""
    found = dict(_delimited())
    found["written.xlsx"] = write_table(HEADER, rows("Zoë"), Format.XLSX)
    found["written.ods"] = write_table(HEADER, rows("Zoë"), Format.ODS)
    found["written.parquet"] = write_table(HEADER, rows("Zoë"), Format.PARQUET)
    found["rich.xlsx"] = _by_xlsxwriter()
    found["chart.xlsx"] = _by_openpyxl()
    for path in sorted(SAMPLES.glob("*.*")):
        if path.suffix in {".csv", ".xlsx", ".ods"} and path.stat().st_size < 200_000:
            found[path.name] = path.read_bytes()
    return found


def _delimited() -> Iterator[tuple[str, bytes]]:
    ends = ("\n", "\r\n", "\r")
    for number, (codec, name) in enumerate(NAMES.items()):
        delimiter = ",;\t|"[number % 4]
        end = ends[number % 3]
        quote = '"' if number % 2 else ""
        lines = [delimiter.join(HEADER)]
        for row in rows(name):
            cells = [f"{quote}{row[0]}{quote}", *row[1:]]
            lines.append(delimiter.join(cells))
        text = end.join(["Class list", "", *lines]) + end * (number % 2)
        yield f"{codec}.csv", text.encode(codec)
    yield (
        "feet.csv",
        f'name,sex,height\n"{CANARY}, A",F,5\'7"\nB,,6\'1"\nC,M,5\' 11"\n'.encode() * 9,
    )
    quoted = "".join(f'"{CANARY} ""the"" {i}","line\nline","17{i % 10}"\n' for i in range(40))
    yield "quoted.csv", f"name,note,height\n{quoted}".encode()


def _by_xlsxwriter() -> bytes:
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet("Pupils")
    bold = book.add_format({"bold": True, "num_format": "0.0"})
    sheet.merge_range("A1:D1", "Class list", bold)
    sheet.write_row(1, 0, HEADER, bold)
    for at, row in enumerate(rows("Zoë"), start=2):
        sheet.write_row(at, 0, row[:2])
        sheet.write_number(at, 2, float(row[2]), bold)
        sheet.write_string(at, 3, row[3])
    sheet.write_formula("F3", "=AVERAGE(C3:C42)", bold, 170)
    sheet.write_rich_string("F4", "a", bold, "b", "c")
    sheet.write_comment("A4", "a comment")
    sheet.data_validation("B3:B42", {"validate": "list", "source": ["female", "male"]})
    sheet.conditional_format("C3:C42", {"type": "3_color_scale"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Pupils!$C$3:$C$42"})
    sheet.insert_chart("H2", chart)
    book.define_name("heights", "=Pupils!$C$3:$C$42")
    other = book.add_worksheet("Table")
    other.add_table("A1:D9", {"data": rows("Al", 8), "columns": [{"header": h} for h in HEADER]})
    other.hide()
    book.close()
    return output.getvalue()


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for row in rows("Zoë"):
        sheet.append([*row[:2], float(row[2]), row[3]])
    sheet["A2"].comment = Comment("a comment", "somebody")
    check = DataValidation(type="list", formula1='"female,male"')
    check.add("B2:B41")
    sheet.add_data_validation(check)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=41), titles_from_data=True)
    sheet.add_chart(chart, "G2")
    sheet["E2"] = "=C2*2"
    sheet.protection.sheet = True
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def members(content: bytes) -> dict[str, bytes] | None:
    """Return the members of an archive; None where it is none."""
    if not content.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
