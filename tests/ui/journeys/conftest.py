"""A real window that journeys drive."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from em_desktop.assets import resource
from em_desktop.session.collecting import GarbageCollector
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.roster_page import RosterPage


class Driver:
    """Does to a window what a person does: keys, clicks, files."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def page(self) -> RosterPage:
        assert self.window.page is not None
        return self.window.page

    def open(self, path: Path) -> RosterPage:
        with self.qtbot.waitSignal(self.window.opener.ended, timeout=20_000):
            self.window.open_path(path)
        return self.page

    def infer(self) -> None:
        with self.qtbot.waitSignal(self.page.inference.ended, timeout=20_000):
            self.trigger("infer")

    def trigger(self, name: str) -> None:
        action = self.window.action(name)
        assert action.isEnabled(), f"{name} is disabled"
        action.trigger()
        self.catch_up()

    def key(self, *keys: Qt.Key | str) -> None:
        """Press keys in the table, or type a text into what has the focus there."""
        for key in keys:
            for stroke in key if isinstance(key, str) else (key,):
                QTest.keyClick(self.page.view.focusWidget() or self.page.view, stroke)
                self.catch_up()

    def catch_up(self) -> None:
        """Let all views follow an answer, as they do once the next card is painted."""
        if self.window.page is not None:
            self.window.page.catch_up()

    def go(self, row: int, column: int) -> None:
        """Click a cell."""
        view = self.page.view
        index = self.page.model.index(row, column)
        view.scrollTo(index)
        centre: QPoint = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        assert view.currentIndex() == index

    def text(self, row: int, column: int) -> str:
        return str(self.page.model.index(row, column).data())

    def shown_names(self, column: int = 0) -> list[str]:
        return [self.text(r, column) for r in range(len(self.page.model.positions))]


@pytest.fixture
def driver(qtbot: QtBot, prompts, dressed, tmp_path: Path) -> Iterator[Driver]:
    """A window of its own settings, with recorded questions; instant curves."""
    store = SettingsStore(tmp_path / "settings")
    store.save(replace(store.load(), pace=Pace.INSTANT, last_folder=tmp_path))
    before = set(threading.enumerate())
    collector = GarbageCollector(dressed)  # as in the program: else a worker may collect QObjects
    window = MainWindow(store, prompts)
    qtbot.addWidget(window)
    window.show()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F35)  # no Shift of another test is held down
    yield Driver(window, qtbot)
    if window.page is not None:
        window.page.document.saved()
    window.close()
    collector.stop()
    left = [t.name for t in threading.enumerate() if t not in before and t.is_alive()]
    assert not left, f"threads are left: {left}"


@pytest.fixture
def next_window(driver, qtbot: QtBot, prompts, tmp_path: Path) -> Iterator[Callable[[], Driver]]:
    """Start the program again, with the first window as it is, or closed."""
    windows: list[MainWindow] = []

    def start() -> Driver:
        window = MainWindow(SettingsStore(tmp_path / "settings"), prompts)
        qtbot.addWidget(window)
        window.show()
        windows.append(window)
        return Driver(window, qtbot)

    yield start
    for window in windows:
        if window.page is not None:
            window.page.document.saved()
        window.close()


@pytest.fixture
def edmond(tmp_path: Path) -> Path:
    """A copy of the sample roster."""
    return Path(shutil.copy(resource("samples/edmond.csv"), tmp_path / "edmond.csv"))
