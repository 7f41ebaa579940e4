"""Keys that are held down, told from keys that are pressed again and again."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class HeldKeys(QObject):
    """Marks the presses of a key that is held down as repeated, where Qt has not done so.

    An X server repeats a key by a release and a press at the same moment. Qt sees that only where
    both have arrived when it looks; mostly it takes them for two keys of a person.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._released = (0, 0)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give a press that comes at the moment of its release on as a repeated one."""
        if isinstance(event, QKeyEvent):
            moment = (event.key(), event.timestamp())
            if event.type() == QEvent.Type.KeyRelease:
                self._released = moment
            elif (
                event.type() == QEvent.Type.KeyPress
                and not event.isAutoRepeat()
                and event.timestamp()
                and moment == self._released
            ):
                repeated = QKeyEvent(
                    event.type(), event.key(), event.modifiers(), event.text(), autorep=True
                )
                return QCoreApplication.sendEvent(watched, repeated)
        return False
