"""Workbooks that hold more than a table: nothing but the filled cells differs."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
import python_calamine
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"


def pixel() -> io.BytesIO:
    """A picture of one red point."""
    chunks = (
        (b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff\0\0")),
        (b"IEND", b""),
    )
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
    )


def pupils(n=60):
    return [
        (f"P{i}", ("female", "male", None)[i % 3], 160 + 12 * (i % 3 == 1) + i % 8)
        for i in range(n)
    ]


def rich(path, *, formula_gaps=(), macros=None, protect=False):
    """A workbook with a chart, a picture, formulas, a comment and a conditional format."""
    book = xlsxwriter.Workbook(path)
    if macros is not None:
        book.add_vba_project(str(macros))
    sheet = book.add_worksheet("Pupils")
    yellow = book.add_format({"bg_color": "yellow", "locked": not protect})
    sheet.write_row("A1", ["name", "gender", "height", "inches"], book.add_format({"bold": True}))
    rows = pupils()
    for row, (name, gender, height) in enumerate(rows, start=1):
        sheet.write(row, 0, name)
        sheet.write(row, 1, gender, yellow)
        sheet.write(row, 2, height)
        sheet.write_formula(row, 3, f"=C{row + 1}/2.54", None, height / 2.54)
    for row in formula_gaps:
        sheet.write_formula(row, 1, f'=IF(C{row + 1}>0,"","")', yellow, "")
    last = len(rows) + 1
    sheet.write_comment("B4", "please ask")
    sheet.insert_image("G2", "pixel.png", {"image_data": pixel()})
    sheet.conditional_format(f"C2:C{last}", {"type": "3_color_scale"})
    sheet.data_validation(f"B2:B{last}", {"validate": "list", "source": ["female", "male"]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Pupils!$C$2:$C${last}"})
    sheet.insert_chart("G8", chart)
    other = book.add_worksheet("Summary")
    other.write_formula("A1", f'=COUNTIF(Pupils!B2:B{last},"female")', None, 20)
    if protect:
        sheet.protect()
    book.close()
    return path


def members(path) -> dict[str, bytes]:
    """Local header and packed bytes of every member."""
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        ends = [info.header_offset for info in infos[1:]] + [archive.start_dir]
    return {i.filename: content[i.header_offset : e] for i, e in zip(infos, ends, strict=True)}


def changed_members(before, after) -> list[str]:
    old, new = members(before), members(after)
    assert list(old) == list(new)
    return [name for name in old if old[name] != new[name]]


def test_a_rich_workbook_differs_in_the_one_sheet_alone(repair, tmp_path):
    path = rich(tmp_path / "a.xlsx")
    done = repair(path, "--sheet", "Pupils", "--accept", "0")
    assert done.code == 0, done.err
    assert changed_members(path, done.output) == [SHEET]
    assert "LibreOffice shows their old results until you press Ctrl+Shift+F9" in done.out
    values = [row[:3] for row in openpyxl.load_workbook(done.output)["Pupils"].values][1:]
    for (name, gender, height), expected in zip(values, pupils(), strict=True):
        assert (name, height) == expected[::2]
        assert gender == expected[1] or (expected[1] is None and gender in ("female", "male"))
    sheet = python_calamine.CalamineWorkbook.from_path(str(done.output)).get_sheet_by_name("Pupils")
    assert [row[1] for row in sheet.to_python()][1:] == [row[1] for row in values]


@pytest.mark.parametrize("receipt", [True, False])
def test_formula_cells_are_named_and_can_be_left_out(repair, tmp_path, receipt):
    path = rich(tmp_path / "a.xlsx", formula_gaps=(3, 6))
    options = ("--sheet", "Pupils", "--accept", "0")
    refused = repair(path, *options, receipt=receipt)
    refused.refused("Cells B4, B7: a formula stands there", "--skip-unwritable")
    done = repair(path, *options, "--skip-unwritable", receipt=receipt)
    assert done.code == 0, done.err
    assert "2 cells left as in the file. Cells B4, B7: a formula stands there" in done.out
    assert "Filled 18; 2 stay as they were." in done.out.replace(" at 0 % or more", "")
    assert changed_members(path, done.output) == [SHEET]
    if receipt:
        entries = {entry["record"]: entry for entry in done.receipt["missing_rows"]}
        assert entries[3]["written"] is None
        assert entries[3]["why"] == "accepted, but the file's cell cannot be written"


def test_unlocked_cells_of_a_protected_sheet_are_filled(repair, tmp_path):
    path = rich(tmp_path / "a.xlsx", protect=True)
    done = repair(path, "--sheet", "Pupils", "--accept", "0")
    assert done.code == 0, done.err
    assert changed_members(path, done.output) == [SHEET]


def test_macros_stay_and_so_does_the_suffix(repair, tmp_path):
    project = tmp_path / "vbaProject.bin"
    project.write_bytes(b"macros of the school" * 50)
    path = rich(tmp_path / "a.xlsm", macros=project)
    options = ("--sheet", "Pupils", "--accept", "0")
    wrong = repair(path, *options, output=tmp_path / "written" / "a.xlsx")
    wrong.refused("only under a name that ends in .xlsm")
    done = repair(path, *options)
    assert done.code == 0, done.err
    assert changed_members(path, done.output) == [SHEET]
    with zipfile.ZipFile(done.output) as archive:
        assert archive.read("xl/vbaProject.bin") == project.read_bytes()
