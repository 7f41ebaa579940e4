"""The row under review: its suggestion, why, and the answers."""

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from em_desktop.em.sources import Source
from em_desktop.review.card.card import Card, card
from em_desktop.session.document import Document
from em_desktop.ui.card.answer_button import AnswerButton
from em_desktop.ui.card.answer_grid import AnswerGrid
from em_desktop.ui.card.evidence_table import EvidenceTable
from em_desktop.ui.card.head import CardHead
from em_desktop.ui.card.headline import Headline
from em_desktop.ui.card.knowing import known_of
from em_desktop.ui.card.progress_line import ProgressLine
from em_desktop.ui.doubt_strip import DoubtStrip
from em_desktop.ui.style import keep_room, mark
from em_desktop.ui.theme import current_theme


class ReviewCard(QFrame):
    """Shows one row, or what to do where there is none."""

    answered = Signal(str)
    """Key of the answer."""
    step_wanted = Signal(object)
    """The `NextStep` that a person wants to take."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        self._document = document
        self._row_id: int | None = None
        self._selected = 1
        self._lead = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self.head = CardHead()
        self.headline = Headline()
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.doubt_strip = DoubtStrip()
        self._evidence = EvidenceTable()
        keep_room(self._evidence)
        self._answers = AnswerGrid()
        self._answers.answered.connect(self.answered)
        self.progress = ProgressLine()
        self.progress.step_wanted.connect(self.step_wanted)
        for part in (
            self.head,
            self.headline,
            self._sentence,
            self.doubt_strip,
            self._evidence,
            self._answers,
            self.progress,
        ):
            column.addWidget(part)
        self._theme = current_theme()
        self.refresh()

    @property
    def title(self) -> str:
        """Who is under review."""
        return self.head.title

    @property
    def sentence(self) -> str:
        """Why the suggestion is what it is, or why there is none."""
        return self._card.saying.sentence

    @property
    def card(self) -> Card:
        """What is shown."""
        return self._card

    def button(self, key: str) -> AnswerButton:
        """Return the button that answers as a key does."""
        return self._answers.button(key)

    def show_row(self, row_id: int | None, selected: int = 1) -> None:
        """Show a row, or what to do where there is none.

        Args:
            row_id: the current row.
            selected: how many rows an answer goes to.
        """
        self._row_id, self._selected = row_id, selected
        self.refresh()

    def set_lead(self, words: str) -> None:
        """Say something before how far the review has come; empty for nothing."""
        if words != self._lead:
            self._lead = words
            self.progress.show_standing(self._card.standing.led_by(words))

    def refresh(self, _scope: object = None) -> None:
        """Show the row as it is now."""
        self._card = shown = card(known_of(self._document), self._row_id, self._selected)
        self._keep_lines()
        self.head.show_head(shown.title, shown.details, shown.tip)
        self.headline.show_saying(shown.saying)
        muted = current_theme().muted
        aside = f" <span style='color:{muted}'>{escape(shown.saying.aside)}</span>"
        self._sentence.setText(escape(shown.saying.sentence) + aside)
        self._evidence.setVisible(shown.explanation is not None)
        if shown.explanation is not None:
            self._evidence.show_explanation(shown.explanation, shown.labels, shown.places)
        self.doubt_strip.show_doubt(shown.doubt)
        self._answers.show_answers(shown.answers)
        self.progress.show_standing(shown.standing.led_by(self._lead))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.PaletteChange or not hasattr(self, "_theme"):
            return
        if current_theme() is not self._theme:  # Qt tells of it again and again
            self._theme = current_theme()
            self.refresh()

    def _keep_lines(self) -> None:
        """Give the sentence the lines that most rows of a fit need, so that nothing jumps."""
        suggestions = self._document.suggestions
        used = set() if suggestions is None else set(suggestions.fit.evidence)
        lines = 3 if used & {Source.GROUP, Source.AGE} else 2
        self._sentence.setMinimumHeight(lines * self.fontMetrics().lineSpacing())
