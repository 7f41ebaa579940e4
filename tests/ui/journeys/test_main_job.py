"""The main job in the real window: open, infer, review, export."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from em_desktop.em import Outcome
from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness
from em_desktop.session import inference
from em_desktop.ui.column_menu import ColumnMenu
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.plot.picking import Heights


def missing_rows(driver):
    status = driver.page.document.status
    return [r for r, s in enumerate(status) if s != Status.RECORDED]


def export(driver, path: Path | None = None) -> None:
    driver.trigger("export")
    dialog = driver.window.findChild(ExportDialog)
    assert dialog is not None
    written: list[object] = []
    exporter = driver.window.exporter
    exporter.exported.connect(written.append)
    with driver.qtbot.waitSignal(exporter.ended, timeout=20_000):
        driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    exporter.exported.disconnect(written.append)
    assert written, driver.window.prompts.told


def with_genders(content: bytes, genders: dict[int, bytes]) -> bytes:
    """The roster's bytes with the gender of some rows (from 0) written in."""
    lines = content.split(b"\n")
    for row, gender in genders.items():
        name, old, rest = lines[row + 1].split(b",", 2)
        assert old == b""
        lines[row + 1] = b",".join([name, gender, rest])
    return b"\n".join(lines)


def test_from_the_file_to_the_corrected_file(driver, edmond):
    before = edmond.read_bytes()
    page = driver.open(edmond)
    assert page.sentence == "300 rows · 60 without gender"
    rows = missing_rows(driver)
    driver.infer()
    assert "EM settled after" in page.sentence
    status = page.document.status
    waiting = [r for r in rows if status[r] in (Status.SUGGESTED, Status.UNSURE)]
    assert page.view.currentIndex().row() == waiting[0]

    suggestion = page.document.suggestions.of(waiting[0])
    driver.key(Qt.Key.Key_Return)  # accept
    assert page.view.currentIndex().row() == waiting[1]
    driver.key("m")  # the person knows better
    driver.key(Qt.Key.Key_Backspace)  # leave blank
    driver.key(Qt.Key.Key_Return)
    assert page.document.undo_stack.undoText() == "accepting 1 suggestion"
    driver.trigger("undo")
    assert list(page.document.status[waiting[:4]]) == [
        Status.ACCEPTED,
        Status.ENTERED,
        Status.LEFT_BLANK,
        page.document.status[waiting[3]],
    ]
    assert page.document.status[waiting[3]] in (Status.SUGGESTED, Status.UNSURE)

    export(driver)
    written = edmond.with_name("edmond-corrected.csv").read_bytes()
    wanted = {waiting[0]: suggestion.text.encode(), waiting[1]: b"male"}
    assert written == with_genders(before, wanted)
    assert edmond.read_bytes() == before
    assert page.document.undo_stack.isClean()


def test_nothing_done_exports_the_same_bytes(driver, edmond):
    driver.open(edmond)
    export(driver)
    assert edmond.with_name("edmond-corrected.csv").read_bytes() == edmond.read_bytes()


