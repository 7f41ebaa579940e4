"""Enter presses the button that has the focus, on every desktop."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """Lets Enter press the button of a window or dialog that was reached with Tab.

    Qt leaves this to the desktop: on some, Enter does nothing there unless the button may become
    the default one, and which button that is then changes with the focus.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take an Enter that the focused button has left to its window."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _KEYS
            and isinstance(watched, QWidget)
        ):
            focused = watched.focusWidget()
            if isinstance(focused, QPushButton) and focused.isEnabled():
                if not event.isAutoRepeat():
                    focused.click()
                return True
        return super().eventFilter(watched, event)
