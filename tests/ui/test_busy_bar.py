import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from em_desktop.ui.busy_bar import BusyBar


@pytest.fixture
def bar(qtbot):
    window = QWidget()
    window.resize(400, 300)
    made = BusyBar(window)
    qtbot.addWidget(window)
    window.show()
    yield made
    window.close()


def test_it_is_hidden_at_first_and_does_not_come_at_once(bar):
    assert not bar.isVisible()
    bar.start("Opening…")
    assert bar.waiting
    assert not bar.isVisible()


def test_quick_work_never_shows_it(bar):
    bar.start("Opening…")
    bar.stop()
    assert not bar.waiting
    assert not bar.isVisible()


def test_slow_work_shows_it_with_its_text(qtbot, bar):
    bar.start("Opening class 10A.csv…")
    qtbot.waitUntil(bar.isVisible)
    assert bar.findChild(QLabel).text() == "Opening class 10A.csv…"
    bar.stop()
    assert not bar.isVisible()


def test_progress_is_shown_and_may_be_unknown(bar):
    progress = bar.findChild(QProgressBar)
    bar.start("Opening…")
    assert progress.maximum() == 0
    bar.set_progress(0.25)
    assert progress.value() / progress.maximum() == 0.25
    bar.set_progress(1.5)
    assert progress.value() == progress.maximum()
    bar.set_progress(None)
    assert progress.maximum() == 0


def test_cancel_is_said_once_for_each_piece_of_work(qtbot, bar):
    cancel = bar.findChild(QPushButton)
    bar.start("Inferring…")
    with qtbot.waitSignal(bar.cancelled):
        cancel.click()
    assert not cancel.isEnabled()
    bar.start("Inferring again…")
    assert cancel.isEnabled()


def test_it_lies_over_the_upper_edge_and_moves_nothing(qtbot, bar):
    bar.start("Opening…")
    qtbot.waitUntil(bar.isVisible)
    window = bar.parentWidget()
    assert (bar.x(), bar.y(), bar.width()) == (0, 0, window.width())
    window.resize(600, 300)
    qtbot.waitUntil(lambda: bar.width() == 600)
