"""Keeps the list of steps true to the document, and goes where it is told."""

from PySide6.QtCore import QObject

from em_desktop.review.steps import dropped_words
from em_desktop.review.wording import counted
from em_desktop.session.document import Document
from em_desktop.ui.history.lines import Line
from em_desktop.ui.history.model import HistoryModel
from em_desktop.ui.history.panel import HistoryPanel
from em_desktop.ui.notice import Notice
from em_desktop.ui.table.view import RosterView


class HistoryPresenter(QObject):
    """Shows the steps, goes back and forward among them, and tells what a new one has dropped.

    Attributes:
        panel: the page on the right.
        notice: its line beside the table, which nothing else writes into: what it offers must not
            be lost to the next message.
    """

    def __init__(self, document: Document, view: RosterView, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self.panel = HistoryPanel(HistoryModel(document, self))
        self.notice = Notice()
        self.panel.chosen.connect(self._go_to)
        self.panel.newest_wanted.connect(self.go_to_newest)
        self.panel.shown.connect(self._follow)
        steps = document.steps
        steps.changed.connect(self._changed)
        steps.dropped.connect(self._tell_dropped)

    def go_to_newest(self) -> None:
        """Do again all that is undone."""
        self._view.commit_editor()
        steps = self._document.steps
        steps.go_to(len(steps.points) - 1)

    def bring_back(self) -> None:
        """Do the dropped steps again, in place of what has dropped them."""
        self._view.commit_editor()
        steps = self._document.steps
        n = steps.n_dropped
        steps.bring_back()
        instead = steps.n_dropped
        if n and instead:
            are = "is" if n == 1 else "are"
            other = "the one" if instead == 1 else "the others"
            self.notice.say(
                f"{counted(n, 'step')} {are} back, in place of {other} that came after.",
                offer=("The other way round", self.bring_back),
            )

    def _go_to(self, line: Line) -> None:
        self._view.commit_editor()  # what stands in it is a step of its own, and may drop others
        points = self._document.steps.points
        if line.index < len(points) and points[line.index] is line.point:
            self._document.steps.go_to(line.index)

    def _changed(self) -> None:
        if not self._document.steps.n_dropped:
            self.notice.clear()
        if self.panel.isVisible():
            self._follow()

    def _follow(self) -> None:
        steps = self._document.steps
        self.panel.follow(steps.index, len(steps.points) - 1 - steps.index)

    def _tell_dropped(self, n: int) -> None:
        them = "it" if n == 1 else "them"
        self.notice.say(dropped_words(n), offer=(f"&Bring {them} back", self.bring_back))
