"""The composition root of the window: makes the application and puts its parts together."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from em_desktop import __version__
from em_desktop.files.problem import FileProblem
from em_desktop.session.collecting import GarbageCollector
from em_desktop.session.settings import SettingsStore
from em_desktop.ui import crash
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.style import apply_theme


def make_application() -> QApplication:
    """Return the one application, dressed."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName("EM Desktop")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication(sys.argv[:1])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, on=True)
    return app


def run(roster: Path | None) -> int:
    """Show the window and return the exit code once it is closed.

    Args:
        roster: a file to open, or None for the start page.
    """
    app = make_application()
    store = SettingsStore()
    apply_theme(app, store.load().appearance.value)
    window = MainWindow(store)

    def rescue_work() -> Path | None:
        from em_desktop.ui.files.rescuing import rescue  # noqa: PLC0415 - numpy comes with it

        return rescue(window.page, store.path.parent)

    crash.install(window, rescue_work)
    collector = GarbageCollector(app)
    window.show()
    if roster is not None:

        def open_roster() -> None:
            window.open_path(roster.absolute())  # dialogs say in which folder it lies

        QTimer.singleShot(0, window, open_roster)
    code = app.exec()
    collector.stop()
    return code


def picture(roster: Path, output: Path) -> int:
    """Write a picture of the window after an inference, rendered without a screen.

    Args:
        roster: the file to open.
        output: a PNG file.

    Returns:
        The exit code: 0, or 2 where the roster or the picture's place cannot be used.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from em_desktop.ui.rendering import render  # noqa: PLC0415 - pyqtgraph comes with it

    qInstallMessageHandler(_pass_on)
    app = make_application()
    apply_theme(app, "light")
    try:
        with TemporaryDirectory() as folder:  # the user's own settings stay as they are
            written = render(MainWindow(SettingsStore(Path(folder))), roster, output)
    except FileProblem as problem:
        sys.stderr.write(f"em-desktop picture: {problem}\n")
        return 2
    if not written:
        sys.stderr.write(f"em-desktop picture: {output} cannot be written. Name another file.\n")
        return 2
    return 0


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Print Qt's messages, but not what the offscreen platform says of every window."""
    if "plugin does not support" not in message:
        sys.stderr.write(f"{message}\n")
