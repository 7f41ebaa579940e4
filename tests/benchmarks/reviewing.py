"""From the key that answers a row to the next row's card on the screen, in a real window."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import rosters
from measure import Figures, Row, Sizes, timed
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, qInstallMessageHandler
from PySide6.QtTest import QTest
from window import settle

from em_desktop.app import make_application
from em_desktop.review.queue_order import QueueOrder
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.style import apply_theme

PART = "review"
ANSWERS = 60
LOOKS = 20
KEYS = (Qt.Key.Key_Return, Qt.Key.Key_F, Qt.Key.Key_Backspace, Qt.Key.Key_M, Qt.Key.Key_Space)
"""Accept, two categories, blank, skip: what a person presses, by turns."""


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(lambda *_: None)
    app = make_application()
    apply_theme(app, "light")
    store = SettingsStore(folder)
    store.save(replace(store.load(), pace=Pace.INSTANT))
    for n in sizes.review_rows:
        window = MainWindow(store)
        window.resize(1280, 800)
        window.show()
        window.show_loaded(load(rosters.write(folder, n), window.settings.missing_words))
        assert window.page is not None
        settle()
        seconds, busy = _answer(window.page)
        most, work = 1000 * max(seconds), 1000 * median(busy)
        note = f"at most {most:.0f} ms; processor {work:.0f} ms; {app.platformName()}"
        yield Row(PART, f"key to next card, {n:,} rows", Figures(tuple(seconds)), note=note)
        for order in QueueOrder:
            found = Figures(tuple(_next_rows(window.page, order)))
            yield Row(PART, f"finding the next of {n:,} rows, {order.value.lower()}", found)
        window.page.document.saved()
        window.close()


def _next_rows(page: RosterPage, order: QueueOrder) -> list[float]:
    """Look for the next row again and again, and return how long each took."""
    page.reviewer.set_order(order)
    settle()
    at = page.view.currentIndex().row()
    return [timed(lambda: page.reviewer._walk.next(at, [at])) for _ in range(LOOKS)]


def _answer(page: RosterPage) -> tuple[list[float], list[float]]:
    """Answer sixty rows, one key each; return how long each took, and the processor's part."""
    loop = QEventLoop()
    page.inference.ended.connect(loop.quit)
    page.infer()
    loop.exec()
    settle()
    painted, seconds, busy = _Painted(page.review_card.headline), [], []
    for n in range(ANSWERS):
        before = page.view.current_row_id()
        start, begun = perf_counter(), process_time()
        QTest.keyClick(page.view, KEYS[n % len(KEYS)])
        painted.wait()
        seconds.append(perf_counter() - start)
        busy.append(process_time() - begun)
        assert page.view.current_row_id() != before
        settle()
    return seconds, busy


class _Painted(QObject):
    """Waits until a widget has been painted, and what was painted with it is on the screen."""

    _AFTER = QEvent.Type(QEvent.registerEventType())

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self._loop = QEventLoop()
        widget.installEventFilter(self)
        self._widget = widget

    def wait(self) -> None:
        self._loop.exec()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._widget and event.type() == QEvent.Type.Paint:
            # The whole window is painted within one event; the next in the queue comes after it.
            after = QEvent(self._AFTER)
            QCoreApplication.postEvent(self, after, Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == self._AFTER:
            self._loop.quit()
            return True
        return super().event(event)