def test_bulk_acceptance_is_one_step_and_says_what_it_costs(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    page.threshold_bar.set_threshold(0.9)
    before = page.document.status.copy()
    driver.trigger("accept_all")
    accepted = page.document.status == Status.ACCEPTED
    assert accepted.sum() > 10
    best = [page.document.suggestions.of(int(i)).probability for i in accepted.nonzero()[0]]
    assert min(best) >= 0.9
    driver.trigger("undo")
    assert (page.document.status == before).all()


def test_editing_makes_suggestions_stale_until_undone_or_inferred_again(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    driver.go(0, 2)
    driver.key("190", Qt.Key.Key_Return)
    assert driver.text(0, 2) == "190"
    assert page.view.currentIndex().row() == 1
    assert page.document.freshness is Freshness.STALE
    assert "infer again" in page.sentence
    driver.trigger("undo")
    assert page.document.freshness is Freshness.CURRENT
    driver.trigger("redo")
    driver.infer()
    assert page.document.freshness is Freshness.CURRENT


def test_own_answers_are_evidence_for_the_next_fit_and_accepted_ones_are_not(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    before = page.document.suggestions.encoding.recorded.sum()
    driver.key(Qt.Key.Key_Return)
    assert page.document.freshness is Freshness.CURRENT
    driver.key("f")
    assert page.document.freshness is Freshness.ANSWERED
    driver.infer()
    assert page.document.suggestions.encoding.recorded.sum() == before + 1


@pytest.fixture
def endless_fit(monkeypatch):
    """EM that reports its first iterations and then waits to be cancelled."""
    real, began = inference.infer_categories, threading.Event()

    def slow(design, evidence, options, *, cancelled, report):
        def wait(iteration):
            report(iteration)
            began.set()
            while not cancelled():
                threading.Event().wait(0.001)

        return real(design, evidence, options, cancelled=cancelled, report=wait)

    monkeypatch.setattr(inference, "infer_categories", slow)
    return began


def test_a_fit_can_be_cancelled_and_started_again(driver, edmond, endless_fit, monkeypatch):
    page = driver.open(edmond)
    driver.trigger("infer")
    driver.qtbot.waitUntil(endless_fit.is_set)
    assert page.sentence == "EM at work…"
    assert not driver.window.action("infer").isEnabled()
    with driver.qtbot.waitSignal(page.inference.ended) as ended:
        driver.trigger("stop")
    assert ended.args[0].fit.outcome is Outcome.CANCELLED
    assert page.document.suggestions is None
    assert "EM was stopped" in page.sentence
    monkeypatch.undo()
    driver.infer()
    assert page.document.suggestions is not None


def test_closing_the_window_during_a_fit_leaves_no_thread(driver, edmond, endless_fit):
    driver.open(edmond)
    driver.trigger("infer")
    driver.qtbot.waitUntil(endless_fit.is_set)
    driver.window.close()
    assert not driver.window.isVisible()


def test_chips_filter_and_count(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    driver.trigger("show_unsure")
    assert page.model.show is Show.UNSURE
    rows = page.model.positions
    assert (page.document.status[rows] == Status.UNSURE).all()
    n = len(rows)
    driver.go(0, 1)
    driver.key(Qt.Key.Key_Return)
    assert len(page.model.positions) == n - 1
    driver.trigger("show_decided")
    assert len(page.model.positions) == 1
    driver.trigger("show_all")
    assert len(page.model.positions) == 300


def test_sorting_by_height_keeps_the_file_in_order(driver, edmond):
    page = driver.open(edmond)
    before = edmond.read_bytes()
    page.view.sort_by(Sorting(2))
    values = page.document.reading.measurement.values[page.model.positions]
    finite = values[values == values]
    assert (finite[:-1] <= finite[1:]).all()
    export(driver)
    assert edmond.with_name("edmond-corrected.csv").read_bytes() == before


def test_a_range_in_the_plot_selects_the_rows(driver, edmond):
    page = driver.open(edmond)
    page.fit_panel.picked.emit(Heights(180.0, 200.0), False)
    heights = page.document.reading.measurement.values[page.view.selected_rows()]
    assert (
        len(heights)
        == (
            (page.document.reading.measurement.values >= 180)
            & (page.document.reading.measurement.values <= 200)
        ).sum()
    )
    assert heights.min() >= 180


def test_not_enough_to_go_on_is_said_in_a_sentence(driver, tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("name,gender,height\nAnn,f,160\nBob,,170\nCid,,180\n")
    page = driver.open(path)
    driver.trigger("infer")
    assert not page.inference.running
    assert "at least two values of gender" in page.notice.text.lower()


def test_an_answer_to_several_rows_says_so_first(driver, edmond, prompts):
    page = driver.open(edmond)
    driver.infer()
    page.fit_panel.picked.emit(Heights(165.0, 175.0), False)
    rows = page.view.selected_rows()
    assert page.review_card.title == f"{len(rows)} rows selected"
    waiting = [r for r in rows if page.document.status[r] in (Status.SUGGESTED, Status.UNSURE)]
    prompts.answers.append("accept")  # between the curves many of them will be wrong
    page.review_card.answered.emit("Enter")
    assert prompts.asked[0].text.startswith(f"Accept {len(waiting)} suggestions, of which about ")
    assert (page.document.status[waiting] == Status.ACCEPTED).all()
    driver.trigger("undo")
    assert not (page.document.status == Status.ACCEPTED).any()


def test_a_click_on_a_header_selects_nothing(driver, edmond):
    page = driver.open(edmond)
    driver.go(3, 0)
    header = page.view.column_header
    place = header.sectionViewportPosition(1) + header.sectionSize(1) // 2
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, header.height() // 2)
    )
    menu = page.findChild(ColumnMenu)
    assert menu is not None
    menu.close()
    assert page.view.selected_rows() == [3]
