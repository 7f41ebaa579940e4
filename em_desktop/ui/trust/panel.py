"""How far to trust the suggestions, in full: what was tested, what would help, how it was made."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from em_desktop.review.fit_words import ParameterLine
from em_desktop.review.trust_report import TrustReport
from em_desktop.review.trust_words import OfferLine
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark, scale_text, text_width
from em_desktop.ui.trust.diagram import ReliabilityDiagram

_DOTS = (
    "Each dot stands for hidden rows of about the same percentage, with their number; the bar is "
    "what chance allows. On the dashed line the percentages hold. Below it they promise too much."
)


_NARROW = 50
"""Letters from which a line has room for a sentence and a button."""


class TrustPanel(QFrame):
    """Takes the place of the curves while it is open."""

    closed = Signal()
    evidence_wanted = Signal(str, bool)
    """A source to use, or to use no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        self.setAccessibleName("How far to trust this")
        title = ElidedLabel("How far to trust this")
        scale_text(title, 1.1, bold=True)
        self._back = QPushButton("Back to the curves")
        self._back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 8, 0)
        top.addWidget(title, 1)
        top.addWidget(self._back)

        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(6)
        self._hidden = _words()
        self._ceiling = _words()
        mark(self._ceiling, warning=True)
        self._diagram = ReliabilityDiagram()
        self._dots = _words(_DOTS, muted=True)
        self._expected = _words()
        self._agreed = _words()
        self._offers = QGridLayout()
        self._compared = _words(muted=True)
        self._further = _words()
        self._parameters = QGridLayout()
        self._notes = _words(muted=True)
        self._column.addWidget(self._hidden)
        self._column.addWidget(self._ceiling)
        self._column.addWidget(self._diagram)
        self._column.addWidget(self._dots)
        self._threshold_heading = _heading("")
        self._column.addWidget(self._threshold_heading)
        self._column.addWidget(self._expected)
        self._agreed_heading = _heading("How often you agree")
        self._column.addWidget(self._agreed_heading)
        self._column.addWidget(self._agreed)
        self._offers_heading = _heading("What each kind of evidence adds")
        self._column.addWidget(self._offers_heading)
        self._column.addWidget(self._compared)
        self._column.addLayout(self._offers)
        self._column.addWidget(_heading("What the fit is made of"))
        self._column.addLayout(self._parameters)
        self._column.addWidget(self._further)
        self._column.addWidget(self._notes)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        content.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self._buttons: list[QPushButton] = []
        self._report: TrustReport | None = None
        self._narrow = False

        card = QVBoxLayout(self)
        card.setContentsMargins(14, 10, 6, 10)
        card.setSpacing(8)
        card.addLayout(top)
        card.addWidget(scroll, 1)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons that use a source of evidence, or use it no more."""
        return tuple(self._buttons)

    @property
    def expected(self) -> str:
        """What accepting will cost."""
        return self._expected.text()

    def set_agreement(self, sentences: Sequence[str]) -> None:
        """Say how often a person and the suggestions said the same; nothing where none did."""
        self._agreed.setText(" ".join(sentences))
        self._agreed.setVisible(bool(sentences))
        self._agreed_heading.setVisible(bool(sentences))

    def show_report(self, report: TrustReport) -> None:
        """Show what is known of a fit."""
        self._report = report
        self._hidden.setText(report.hidden)
        self._ceiling.setText(report.ceiling)
        self._ceiling.setVisible(bool(report.ceiling))
        self._diagram.set_dots(report.dots)
        self._dots.setVisible(bool(report.dots))
        self._offers_heading.setVisible(bool(report.offers))
        self._compared.setText(report.compared)
        self._compared.setVisible(bool(report.compared))
        self._show_offers(report.offers)
        self._further.setText("\n".join(report.further))
        self._further.setVisible(bool(report.further))
        self._show_parameters(report.measure, report.parameters)
        self._notes.setText("\n".join(report.notes))

    def set_expected(self, threshold: str, sentence: str) -> None:
        """Say what accepting all above the slider will cost.

        Args:
            threshold: the slider's probability, in words.
            sentence: what it will cost.
        """
        self._threshold_heading.setText(f"Accepting all at least {threshold}")
        self._expected.setText(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put buttons and figures under each other where there is no room beside."""
        super().resizeEvent(event)
        narrow = self.width() < text_width(self, _NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            if self._report is not None:
                self.show_report(self._report)

    def _show_offers(self, offers: tuple[OfferLine, ...]) -> None:
        _clear(self._offers)
        self._buttons = []
        self._offers.setColumnStretch(0, 1)
        self._offers.setHorizontalSpacing(12)
        for at, line in enumerate(offers):
            row, column = (2 * at + 1, 0) if self._narrow else (2 * at, 1)
            if not line.action:
                self._offers.addWidget(_words(line.sentence), 2 * at, 0, 1, 2)
                continue
            self._offers.addWidget(_words(line.sentence), 2 * at, 0)
            button = QPushButton(line.action.replace("&", "&&"))
            button.setProperty("source", line.source.value)
            button.setProperty("stops", line.stops)
            button.clicked.connect(self._clicked)
            self._offers.addWidget(button, row, column)
            self._buttons.append(button)

    def _show_parameters(self, measure: str, lines: tuple[ParameterLine, ...]) -> None:
        _clear(self._parameters)
        self._parameters.setHorizontalSpacing(14)
        self._parameters.setColumnStretch(0 if self._narrow else 4, 1)
        self._parameters.setColumnStretch(4 if self._narrow else 0, 0)
        if self._narrow:
            for row, line in enumerate(lines):
                words = (
                    f"{line.category}: {line.share}, {measure} {line.mean}, spread {line.spread}"
                )
                self._parameters.addWidget(_words(words), row, 0)
            return
        heads = ("", "share", f"mean {measure}", "spread")
        for column, text in enumerate(heads):
            self._parameters.addWidget(_cell(text, muted=True), 0, column)
        for row, line in enumerate(lines, start=1):
            for column, text in enumerate((line.category, line.share, line.mean, line.spread)):
                self._parameters.addWidget(_cell(text), row, column)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            stops = bool(button.property("stops"))
            self.evidence_wanted.emit(str(button.property("source")), not stops)


def _words(text: str = "", *, muted: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    mark(label, muted=muted)
    return label


def _heading(text: str) -> QLabel:
    label = _words(text)
    label.setContentsMargins(0, 8, 0, 0)
    scale_text(label, bold=True)
    return label


def _cell(text: str, *, muted: bool = False) -> QLabel:
    label = _words(text, muted=muted)
    label.setWordWrap(False)
    return label


def _clear(layout: QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
