"""The settings as they are now, saved whenever they change."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from em_desktop.session.run import Run, Task
from em_desktop.session.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from em_desktop.review.queue_order import QueueOrder
    from em_desktop.session.bookmarks import Bookmark
    from em_desktop.session.choices import Choice


class Memory(QObject):
    """Remembers what the user chose, and where the user was last.

    Attributes:
        settings: as they are now.
    """

    changed = Signal()
    forgotten = Signal()
    """All files are to be forgotten."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, store: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self.settings: Settings = store.load()
        self._run: Run[None] | None = None

    def keep(self, settings: Settings) -> None:
        """Take other settings, and save them."""
        self.wait()
        self.settings = settings
        self._store.save(settings)
        self.changed.emit()

    def keep_choice(self, choice: "Choice") -> None:
        """Remember what was chosen for a file."""
        self.keep(self.settings.with_choice(choice))

    def keep_bookmark(self, bookmark: "Bookmark") -> None:
        """Remember where a person is in a file, written behind the window's back.

        It comes often: so that another window's settings stay, only this is put into the file.
        """
        self.wait()
        mine = self.settings = self.settings.with_bookmark(bookmark)
        store = self._store

        def work(_task: Task) -> None:
            found = store.load()
            store.save(found.with_bookmark(bookmark) if store.path.exists() else mine)

        self._run = Run(work, self)
        self._run.failed.connect(self.crashed)
        self._run.start()

    def wait(self) -> None:
        """Wait until all is written."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def keep_receipt(self, wanted: bool) -> None:
        """Remember whether a receipt is saved beside the corrected file."""
        self.keep(replace(self.settings, receipt=wanted))

    def keep_order(self, order: "QueueOrder") -> None:
        """Remember in which order rows are reviewed."""
        if order is not self.settings.order:
            self.keep(replace(self.settings, order=order))

    def forget_recent(self) -> None:
        """Forget all files."""
        self.forgotten.emit()
        self.keep(self.settings.without_recent())
