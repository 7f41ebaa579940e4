"""Open a file while a clock ticks in the interface thread; print its longest pause as JSON.

Started by `opening`, in a process of its own: ``heartbeat.py window|early|pandas FILE``. What the
page of a roster needs has been imported by then, but not for ``early``: as when the file is named
on the command line.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from em_desktop.app import make_application
from em_desktop.session.run import Run
from em_desktop.session.settings import SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.style import apply_theme

BEAT = 5  # milliseconds
_LAST = "em_desktop.ui.files.exporting"  # of what is imported behind the first paint


class Heart(QObject):
    """Beats in the interface thread.

    Attributes:
        pauses: seconds between two beats, and those of them that the thread itself worked.
        last: when it beat last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[tuple[float, float]] = []
        self.last, self._worked = perf_counter(), thread_time()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.pauses.append((now - self.last, worked - self._worked))
        self.last, self._worked = now, worked


def megabytes(kind: str) -> float:
    """Return the memory of this process, ``VmRSS`` now or ``VmHWM`` at most; 0 if not known."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", errors="ignore").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(kind)), 0.0)


def settle(milliseconds: int) -> None:
    """Handle events for a while."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < milliseconds:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, BEAT)


def by_window(window: MainWindow, path: Path) -> Callable[[], None]:
    loop = QEventLoop()
    window.opener.ended.connect(loop.quit)

    def work() -> None:
        window.open_path(path)
        loop.exec()
        assert window.page is not None
        QApplication.processEvents()

    return work


def by_pandas(window: MainWindow, path: Path) -> Callable[[], None]:
    import pandas as pd  # noqa: PLC0415 - our window imports it by itself

    loop = QEventLoop()
    run = Run(lambda _: pd.read_csv(path, dtype=str, keep_default_na=False), window)
    run.succeeded.connect(loop.quit)

    def work() -> None:
        run.start()
        loop.exec()

    return work


def main() -> None:
    how, path = sys.argv[1], Path(sys.argv[2])
    qInstallMessageHandler(lambda *_: None)  # the offscreen platform talks of every window
    app = make_application()
    store = SettingsStore()
    apply_theme(app, store.load().appearance.value)
    window = MainWindow(store)
    window.show()
    while how != "early" and _LAST not in sys.modules:  # before a person has chosen a file
        settle(200)
    work = (by_pandas if how == "pandas" else by_window)(window, path)
    before = megabytes("VmRSS")
    heart = Heart()
    start = perf_counter()
    work()
    seconds = perf_counter() - start
    settle(300)
    measured = {
        "longest": max(heart.pauses)[0],
        "seconds": seconds,
        "megabytes": megabytes("VmHWM") - before,
    }
    window.close()
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main()
