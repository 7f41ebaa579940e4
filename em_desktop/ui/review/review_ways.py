"""What leads a person through the review besides the answers: order, filters, notes, keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from em_desktop.review.show import Show
from em_desktop.session.document import Document
from em_desktop.ui.card.review_card import ReviewCard
from em_desktop.ui.review.noting import Noter
from em_desktop.ui.review.reviewing import Reviewer
from em_desktop.ui.table.view import RosterView


class ReviewWays(QObject):
    """Ties the review card to the reviewer."""

    def __init__(
        self,
        document: Document,
        view: RosterView,
        reviewer: Reviewer,
        card: ReviewCard,
        show_only: Callable[[Show], None],
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._reviewer, self._card = view, reviewer, card
        self._show_only = show_only
        self.noter = Noter(document, view, card.progress, self)
        reviewer.course_changed.connect(card.refresh)
        reviewer.stuck.connect(say)
        reviewer.note_wanted.connect(self.noter.open)
        card.answered.connect(reviewer.answer_key)
        card.order.order_chosen.connect(reviewer.set_order)
        card.progress.clicked.connect(self.show_waiting)

    @property
    def shows_waiting(self) -> bool:
        """Whether only rows that wait are shown."""
        return self._view.roster_model().show is Show.SUGGESTED

    def show_waiting(self) -> None:
        """Show only the rows that wait for an answer, or all again."""
        self._show_only(Show.ALL if self.shows_waiting else Show.SUGGESTED)
        self._reviewer.begin()

    def look(self) -> None:
        """Go through the recorded rows that look odd, or back to all rows."""
        self._show_only(Show.ALL if self._reviewer.is_looking else Show.WORTH_A_LOOK)
