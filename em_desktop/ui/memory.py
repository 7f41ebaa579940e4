"""The settings as they are now, saved whenever they change."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from em_desktop.session.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from em_desktop.session.choices import Choice


class Memory(QObject):
    """Remembers what the user chose, and where the user was last.

    Attributes:
        settings: as they are now.
    """

    changed = Signal()

    def __init__(self, store: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self.settings: Settings = store.load()

    def keep(self, settings: Settings) -> None:
        """Take other settings, and save them."""
        self.settings = settings
        self._store.save(settings)
        self.changed.emit()

    def keep_choice(self, choice: "Choice") -> None:
        """Remember what was chosen for a file."""
        self.keep(self.settings.with_choice(choice))

    def keep_receipt(self, wanted: bool) -> None:
        """Remember whether a receipt is saved beside the corrected file."""
        self.keep(replace(self.settings, receipt=wanted))

    def forget_recent(self) -> None:
        """Forget all files."""
        self.keep(self.settings.without_recent())
