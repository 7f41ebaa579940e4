import shutil
import subprocess

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from em_desktop.ui.paper.printing import PageRun, PdfRun, whole_sheet
from em_desktop.ui.paper.setting import set_pages
from em_desktop.ui.paper.sheet import Paper, Sheet


@pytest.fixture
def pages(qapp, long_report):
    return set_pages(long_report(), Sheet.of(Paper.A4.page_size))


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def finished(qtbot, run):
    with qtbot.waitSignal(run.finished, timeout=20_000) as ended:
        run.start()
    return ended.args[0]


def pdf_words(path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_a_pdf_has_all_pages_and_words(qtbot, parent, pages, tmp_path):
    run = PdfRun(pages, parent)
    shares = []
    run.progressed.connect(shares.append)
    assert finished(qtbot, run)
    assert shares[-1] == 1.0
    assert len(shares) == len(pages.pages)
    assert run.content.startswith(b"%PDF-")
    path = tmp_path / "r.pdf"
    path.write_bytes(run.content)
    said = pdf_words(path)
    assert said.count("\f") == len(pages.pages)
    assert {"Lovelace", "119"} <= set(said.split())
    assert "A first sentence." in said


def test_pictures_stay_drawings(qtbot, parent, pages):
    run = PdfRun(pages, parent)
    assert finished(qtbot, run)
    assert b"/Subtype /Image" not in run.content


def test_a_cancelled_pdf_is_none(qtbot, parent, pages):
    run = PdfRun(pages, parent)
    run.progressed.connect(lambda _share: run.cancel())
    assert not finished(qtbot, run)


def test_a_printer_gets_the_pages(qtbot, parent, pages, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    whole_sheet(printer, pages)
    assert finished(qtbot, PageRun(pages, printer, parent))
    assert "A first sentence." in pdf_words(tmp_path / "printed.pdf")


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_where_nothing_can_be_printed_that_is_said(qtbot, parent, pages, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "folder" / "printed.pdf"))
    assert not finished(qtbot, PageRun(pages, printer, parent))
