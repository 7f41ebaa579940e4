"""Why a suggestion is what it is: a sentence, the curves at the row, the evidence as bars."""

from enum import IntEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.review.card.card import Card
from em_desktop.ui.card.density_view import DensityView
from em_desktop.ui.card.evidence_table import EvidenceTable
from em_desktop.ui.card.sentence_label import SentenceLabel
from em_desktop.ui.doubt_strip import DoubtStrip
from em_desktop.ui.style import text_width

_GAP, _BESIDE = 8, 14
_WIDE = 58
"""Letters of a card in which the curves have room beside the bars."""

_NARROWEST = 40
"""Letters of the narrowest card."""

_OF_THE_CURVES = 0.38
"""Part of the width that the curves take beside the bars."""


class Room(IntEnum):
    """How much of the reasons has room."""

    SENTENCE = 0
    BARS = 1
    """The sentence and the bars."""
    ALL = 2


class Why(QWidget):
    """Three parts whose places never change, and a doubt that takes the place of some of them.

    Where a measurement is doubtful there are no curves of it: what is doubtful, and the answers to
    that, stand in their place.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.sentence = SentenceLabel(self)
        self.densities = DensityView(self)
        self.evidence = EvidenceTable(self)
        self.doubt_strip = DoubtStrip(self)
        self._room = Room.ALL
        self._has_evidence = self._is_settled = False

    @property
    def room(self) -> Room:
        """How much is shown."""
        return self._room

    def use_room(self, room: Room) -> None:
        """Show as much as there is room for."""
        if room != self._room:
            self._room = room
            self._place()
            self.updateGeometry()

    def show_card(self, card: Card) -> None:
        """Show why a card's suggestion is what it is."""
        before = self._bars()
        self.sentence.show_sentence(card.saying.sentence, card.saying.aside)
        self.densities.show_densities(card.densities)
        if card.explanation is not None:
            self.evidence.show_explanation(card.explanation, card.labels, card.places)
        self._has_evidence = card.explanation is not None
        self.doubt_strip.show_doubt(card.doubt)
        self._is_settled = card.doubt is not None and card.doubt.answered
        if self._bars() != before:
            self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The room that is kept, whatever the row."""
        return QSize(text_width(self, _WIDE), self.height_in(self._room))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same height, as narrow as the bars can be."""
        least = max(self.evidence.minimumSizeHint().width(), text_width(self, _NARROWEST))
        return QSize(least, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the parts where they belong."""
        super().resizeEvent(event)
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @property
    def _wide(self) -> bool:
        return self.width() >= text_width(self, _WIDE)

    def height_in(self, room: Room) -> int:
        """Return the height that is needed in the present width."""
        sentence, bars = self.sentence.sizeHint().height(), self._bars()
        if room is Room.SENTENCE:
            return sentence
        curves = self.densities.sizeHint().height() if room is Room.ALL else 0
        beside = self._wide or not curves
        return sentence + _GAP + (max(curves, bars) if beside else curves + _GAP + bars)

    def _bars(self) -> int:
        return self.evidence.sizeHint().height()

    def _place(self) -> None:
        width, top = self.width(), self.sentence.sizeHint().height()
        self.sentence.setGeometry(0, 0, width, top)
        top += _GAP
        rest, bars = max(self.height() - top, 0), self._bars()
        left, below = 0, top
        if self._room is Room.ALL and self._wide:
            left = round(width * _OF_THE_CURVES)
            self.densities.setGeometry(0, top, left, rest)
            left += _BESIDE
            below = top + max(rest - bars, 0) // 2
        elif self._room is Room.ALL:
            high = self.densities.sizeHint().height()
            self.densities.setGeometry(0, top, width, high)
            below = top + high + _GAP
        self.evidence.setGeometry(left, below, width - left, bars)
        doubt = not self.doubt_strip.isHidden()
        covered = doubt and not (self._is_settled and self._room is Room.ALL)
        self.sentence.setVisible(not covered)
        self.densities.setVisible(self._room is Room.ALL and not covered)
        self.evidence.setVisible(self._room > Room.SENTENCE and self._has_evidence and not doubt)
        if covered:
            self.doubt_strip.setGeometry(self.rect())
        else:
            below = top if self._wide else below
            self.doubt_strip.setGeometry(left, below, width - left, self.height() - below)
