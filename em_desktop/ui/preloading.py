"""Importing the heavy modules behind the first paint."""

from importlib import import_module

from PySide6.QtCore import QObject

from em_desktop.session.run import Run, Task

_READERS = ("em_desktop.session.loading",)
"""Imported on a worker: they bring numpy and know no Qt."""

_PAGES = ("em_desktop.ui.roster_page", "em_desktop.ui.exporting")
"""Imported on the interface thread: pyqtgraph looks at Qt's modules while it is imported."""


class Preloader(QObject):
    """Imports what the page of a roster needs while the start page is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._run = Run(_import_readers, self)
        self._run.succeeded.connect(self._import_pages)

    def start(self) -> None:
        """Begin; everything is imported when it is needed, too, if this is not done by then."""
        self._run.start()

    def close_down(self) -> None:
        """Wait for the worker."""
        self._run.close()

    @property
    def running(self) -> bool:
        """Whether modules are still being imported."""
        return self._run.running

    def _import_pages(self, _nothing: object) -> None:
        for name in _PAGES:
            import_module(name)


def _import_readers(task: Task) -> None:
    for name in _READERS:
        if task.cancelled():
            return
        import_module(name)
