"""The menu of flags: each kind with its count; a click goes to the next row that has it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from em_desktop.roster.flags import Flags


class FlagMenu(QObject):
    """Fills a menu each time it is opened."""

    chosen = Signal(int)
    """The kind of flag to go to."""

    def __init__(self, menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = menu
        self._flags: Flags | None = None
        menu.aboutToShow.connect(self._fill)

    def set_flags(self, flags: "Flags | None") -> None:
        """Show these flags from now on."""
        self._flags = flags
        self._menu.setEnabled(flags is not None)

    def _fill(self) -> None:
        self._menu.clear()
        counts = {} if self._flags is None else self._flags.counts()
        for kind, n in counts.items():
            if n and self._flags is not None:
                action = self._menu.addAction(
                    f"{self._flags.title(kind)}   {n:,}".replace("&", "&&")
                )
                action.setData(int(kind))
                action.triggered.connect(self._clicked)
        if self._menu.isEmpty():
            nothing = self._menu.addAction("Nothing looks doubtful")
            nothing.setEnabled(False)

    def _clicked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(int(action.data()))
