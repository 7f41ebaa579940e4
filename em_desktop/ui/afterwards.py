"""What can wait until the window has painted what a person waits for."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

_LONGEST = 250
"""Milliseconds to wait, where there is nothing to paint or more and more."""

_PAINTED = QEvent.Type(QEvent.registerEventType())
_LAST = Qt.EventPriority.LowEventPriority.value


class Afterwards(QObject):
    """Does something once a window has painted what changed, or at once.

    However often it is asked for meanwhile, it is done once. Nothing waits for a window that is
    not on the screen.

    Args:
        do: what is to be done.
        widget: of the window; it owns this.
    """

    def __init__(self, do: Callable[[], None], widget: QWidget) -> None:
        super().__init__(widget)
        self._do, self._widget = do, widget
        self._watched: QWidget | None = None
        self._latest = QDeadlineTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    @property
    def is_due(self) -> bool:
        """Whether it was asked for and is not done yet."""
        return self._timer.isActive()

    def soon(self) -> None:
        """Do it once the window is painted; asked again before, it waits for that too.

        So a key that is held down is kept up with, and yet all follows a few times a second.
        """
        if not self._widget.isVisible():
            self.now()
            return
        if not self.is_due:
            self._watched = self._widget.window()
            self._watched.installEventFilter(self)
            self._latest.setRemainingTime(_LONGEST)
        self._timer.start(self._latest.remainingTime())

    def now(self) -> None:
        """Do it at once, and not once more later."""
        self.drop()
        self._do()

    def drop(self) -> None:
        """Do it no more."""
        self._timer.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See that the window paints, in this very event."""
        if event.type() == QEvent.Type.UpdateRequest:
            QCoreApplication.postEvent(self, QEvent(_PAINTED), _LAST)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Go on once the event is over in which the window has painted."""
        if event.type() != _PAINTED:
            return super().event(event)
        if self.is_due:
            self._timer.start(0)
        return True
