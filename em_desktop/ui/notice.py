"""A line under the table that says something the user should know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.ui.style import mark


@dataclass(frozen=True)
class Offer:
    """A button of a notice.

    Attributes:
        text: of the button.
        run: what it does.
        stays: whether the notice stays when it is pressed.
    """

    text: str
    run: Callable[[], None]
    stays: bool = False


class Notice(QFrame):
    """Hidden until it has something to say; the user can close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, told=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setMinimumWidth(1)  # a word without end must not make the window wider
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._label)
        self._choices = QHBoxLayout()
        """Several offers stand under the words, where they have room."""
        self._choices.setSpacing(8)
        words.addLayout(self._choices)
        row.addLayout(words, 1)
        self._offered: Callable[[], None] | None = None
        self._row_id: int | None = None
        self._offer = QPushButton()
        self._offer.clicked.connect(self._take_up)
        row.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignTop)
        self._close = QPushButton("Close")
        self._close.setAccessibleName("Close this message")
        mark(self._close, flat=True)
        self._close.clicked.connect(self.hide)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
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
        self._row_id = None
        self._offered = offer[1] if offer is not None else None
        self._offer.setText(offer[0] if offer is not None else "")
        self._offer.setVisible(offer is not None)
        self._close.setVisible(True)
        self._set_choices(())
        self._label.setText("\n".join(sentences))
        mark(self._label, warning=warning)
        self.setAccessibleName(" ".join(sentences))
        self.setVisible(bool(sentences))

    def is_about(self, row_id: int | None) -> None:
        """Let what it says go as soon as another row is current."""
        self._row_id = row_id

    def leave(self, row_id: int | None) -> None:
        """Hide what is about one row, where another one is current now."""
        if self._row_id is not None and self._row_id != row_id:
            self.clear()

    def ask(self, *sentences: str, offers: Sequence[Offer], warning: bool = False) -> None:
        """Show sentences and several offers; one of them is the way out, so nothing else closes.

        Args:
            sentences: what to say.
            offers: the first one is the usual answer.
            warning: they are about something that looks doubtful.
        """
        self.say(*sentences, warning=warning)
        self._close.setVisible(False)
        self._set_choices(offers)

    @property
    def choices(self) -> list[QPushButton]:
        """The buttons of several offers."""
        items = (self._choices.itemAt(i) for i in range(self._choices.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _set_choices(self, offers: Sequence[Offer]) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for offer in offers:
            button = QPushButton(offer.text)
            button.clicked.connect(partial(self._chosen, offer))
            self._choices.addWidget(button)
        if offers:
            self._choices.addStretch(1)

    def _chosen(self, offer: Offer) -> None:
        if not offer.stays:
            self.say()
        offer.run()

    def clear(self) -> None:
        """Have nothing to say."""
        self.say()

    def _take_up(self) -> None:
        offered = self._offered
        self.say()
        if offered is not None:
            offered()
