"""Do in a window all that a person does with a large roster, while a clock ticks; print JSON.

Started by `alive`, in a process of its own, with the environment variable EM_DESKTOP_HOME set:
``whole_day.py day ROSTER DOUBTED DATES`` ends as if it were killed in the midst of work;
``whole_day.py after`` goes on with what that left behind. With ``--stacks`` it also says on
the error output where the interface thread was in each pause of more than a tenth of a second.
"""

import json
import os
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep

from heartbeat import BEAT, Heart, settle
from PySide6.QtCore import (
    QElapsedTimer,
    QEventLoop,
    QItemSelectionModel,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from em_desktop.app import make_application
from em_desktop.files.journal.folder import look
from em_desktop.files.source import Format
from em_desktop.session.collecting import GarbageCollector
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.prompts import Prompts, Question
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.style import apply_theme

NAME, GENDER, HEIGHT, _, REMARK = range(5)
_PASTED = 20_000  # rows, of five cells each
_LONG = 0.1  # seconds of a pause that a person may feel
_MOST = 600_000  # milliseconds that anything may take


class Sampler:
    """Looks from another thread where the interface thread is while its heart does not beat."""

    def __init__(self, heart: Heart) -> None:
        self._heart, self._main = heart, threading.get_ident()
        self.seen: Counter[str] = Counter()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            sleep(0.02)
            if perf_counter() - self._heart.last > _LONG:
                frames = traceback.extract_stack(sys._current_frames()[self._main])
                places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-7:]]
                self.seen[" > ".join(places)] += 1


class _First(Prompts):
    """Takes the first choice at once, which is to go on."""

    def ask(
        self, parent: QWidget | None, question: Question, answered: Callable[[str], None]
    ) -> None:
        answered(question.choices[0].key)

    def tell(self, parent: QWidget | None, title: str, sentence: str, detail: str = "") -> None:
        raise RuntimeError(f"{title}: {sentence} {detail}")


