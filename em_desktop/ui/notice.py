"""One line above the table that says something the user should know."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from em_desktop.ui.style import mark


class Notice(QFrame):
    """Hidden until it has something to say; the user can close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._label, 1)
        close = QPushButton("Close")
        close.setAccessibleName("Close this message")
        mark(close, flat=True)
        close.clicked.connect(self.hide)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty while hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, *sentences: str, warning: bool = False) -> None:
        """Show sentences, one a line; with none, hide."""
        self._label.setText("\n".join(sentences))
        mark(self._label, warning=warning)
        self.setAccessibleName(" ".join(sentences))
        self.setVisible(bool(sentences))
