"""The row under review: its suggestion, why, and the answers."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from em_desktop.review.card.card import Card, card
from em_desktop.review.card.known import Known
from em_desktop.review.card.longest import longest_sentences
from em_desktop.review.course import Course
from em_desktop.session.document import Document
from em_desktop.ui.card.answer_button import AnswerButton
from em_desktop.ui.card.answer_grid import AnswerGrid
from em_desktop.ui.card.head import CardHead
from em_desktop.ui.card.headline import Headline
from em_desktop.ui.card.knowing import known_of
from em_desktop.ui.card.order_button import OrderButton
from em_desktop.ui.card.progress_line import ProgressLine
from em_desktop.ui.card.why import Room, Why
from em_desktop.ui.held_keys import HeldKeys
from em_desktop.ui.key_names import key_name
from em_desktop.ui.style import mark
from em_desktop.ui.theme import current_theme


class ReviewCard(QFrame):
    """Shows one row, or what to do where there is none."""

    answered = Signal(str)
    """Key of the answer."""
    step_wanted = Signal(object)
    """The `NextStep` that a person wants to take."""

    def __init__(
        self,
        document: Document,
        course: Callable[[], Course] = Course,
        parent: QWidget | None = None,
    ) -> None:
        """Show no row.

        Args:
            document: of the rows.
            course: asked how the review goes on, whenever something is shown.
            parent: Qt's.
        """
        super().__init__(parent)
        mark(self, card=True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._document, self._course = document, course
        self._row_id: int | None = None
        self._selected = 1
        self._lead = ""
        self._room_for: object = None
        HeldKeys(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 9)
        column.setSpacing(6)
        self.head = CardHead()
        self.headline = Headline()
        self.why = Why()
        self.doubt_strip = self.why.doubt_strip
        self._answers = AnswerGrid()
        self._answers.answered.connect(self.answered)
        self.order = OrderButton()
        self.progress = ProgressLine(self.order)
        self.progress.step_wanted.connect(self.step_wanted)
        for part in (self.head, self.headline, self.why, self._answers, self.progress):
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

    def use_room(self, room: Room) -> None:
        """Show as much of the reasons as there is room for."""
        self.why.use_room(room)

    def height_in(self, room: Room) -> int:
        """Return the height that it needs with so much of the reasons."""
        now = self.why.height_in(self.why.room)
        return self.minimumSizeHint().height() - now + self.why.height_in(room)

    def show_row(self, row_id: int | None, selected: int = 1) -> None:
        """Show a row, or what to do where there is none.

        Args:
            row_id: the current row.
            selected: how many rows an answer goes to.
        """
        same = row_id == self._row_id and selected == self._selected
        # Several views tell of one change; how the review goes on takes long to find out.
        if same and known_of(self._document, self._known.course).says_the_same_as(self._known):
            return
        self._row_id, self._selected = row_id, selected
        self.refresh()

    def set_lead(self, words: str) -> None:
        """Say something before how far the review has come; empty for nothing."""
        if words != self._lead:
            self._lead = words
            self.progress.show_standing(self._card.standing.led_by(words))

    def refresh(self, _scope: object = None) -> None:
        """Show the row as it is now."""
        self._show(known_of(self._document, self._course()))

    def _show(self, known: Known) -> None:
        self._known = known
        self._card = shown = card(known, self._row_id, self._selected)
        self.head.show_head(shown.title, shown.details, shown.tip)
        self.headline.show_saying(shown.saying)
        if self._document.suggestions is not self._room_for:
            self._room_for = self._document.suggestions
            self.why.sentence.keep_room_for(longest_sentences(known))
        self.why.show_card(shown)
        self._answers.show_answers(shown.answers)
        self.order.show_order(None if known.course.looking else known.course.order)
        self.progress.show_standing(shown.standing.led_by(self._lead))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Answer by the keys that answer in the table, where no button takes them."""
        key = key_name(event)
        if any(each.key == key and each.is_offered for each in self._card.answers):
            if not event.isAutoRepeat():  # as in the table
                self.answered.emit(key)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.PaletteChange or not hasattr(self, "_theme"):
            return
        if current_theme() is not self._theme:  # Qt tells of it again and again
            self._theme = current_theme()
            self.refresh()
