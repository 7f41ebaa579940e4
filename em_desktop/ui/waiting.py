"""What takes a moment in the window itself is said before it begins, under a cursor that waits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStatusBar

if TYPE_CHECKING:
    from em_desktop.session.document import Document
    from em_desktop.ui.commands import Commands
    from em_desktop.ui.table.model import RosterModel

MANY = 50_000
"""With fewer rows, nothing that is done in the window itself takes half a second."""


class Waiting(QObject):
    """Says in the status bar what is going on, until the window can listen again.

    Work of many seconds runs in a `Run`, with its progress and a way to cancel it. This is for what
    must be done at once or not at all, so that nothing is ever half done: a step, an order.

    Args:
        bar: that says it.
        many: rows from which on it is said.
    """

    def __init__(self, bar: QStatusBar, many: int = MANY) -> None:
        super().__init__(bar)
        self._bar, self._many = bar, many
        self._words = ""
        self._document: Document | None = None

    @property
    def words(self) -> str:
        """What is going on; empty while nothing is."""
        return self._words

    def follow(self, document: "Document", model: "RosterModel", commands: "Commands") -> None:
        """Say what takes a moment in a page."""
        self._document = document
        document.working.connect(self._step)
        model.modelAboutToBeReset.connect(self._order)
        commands.began.connect(self.begin)

    def leave(self) -> None:
        """Let go of the page: it is closed."""
        self._document = None

    def begin(self, doing: str) -> None:
        """Say what is going on; it is over once the window listens to events again.

        Args:
            doing: such as ``Pasting``.
        """
        rows = 0 if self._document is None else self._document.workspace.roster.n_rows
        if rows < self._many or self._words:
            return
        self._words = f"{doing}: {rows:,} rows…"
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self._bar.showMessage(self._words)
        self._bar.repaint()  # now, for nothing is painted until the work is done
        QTimer.singleShot(0, self, self._end)

    def _step(self) -> None:
        self.begin("Working through the table")

    def _order(self) -> None:
        self.begin("Putting in order")

    def _end(self) -> None:
        words, self._words = self._words, ""
        QApplication.restoreOverrideCursor()
        if self._bar.currentMessage() == words:
            self._bar.clearMessage()
