"""Fixtures for tests of the interface."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop.ui.prompts import Prompts, Question
from em_desktop.ui.style import apply_theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class RecordingPrompts(Prompts):
    """Records what is asked and told, and answers from queues.

    Attributes:
        asked: every question, in order.
        told: every (title, sentence, detail), in order.
        suggested: the folder or path that each file dialog started from.
        parents: the window of each call, in order.
        folders: that the file manager was asked to show.
        files: that the desktop was asked to show.
        printed: printers that were to be chosen.
        print_to: where a printer that is chosen puts its pages; None cancels.
        answers: keys for the questions to come; a question without one is left unanswered.
        paths: for the file dialogs to come; None cancels, and so does an empty queue.
    """

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.told: list[tuple[str, str, str]] = []
        self.suggested: list[Path | None] = []
        self.parents: list[QWidget | None] = []
        self.folders: list[Path] = []
        self.files: list[Path] = []
        self.printed: list[QPrinter] = []
        self.print_to: Path | None = None
        self.answers: deque[str] = deque()
        self.paths: deque[Path | None] = deque()

    def ask(
        self, parent: QWidget | None, question: Question, answered: Callable[[str], None]
    ) -> None:
        self.parents.append(parent)
        self.asked.append(question)
        if self.answers:
            key = self.answers.popleft()
            assert key in [choice.key for choice in question.choices]
            answered(key)

    def tell(self, parent: QWidget | None, title: str, sentence: str, detail: str = "") -> None:
        self.parents.append(parent)
        self.told.append((title, sentence, detail))

    def choose_open_file(
        self, parent: QWidget | None, folder: Path | None, chosen: Callable[[Path], None]
    ) -> None:
        self._choose(parent, folder, chosen)

    def choose_save_file(
        self, parent: QWidget | None, suggested: Path, chosen: Callable[[Path], None]
    ) -> None:
        self._choose(parent, suggested, chosen)

    def open_folder(self, folder: Path) -> None:
        self.folders.append(folder)

    def open_file(self, path: Path) -> None:
        self.files.append(path)

    def choose_printer(
        self, parent: QWidget | None, printer: QPrinter, chosen: Callable[[], None]
    ) -> None:
        self.parents.append(parent)
        self.printed.append(printer)
        if self.print_to is not None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self.print_to))
            chosen()

    def _choose(
        self, parent: QWidget | None, start: Path | None, chosen: Callable[[Path], None]
    ) -> None:
        self.parents.append(parent)
        self.suggested.append(start)
        path = self.paths.popleft() if self.paths else None
        if path is not None:
            chosen(path)


@pytest.fixture
def prompts() -> RecordingPrompts:
    """Questions that are recorded, and answered from a queue."""
    return RecordingPrompts()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the program's own look, light."""
    apply_theme(qapp, "light")
    yield qapp
    apply_theme(qapp, "system")
