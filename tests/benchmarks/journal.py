"""What the journal costs the window: answers, and a bulk accept, with it and without it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import thread_time

import numpy as np
import rosters
from heartbeat import Heart, settle
from measure import Figures, Row, Sizes
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from em_desktop.app import make_application
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import SetCells, SetDecisions
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.main_window import MainWindow

PART = "journal"
GENDER = 1
_ANSWERS = 30
_BETWEEN = 40  # milliseconds from one answer to the next
_WRITTEN = 900  # milliseconds after which the journal has all that was done


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(lambda *_: None)  # the offscreen platform talks of every window
    make_application()
    for n in sizes.window_rows:
        store = SettingsStore(folder)
        store.save(replace(store.load(), pace=Pace.INSTANT))
        window = MainWindow(store)
        window.show()
        path, with_it, without = rosters.write(folder, n), [], []
        for _ in range(sizes.repeats):
            window.show_loaded(load(path, window.settings.missing_words))
            settle(1000)
            with_it.append(_measured(window, n))
            window.recovery.leave(keep=False)
            without.append(_measured(window, n))
        for at, what in enumerate(
            (
                "work of the interface thread for an answer",
                "longest pause while answering",
                "longest pause after a bulk accept",
            )
        ):
            ours = Figures(tuple(one[at] for one in with_it))
            peer = Figures(tuple(one[at] for one in without))
            yield Row(PART, f"{what}, {n:,} rows", ours, peer, "without a journal")
        assert window.page is not None
        window.page.document.saved()
        window.close()


def _measured(window: MainWindow, n: int) -> tuple[float, float, float]:
    """Return the seconds of work for one answer and its writing, and the longest pauses."""
    page = window.page
    assert page is not None
    document = page.document
    random = np.random.default_rng(n)

    def answer() -> None:
        row = int(random.integers(n))
        document.do(SetCells(GENDER, (row,), ("female",)), "entering female")
        QApplication.processEvents()

    def answer_all() -> None:
        for _ in range(_ANSWERS):
            answer()
            settle(_BETWEEN)
        settle(_WRITTEN)

    start = thread_time()
    answering = _longest_pause(answer_all)
    work = (thread_time() - start) / _ANSWERS
    made = Decision(Answer.ACCEPTED, "female", 0.97, 0.95, 1)
    document.do(SetDecisions(dict.fromkeys(range(n // 5), made)), "accepting")
    QApplication.processEvents()
    bulk = _longest_pause(lambda: settle(_WRITTEN + n // 100))
    document.undo_stack.undo()
    settle(_WRITTEN)
    return work, answering, bulk


def _longest_pause(work: Callable[[], None]) -> float:
    heart = Heart()
    work()
    heart.beat()
    longest = max(heart.pauses[1:])[0]
    heart.deleteLater()
    return longest
