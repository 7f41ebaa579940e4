"""Walking from one doubtful cell to the next, and saying what is doubtful there."""

from PySide6.QtCore import QObject, QTimer

from em_desktop.session.document import Document
from em_desktop.ui.commands import Commands
from em_desktop.ui.notice import Notice
from em_desktop.ui.review.settling import Settler
from em_desktop.ui.table.face import note_of
from em_desktop.ui.table.view import RosterView


class FlagWalk(QObject):
    """Goes to the next row with a flag, and offers the reading that settles it."""

    def __init__(
        self,
        document: Document,
        view: RosterView,
        commands: Commands,
        settler: Settler,
        notice: Notice,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._commands, self._settler, self._notice = commands, settler, notice

    def next(self, kind: int | None = None) -> None:
        """Go to the next row with a flag (of one kind) and say what is doubtful there."""
        if not self._commands.next_flag(kind):
            self._notice.say("Nothing in view looks doubtful.")
            return
        row = self._view.currentIndex().row()
        position = int(self._view.roster_model().positions[row])
        flags = self._document.reading.flags.at(position)
        said = (*(flag.words for flag in flags), note_of(self._document, position))
        self._notice.say(*filter(None, said), warning=True, offer=self._settler.offer())
        self._notice.is_about(self._view.current_row_id())
        QTimer.singleShot(0, self, self._show_current)  # once the notice has its room

    def _show_current(self) -> None:
        self._view.scrollTo(self._view.currentIndex())
