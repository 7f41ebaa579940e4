"""What the start page offers to go on with."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark, scale_text
from em_desktop.ui.tips import plain_tip

_MOST = 3
"""So many are shown; the others come up as these go."""


@dataclass(frozen=True)
class Offer:
    """Work that can be gone on with, as it is shown.

    Attributes:
        work: what it stands for.
        name: of the roster.
        words: what is left, since when and where.
    """

    work: object
    name: str
    words: str


class UnfinishedCard(QFrame):
    """Lists unfinished work; hidden where there is none."""

    go_on_wanted = Signal(object)
    """The work to go on with."""
    discard_wanted = Signal(object)
    later_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 12, 12, 10)
        inside.setSpacing(4)
        self._head = QLabel("Go on where you stopped")
        mark(self._head, muted=True)
        inside.addWidget(self._head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        inside.addLayout(self._rows)
        self._more = QLabel()
        mark(self._more, muted=True)
        inside.addWidget(self._more)
        self.hide()

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show what can be gone on with, the newest first."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for offer in offers[:_MOST]:
            row = _Row(offer)
            row.go_on_wanted.connect(self.go_on_wanted)
            row.discard_wanted.connect(self.discard_wanted)
            row.later_wanted.connect(self.later_wanted)
            self._rows.addWidget(row)
        more = len(offers) - _MOST
        self._more.setText(f"{more} more" if more > 0 else "")
        self._more.setVisible(more > 0)
        self.setVisible(bool(offers))


class _Row(QWidget):
    """One roster with what can be done about it."""

    go_on_wanted = Signal(object)
    discard_wanted = Signal(object)
    later_wanted = Signal(object)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._work = offer.work
        name, words = ElidedLabel(offer.name), ElidedLabel(offer.words)
        scale_text(name, bold=True)
        mark(words, muted=True)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(name)
        texts.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        for label, what, slot in (
            ("Go on", "Go on at the row where you stopped", self._go_on),
            ("Discard…", "Give this work up", self._discard),
            ("Not now", "Leave it for the next start", self._later),
        ):
            button = QPushButton(label)
            button.setAccessibleName(f"{label}: {offer.name}")
            button.setAccessibleDescription(f"{what}: {offer.words}")
            button.setToolTip(plain_tip(what))
            mark(button, flat=label == "Not now")
            button.clicked.connect(slot)
            row.addWidget(button)
        self.setToolTip(plain_tip(f"{offer.name}\n{offer.words}"))

    def _go_on(self) -> None:
        self.go_on_wanted.emit(self._work)

    def _discard(self) -> None:
        self.discard_wanted.emit(self._work)

    def _later(self) -> None:
        self.later_wanted.emit(self._work)
