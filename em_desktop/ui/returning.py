"""Noting where a person is in the table, and going back there."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    QTimer,
    Signal,
)

from em_desktop.review.place import Block, Place
from em_desktop.review.show import NEED_A_FIT
from em_desktop.session.history import Past
from em_desktop.ui.roster_page import RosterPage

_MOST_BLOCKS = 100
"""A selection in more pieces (as made in the picture of the heights) is not noted."""


class Whereabouts(QObject):
    """Tells where a person is in a page, and when that changes."""

    changed = Signal()

    def __init__(self, page: RosterPage) -> None:
        super().__init__(page)
        self._page = page
        page.view.current_changed.connect(self._tell)
        page.view.selectionModel().selectionChanged.connect(self._tell)
        page.model.modelReset.connect(self._tell)
        page.inference.ended.connect(self._tell)

    def now(self) -> Place:
        """Return where the person is."""
        view, suggestions = self._page.view, self._page.document.suggestions
        model = view.roster_model()
        parts = view.selected_ranges()
        blocks = []
        for part in parts if len(parts) <= _MOST_BLOCKS else ():
            ids = model.row_ids([part.top(), min(part.bottom(), len(model.positions) - 1)])
            if len(ids) == 2:
                blocks.append(Block(ids[0], ids[1], part.left(), part.right()))
        return Place(
            view.current_row_id(),
            max(view.currentIndex().column(), 0),
            tuple(blocks),
            model.show,
            model.sorting,
            0 if suggestions is None else suggestions.number,
        )

    def _tell(self) -> None:
        self.changed.emit()


class Returning(QObject):
    """Brings a person back to where the work was left.

    Where there were suggestions, they are made again first; whoever has gone elsewhere by then is
    left alone.
    """

    def __init__(self, page: RosterPage, past: Past) -> None:
        super().__init__(page)
        self._page, self._place = page, past.place
        left = page.document.unexported
        said = f"You go on with {left}." if left else ""
        if not left and page.document.undo_stack.canRedo():
            said = "Here is your work as you left it: undone. Redo brings it back."
        self._sentences = (*((said,) if said else ()), *past.sentences)
        self._trouble = bool(past.sentences)
        self._elsewhere = False
        place = past.place
        if place.fit and place.show in NEED_A_FIT:
            place = Place(place.row_id, place.column, place.selected, sorting=place.sorting)
        go_to_place(page, place)
        self._say()
        QTimer.singleShot(0, self, self._once_laid_out)

    def _once_laid_out(self) -> None:
        page = self._page
        page.view.scrollTo(page.view.currentIndex())
        if self._place.fit:
            page.view.current_changed.connect(self._moved)
            page.inference.ended.connect(self._inferred)
            page.infer()

    def _moved(self, _row_id: object) -> None:
        self._elsewhere = self._elsewhere or self._page.inference.running

    def _inferred(self, _finished: object) -> None:
        self._page.inference.ended.disconnect(self._inferred)
        self._page.view.current_changed.disconnect(self._moved)
        if not self._elsewhere:
            go_to_place(self._page, self._place)
        if not self._page.notice.text:
            self._say()

    def _say(self) -> None:
        self._page.notice.say(*self._sentences, warning=self._trouble)


def go_to_place(page: RosterPage, place: Place) -> None:
    """Go to a place, as far as that is still there."""
    view = page.view
    model = view.roster_model()
    if model.sorting != place.sorting:
        view.sort_by(place.sorting)
    page.show_only(place.show)
    last = model.columnCount() - 1
    row = len(model.positions) if place.row_id is None else model.row_of(place.row_id)
    if row is None or not model.rowCount() or last < 0:
        return
    view.go_to_cell(min(row, model.rowCount() - 1), min(place.column, last))
    selection = QItemSelection()
    for block in place.selected:
        top, bottom = model.row_of(block.first), model.row_of(block.last)
        if top is not None and bottom is not None and top <= bottom and block.left <= last:
            corner = model.index(bottom, min(block.right, last))
            selection.append(QItemSelectionRange(model.index(top, block.left), corner))
    if not selection.isEmpty():
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        view.selectionModel().select(selection, flag)
