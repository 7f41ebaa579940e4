"""A slim strip that says what is going on, how far it is, and lets the user cancel."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

_DELAY = 300
"""Milliseconds before the strip appears: quick work never makes the window flicker."""
_STEPS = 1000


class BusyBar(QWidget):
    """Shows one piece of work at a time; hidden when there is none.

    Args:
        over: it lies over the upper edge of this widget, so that nothing moves when it comes and
            goes; None for a place in a layout.

    Attributes:
        cancelled: the user pressed Cancel. The bar stays until ``stop`` is called.
    """

    cancelled = Signal()

    def __init__(self, over: QWidget | None = None) -> None:
        super().__init__(over)
        self._over = over
        self.setAutoFillBackground(True)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton("&Cancel")
        self._cancel.clicked.connect(self._cancel_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.setSpacing(12)
        layout.addWidget(self._text)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._appear)
        if over is not None:
            over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as wide as what it lies over is."""
        if event.type() == QEvent.Type.Resize:
            self._lie()
        return super().eventFilter(watched, event)

    def _lie(self) -> None:
        if self._over is not None:
            self.setGeometry(0, 0, self._over.width(), self.sizeHint().height())
            self.raise_()

    def _appear(self) -> None:
        self._lie()
        self.show()

    def start(self, text: str, *, can_cancel: bool = True) -> None:
        """Begin a piece of work; the bar appears after a moment if it is not over by then.

        Args:
            text: what is going on, such as ``Opening class 10A.csv…``.
            can_cancel: whether Cancel is offered.
        """
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._cancel.setEnabled(True)
        self._cancel.setVisible(can_cancel)
        self.set_progress(None)
        if not self.isVisible():
            self._timer.start()

    def set_progress(self, share: float | None) -> None:
        """Show how far the work is.

        Args:
            share: that is done, 0 to 1; None where it is not known.
        """
        if share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(min(max(share, 0.0), 1.0) * _STEPS))

    def stop(self) -> None:
        """End the piece of work; the bar goes, or never comes."""
        self._timer.stop()
        self.hide()

    @property
    def waiting(self) -> bool:
        """Whether work has begun that is too young to be shown."""
        return self._timer.isActive()

    def _cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
