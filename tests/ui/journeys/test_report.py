"""The report from the window to a file, a browser and paper."""

import shutil
import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.paper.sheet import Paper


@pytest.fixture
def reported(driver, edmond):
    """A roster with some answers, and its report in front."""
    driver.open(edmond)
    driver.infer()
    driver.page.threshold_bar.set_threshold(0.8)
    driver.trigger("accept_all")
    show(driver)
    return driver


def show(driver):
    driver.trigger("report")
    driver.qtbot.waitUntil(
        lambda: driver.window.telling.reporter.dialog is not None, timeout=20_000
    )


def dialog_of(driver):
    return driver.window.telling.reporter.dialog


def press(driver, label):
    dialog = dialog_of(driver)
    [button] = [b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == label]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def ended(driver, said):
    driver.qtbot.waitUntil(lambda: dialog_of(driver).said.startswith(said), timeout=20_000)


def test_it_is_saved_as_a_page_and_opened(reported, prompts, tmp_path):
    target = tmp_path / "for the head.html"
    prompts.paths.append(target)
    press(reported, "Save as HTML…")
    ended(reported, "Saved: for the head.html")
    assert prompts.suggested[-1] == tmp_path / "edmond-report.html"
    text = target.read_text("utf-8")
    assert "suggestion, threshold of 80\u00a0%" in text
    press(reported, "Open it")
    assert prompts.files == [target]


def test_it_is_saved_as_a_pdf(reported, prompts, tmp_path):
    target = tmp_path / "report.pdf"
    prompts.paths.append(target)
    press(reported, "Save as PDF…")
    ended(reported, "Saved: report.pdf")
    assert prompts.suggested[-1].name == "edmond-report.pdf"
    assert target.read_bytes().startswith(b"%PDF-")
    for program in ("pdftotext", "pdftoppm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    said = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True)
    for sentence in ("60 of 300 rows had no gender.", "How good it is", "Every change"):
        assert sentence in said.stdout
    command = ["pdftoppm", "-r", "40", "-png", target, tmp_path / "page"]
    subprocess.run(command, check=True)
    pictures = sorted(tmp_path.glob("page*.png"))
    assert len(pictures) == len(dialog_of(reported).view.pages.pages)
    assert all(picture.stat().st_size > 1500 for picture in pictures)  # none is blank


def test_a_browser_shows_it_without_complaint(reported, prompts, tmp_path):
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    target = tmp_path / "r.html"
    prompts.paths.append(target)
    press(reported, "Save as HTML…")
    ended(reported, "Saved")
    common = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    common += [f"--user-data-dir={tmp_path / 'profile'}"]
    address = target.as_uri()
    dump = subprocess.run(
        [*common, "--dump-dom", address], capture_output=True, text=True, check=True
    )
    assert "What this is about" in dump.stdout
    assert "<svg" in dump.stdout
    assert "CONSOLE" not in dump.stderr
    picture = tmp_path / "r.png"
    shot = [*common, "--window-size=900,1400", f"--screenshot={picture}", address]
    subprocess.run(shot, capture_output=True, check=True)
    assert picture.stat().st_size > 20_000


def test_it_is_printed_on_the_paper_that_is_chosen(reported, prompts, tmp_path):
    prompts.print_to = tmp_path / "printed.pdf"
    dialog = dialog_of(reported)
    before = dialog.view.pages
    dialog.paper_chosen.emit(Paper.LETTER)
    reported.qtbot.waitUntil(lambda: dialog.view.pages is not before, timeout=20_000)
    assert dialog.view.pages.sheet.height < before.sheet.height
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    ended(reported, "Printed to a file: ")
    assert prompts.print_to.read_bytes().startswith(b"%PDF-")
    assert len(prompts.printed) == 1


def test_another_file_is_replaced_only_when_told(reported, prompts, tmp_path):
    target = tmp_path / "mine.html"
    target.write_text("mine")
    prompts.paths += [target, target]
    prompts.answers += ["cancel", "replace"]
    press(reported, "Save as HTML…")
    assert target.read_text() == "mine"
    press(reported, "Save as HTML…")
    ended(reported, "Saved")
    assert "Report on" in target.read_text("utf-8")


def test_the_roster_itself_is_never_replaced(reported, prompts, edmond):
    before = edmond.read_bytes()
    prompts.paths.append(edmond)
    press(reported, "Save as PDF…")
    assert "is the roster itself" in prompts.told[-1][1]
    assert edmond.read_bytes() == before


def test_what_cannot_be_saved_is_said_in_a_sentence(reported, prompts, tmp_path):
    prompts.paths.append(tmp_path / "nowhere" / "r.html")
    press(reported, "Save as HTML…")
    reported.qtbot.waitUntil(lambda: bool(prompts.told), timeout=20_000)
    assert prompts.told[-1][0] == "The report was not saved"
    assert "does not exist" in prompts.told[-1][1]


def test_it_is_offered_after_an_export(driver, edmond, prompts):
    driver.open(edmond)
    driver.infer()
    driver.trigger("accept_all")
    driver.trigger("export")
    [dialog] = driver.window.findChildren(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    [offer] = [
        b for b in driver.page.notice.findChildren(QPushButton) if "repor" in b.text().lower()
    ]
    offer.click()
    driver.qtbot.waitUntil(lambda: dialog_of(driver) is not None, timeout=20_000)
    words = [text.words for page in dialog_of(driver).view.pages.pages for text in page.texts]
    assert any(text.startswith("edmond-corrected.csv, fingerprint") for text in words)


def test_a_roster_that_was_typed_has_a_report_too(driver):
    driver.trigger("new")
    show(driver)
    assert dialog_of(driver).windowTitle() == "Report on the new roster"


def test_closing_the_roster_closes_its_report(reported):
    reported.page.document.saved()
    reported.window.close_roster()
    assert reported.window.telling.reporter.dialog is None


def test_no_mouse_is_needed(reported, prompts, tmp_path):
    dialog = dialog_of(reported)
    view = dialog.view
    start = view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > start
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    prompts.paths.append(tmp_path / "r.html")
    QTest.keyClick(view, Qt.Key.Key_Return)
    ended(reported, "Saved")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert dialog_of(reported) is None
