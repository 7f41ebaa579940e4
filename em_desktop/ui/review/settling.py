"""Settling doubtful measurements of the selected rows: read as proposed, or right as they are."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from em_desktop.review import readings
from em_desktop.review.edits import SetReadings
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.proposals import Way
from em_desktop.roster.reading import Reading
from em_desktop.session.document import Document
from em_desktop.ui.doubt_strip import DoubtStrip
from em_desktop.ui.table.view import RosterView

NOTHING_PROPOSED = "No other reading is proposed here. F8 goes to the next flag."
NOTHING_DOUBTED = "Nothing is doubtful about this measurement."
NOTHING_SETTLED = "No reading of this row can be taken back."


class Settler(QObject):
    """Does what the strip and the menu ask for, one undoable step each."""

    settled = Signal()
    """A doubt was answered."""
    refused = Signal(str)
    """Why there was nothing to do, in a sentence."""

    def __init__(
        self, document: Document, view: RosterView, strip: DoubtStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._view = view
        strip.accepted.connect(self.accept)
        strip.all_accepted.connect(self.accept_alike)
        strip.kept.connect(self.keep)
        strip.taken_back.connect(self.take_back)

    def accept(self, way: Way | None = None) -> None:
        """Read the selected rows as proposed.

        Args:
            way: in which; None for the likeliest of each row.
        """
        edit = readings.accept(*self._state, self._ids(), way)
        self._do(edit, "reading {} as proposed", NOTHING_PROPOSED)

    def accept_alike(self, way: Way | None = None) -> None:
        """Read all rows that are like the current one as it is proposed for that."""
        current = self._view.current_row_id()
        found = None if current is None else readings.doubt(*self._state, current)
        if way is None and found is not None and found.offers:
            way = found.offers[0].way
        edit = None if way is None else readings.accept_alike(*self._state, way)
        self._do(edit, "reading {} as proposed", NOTHING_PROPOSED)

    def keep(self) -> None:
        """Say that the selected rows are right as they are."""
        edit = readings.keep(*self._state, self._ids())
        self._do(edit, "taking {} as written", NOTHING_DOUBTED)

    def take_back(self) -> None:
        """Doubt the selected rows again."""
        edit = readings.take_back(*self._state, self._ids())
        self._do(edit, "taking back the reading of {}", NOTHING_SETTLED)

    def offer(self) -> tuple[str, Callable[[], None]] | None:
        """Return a button for the current row's likeliest reading, and what it does."""
        current = self._view.current_row_id()
        found = None if current is None else readings.doubt(*self._state, current)
        if found is None or not found.offers:
            return None
        return f"Read as {found.offers[0].words}", self.accept

    @property
    def _state(self) -> tuple[Workspace, Reading]:
        return self._document.workspace, self._document.reading

    def _ids(self) -> list[int]:
        """Ids of the selected rows, or of the current one."""
        self._view.commit_editor()
        rows = self._view.selected_rows() or [self._view.currentIndex().row()]
        model = self._view.roster_model()
        return model.row_ids([row for row in rows if 0 <= row < len(model.positions)])

    def _do(self, edit: SetReadings | None, words: str, otherwise: str) -> None:
        if edit is None:
            self.refused.emit(otherwise)
            return
        self._document.do(edit, words.format(counted(len(edit.readings), "row")))
        self.settled.emit()
