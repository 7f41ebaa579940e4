"""Cells that both sides have changed: the file's text, or one's own."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QWidget,
)

from em_desktop.review.rebased import Conflict
from em_desktop.review.wording import counted
from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    dialog_layout,
    fit,
    heading,
    paragraph,
)
from em_desktop.ui.style import text_width
from em_desktop.ui.table.face import one_line
from em_desktop.ui.tips import plain_tip

_TITLES = ("Take mine", "Where", "What happened", "When opened", "Yours", "In the file now")
_LETTERS = (9, 16, 14, 9, 9, 9)
"""Least letters of each column."""
_MOST = 42
"""Most letters of a column."""
_ASKED = 100
"""Rows whose texts decide how wide a column is."""
_MINE = 0

Index = QModelIndex | QPersistentModelIndex


class ConflictsModel(QAbstractTableModel):
    """Shows conflicts, each with a box to tick for one's own.

    Attributes:
        mine: numbers of the conflicts in which one's own is taken.
    """

    def __init__(self, conflicts: tuple[Conflict, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conflicts = conflicts
        self.mine: set[int] = set()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many conflicts there are."""
        return 0 if parent is not None and parent.isValid() else len(self._conflicts)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _MINE else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what a cell shows under a role."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if column == _MINE:
            is_mine = row in self.mine
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if is_mine else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.DisplayRole:
                return "mine" if is_mine else "the file’s"
            return None
        conflict = self._conflicts[row]
        text = (
            conflict.where,
            conflict.kind.value,
            conflict.before,
            conflict.mine,
            conflict.theirs,
        )[column - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text)
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole and text else None

    def setData(  # noqa: N802 - Qt's name
        self,
        index: Index,
        value: Any,  # noqa: ANN401 - Qt's variant
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Tick or untick a conflict."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != _MINE:
            return False
        self.take([index.row()], mine=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return _TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def take(self, rows: list[int], *, mine: bool) -> None:
        """Take one's own in some conflicts, or the file's."""
        self.mine = self.mine.union(rows) if mine else self.mine.difference(rows)
        if rows:
            first, last = self.index(min(rows), _MINE), self.index(max(rows), _MINE)
            self.dataChanged.emit(first, last)


class ConflictsDialog(QDialog):
    """Lets a person choose, conflict by conflict, before edits are made again.

    Attributes:
        chosen: the numbers of the conflicts in which one's own is taken, as a tuple; not emitted
            when the user cancels.

    Args:
        conflicts: to show.
        name: of the file.
        others: how many edits can simply be made again.
        parent: the window that it is about.
    """

    chosen = Signal(object)

    def __init__(
        self,
        conflicts: tuple[Conflict, ...],
        name: str,
        others: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = dialog_layout(self, "Changed on both sides")
        layout.addWidget(heading(f"Yours, or what {name} says now?"))
        n = len(conflicts)
        clashes = "1 edit of yours clashes" if n == 1 else f"{n:,} edits of yours clash"
        rest = f" Your other {counted(others, 'edit')} will be made again." if others else ""
        layout.addWidget(
            paragraph(
                f"{clashes} with what another program did. The file is kept as it is now, unless "
                f"you tick Take mine (Space ticks the selected lines).{rest} Nothing is written to "
                "the file."
            )
        )
        self.model = ConflictsModel(conflicts, self)
        self.view = _View(self.model)
        rows = max(4, min(len(conflicts) + 1, 12))
        self.view.setMinimumHeight(rows * self.view.verticalHeader().defaultSectionSize() + 24)
        layout.addWidget(self.view, 1)
        buttons, primary = accept_buttons(self, "&Reload and re-apply")
        primary.clicked.connect(self._choose)
        for text, slot in (("All &mine", self._all_mine), ("All the &file’s", self._all_theirs)):
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ResetRole)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        add_buttons(self, buttons)
        fit(self, 130)
        self.view.setFocus()

    def _all_mine(self) -> None:
        self.model.take(list(range(self.model.rowCount())), mine=True)

    def _all_theirs(self) -> None:
        self.model.take(list(range(self.model.rowCount())), mine=False)

    def _choose(self) -> None:
        if self.result() != QDialog.DialogCode.Accepted:
            self.accept()
            self.chosen.emit(tuple(sorted(self.model.mine)))


class _View(QTableView):
    """Rows of one height; Space ticks those that are selected."""

    def __init__(self, model: ConflictsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName("places where the file stands against your edits")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        self._fit_columns()
        self.selectRow(0)

    def _fit_columns(self) -> None:
        """Give each column the room of its title and its first texts, but not all the room."""
        metrics, model = self.fontMetrics(), self._model
        across = Qt.Orientation.Horizontal
        for column, least in enumerate(_LETTERS):
            shown = range(min(_ASKED, model.rowCount()))
            texts = [str(model.index(row, column).data()) for row in shown]
            widest = max(map(metrics.horizontalAdvance, texts), default=0)
            title = round(1.2 * metrics.horizontalAdvance(model.headerData(column, across)))
            box = 24 if column == _MINE else 0
            wanted = max(widest + box, title, text_width(self, least)) + 20
            self.setColumnWidth(column, min(wanted, text_width(self, _MOST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tick the selected rows, or untick them where all are ticked."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        selection = self.selectionModel().selection()
        parts = (selection.at(i) for i in range(selection.count()))
        rows = [row for part in parts for row in range(part.top(), part.bottom() + 1)]
        self._model.take(rows, mine=not self._model.mine.issuperset(rows))
