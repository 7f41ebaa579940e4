"""The table with the habits of a spreadsheet."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableView,
    QWidget,
)

from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.roster.table import RowIds
from em_desktop.ui.held_keys import HeldKeys
from em_desktop.ui.key_names import key_name
from em_desktop.ui.table.changed_rows import ChangedRows, rows_in_sight
from em_desktop.ui.table.delegate import CellDelegate
from em_desktop.ui.table.ground import MARK, paint_ground
from em_desktop.ui.table.header import ColumnHeader, RowHeader
from em_desktop.ui.table.hovering import RowHover
from em_desktop.ui.table.keeping import successor
from em_desktop.ui.table.model import Index, RosterModel
from em_desktop.ui.table.selection import block_of, ranges_of, rows_of, select_rows
from em_desktop.ui.table.tab_chain import TabChain
from em_desktop.ui.table.widths import Widths
from em_desktop.ui.theme import current_theme

_MOST_PIECES = 64
_MOVES_DOWN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RosterView(QTableView):
    """Shows a `RosterModel`; keys that answer a suggestion are offered to the owner first."""

    current_changed = Signal(object)
    """Id of the current row, or None."""
    review_key = Signal(str)
    """Name of a key that answers the current row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("roster")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = CellDelegate(self)
        self._delegate.entered.connect(self._enter)
        self.setItemDelegate(self._delegate)
        self.column_header = ColumnHeader(self)
        self.setHorizontalHeader(self.column_header)
        rows = RowHeader(self)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().height() * 2))
        self.setVerticalHeader(rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.takes_key: Callable[[str], bool] = lambda _key: False
        """Whether a key answers the current cell, and is not to do here what it does in tables."""
        self._tabs = TabChain()
        self._double_clicked = False
        self._going = False
        self._changed = ChangedRows()
        # What it draws has no holes, so that Qt moves the picture when it scrolls and paints but
        # the rows that come into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._widths = Widths(self)
        self.hover = RowHover(self)
        HeldKeys(self)
        self._marked: NDArray[np.bool_] | None = None
        self._kept: tuple[RowIds, int, int] = (np.array([], dtype=np.int64), 0, 0)

    # Model and current cell.

    def roster_model(self) -> RosterModel:
        """Return the model.

        Raises:
            RuntimeError: none is set yet.
        """
        model = self.model()
        if not isinstance(model, RosterModel):
            raise RuntimeError("the table shows no roster yet")  # noqa: TRY004 - no wrong type
        return model

    def set_roster(self, model: RosterModel) -> None:
        """Show a roster, with its first cell current."""
        self.setModel(model)
        model.is_held = self.is_editing
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self.hover.follow_model(model)
        self.size_columns()
        self.setCurrentIndex(model.index(0, 0))

    def current_row_id(self) -> int | None:
        """Return the id of the current row; None on the line for new rows."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        ids = self.roster_model().row_ids([index.row()])
        return ids[0] if ids else None

    def go_to(self, row_id: int, column: int | None = None) -> bool:
        """Make a row current and visible; False where the filter hides it."""
        model = self.roster_model()
        row = model.row_of(row_id)
        if row is None:
            return False
        at = column if column is not None else max(self.currentIndex().column(), 0)
        self.go_to_cell(row, at)
        return True

    def go_to_cell(self, row: int, column: int) -> None:
        """Make a cell current, visible and the only one selected."""
        index = self.roster_model().index(row, column)
        self._going = True
        self.setCurrentIndex(index)
        self._going = False
        self.scrollTo(index)

    def selectionCommand(  # noqa: N802 - Qt's name
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Let nothing else stay selected where the program itself goes to a cell.

        Qt looks at the keys that are held down: the Ctrl of Ctrl+Z would keep what was selected.
        """
        if self._going:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def selected_ranges(self) -> list[QItemSelectionRange]:
        """Return the rectangles of the selection."""
        return ranges_of(self)

    def selected_rows(self) -> list[int]:
        """Return the shown rows that the selection touches, ascending, without the entry line."""
        rows: list[int] = self.rows_selected().tolist()
        return rows

    def rows_selected(self) -> NDArray[np.intp]:
        """Return the same as an array, for many rows."""
        return rows_of(self, len(self.roster_model().positions))

    def selects_whole_rows(self) -> bool:
        """Whether all that is selected are rows in their full width."""
        width = self.roster_model().columnCount()
        return all(part.width() == width for part in self.selected_ranges())

    def selected_block(self) -> tuple[list[int], list[int]] | None:
        """Return the rows and the columns whose crossings are selected.

        The line for new rows is left out. None where the selected cells are no such block.
        """
        return block_of(self, len(self.roster_model().positions))

    def select_rows(self, rows: NDArray[np.intp]) -> None:
        """Select whole rows, as few ranges as possible."""
        select_rows(self, self.roster_model(), rows)

    def mark_rows(self, rows: NDArray[np.bool_] | None) -> None:
        """Mark some rows lightly, as those of a bar in the plot.

        Args:
            rows: whether each row of the roster is marked; None for no mark at all.
        """
        if rows is not None or self._marked is not None:
            self._marked = rows
            self.viewport().update(0, 0, MARK, self.viewport().height())

    def visualRegionForSelection(  # noqa: N802 - Qt's name
        self, selection: QItemSelection
    ) -> QRegion:
        """Draw all anew where the selection lies in very many pieces, which Qt would add up."""
        if selection.size() > _MOST_PIECES:
            return QRegion(self.viewport().rect())
        return super().visualRegionForSelection(selection)

    def sort_by(self, sorting: Sorting | None) -> None:
        """Sort, or go back to file order with None."""
        self.commit_editor()
        model = self.roster_model()
        model.set_view(model.show, sorting)
        self.column_header.show_sorting(sorting)

    def show_only(self, show: Show) -> None:
        """Filter."""
        self.commit_editor()
        model = self.roster_model()
        if model.show is not show:
            model.set_view(show, model.sorting)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes down; on a row that waits, keys answer it."""
        keys = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        plain, key = not event.modifiers() & ~keys, key_name(event)
        held = event.isAutoRepeat()  # it answers but one row, and begins no entry elsewhere
        if key and (self.takes_key(key) or (held and event.text().isprintable() and event.text())):
            if not held:
                self.review_key.emit(key)
            return
        if plain and event.key() in _MOVES_DOWN:
            self._move_down(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        if event.key() == Qt.Key.Key_Tab:
            self._tabs.go_on(self.currentIndex().column())
        else:
            self._tabs.end()
        if event.key() == Qt.Key.Key_F2:
            super().keyPressEvent(event)
            self._show_drop_down()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click ends a chain of Tabs."""
        self._tabs.end()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the editor; its drop-down waits for the release, which would close it again."""
        super().mouseDoubleClickEvent(event)
        self._double_clicked = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the drop-down after a double click."""
        super().mouseReleaseEvent(event)
        if self._double_clicked:
            self._double_clicked = False
            self._show_drop_down()

    def _show_drop_down(self) -> None:
        """Show the list of the current cell's editor, where it has one."""
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QComboBox):
            editor.showPopup()

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Edit the next cell after Tab, unless the row has left the view with its new text."""
        stay = QAbstractItemDelegate.EndEditHint.NoHint
        if hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._tabs.go_on(self.currentIndex().column())
        super().closeEditor(editor, hint if self.is_editing() else stay)
        QTimer.singleShot(0, self.roster_model(), self.roster_model().catch_up)

    def _move_down(self, step: int) -> None:
        index = self.currentIndex()
        row = min(max(index.row() + step, 0), self.roster_model().rowCount() - 1)
        began = self._tabs.end()
        self.go_to_cell(row, max(index.column() if began is None else began, 0))

    def _enter(self, step: int) -> None:
        """Commit the open editor and go to the row that is below (or above) it now."""
        row = self.currentIndex().row() + step
        below = self.roster_model().row_ids([row]) if row >= 0 else []
        self.commit_editor()
        if below:
            self.go_to(below[0], self._tabs.end())
        elif row >= 0:  # the line for new rows
            self._move_down(row - self.currentIndex().row())

    def is_editing(self) -> bool:
        """Whether a cell editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def commit_editor(self) -> None:
        """Write what an open cell editor holds and close it; nothing where none is open."""
        if not self.is_editing():
            return
        index = self.currentIndex()
        editor = self.indexWidget(index)
        if editor is not None:  # closed first: the new text may take its row out of the view
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._delegate.setModelData(editor, self.roster_model(), index)

    # Keeping the place.

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Announce the current row."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            for row in (current.row(), previous.row()):
                self._update_row(row)
        self.current_changed.emit(self.current_row_id())

    def _keep_place(self) -> None:
        index = self.currentIndex()
        column = index.column() if index.isValid() else self._kept[2]  # a filter showed no row
        self._kept = (self.roster_model().ids, index.row(), column)

    def _restore_place(self) -> None:
        """Go back to the same row or, where it is gone, to the one that took its place."""
        before, row, column = self._kept
        model = self.roster_model()
        if model.columnCount() != len(self._widths):
            self.size_columns()
        if model.rowCount() == 0 or model.columnCount() == 0:
            self.current_changed.emit(None)
            return
        target = successor(before, row, model.ids)
        if target is None:
            target = model.rowCount() - 1 if len(before) else 0
        self.go_to_cell(target, min(max(column, 0), model.columnCount() - 1))

    def size_columns(self, *, again: bool = False) -> None:
        """Size new columns once, or all of them anew."""
        self._widths.size(self.roster_model(), again=again)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give room that is left over to the names; keep the current row in view."""
        row = self.visualRect(self.currentIndex())
        super().resizeEvent(event)
        if self.viewport().height() < row.bottom() < event.oldSize().height():
            self.scrollTo(self.currentIndex())  # a line under the table has taken its place
        model = self.model()
        if isinstance(model, RosterModel):
            self._widths.spread(model)

    # Painting.

    def dataChanged(  # noqa: N802 - Qt's name
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Paint those rows again that look other than before; an answer changes but one.

        Their numbers are painted with them: were the model to tell of its headers, Qt would paint
        the whole table each time.
        """
        model, changed = self.model(), None
        whole = first.row() == 0 and last.row() == model.rowCount() - 1
        if isinstance(model, RosterModel) and whole:
            changed = self._changed.take(model, rows_in_sight(self))
        if changed is None:
            super().dataChanged(first, last, list(roles))
            self.verticalHeader().viewport().update()
            return
        for row in changed:
            start, end = model.index(row, first.column()), model.index(row, last.column())
            super().dataChanged(start, end, list(roles))
            self._update_row(row)

    def _update_row(self, row: int) -> None:
        """Paint a row again, with the lines around it."""
        high = self.rowHeight(row)
        top = self.rowViewportPosition(row)
        for part in (self.viewport(), self.verticalHeader().viewport()):
            part.update(0, top - 1, part.width(), high + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground and the lines between rows."""
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), QColor(current_theme().card))
        ground.end()
        super().paintEvent(event)
        model = self.model()
        if not isinstance(model, RosterModel):
            return
        painter = QPainter(self.viewport())
        paint_ground(painter, self, model, event.rect(), self._marked)
        painter.end()
