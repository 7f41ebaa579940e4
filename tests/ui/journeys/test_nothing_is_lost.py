"""Work that is under way when something else happens, in the real window."""

import shutil
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from em_desktop.files import exporting
from em_desktop.review.edits import SetRoles
from em_desktop.review.status import Status
from em_desktop.roster.roles import Roles
from em_desktop.session import inference
from em_desktop.ui.crash import install
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.files import exporting as ui_exporting
from em_desktop.ui.files.rescuing import rescue


def type_without_enter(driver, text="Zoe"):
    driver.go(0, 0)
    driver.key(text)
    assert driver.page.view.is_editing()


def first_waiting(driver):
    status = driver.page.document.status
    return next(r for r, s in enumerate(status) if s in (Status.SUGGESTED, Status.UNSURE))


def test_closing_asks_about_a_cell_that_is_still_being_typed(driver, edmond, prompts):
    driver.open(edmond)
    type_without_enter(driver)
    driver.window.close()
    assert len(prompts.asked) == 1
    assert driver.text(0, 0) == "Zoe"


def test_a_fit_sees_a_cell_that_is_still_being_typed(driver, edmond):
    page = driver.open(edmond)
    driver.go(0, 2)
    driver.key("190")
    driver.infer()
    assert driver.text(0, 2) == "190"
    assert page.document.suggestions.encoding.design.values[0] == 190


def test_an_export_has_a_cell_that_is_still_being_typed(driver, edmond):
    driver.open(edmond)
    type_without_enter(driver)
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    written = edmond.with_name("edmond-corrected.csv").read_text("utf-8")
    assert written.splitlines()[1].startswith("Zoe,")


def test_typing_goes_on_while_a_fit_ends(driver, edmond):
    page = driver.open(edmond)
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        driver.trigger("infer")
        driver.go(4, 0)
        driver.key("Zo")
    editor = page.view.indexWidget(page.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Zo"
    assert page.view.currentIndex().row() == 4
    driver.key("e", Qt.Key.Key_Return)
    assert driver.text(4, 0) == "Zoe"


def test_edits_made_while_another_file_is_read_are_asked_about(driver, edmond, prompts, tmp_path):
    page = driver.open(edmond)
    other = Path(shutil.copy(edmond, tmp_path / "other.csv"))
    with driver.qtbot.waitSignal(driver.window.opener.ended, timeout=20_000):
        driver.window.open_path(other)
        page.model.setData(page.model.index(0, 0), "Zoe")
    assert len(prompts.asked) == 1
    assert driver.window.page is page


def test_an_edit_made_while_the_file_is_written_stays_unsaved(driver, edmond, monkeypatch):
    page = driver.open(edmond)
    page.model.setData(page.model.index(0, 0), "First")
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.exported, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        page.model.setData(page.model.index(1, 0), "Second")
    assert "First" in edmond.with_name("edmond-corrected.csv").read_text("utf-8")
    assert page.document.unsaved


def test_export_first_then_closes_the_window(driver, edmond, prompts):
    page = driver.open(edmond)
    page.model.setData(page.model.index(0, 0), "Zoe")
    prompts.answers.append("export")
    driver.window.close()
    dialog = driver.window.findChild(ExportDialog)
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: not driver.window.isVisible())
    assert "Zoe" in edmond.with_name("edmond-corrected.csv").read_text("utf-8")


def test_a_file_that_cannot_be_written_is_told_and_the_work_stays(
    driver, edmond, prompts, monkeypatch
):
    page = driver.open(edmond)
    page.model.setData(page.model.index(0, 0), "Zoe")

    def full(*_args, **_kwargs):
        raise exporting.FileProblem("The disk is full. Free some space, then export again.")

    monkeypatch.setattr(ui_exporting, "replace_file", full)
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    with driver.qtbot.waitSignal(driver.window.exporter.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert prompts.told[-1][1] == "The disk is full. Free some space, then export again."
    assert page.document.unsaved


def test_a_row_whose_height_is_erased_has_no_suggestion_until_it_is_back(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    row = first_waiting(driver)
    height = driver.text(row, 2)
    page.model.setData(page.model.index(row, 2), "")
    assert page.document.status[row] == Status.MISSING
    page.model.setData(page.model.index(row, 2), height)
    assert page.document.status[row] in (Status.SUGGESTED, Status.UNSURE)


def test_another_column_to_fill_in_takes_the_curves_away_and_undo_brings_them_back(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    driver.key(Qt.Key.Key_Return)
    layers = page.fit_panel._chart.layers
    assert layers.curves
    page.document.do(SetRoles(Roles(name=0, category=3, measurement=2)), "meaning of class")
    assert page.document.suggestions is None
    assert not layers.curves
    assert "1 answer" in page.notice.text
    driver.trigger("undo")
    assert page.document.suggestions is not None
    assert layers.curves


def test_a_cancelled_fit_leaves_the_earlier_one_in_sight(driver, edmond, monkeypatch):
    page = driver.open(edmond)
    driver.infer()
    before, real = page.document.suggestions, inference.infer_categories

    def cancelled(design, evidence, options, *, cancelled, report):
        return real(design, evidence, options, cancelled=lambda: True, report=report)

    monkeypatch.setattr(inference, "infer_categories", cancelled)
    driver.infer()
    assert "EM was stopped" in page.sentence
    assert page.document.suggestions.fit is before.fit
    assert page.fit_panel._chart.layers.curves


def test_settings_touch_the_roster_only_where_they_changed(driver, edmond):
    page = driver.open(edmond)
    stack = page.document.undo_stack
    settings = driver.window.settings
    page.use_settings(settings)
    assert stack.count() == 0
    page.use_settings(replace(settings, missing_words=("male",)))
    assert stack.count() == 1
    driver.trigger("undo")
    page.use_settings(replace(settings, missing_words=("male",), unsure_below=0.9))
    assert stack.index() == 0


def test_an_unexpected_error_saves_the_work_and_says_where(driver, edmond, tmp_path, caplog):
    page = driver.open(edmond)
    reporter = install(driver.window, lambda: rescue(driver.window.page, tmp_path))
    try:
        page.model.setData(page.model.index(0, 0), "Zoe")
        page.crashed.emit(RuntimeError("boom"))
        driver.qtbot.waitUntil(lambda: reporter.dialog is not None)
    finally:
        reporter.uninstall()
    [saved] = (tmp_path / "rescued").iterdir()
    assert saved.read_text("utf-8").splitlines()[1].startswith("Zoe,")
    said = " ".join(label.text() for label in reporter.dialog.findChildren(QLabel))
    assert str(saved) in said
    reporter.dialog.close()


def test_without_unsaved_work_nothing_is_rescued(driver, edmond, tmp_path):
    driver.open(edmond)
    assert rescue(driver.window.page, tmp_path) is None
    assert rescue(None, tmp_path) is None
    assert not (tmp_path / "rescued").exists()
