"""What a person does in the window: until the call and the event loop return."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

import measure
import numpy as np
import pandas as pd
import rosters
from measure import Figures, Row, Sizes
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop.app import make_application
from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.plot.picking import Heights, Some
from em_desktop.ui.prompts import Prompts, Question
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.style import apply_theme

PART = "window"
NAME, GENDER, HEIGHT, _, REMARK = range(5)


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(lambda *_: None)  # the offscreen platform talks of every window
    app = make_application()
    apply_theme(app, "light")
    for n in sizes.window_rows:
        store = SettingsStore(folder)
        store.save(replace(store.load(), pace=Pace.INSTANT))
        window = MainWindow(store, _Yes())
        window.show()
        path = rosters.write(folder, n)
        window.show_loaded(load(path, window.settings.missing_words))
        assert window.page is not None
        settle()
        yield from _Journey(window.page, n, sizes.repeats).rows(pd.read_csv(path, dtype=str))
        window.page.document.saved()
        window.close()


def settle() -> None:
    """Let the event loop do all that is waiting, painting included."""
    for _ in range(3):
        QApplication.processEvents()


class _Yes(Prompts):
    """Answers at once whether all suggestions are to be accepted."""

    def ask(
        self, parent: QWidget | None, question: Question, answered: Callable[[str], None]
    ) -> None:
        answered(question.choices[0].key)


class _Journey:
    """Measures one page."""

    def __init__(self, page: RosterPage, n: int, repeats: int) -> None:
        self.page, self.n, self.repeats = page, n, repeats
        self.document, self.view, self.model = page.document, page.view, page.model
        self.typed = 0

    def rows(self, frame: pd.DataFrame) -> Iterator[Row]:
        numbers = frame.height.astype(float)
        undo = self.document.undo_stack.undo

        yield self.row("edit a remark", lambda: self.type_into(REMARK), undo)
        yield self.row("edit a height", lambda: self.type_into(HEIGHT), undo)
        yield self.row("edit a gender", lambda: self.type_into(GENDER), undo)
        yield self.row("undo an edit of a height", undo, before=lambda: self.type_into(HEIGHT))
        yield self.row("sort by height", lambda: self.sort(HEIGHT), self.unsort, numbers)
        yield self.row("sort by name", lambda: self.sort(NAME), self.unsort, frame.name)
        yield self.row("filter: missing", lambda: self.show(Show.MISSING), self.show_all)
        yield self.row("select all", self.view.selectAll, self.view.clearSelection)
        yield from self.linked()
        yield self.infer()
        yield self.row("edit a height after a fit", lambda: self.type_into(HEIGHT), undo)
        bulk = self.page.bulk
        yield self.row(
            "move the threshold",
            lambda: bulk.set_threshold(0.8),
            lambda: bulk.set_threshold(0.9),
        )
        yield self.row("accept one", lambda: self.page.reviewer.answer_key("Enter"), undo)
        yield self.row("undo of accepting one", undo, before=self.accept_one)
        yield self.row("accept all", lambda: self.page.bulk.accept_above(0.0), undo)
        yield self.row("undo of accepting all", undo, before=self.accept_all)

    def linked(self) -> Iterator[Row]:
        """Measure what table and plot do to one another."""
        clear = self.view.clearSelection
        yield self.row("10 rows to the plot", lambda: self.view.select_rows(np.arange(10)), clear)
        for what, picked in (
            ("plot: one part of a bar", Some(12, 12, 0)),
            ("plot: one bar", Some(12, 12)),
            ("plot: 5 cm", Heights(165.0, 170.0)),
        ):
            yield self.row(what, partial(self.page.fit_panel.picked.emit, picked, False), clear)
        ids = self.model.ids
        hover = self.page.linking.hover
        yield self.row("row under the mouse", lambda: hover(int(ids[7])), lambda: hover(None))
        bar = self.page.fit_panel.bar_hovered.emit
        yield self.row("bar under the mouse", lambda: bar(12), lambda: bar(None))

    def row(
        self,
        what: str,
        act: Callable[[], object],
        after: Callable[[], object] | None = None,
        peer: "pd.Series[float] | pd.Series[str] | None" = None,
        before: Callable[[], object] | None = None,
    ) -> Row:
        """Measure an act; what comes before and after it prepares the next and is not counted."""

        def measured() -> float:
            if before is not None:
                before()
                settle()
            start = perf_counter()
            act()
            settle()
            seconds = perf_counter() - start
            if after is not None:
                after()
                settle()
            return seconds

        measured()
        ours = Figures(tuple(measured() for _ in range(self.repeats)))
        if peer is None:
            return Row(PART, f"{what}, {self.n:,} rows", ours)
        other = tuple(measure.timed(peer.sort_values) for _ in range(self.repeats))
        return Row(PART, f"{what}, {self.n:,} rows", ours, Figures(other), "pandas sort_values")

    def infer(self) -> Row:
        """Measure a fit from the key to the suggestions on the screen."""
        loop = QEventLoop()
        self.page.inference.ended.connect(loop.quit)

        def once() -> float:
            start = perf_counter()
            self.page.infer()
            loop.exec()
            settle()
            return perf_counter() - start

        figures = Figures(tuple(once() for _ in range(self.repeats)))
        waiting = np.count_nonzero(self.codes < 0)
        return Row(PART, f"infer, {self.n:,} rows", figures, note=f"{waiting:,} of them missing")

    @property
    def codes(self) -> NDArray[np.int32]:
        """The category of each row as it is read now."""
        categories = self.document.reading.categories
        assert categories is not None
        return categories.codes

    def type_into(self, column: int) -> None:
        self.typed += 1
        index = self.model.index(int(np.flatnonzero(self.codes >= 0)[0]), column)
        old = str(index.data(Qt.ItemDataRole.EditRole))
        new = {
            GENDER: "male" if old == "female" else "female",
            HEIGHT: f"{150 + self.typed % 400 / 10:.1f}",
        }.get(column, f"remark {self.typed}")
        assert self.model.setData(index, new)

    def sort(self, column: int) -> None:
        self.view.sort_by(Sorting(column))

    def unsort(self) -> None:
        self.view.sort_by(None)

    def show(self, show: Show) -> None:
        self.page.show_only(show)

    def show_all(self) -> None:
        self.page.show_only(Show.ALL)

    def accept_one(self) -> None:
        self.page.reviewer.answer_key("Enter")

    def accept_all(self) -> None:
        self.page.bulk.accept_above(0.0)
