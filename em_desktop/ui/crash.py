"""What happens when the program meets an error that nobody foresaw.

The person gets a calm sentence and a report that can be copied. The report tells where in the
program it happened and never what was in the roster: no local variables, no source lines and no
exception's message, for that may quote a cell.
"""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop import __version__
from em_desktop.ui.dialogs.report_dialog import ReportDialog

_log = logging.getLogger(__name__)
_PACKAGE = Path(__file__).resolve().parents[1]


class CrashReporter(QObject):
    """Shows unexpected errors of any thread, one dialog at a time, each error once."""

    _happened = Signal(str)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: ReportDialog | None = None
        self._seen: set[str] = set()
        self.rescue: Callable[[], Path | None] | None = None
        self._hooks = (sys.excepthook, threading.excepthook)
        # Queued: an error may come from a worker, or from the middle of a paint event.
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the errors that reach nobody: of slots, of events, of threads."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._hooks

    def take(self, error: BaseException) -> None:
        """Report an error; may be called on any thread."""
        text = report_text(error)
        _log.error("unexpected error\n%s", text)
        self._happened.emit(text)

    @property
    def dialog(self) -> ReportDialog | None:
        """The dialog that is open, or None."""
        return self._dialog

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app = QApplication.instance()
            if app is not None:
                app.quit()
            return
        self.take(error.with_traceback(trace))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)

    def _show(self, text: str) -> None:
        if text in self._seen:
            return
        self._seen.add(text)
        if self._dialog is not None:
            self._dialog.add(text)
            return
        parent = QApplication.activeModalWidget() or self._window
        self._dialog = ReportDialog(text, parent, self._rescued())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _rescued(self) -> Path | None:
        """Save the user's work, if there is any and it can be done."""
        try:
            return self.rescue() if self.rescue is not None else None
        except Exception as error:  # noqa: BLE001 - the report of the first error must be seen
            _log.error("the work could not be rescued\n%s", report_text(error))
            return None

    def _closed(self) -> None:
        self._dialog = None


def install(window: QWidget, rescue: Callable[[], Path | None] | None = None) -> CrashReporter:
    """Show unexpected errors of the whole program over a window.

    Args:
        window: that the report belongs to.
        rescue: saves the user's work and returns the file, or None where there is none.

    Returns:
        The reporter, which belongs to the window.
    """
    reporter = _reporter_of(window)
    reporter.rescue = rescue
    reporter.install()
    return reporter


def report(error: BaseException, window: QWidget) -> None:
    """Show an unexpected error that somebody caught."""
    _reporter_of(window).take(error)


def report_text(error: BaseException) -> str:
    """Return what a developer needs to know, without anything from the roster.

    That is: versions, the kind of each exception in the chain, and file, line and function of
    each frame.
    """
    lines = [
        f"EM Desktop {__version__}",
        f"Python {platform.python_version()}, PySide6 {pyside_version}, Qt {qVersion()}",
        platform.platform(),
        "",
    ]
    for number, one in enumerate(_chain(error)):
        kind = type(one)
        name = kind.__qualname__
        if kind.__module__ != "builtins":
            name = f"{kind.__module__}.{name}"
        lines.append(f"{'after ' if number else ''}{name}")
        lines.extend(
            f"  {_place(frame.filename)}, line {frame.lineno}, in {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        )
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those that it came from, the newest first."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _place(file_name: str) -> str:
    """Return a file's path without the folders that name a person or a machine."""
    path = Path(file_name)
    if path.is_relative_to(_PACKAGE.parent):
        return path.relative_to(_PACKAGE.parent).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return Path(*parts[parts.index("site-packages") + 1 :]).as_posix()
    return path.name


def _reporter_of(window: QWidget) -> CrashReporter:
    found = window.findChild(CrashReporter)
    return found if isinstance(found, CrashReporter) else CrashReporter(window)
