"""Exporting with proof: obstacles and their ways out, the changes, the receipt, the old file."""

import csv
import json
import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from em_desktop.files import exporting as writing
from em_desktop.files.source import Format
from em_desktop.review.edits import DeleteRows, SetCells
from em_desktop.session.settings import SettingsStore
from em_desktop.ui.dialogs.changes_dialog import ChangesDialog
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.dialogs.obstacles_card import ObstaclesCard

LATIN = "name;gender;height\r\nJosé;m;180\r\nZoë;;165\r\nÉva;f;160\r\n".encode("latin-1")


@pytest.fixture
def latin(tmp_path):
    path = tmp_path / "class.csv"
    path.write_bytes(LATIN)
    return path


def dialog_of(driver) -> ExportDialog:
    driver.trigger("export")
    dialogs = [d for d in driver.window.findChildren(ExportDialog) if d.isVisible()]
    return dialogs[-1]


def press(widget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == text).click()


def finish(driver, dialog: ExportDialog) -> None:
    with driver.qtbot.waitSignal(driver.window.exporter.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)


def box(dialog: ExportDialog, words: str) -> QCheckBox:
    return next(b for b in dialog.findChildren(QCheckBox) if words in b.text())


def changes_shown(driver) -> ChangesDialog:
    def is_there() -> bool:
        return any(d.isVisible() for d in driver.window.findChildren(ChangesDialog))

    driver.qtbot.waitUntil(is_there)
    return next(d for d in driver.window.findChildren(ChangesDialog) if d.isVisible())


def lines(dialog: ChangesDialog) -> list[str]:
    model = dialog.table.model
    return [
        " | ".join(str(model.index(r, c).data()) for c in range(model.columnCount()))
        for r in range(model.rowCount())
    ]


def test_the_receipt_and_the_old_file_lie_beside_the_corrected_one(driver, edmond):
    before = edmond.read_bytes()
    driver.open(edmond)
    driver.infer()
    driver.key(Qt.Key.Key_Return)
    driver.window.prompts.paths.append(edmond)
    driver.window.prompts.answers.append("replace")
    dialog = dialog_of(driver)
    press(dialog, "C&hange…")
    assert box(dialog, "Keep the old file as edmond.csv.bak".replace("Keep", "&Keep")).isChecked()
    box(dialog, "receipt").setChecked(True)
    finish(driver, dialog)
    assert "is kept as “edmond.csv.bak”" in driver.window.prompts.asked[-1].detail
    assert edmond.with_name("edmond.csv.bak").read_bytes() == before
    with edmond.with_name("edmond-receipt.csv").open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["decided"] == "accepted"
    assert line["time"]
    said = driver.page.notice.text
    assert "1 cell changed, all else identical." in said
    assert "the old file as edmond.csv.bak and the receipt as edmond-receipt.csv" in said
    assert driver.window.settings.receipt
    assert SettingsStore(edmond.parent / "settings").load().receipt


def test_the_changes_are_shown_before_and_after(driver, edmond):
    driver.open(edmond)
    driver.go(0, 2)
    driver.key("190", Qt.Key.Key_Return)
    driver.trigger("changes")
    before = changes_shown(driver)
    assert len(lines(before)) == 1
    assert "190" in lines(before)[0]
    before.close()
    dialog = dialog_of(driver)
    press(dialog, "&Show changes…")
    changes_shown(driver).close()
    assert dialog.isVisible()
    finish(driver, dialog)
    driver.go(1, 2)
    driver.key("191", Qt.Key.Key_Return)
    press(driver.page.notice, "Show &changes")
    after = changes_shown(driver)
    assert "as it was written" in after.findChildren(type(driver.page.notice._label))[1].text()
    assert len(lines(after)) == 1
    after.table.view.setCurrentIndex(after.table.model.index(0, 0))
    driver.qtbot.keyClick(after.table.view, Qt.Key.Key_Return)
    assert driver.page.view.currentIndex().row() == 0


def test_the_folder_is_shown(driver, edmond):
    driver.open(edmond)
    finish(driver, dialog_of(driver))
    press(driver.page.notice, "Open f&older")
    assert driver.window.prompts.folders == [edmond.parent]
    assert "byte for byte" in driver.page.notice.text


def test_the_receipt_is_saved_by_itself_as_json(driver, edmond):
    driver.open(edmond)
    driver.go(0, 2)
    driver.key("190", Qt.Key.Key_Return)
    path = edmond.with_name("why.json")
    driver.window.prompts.paths.append(path)
    driver.trigger("receipt")
    driver.qtbot.waitUntil(path.exists)
    driver.qtbot.waitUntil(lambda: bool(path.read_bytes()))
    (change,) = json.loads(path.read_text(encoding="utf-8"))["changes"]
    assert (change["new"], change["decided"]) == ("190", "edited")
    assert change["time"]


def test_a_character_that_the_encoding_lacks_is_asked_about(driver, latin):
    driver.open(latin)
    driver.go(1, 0)
    driver.key("Zo", Qt.Key.Key_Return)
    driver.page.document.do(*_named(driver, "Zoë ♀"))
    dialog = dialog_of(driver)
    card = dialog.findChild(ObstaclesCard)
    assert not card.isHidden()
    assert card.utf8
    assert any("Latin-1" in text or "does not have" in text for text in card.sentences)
    finish(driver, dialog)
    written = latin.with_name("class-corrected.csv").read_bytes()
    assert written.decode("utf-8-sig") == LATIN.decode("latin-1").replace("Zoë", "Zoë ♀")
    assert "is UTF-8 now; every other character is the same" in driver.page.notice.text


def _named(driver, text: str):
    return SetCells(0, (1,), (text,)), "naming"


