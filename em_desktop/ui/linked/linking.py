"""One selection and one row under the mouse, for the table, the plot and whatever shows rows."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.roster.table import RowIds
from em_desktop.ui.table.view import RosterView

NO_IDS: RowIds = np.empty(0, dtype=np.int64)


class Linking(QObject):
    """Tells everybody which rows are selected and which one the mouse is on.

    The selection is that of the table, so only rows that the filter shows are ever selected: an
    answer can never go to a row out of sight. What was asked for and is hidden is remembered until
    something else is selected, so that it can be said and shown.
    """

    selected = Signal(object)
    """Ids of the selected rows, in the order of the table."""
    hovered = Signal(object)
    """Id of the row that the mouse is on, in whichever view; None for none."""

    def __init__(self, view: RosterView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._ids = self._hidden = self._kept = NO_IDS
        self._hovered: int | None = None
        self._selecting = self._by_hand = False
        self._seen: tuple[Show, Sorting | None] = (Show.ALL, None)
        view.hover.moved.connect(self.hover)

    def follow_table(self) -> None:
        """Follow the table's selection, now that it shows a roster."""
        self._view.selectionModel().selectionChanged.connect(self._table_selected)
        model = self._view.roster_model()
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)

    @property
    def ids(self) -> RowIds:
        """Ids of the selected rows, in the order of the table."""
        return self._ids

    @property
    def hidden(self) -> RowIds:
        """Ids of rows that were to be selected too and that the filter does not show."""
        return self._hidden

    def select(self, row_ids: RowIds, *, add: bool = False) -> None:
        """Select rows, as far as they are shown.

        Args:
            row_ids: of the rows, in any order.
            add: whether what is selected stays so; rows that all are selected already are then
                selected no more.
        """
        self._select(self._with(row_ids) if add else row_ids)

    def _with(self, row_ids: RowIds) -> RowIds:
        before = np.concatenate([self._ids, self._hidden])
        new = row_ids[~np.isin(row_ids, before)]
        if not len(new):
            return before[~np.isin(before, row_ids)]
        return np.concatenate([before, new])

    def _select(self, wanted: RowIds) -> None:
        shown = self._view.roster_model().ids
        rows = np.flatnonzero(np.isin(shown, wanted))
        self._selecting = True
        self._view.select_rows(rows)
        self._selecting = self._by_hand = False
        self._take(shown[rows], wanted[~np.isin(wanted, shown)])

    def clear(self) -> None:
        """Select nothing."""
        self._view.clearSelection()

    def hover(self, row_id: int | None) -> None:
        """Say which row the mouse is on; None for none."""
        if row_id != self._hovered:
            self._hovered = row_id
            self.hovered.emit(row_id)

    def _table_selected(self) -> None:
        if not self._selecting:
            self._by_hand = True
            model = self._view.roster_model()
            self._take(model.ids[self._view.rows_selected()], NO_IDS)

    def _before_reset(self) -> None:
        model = self._view.roster_model()
        self._seen = model.show, model.sorting
        whole = not self._by_hand or self._view.selects_whole_rows()
        self._kept = np.concatenate([self._ids, self._hidden]) if whole else NO_IDS

    def _after_reset(self) -> None:
        """Keep rows selected that a person goes on to filter or sort; an edit lets them go.

        Single cells are let go too: as whole rows, they would be cleared or pasted into whole.
        """
        model = self._view.roster_model()
        if self._seen != (model.show, model.sorting) and len(self._kept) > 1:
            self._select(self._kept)
        else:
            self._table_selected()

    def _take(self, ids: RowIds, hidden: RowIds) -> None:
        self._ids, self._hidden = ids, hidden
        self.selected.emit(ids)
