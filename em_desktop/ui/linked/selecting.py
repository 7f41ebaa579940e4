"""What is said of the selected rows, and what can be done with them at once."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from em_desktop.review.selected import Selected, limited_words, selected, selected_words
from em_desktop.review.show import Show
from em_desktop.review.status import OPEN
from em_desktop.session.document import Document
from em_desktop.ui.linked.linking import Linking
from em_desktop.ui.linked.selection_line import SelectionLine
from em_desktop.ui.review.reviewing import Reviewer


class Selecting(QObject):
    """Says what is selected; shows, reviews or clears it.

    Escape clears the selection wherever the keys are on the page, unless a part of it has a use
    for that key itself; once more, it ends a review of some rows alone.

    Args:
        document: whose rows they are.
        linking: the one selection.
        reviewer: whose review can be limited to it.
        show_only: filters the table.
        page: whose keys are watched; it owns this.
    """

    changed = Signal()
    refused = Signal(str)
    """Why there is nothing to do, in a sentence."""

    def __init__(
        self,
        document: Document,
        linking: Linking,
        reviewer: Reviewer,
        show_only: Callable[[Show], None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._document, self._linking, self._show_only = document, linking, show_only
        self._reviewer = reviewer
        self.about = Selected(0)
        self._left: int | None = None
        page.installEventFilter(self)
        linking.selected.connect(self.refresh)

    @property
    def words(self) -> str:
        """What is selected, or reviewed alone, in a sentence; empty for a single row."""
        only, said = self._reviewer.only, selected_words(self.about)
        if said or only is None:
            return said
        return limited_words(len(only), self._left or 0)

    def follow(self, line: SelectionLine) -> None:
        """Speak through this line from now on."""

        def say() -> None:
            about, limited = self.about, self._reviewer.only is not None
            waiting = about.n > 1 and about.to_review > 0
            line.say(self.words, hidden=about.hidden > 0, waiting=waiting, limited=limited)

        self.changed.connect(say)
        line.show_wanted.connect(self.show_hidden)
        line.review_wanted.connect(self.review_these)
        line.all_wanted.connect(self.review_all)
        say()

    def refresh(self) -> None:
        """Look at the selection anew."""
        document = self._document
        positions = document.workspace.roster.there(self._linking.ids)
        suggestions = None if document.is_blind else document.suggestions
        seen = document.reading, document.status, suggestions
        about, left = selected(positions, len(self._linking.hidden), *seen), self._left_over()
        if (about, left) != (self.about, self._left):
            self.about, self._left = about, left
            self.changed.emit()

    def _left_over(self) -> int | None:
        """How many of the rows that are reviewed alone still wait; None where all are reviewed."""
        only, document = self._reviewer.only, self._document
        if only is None:
            return None
        return int(np.isin(document.status[document.workspace.roster.there(only)], OPEN).sum())

    def review_these(self) -> None:
        """Review those of the selected rows that wait, and no others until `review_all`."""
        document, ids = self._document, self._linking.ids
        if document.suggestions is None:
            self.refused.emit("Press Infer first: then there is something to review.")
            return
        wait = np.isin(document.status[document.workspace.roster.there(ids)], OPEN)
        if not wait.any():
            self.refused.emit("None of the selected rows waits for an answer.")
            return
        self._reviewer.review_only(ids[wait])
        self.refresh()

    def review_all(self) -> None:
        """Review all rows again."""
        self._reviewer.review_only(None)
        self.refresh()

    def show_hidden(self) -> None:
        """Show all rows, and select those too that the filter hid."""
        if len(self._linking.hidden):
            self._show_only(Show.ALL)
        else:
            self.refused.emit("The filter hides nothing of what is selected.")

    def clear(self) -> None:
        """Select nothing."""
        self._linking.clear()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Clear the selection where nobody else wanted the Escape."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            if len(self._linking.ids) > 1 or len(self._linking.hidden):
                self.clear()
                return True
            if self._reviewer.only is not None:
                self.review_all()
                return True
        return False
