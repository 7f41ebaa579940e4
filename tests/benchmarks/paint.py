"""Open a window in this process and say when it has been painted: ours, or a bare one."""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

HEAVY = (
    *("numpy", "pandas", "pyqtgraph", "python_calamine", "clevercsv", "chardet", "scipy"),
    *("pyarrow", "xlsxwriter"),
)


class FirstPaint(QObject):
    """Waits until the first window has been painted, then ends the process's event loop."""

    _PAINTED = QEvent.Type(QEvent.registerEventType())

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            app = QCoreApplication.instance()
            assert app is not None
            app.removeEventFilter(self)
            # Its children are painted within this event; the next in the queue comes after them.
            event_after = QEvent(self._PAINTED)
            QCoreApplication.postEvent(self, event_after, Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() != self._PAINTED:
            return super().event(event)
        imported = [name for name in HEAVY if name in sys.modules]
        sys.stdout.write(" ".join(["painted", *imported]) + "\n")
        sys.stdout.flush()
        for window in QApplication.topLevelWidgets():
            window.close()
        return True


def ours() -> None:
    from em_desktop.app import make_application  # noqa: PLC0415 - only for this window
    from em_desktop.cli.arguments import main  # noqa: PLC0415

    paint = FirstPaint(make_application())
    main([])
    del paint


def bare() -> None:
    app = QApplication(sys.argv)
    paint = FirstPaint(app)
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()
    del paint


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours()
