"""Importing the heavy modules behind the first paint."""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from em_desktop.session.run import Run, Task

_READERS = ("em_desktop.session.loading", "em_desktop.review.report.making")
"""Imported on a worker: they bring numpy and know no Qt."""

_PAGES = ("em_desktop.ui.roster_page", "em_desktop.ui.files.exporting")
"""Imported on the interface thread: pyqtgraph looks at Qt's modules while it is imported."""


class Preloader(QObject):
    """Imports what the page of a roster needs while the start page is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begun = self._closed = False
        self._run = Run(_import_readers, self)
        self._run.succeeded.connect(self._import_pages)

    def start_soon(self) -> None:
        """Begin with the next turn of the event loop, once.

        What is needed before this is done is imported then.
        """
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self, self._start)

    def close_down(self) -> None:
        """Wait for the worker; nothing begins any more."""
        self._closed = True
        self._run.close()

    @property
    def running(self) -> bool:
        """Whether modules are still being imported."""
        return self._run.running

    def _start(self) -> None:
        if not self._closed:
            self._run.start()

    def _import_pages(self, _nothing: object) -> None:
        for name in _PAGES:
            import_module(name)


def _import_readers(task: Task) -> None:
    for name in _READERS:
        if task.cancelled():
            return
        import_module(name)