def test_or_another_value_is_chosen(driver, latin):
    driver.open(latin)
    driver.page.document.do(*_named(driver, "♀"))
    dialog = dialog_of(driver)
    press(dialog, "&Change it")
    assert not dialog.isVisible()
    index = driver.page.view.currentIndex()
    assert (index.row(), index.column()) == (1, 0)


def test_a_text_that_would_run_stays_out_unless_text_is_text(driver, latin):
    driver.open(latin)
    driver.page.document.do(*_named(driver, "=HYPERLINK(1)"))
    dialog = dialog_of(driver)
    card = dialog.findChild(ObstaclesCard)
    assert any("begins like a formula" in text for text in card.sentences)
    combo = dialog._format
    combo.setCurrentIndex(combo.findData(Format.XLSX.value))
    assert card.isHidden()
    combo.setCurrentIndex(0)
    finish(driver, dialog)
    assert latin.with_name("class-corrected.csv").read_bytes() == LATIN
    assert "Left as in the file" in driver.page.notice.text
    assert driver.page.document.unsaved


def test_only_gaps_count_as_filled_or_not(driver, latin):
    """A recorded value that cannot be written was counted as a gap less."""
    driver.open(latin)
    ids = driver.page.document.workspace.roster.row_ids.tolist()
    driver.page.document.do(SetCells(1, tuple(ids[:2]), ("=m", "f")), "editing gender")
    finish(driver, dialog_of(driver))
    assert "1 missing cell filled." in driver.page.notice.text
    assert "1 cell changed, all else identical" in driver.page.notice.text


def test_the_name_of_the_file_cannot_turn_the_words_around_it(driver, latin):
    turned = latin.rename(latin.with_name(f"a\u202eb{'n' * 90}.csv"))
    driver.open(turned)
    driver.page.document.do(*_named(driver, "Zoe"))
    finish(driver, dialog_of(driver))
    said = driver.page.notice.text
    assert "1 cell changed, all else identical" in said
    assert "\u202e" not in said
    assert "n" * 70 not in said


def test_writing_can_be_cancelled(driver, edmond, monkeypatch):
    driver.open(edmond)
    driver.go(0, 2)
    driver.key("190", Qt.Key.Key_Return)
    real = writing.prove_splice

    def slow(*arguments):
        driver.window.exporter.cancel()
        return real(*arguments)

    monkeypatch.setattr(writing, "prove_splice", slow)
    finish(driver, dialog_of(driver))
    assert not edmond.with_name("edmond-corrected.csv").exists()
    assert driver.page.document.unsaved
    assert driver.window.prompts.told == []


@pytest.fixture
def workbook(tmp_path):
    """Thirty rows; a formula in each, and a merged name whose gender is missing."""
    import xlsxwriter  # noqa: PLC0415 - only here

    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("class")
    sheet.write_row(0, 0, ["name", "gender", "height", "double"])
    for i in range(30):
        sheet.write_row(i + 1, 0, [f"P {i}", ("f", "m", "")[i % 3], 150 + i])
        sheet.write_formula(i + 1, 3, f"=C{i + 2}*2", None, 2 * (150 + i))
    sheet.merge_range(31, 0, 31, 1, "Zoe")
    book.close()
    return path


def test_what_a_workbook_cannot_take_is_named_and_left_or_written_anew(driver, workbook):
    page = driver.open(workbook)
    page.document.do(SetCells(3, (2,), ("7",)), "editing a formula")
    page.document.do(SetCells(1, (2, 5, 30), ("m", "f", "f")), "filling")
    page.document.do(DeleteRows((9,)), "deleting")
    dialog = dialog_of(driver)
    said = " ".join(dialog.findChild(ObstaclesCard).sentences)
    assert "Cell D4: a formula stands there" in said
    assert "Cell B32: merged" in said
    assert "In the table: row 3. Without another choice, it stays" in said
    assert "Rows cannot be deleted" in said
    assert "Only the changed cells are written: 1 deleted row stays." in said
    assert "nothing else. It lacks" in said
    finish(driver, dialog)
    told = driver.page.notice.text
    assert "2 missing cells filled." in told
    assert "2 cells changed, all else identical." in told
    assert page.document.unsaved
    driver.window.prompts.answers.append("replace")
    dialog = dialog_of(driver)
    dialog._format.setCurrentIndex(dialog._format.findText("New Excel", Qt.MatchFlag.MatchContains))
    assert dialog.findChild(ObstaclesCard).isHidden()
    finish(driver, dialog)
    assert "4 cells changed and 1 row deleted" in driver.page.notice.text
    assert "written as a new XLSX file" in driver.page.notice.text
    assert not page.document.unsaved


@pytest.fixture
def macros(tmp_path, workbook):
    path = tmp_path / "book.xlsm"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            kinds = b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            macro = b"ms-excel.sheet.macroEnabled.main+xml"
            new.writestr(name, old.read(name).replace(kinds, macro))
    return path


def test_a_workbook_with_macros_keeps_its_suffix_or_is_refused(driver, macros):
    page = driver.open(macros)
    page.document.do(SetCells(1, (2,), ("m",)), "filling")
    dialog = dialog_of(driver)
    assert dialog.path.name == "book-corrected.xlsm"
    driver.window.prompts.paths.append(macros.with_name("other.xlsx"))
    press(dialog, "C&hange…")
    finish(driver, dialog)
    assert "only under a name that ends in .xlsm" in driver.window.prompts.told[-1][1]
    assert not macros.with_name("other.xlsx").exists()
    dialog = dialog_of(driver)
    finish(driver, dialog)
    assert macros.with_name("book-corrected.xlsm").exists()
