"""The field that finds, and what it says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from em_desktop.review.show import Show
from em_desktop.ui.status_bar import StatusBar
from em_desktop.ui.toolbar import MainToolBar
from em_desktop.ui.waiting import Waiting

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage

_SHOWN = 4000  # milliseconds


class Finder(QObject):
    """Looks for the text of the tool bar's field in the page that is open."""

    def __init__(self, tool_bar: MainToolBar, status_bar: StatusBar, waiting: Waiting) -> None:
        super().__init__(tool_bar)
        self._waiting = waiting
        self._field, self._status_bar = tool_bar.find_field, status_bar
        self.page: RosterPage | None = None
        tool_bar.find_changed.connect(self._typed)
        tool_bar.find_next.connect(self.go_on)

    def focus(self) -> None:
        """Go to the field."""
        self._field.setFocus()
        self._field.selectAll()

    def go_on(self) -> None:
        """Go to the next match."""
        if self._field.text():
            self._find(from_here=False)

    def _typed(self, _text: str) -> None:
        self._find(from_here=True)

    def _find(self, *, from_here: bool) -> None:
        if self.page is None:
            return
        text = self._field.text()
        if text:
            self._waiting.begin("Finding")
        n = self.page.commands.find(text, from_here=from_here)
        words = f"{n:,} found" if n else self._nowhere(self.page)
        self._status_bar.showMessage(words if text else "", _SHOWN)

    @staticmethod
    def _nowhere(page: "RosterPage") -> str:
        """Say that nothing was found, and where else it could be."""
        if page.model.show is Show.ALL:
            return "No cell holds this text"
        return f"No row under “{page.model.show.value}” holds this text; Alt+1 shows all rows"
