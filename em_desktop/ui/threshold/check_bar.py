"""What stands in the threshold's place while a sample is looked at, or answers are blind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip


class CheckBar(QWidget):
    """A title with its buttons, and a line of what was found."""

    chosen = Signal(str)
    """Name of the button that was pressed."""
    left = Signal()
    """Escape was pressed here."""

    def __init__(self, buttons: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._said = ElidedLabel()
        mark(self._said, muted=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addStretch(1)
        self._buttons: dict[str, QPushButton] = {}
        for name, text in buttons.items():
            button = QPushButton(text)
            button.setObjectName(name)
            button.clicked.connect(self._clicked)
            self._buttons[name] = button
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._said)

    @property
    def title(self) -> str:
        """What is being done."""
        return self._title.text()

    @property
    def said(self) -> str:
        """What was found."""
        return self._said.text()

    def button(self, name: str) -> QPushButton:
        """Return a button by its name."""
        return self._buttons[name]

    def show_check(
        self, title: str, said: str, texts: dict[str, str], *, warning: bool = False
    ) -> None:
        """Say how it stands.

        Args:
            title: what is being done.
            said: what was found.
            texts: of the buttons that fit, by name; the others are hidden.
            warning: what was found should strike the eye.
        """
        self._title.setText(title)
        self._said.setText(said)
        self._said.setAccessibleName(said)
        self._said.setToolTip(plain_tip(said))
        if bool(self._said.property("warning")) != warning:
            mark(self._said, muted=not warning, warning=warning)
        for name, button in self._buttons.items():
            button.setVisible(name in texts)
            button.setText(texts.get(name, button.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        self.chosen.emit(self.sender().objectName())
