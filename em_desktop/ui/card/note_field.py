"""One line for a note of the row under review."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

LONGEST = 500
"""Letters of a note."""

_PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class _Line(QLineEdit):
    """Tells how it is left: with Enter, with Escape, or for something else."""

    left = Signal(bool)
    """Whether what was written is kept."""

    def event(self, event: QEvent) -> bool:
        """Take Escape before the menus do."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave with Enter or Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit(event.key() != Qt.Key.Key_Escape)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was written where somebody goes on elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit(True)


class NoteField(QWidget):
    """Enter keeps what is written, Escape drops it; an empty note is none."""

    written = Signal(object)
    """The note, or None for none; not emitted where it was dropped."""
    closed = Signal()
    """It was left, in whichever way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = QLabel("N&ote")
        self.line = _Line()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText("Enter keeps it, Escape drops it")
        self.line.setAccessibleName("Note of this row")
        label.setBuddy(self.line)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        self.line.left.connect(self._left)
        self._open = False

    def open_with(self, note: str) -> None:
        """Let a note be written, or the one that is there be changed."""
        self._open = True
        self.line.setText(note)
        self.line.selectAll()
        self.line.setFocus()

    def _left(self, kept: bool) -> None:
        if not self._open:  # it loses the focus when it is hidden
            return
        self._open = False
        if kept:
            self.written.emit(" ".join(self.line.text().split()) or None)
        self.closed.emit()
