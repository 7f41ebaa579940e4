"""How far to trust the suggestions, in a line that is always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.em.sources import Source
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import keep_room, mark, scale_text
from em_desktop.ui.tips import plain_tip

_UNKNOWN = "Infer, and some recorded rows are hidden and guessed to find out."


class TrustStrip(QFrame):
    """A sentence, a button that uses more evidence, and a way to the details."""

    evidence_wanted = Signal(str, bool)
    """A source to use."""
    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        self._source: Source | None = None
        self._title = QLabel("How far to trust this")
        scale_text(self._title, bold=True)
        self._basis = ElidedLabel()
        mark(self._basis, muted=True)
        self._details = QPushButton("Details")
        self._details.setToolTip("Show how this was tested, and what the fit is made of (F7)")
        self._details.setAccessibleName("Details of how far to trust this")
        mark(self._details, flat=True, compact=True)
        self._details.clicked.connect(self.details_wanted)
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._use = QPushButton()
        self._use.clicked.connect(self._used)

        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._basis, 1)
        top.addWidget(self._details)
        self._body = QWidget()
        below = QHBoxLayout(self._body)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self._sentence, 1)
        below.addWidget(self._use, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 10)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._body)
        self._words = ("", "")
        self._compact = False
        keep_room(self._use)
        self.say("", "", None)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    @property
    def offer_button(self) -> QPushButton:
        """The button that uses more evidence; hidden where nothing is offered."""
        return self._use

    def say(self, sentence: str, basis: str, offer: tuple[Source, str] | None) -> None:
        """Show how far a fit can be trusted; an empty sentence tells how to find out.

        Args:
            sentence: the summary.
            basis: what it was tested on.
            offer: a source that would help, and the button's text.
        """
        known = bool(sentence)
        sentence = sentence or _UNKNOWN
        self._words = (sentence, basis)
        self._sentence.setText(sentence)
        mark(self._sentence, muted=not known)
        self._details.setEnabled(known)
        self._show_basis()
        self.setAccessibleName(f"{self._title.text()}: {sentence}")
        self._source = None if offer is None else offer[0]
        self._use.setText("" if offer is None else offer[1].replace("&", "&&"))
        self._use.setVisible(offer is not None)

    @property
    def compact(self) -> bool:
        """Whether it is one line high; the button is in the details then."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Be one line high, for a low window, or as high as the sentence is."""
        if compact != self._compact:
            self._compact = compact
            self._body.setVisible(not compact)
            self._title.setVisible(not compact)
            self._show_basis()

    def _show_basis(self) -> None:
        sentence, basis = self._words
        dashed = f"– {basis}" if basis else ""
        self._basis.setText(sentence if self._compact else dashed)
        self._basis.setToolTip(plain_tip(sentence) if self._compact else "")

    def _used(self) -> None:
        if self._source is not None:
            self.evidence_wanted.emit(self._source.value, True)
