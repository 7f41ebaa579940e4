"""One line above the table that says something the user should know."""

from collections.abc import Callable

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
        self._offered: Callable[[], None] | None = None
        self._offer = QPushButton()
        self._offer.clicked.connect(self._take_up)
        row.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignTop)
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

    def say(
        self,
        *sentences: str,
        warning: bool = False,
        offer: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show sentences, one a line; with none, hide.

        Args:
            sentences: what to say.
            warning: they are about something that did not work or looks doubtful.
            offer: a button's text and what it does; the notice goes when it is pressed.
        """
        self._offered = offer[1] if offer is not None else None
        self._offer.setText(offer[0] if offer is not None else "")
        self._offer.setVisible(offer is not None)
        self._label.setText("\n".join(sentences))
        mark(self._label, warning=warning)
        self.setAccessibleName(" ".join(sentences))
        self.setVisible(bool(sentences))

    def clear(self) -> None:
        """Have nothing to say."""
        self.say()

    def _take_up(self) -> None:
        offered = self._offered
        self.say()
        if offered is not None:
            offered()