class Day:
    """What a person does; each step is measured from its beginning until all is still."""

    def __init__(self, *, stacks: bool) -> None:
        qInstallMessageHandler(lambda *_: None)  # the offscreen platform talks of every window
        app = make_application()
        self._collector = GarbageCollector(app)
        store = SettingsStore()
        store.save(replace(store.load(), pace=Pace.INSTANT))
        apply_theme(app, store.load().appearance.value)
        self.window = MainWindow(store, _First())
        self.window.show()
        while "em_desktop.ui.files.exporting" not in sys.modules:
            settle(200)
        self.heart = Heart()
        self.sampler = Sampler(self.heart) if stacks else None
        self.measured: dict[str, tuple[float, float, float]] = {}

    @property
    def page(self) -> RosterPage:
        assert self.window.page is not None
        return self.window.page

    def measure(
        self, what: str, act: Callable[[], object], done: Callable[[], object] = lambda: True
    ) -> None:
        """Act, wait until it is done, and keep seconds, the longest pause and its own work."""
        settle(100)
        self.heart.beat()
        self.heart.pauses.clear()
        if self.sampler is not None:
            self.sampler.seen.clear()
        start = perf_counter()
        act()
        self.wait(done)
        seconds = perf_counter() - start
        settle(1500)  # the journal is written behind, and garbage collected
        self.heart.beat()
        pause, worked = max(self.heart.pauses)
        self.measured[what] = (seconds, pause, worked)
        if self.sampler is not None:
            sys.stderr.write(f"{what}: {seconds:.2f} s, pause {pause:.3f} s, worked {worked:.3f}\n")
            for places, n in self.sampler.seen.most_common(12):
                sys.stderr.write(f"    {n:4} {places}\n")

    def wait(self, done: Callable[[], object]) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, BEAT)
            if clock.elapsed() > _MOST:
                raise RuntimeError("it takes too long")

    # The steps.

    def open(self, what: str, path: Path) -> None:
        """Open a file in place of what is open, which is discarded."""
        former = self.window.page
        if former is not None:
            former.document.saved()
        self.measure(
            what,
            lambda: self.window.open_path(path),
            lambda: self.window.page is not former and not self.window.opener.running,
        )

    def infer(self) -> None:
        self.measure("infer", self.page.infer, lambda: not self.page.inference.running)

    def edit(self) -> None:
        stack = self.page.document.undo_stack
        row = int(self.page.model.positions[10])
        index = self.page.model.index(row, HEIGHT)
        self.measure("edit a height", lambda: self.page.model.setData(index, "171.5"))
        self.measure("undo it", stack.undo)
        self.measure("redo it", stack.redo)

    def paste(self) -> None:
        lines = (f"Ada Pa{i}\tfemale\t{150 + i % 400 / 10:.1f}\t1a\tnew" for i in range(_PASTED))
        QGuiApplication.clipboard().setText("\n".join(lines))
        view, model = self.page.view, self.page.model
        first = QItemSelectionModel.SelectionFlag.ClearAndSelect
        view.selectionModel().setCurrentIndex(model.index(0, 0), first)
        self.measure(f"paste {_PASTED * 5:,} cells", self.page.commands.paste)
        self.measure("undo the paste", self.page.document.undo_stack.undo)

    def accept_alike(self, rows: str) -> None:
        measurement = self.page.document.reading.measurement
        assert measurement is not None
        position = next(iter(measurement.proposals))
        row_id = int(self.page.document.workspace.roster.row_ids[position])
        assert self.page.view.go_to(row_id, HEIGHT)
        self.measure(f"accept {rows} alike", self.page.settler.accept_alike)
        self.measure(f"undo accepting {rows}", self.page.document.undo_stack.undo)

    def show_changes(self) -> None:
        def shown() -> list[QDialog]:
            return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

        self.measure("show changes", self.window.telling.show_now, shown)
        for dialog in shown():
            self.measure("close the changes", dialog.reject)

    def export(self, path: Path) -> None:
        from em_desktop.ui.dialogs.export_dialog import (  # noqa: PLC0415 - when it is needed
            ExportChoice,
            ExportDialog,
        )

        def dialogs() -> list[ExportDialog]:
            found = self.window.findChildren(ExportDialog)
            return [each for each in found if each.isVisible()]

        self.measure("export, until it asks where", self.window.export, dialogs)
        dialogs()[0].reject()
        exporter = self.window.exporter
        assert exporter is not None
        choice = ExportChoice(path, Format.CSV, provenance=False, overwrite=True, receipt=True)
        self.measure(
            "export, prove and write the receipt",
            lambda: exporter.write(choice),
            lambda: not exporter.running,
        )

    def changed_on_disk(self, path: Path) -> None:
        """Let another program put a row on top and change a height; make the edits again."""
        content = path.read_bytes()
        head, _, rest = content.partition(b"\n")
        path.write_bytes(head + b"\nZoe Zett,female,170.5,1a,\n" + rest.replace(b"17", b"16", 1))
        former = self.page
        self.measure(
            "file changed on disk, edits made again",
            self.window.disk.reload,
            lambda: self.window.page is not former and not self.page.inference.running,
        )

    def leave_behind(self) -> None:
        """Write the journal, as the window does at a close, and let the work be found again."""
        self.measure("keep the work for next time", self.window.recovery.keep)

    def go_on(self) -> None:
        """Find what the day before left behind, and do it again."""
        card = self.window.start_page.unfinished
        self.wait(card.isVisible)
        (work, *_) = look(self.window.opener.journals).unfinished
        self.measure(
            "go on with the work after a kill",
            lambda: card.go_on_wanted.emit(work),
            lambda: self.window.page is not None and not self.window.opener.running,
        )

    def close(self) -> None:
        self.page.document.saved()
        self.measure("close", self.window.close)


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--stacks"]
    day = Day(stacks="--stacks" in sys.argv)
    part, *paths = arguments
    if part == "after":
        day.go_on()
        day.close()
    else:
        roster, doubted, dates = map(Path, paths)
        day.open("open inches among centimetres", doubted)
        day.accept_alike("the inches")
        day.open("open dates for heights", dates)
        day.accept_alike("the dates")
        day.open("open", roster)
        day.infer()
        day.edit()
        day.paste()
        day.measure("accept all", lambda: day.page.bulk.accept_above(0.0))
        day.show_changes()
        day.export(roster.with_name("exported.csv"))
        day.changed_on_disk(roster)
        day.leave_behind()
    sys.stdout.write(json.dumps(day.measured))
    sys.stdout.flush()
    os._exit(0)  # as if it were killed


if __name__ == "__main__":
    main()
