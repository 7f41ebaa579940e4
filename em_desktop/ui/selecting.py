"""What is said of the selected rows, and what can be done with them at once."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from em_desktop.review.selected import Selected, selected, selected_words
from em_desktop.review.show import Show
from em_desktop.session.document import Document
from em_desktop.ui.linking import Linking
from em_desktop.ui.selection_line import SelectionLine


class Selecting(QObject):
    """Says what is selected, and shows or clears it.

    Escape clears the selection wherever the keys are on the page, unless a part of it has a use
    for that key itself.

    Args:
        document: whose rows they are.
        linking: the one selection.
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
        show_only: Callable[[Show], None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._document, self._linking, self._show_only = document, linking, show_only
        self.about = Selected(0)
        page.installEventFilter(self)
        linking.selected.connect(self.refresh)

    @property
    def words(self) -> str:
        """What is selected, in a sentence; empty for a single row."""
        return selected_words(self.about)

    def follow(self, line: SelectionLine) -> None:
        """Speak through this line from now on."""

        def say() -> None:
            line.say(self.words, hidden=self.about.hidden > 0)

        self.changed.connect(say)
        line.show_wanted.connect(self.show_hidden)
        say()

    def refresh(self) -> None:
        """Look at the selection anew."""
        document = self._document
        positions = document.workspace.roster.there(self._linking.ids)
        suggestions = None if document.is_blind else document.suggestions
        seen = document.reading, document.status, suggestions
        about = selected(positions, len(self._linking.hidden), *seen)
        if about != self.about:
            self.about = about
            self.changed.emit()

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
            and (len(self._linking.ids) > 1 or len(self._linking.hidden))
        ):
            self.clear()
            return True
        return False
