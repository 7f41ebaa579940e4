"""Old text and new text side by side: a table with a field that finds and a choice."""

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyleOptionHeader,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from em_desktop.review.differences import Differences
from em_desktop.review.sifting import Key, Sift
from em_desktop.review.wording import counted
from em_desktop.ui.dialogs.changes_model import KEYS, TITLES, ChangesModel
from em_desktop.ui.style import text_width

_TYPING_PAUSE = 150
"""Milliseconds after the last key before many rows are looked through."""
_ASKED = 200
"""Rows whose texts decide how wide a column is."""
_LETTERS = {
    Key.ROW: (5, 9),
    Key.NAME: (10, 22),
    Key.COLUMN: (9, 18),
    Key.OLD: (12, 30),
    Key.NEW: (12, 30),
    Key.WHO: (9, 30),
    Key.PROBABILITY: (14, 14),
}
"""Least and most letters of each column."""

_CELLS = """
QTableView { outline: 0; }
QTableView::item { padding: 0 5px; border: 0; }
QTableView::item:focus { padding: 0 4px; border: 1px solid palette(highlight); }
"""
"""Where the keys are is framed as in the roster's table."""


class ChangesTable(QWidget):
    """Shows differences; hundreds of thousands of them as smoothly as ten.

    Attributes:
        wanted: row id and column of a difference that was double-clicked.

    Args:
        found: what to show.
        titles: of columns that are not to have their usual one, such as ``In the file now``.
        parent: owner.
        choosing: whether one can choose by who decided.
    """

    wanted = Signal(int, int)

    def __init__(
        self,
        found: Differences,
        titles: Mapping[Key, str] = MappingProxyType({}),
        parent: QWidget | None = None,
        *,
        choosing: bool = True,
    ) -> None:
        super().__init__(parent)
        self._choosing = choosing
        self.model = ChangesModel(found, titles, self)
        self.view = _View(self)
        self.view.setModel(self.model)
        self._find = QLineEdit()
        self._find.setPlaceholderText("Find in the changes")
        self._find.setAccessibleName("find in the changes")
        self._find.setClearButtonEnabled(True)
        self._choice = QComboBox()
        self._choice.setAccessibleName("which changes")
        for sift in Sift:
            self._choice.addItem(sift.value, sift)
        self._counted = QLabel()
        self._counted.setProperty("muted", True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self._pause.timeout.connect(self._sift)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._find, 1)
        bar.addWidget(self._choice)
        bar.addWidget(self._counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        self._find.textEdited.connect(self._typed)
        self._find.textChanged.connect(self._typed)
        self._find.returnPressed.connect(self._sift)
        self._choice.currentIndexChanged.connect(self._sift)
        self.view.activated.connect(self._activated)
        self._fit_columns()
        self._count()
        self._show_choice()

    def show_only(self, text: str) -> None:
        """Show only what holds a text."""
        self._find.setText(text)
        self._sift()

    def copy(self) -> int:
        """Copy the selected lines, all of them if none is, as tab-separated text.

        Returns:
            How many lines were copied.
        """
        rows = self._selected()
        shown = [i for i in range(len(KEYS)) if not self.view.isColumnHidden(i)]
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        writer.writerow([self.model.headerData(i, Qt.Orientation.Horizontal) for i in shown])
        columns = [self.model.texts(KEYS[i], rows) for i in shown]
        writer.writerows(zip(*columns, strict=True))
        QGuiApplication.clipboard().setText(out.getvalue())
        return len(rows)

    def _selected(self) -> list[int]:
        rows: set[int] = set()
        selection = self.view.selectionModel().selection()
        for part in (selection.at(i) for i in range(selection.count())):
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows) if rows else list(range(self.model.rowCount()))

    def _typed(self) -> None:
        self._pause.start()

    def _sift(self) -> None:
        self._pause.stop()
        self.model.sift(Sift(self._choice.currentData()), self._find.text())
        self._count()

    def _count(self) -> None:
        n, total = self.model.rowCount(), len(self.model.found)
        self._counted.setText(counted(n, "line") if n == total else f"{n:,} of {total:,} lines")
        if n and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
            self.view.clearSelection()

    def _show_choice(self) -> None:
        """Offer a choice only where there is one."""
        found = self.model.found
        several = bool(len(np.unique(found.kinds)) > 1 or len(np.unique(found.who)) > 1)
        self._choice.setVisible(several and self._choosing)

    def _activated(self, index: QModelIndex) -> None:
        wanted = self.model.difference(index.row())
        if wanted.row_id >= 0:
            self.wanted.emit(wanted.row_id, wanted.column)

    def _fit_columns(self) -> None:
        metrics = self.view.fontMetrics()
        for i, key in enumerate(KEYS):
            self.view.setColumnHidden(i, self.model.is_blank(key))
            texts = [
                self.model.index(row, i).data()
                for row in range(min(_ASKED, len(self.model.places)))
            ]
            widest = max(map(metrics.horizontalAdvance, (*texts, TITLES[key] + "  ↓")), default=0)
            least, most = (text_width(self, letters) for letters in _LETTERS[key])
            self.view.setColumnWidth(i, min(max(widest + 24, least), most))

    def hideEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Look for nothing once nobody sees it."""
        self._pause.stop()
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt hands over its own event


class _Titles(QHeaderView):
    """The titles; a click sorts."""

    def initStyleOptionForIndex(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionHeader,
        logicalIndex: int,  # noqa: N803 - Qt's name
    ) -> None:
        """Skip Qt's question whether the whole column is selected: it reads every row."""
        across = Qt.Orientation.Horizontal
        option.section = logicalIndex
        option.text = self.model().headerData(logicalIndex, across)
        side = self.model().headerData(logicalIndex, across, Qt.ItemDataRole.TextAlignmentRole)
        option.textAlignment = Qt.AlignmentFlag(side)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            option.text += " ↑" if up else " ↓"


class _View(QTableView):
    """Rows of one height; a column's title sorts."""

    def __init__(self, owner: ChangesTable) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setAccessibleName("changes")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(_CELLS)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        columns = _Titles(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(columns)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsClickable(True)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the selected lines; all else as usual."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._owner.copy()
            return
        super().keyPressEvent(event)
