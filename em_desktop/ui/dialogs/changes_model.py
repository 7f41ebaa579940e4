"""Differences as a Qt model: nothing is copied, and rows are made when they are shown."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from em_desktop.review.differences import WHO_WORDS, Difference, Differences, Kind, Who
from em_desktop.review.sifting import Key, Sift, sifted, sorted_by
from em_desktop.review.wording import percent
from em_desktop.ui.table.face import one_line
from em_desktop.ui.theme import current_theme
from em_desktop.ui.tips import plain_tip

KEYS = tuple(Key)
"""The columns, from left to right."""

TITLES: Mapping[Key, str] = MappingProxyType(
    {
        Key.ROW: "Row",
        Key.NAME: "Name",
        Key.COLUMN: "Column",
        Key.OLD: "Old text",
        Key.NEW: "New text",
        Key.WHO: "Who",
        Key.PROBABILITY: "Probability",
    }
)
_ROW_TIP = "As the table numbers it: title lines and the header are not counted."
_EMPTY = "(empty)"
_WHOLE = {
    Kind.ROW_ADDED: "(new row)",
    Kind.ROW_DELETED: "(row deleted)",
    Kind.COLUMN_ADDED: "(new column)",
}
_LONGEST_TIP = 2_000
_RIGHT = frozenset({Key.ROW, Key.PROBABILITY})

Index = QModelIndex | QPersistentModelIndex


def who_words(who: Who, threshold: float) -> str:
    """Return who decided, with the threshold unless it is NaN."""
    words = WHO_WORDS[who]
    return words if math.isnan(threshold) else f"{words}, from {100 * threshold:.4g} %"


class ChangesModel(QAbstractTableModel):
    """Shows some differences in some order.

    Args:
        found: all differences.
        titles: of columns that are not to have their usual one.
        parent: owner.
    """

    def __init__(
        self,
        found: Differences,
        titles: Mapping[Key, str] = MappingProxyType({}),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.found = found
        self._titles = {**TITLES, **titles}
        self._sift, self._text = Sift.ALL, ""
        self._sorting: tuple[Key, bool] | None = None
        self.places = np.arange(len(found), dtype=np.intp)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many differences are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(KEYS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what a cell shows under a role."""
        if not index.isValid():
            return None
        key = KEYS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self.text(index.row(), key)) or self._stand_in(index.row(), key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.text(index.row(), key)[:_LONGEST_TIP])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if key in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and key in (Key.OLD, Key.NEW, Key.COLUMN):
            faint = key is Key.OLD or not self.text(index.row(), key)
            return QBrush(QColor(current_theme().muted)) if faint else None
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(KEYS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = KEYS[section] in _RIGHT
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and KEYS[section] is Key.ROW:
            return _ROW_TIP
        return self._titles[KEYS[section]] if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by none (-1) the order is that of the table."""
        descending = order == Qt.SortOrder.DescendingOrder
        self._sorting = (KEYS[column], descending) if 0 <= column < len(KEYS) else None
        self._arrange()

    def sift(self, sift: Sift, text: str) -> None:
        """Show only some of them."""
        self._sift, self._text = sift, text
        self._arrange()

    def difference(self, row: int) -> Difference:
        """Return the difference in a row of the view."""
        return self.found[int(self.places[row])]

    def text(self, row: int, key: Key) -> str:
        """Return a cell's text as it is, empty where there is none."""
        return self.texts(key, (row,))[0]

    def texts(self, key: Key, rows: Sequence[int]) -> list[str]:
        """Return the texts of one column in some rows of the view."""
        at, found = self.places[np.asarray(rows, dtype=np.intp)], self.found
        match key:
            case Key.ROW:
                return [f"{i + 1}" if i >= 0 else "" for i in found.row_ids[at].tolist()]
            case Key.NAME:
                return list(found.names[at])
            case Key.COLUMN:
                return list(found.headers[at])
            case Key.OLD:
                return list(found.old[at])
            case Key.NEW:
                return list(found.new[at])
            case Key.WHO:
                pairs = zip(found.who[at].tolist(), found.thresholds[at].tolist(), strict=True)
                return [who_words(Who(who), threshold) for who, threshold in pairs]
            case Key.PROBABILITY:
                chances = found.probabilities[at].tolist()
                return ["" if math.isnan(chance) else percent(chance) for chance in chances]

    def is_blank(self, key: Key) -> bool:
        """Whether a column has nothing to say in any row."""
        found = self.found
        if key is Key.PROBABILITY:
            return bool(np.isnan(found.probabilities).all())
        if key is Key.WHO:
            return not found.who.any()
        return key is Key.NAME and not found.names.any()

    def _stand_in(self, row: int, key: Key) -> str:
        """Return what stands where there is no text."""
        kind = Kind(self.found.kinds[self.places[row]])
        if key is Key.COLUMN:
            return _WHOLE.get(kind, "")
        if kind is Kind.COLUMN_ADDED and key is Key.NEW:
            return _WHOLE[kind]
        return _EMPTY if kind is Kind.CELL and key in (Key.OLD, Key.NEW) else ""

    def _arrange(self) -> None:
        self.beginResetModel()
        self.places = sifted(self.found, self._sift, self._text)
        if self._sorting is not None:
            key, descending = self._sorting
            self.places = sorted_by(self.found, self.places, key, descending=descending)
        self.endResetModel()
