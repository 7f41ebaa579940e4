"""What the frame of the window says of the open roster: its title and its bars."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from em_desktop.roster.folding import shown
from em_desktop.ui.flag_menu import FlagMenu
from em_desktop.ui.status_bar import StatusBar
from em_desktop.ui.toolbar import MainToolBar

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage

TITLE = "EM Desktop"
_LONGEST = 120
"""Of a file's name, in letters."""


class WindowFrame:
    """Keeps title, tool bar, status bar and the menu of flags true to the open roster."""

    def __init__(
        self, window: QMainWindow, tool_bar: MainToolBar, status_bar: StatusBar, flags: FlagMenu
    ) -> None:
        self._window, self._tool_bar = window, tool_bar
        self._status_bar, self._flags = status_bar, flags

    def show_page(self, page: "RosterPage | None") -> None:
        """Say what is open; with None, the start page is."""
        window, tool_bar = self._window, self._tool_bar
        self._status_bar.setVisible(page is not None)
        self._status_bar.show_document(None if page is None else page.document)
        tool_bar.setVisible(page is not None)
        self._flags.set_flags(None if page is None else page.document.reading.flags)
        if page is None:
            tool_bar.set_state("", roster_open=False, running=False, inferred=False)
            window.setWindowTitle(TITLE)
            window.setWindowModified(False)
            return
        inferred, running = page.document.suggestions is not None, page.inference.running
        state = {"running": running, "inferred": inferred, "wanted": page.inferring.is_wanted}
        tool_bar.set_state(page.sentence, roster_open=True, **state)
        path = page.document.opened.path
        name = shown(path.name, _LONGEST) if path else "New roster"
        window.setWindowTitle(f"{name}[*] – {TITLE}")
        window.setWindowModified(page.document.unsaved)
