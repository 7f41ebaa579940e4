"""One bar for whoever reads or writes."""

import pytest
from PySide6.QtCore import QObject, Signal

from em_desktop.ui.busy_bar import BusyBar
from em_desktop.ui.files.file_work import FileWork


class Worker(QObject):
    began = Signal(str)
    progressed = Signal(object)
    ended = Signal()
    crashed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.cancels = 0

    def cancel(self) -> None:
        self.cancels += 1

    def begin(self) -> None:
        self.running = True
        self.began.emit("roster.csv")

    def end(self) -> None:
        self.running = False
        self.ended.emit()


@pytest.fixture
def crashes():
    return []


@pytest.fixture
def work(qtbot, crashes):
    bar = BusyBar()
    qtbot.addWidget(bar)
    work = FileWork(bar, crashes.append)
    readers = Worker(), Worker()
    for reader in readers:
        work.follow(reader, "Reading")
    yield bar, readers
    bar.stop()


def test_the_bar_stays_until_the_last_has_ended(work):
    bar, (one, other) = work
    one.begin()
    other.begin()
    assert bar.waiting
    one.end()
    assert bar.waiting
    other.end()
    assert not bar.waiting


def test_cancel_goes_to_all_who_work(work):
    bar, (one, other) = work
    one.begin()
    bar.cancelled.emit()
    assert one.cancels == other.cancels == 1
    one.end()


def test_an_unexpected_error_is_handed_on(work, crashes):
    _, (one, _) = work
    error = RuntimeError()
    one.crashed.emit(error)
    assert crashes == [error]
