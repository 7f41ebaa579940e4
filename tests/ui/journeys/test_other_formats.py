"""Files that cannot be spliced, in the real window."""

import openpyxl
import pyarrow.parquet as pq
from PySide6.QtWidgets import QComboBox, QLabel

from em_desktop.files.old_workbook import KEEPS
from em_desktop.files.opening import open_roster
from em_desktop.files.source import Format
from em_desktop.files.workbook.cell_text import plain_number
from em_desktop.files.writing import write_table
from em_desktop.ui.dialogs.export_dialog import ExportDialog


def table(path):
    """Return header and rows, with numbers where plain numbers stand."""
    roster = open_roster(path).roster
    rows = zip(*roster.columns, strict=True)
    return [list(roster.header), *([number_or(text) for text in row] for row in rows)]


def number_or(text):
    number = plain_number(text)
    return text or None if number is None else number


def test_an_old_workbook_is_opened_inferred_and_written_as_a_new_one(
    driver, edmond, tmp_path, old_workbooks
):
    path = tmp_path / "edmond.xls"
    path.write_bytes(old_workbooks.xls({"Pupils": table(edmond)}))
    before = path.read_bytes()
    page = driver.open(path)
    assert "can be read but not written" in page.notice.text
    driver.infer()
    driver.trigger("accept_all")
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    assert dialog.path.name == "edmond-corrected.xlsx"
    assert dialog.findChild(QComboBox).currentText() == "Excel workbook (XLSX)"
    assert KEEPS in [label.text() for label in dialog.findChildren(QLabel)]
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=60_000):
        dialog._export()
    sheet = openpyxl.load_workbook(tmp_path / "edmond-corrected.xlsx").active
    assert sheet.max_row == 301
    assert path.read_bytes() == before


def test_a_parquet_file_is_opened_filled_and_written_with_its_types(driver, edmond, tmp_path):
    path = tmp_path / "edmond.parquet"
    header, *rows = table(edmond)
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    path.write_bytes(write_table(header, texts, Format.PARQUET))
    driver.open(path)
    driver.infer()
    driver.trigger("accept_all")
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    assert dialog.path.name == "edmond-corrected.parquet"
    assert dialog.findChild(QComboBox).currentText() == "Parquet table"
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=60_000):
        dialog._export()
    before, after = pq.read_table(path), pq.read_table(dialog.path)
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after.column("name").equals(before.column("name"))
    assert after.column("gender").null_count < before.column("gender").null_count
