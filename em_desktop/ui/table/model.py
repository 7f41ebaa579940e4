"""The roster as a Qt model: an adapter with a permutation for sort and filter."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from em_desktop.em.sources import Source
from em_desktop.review.blocks import clear
from em_desktop.review.edits import Edit, SetCells, new_rows
from em_desktop.review.entry import complete
from em_desktop.review.marks import marks
from em_desktop.review.order import Sorting, order
from em_desktop.review.show import Show
from em_desktop.review.signs import Sign
from em_desktop.review.status import Status
from em_desktop.roster.flags import Flag
from em_desktop.roster.roles import ROLE_WORDS, Role
from em_desktop.roster.table import RowIds
from em_desktop.session.document import Document, Scope
from em_desktop.ui.examiner import Examiner
from em_desktop.ui.status_look import named, told
from em_desktop.ui.table.face import NUMERIC, Face, face, note_of, one_line
from em_desktop.ui.table.keeping import merged
from em_desktop.ui.table.row_signs import signs_of
from em_desktop.ui.tips import plain_tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex

FACE_ROLE = int(Qt.ItemDataRole.UserRole)
SIGNS_ROLE = FACE_ROLE + 1
SUBTITLE_ROLE = FACE_ROLE + 2
_NAME = int(Qt.ItemDataRole.DisplayRole)

_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_SOURCES = {Role.NAME: Source.NAME, Role.GROUP: Source.GROUP, Role.AGE: Source.AGE}


class RosterModel(QAbstractTableModel):
    """Shows some rows of a document in some order, with a line for new rows at the end.

    The line for new rows is there while all rows are shown in file order.
    """

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.show = Show.ALL
        self.sorting: Sorting | None = None
        self._line_is_row = False
        self.is_held: Callable[[], bool] = bool
        """Whether no row may come or go just now but by a step, as while a person types."""
        self._fit, self._is_late = document.suggestions, False
        self._visited: int | None = None
        self._said_of_columns: list[tuple[object, object]] = []
        self.examiner = Examiner()
        self._take(self._new_order())
        document.changed.connect(self._refresh)

    # What Qt asks.

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows, with the line for new rows."""
        if parent is not None and parent.isValid():
            return 0
        return len(self._order) + self.has_entry_line

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns of the file."""
        if parent is not None and parent.isValid():
            return 0
        return self.document.workspace.roster.n_columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what a cell shows under a role."""
        if not index.isValid():
            return None
        if index.row() >= len(self._order):
            return self._entry_data(index.column(), role)
        position = int(self._order[index.row()])
        if role == Qt.ItemDataRole.EditRole:
            return self._edit_text(position, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.document.workspace.roles.measurement == index.column()
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role in _FACE_ROLES:
            shown = face(self.document, position, index.column())
            if role == Qt.ItemDataRole.ToolTipRole and self._is_category(index.column()):
                return self._row_tip(position, shown.flags, shown.note)
            return _FACE_ROLES[role](shown)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a column's name and meaning, or a row's record number and signs."""
        if orientation == Qt.Orientation.Horizontal:
            return self._column_data(section, role)
        if section >= len(self._order):
            return "+" if role == Qt.ItemDataRole.DisplayRole else None
        position = int(self._order[section])
        if role == Qt.ItemDataRole.DisplayRole:
            return str(int(self.document.workspace.roster.row_ids[position]) + 1)
        if role == SIGNS_ROLE:
            return signs_of(self.document, position)
        if role == Qt.ItemDataRole.ToolTipRole:
            row_id = int(self.document.workspace.roster.row_ids[position])
            looks = self.document.worth_a_look.index_of(row_id) is not None
            look = self.document.look_words(row_id) if looks else ""
            note = note_of(self.document, position)
            return self._row_tip(position, self.document.reading.flags.at(position), look, note)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = int(self.document.workspace.roster.row_ids[position]) + 1
            return f"row {number}, {named(signs_of(self.document, position))}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every cell can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401, N802 - Qt's variant and name
        """Send an edit of one cell to the document."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        column, text = index.column(), str(value)
        workspace = self.document.workspace
        categories = self.document.reading.categories
        if column == workspace.roles.category and categories is not None:
            text = complete(text, categories)
        if index.row() >= len(self._order):
            if not text:
                return False
            row = ["" if c != column else text for c in range(workspace.roster.n_columns)]
            self.document.do(new_rows(workspace, [row]), "adding a row")
            return True
        position = int(self._order[index.row()])
        if text == self._edit_text(position, column):
            return False
        row_id = int(workspace.roster.row_ids[position])
        edit: Edit = SetCells(column, (row_id,), (text,))
        if not text:
            edit = clear(workspace, [(row_id, column)])
        elif column == workspace.roles.category:
            edit = self.examiner.examined(edit, [row_id], text)
        self.document.do(edit, f"editing {workspace.roster.header[column] or 'a cell'}")
        return True

    # What the view asks.

    @property
    def has_entry_line(self) -> bool:
        """Whether the line for new rows is shown."""
        whole = self.show is Show.ALL and self.sorting is None and self.columnCount() > 0
        return whole and not self._line_is_row

    @property
    def positions(self) -> NDArray[np.intp]:
        """Positions in the roster of the rows that are shown, in order."""
        return self._order

    @property
    def ids(self) -> RowIds:
        """Ids of the rows that are shown, in order.

        While the model is about to be reset these are the rows that were shown until then,
        though the document has changed already.
        """
        return self._ids

    def row_ids(self, rows: Sequence[int]) -> list[int]:
        """Return the ids of shown rows; the line for new rows, and what is no row, are left out."""
        wanted = np.asarray(rows, dtype=np.intp)
        return [int(i) for i in self._ids[wanted[(wanted >= 0) & (wanted < len(self._ids))]]]

    def row_of(self, row_id: int) -> int | None:
        """Return the row that shows an id, or None where it is filtered out."""
        found = np.flatnonzero(self._ids == row_id)
        return int(found[0]) if len(found) else None

    def set_view(self, show: Show, sorting: Sorting | None) -> None:
        """Filter and sort."""
        self.beginResetModel()
        self.show, self.sorting, self._visited = show, sorting, None
        self._take(self._new_order())
        self.endResetModel()

    def visit(self, row_id: int | None) -> None:
        """Show one row whatever the filter says, or with None no such row any more."""
        before, self._visited = self._visited, row_id
        hidden = row_id is not None and self.row_of(row_id) is None
        over = row_id is None and before is not None
        new = self._next_order(Scope.CELLS) if hidden or over else self._order
        if not np.array_equal(new, self._order):
            self.beginResetModel()
            self._take(new)
            self.endResetModel()

    def leave_visited(self) -> None:
        """Let the row that is shown whatever the filter says go with the next change."""
        self._visited = None

    # Inside.

    def _new_order(self) -> NDArray[np.intp]:
        document = self.document
        workspace = document.workspace
        return order(
            workspace.roster,
            document.reading,
            document.status,
            self.show,
            self.sorting,
            workspace.roles.measurement,
            marks(workspace, document.worth_a_look),
            self._besides(),
        )

    def _besides(self) -> NDArray[np.intp]:
        """Position of the row that is shown whatever the filter says, where it is there still."""
        ids = self.document.workspace.roster.row_ids
        return np.flatnonzero(ids == (-1 if self._visited is None else self._visited))

    def _take(self, order: NDArray[np.intp]) -> None:
        self._order = order
        self._ids = self.document.workspace.roster.row_ids[order]

    def catch_up(self) -> None:
        """Show the rows that a fit has brought while a person was typing."""
        if self._is_late and not self.is_held():
            self._refresh(Scope.CELLS)

    def _refresh(self, scope: Scope) -> None:
        fit, self._fit = self._fit, self.document.suggestions
        self._is_late = scope is Scope.CELLS and fit is not self._fit and self.is_held()
        new = self._order if self._is_late else self._next_order(scope)
        old_ids, new_ids = self._ids, self.document.workspace.roster.row_ids[new]
        if scope is not Scope.COLUMNS and np.array_equal(old_ids, new_ids):
            self._take(new)
            self._announce_cells()
        elif scope is Scope.ROWS and np.array_equal(old_ids, new_ids[: len(old_ids)]):
            self._append(new)
            self._announce_cells()
        else:
            self.beginResetModel()
            self._take(new)
            self.endResetModel()

    def _next_order(self, scope: Scope) -> NDArray[np.intp]:
        """Return what to show after a change; rows of a sorted view do not jump."""
        if scope is Scope.CELLS and self.show is Show.ALL:
            return self._order
        new = self._new_order()
        if scope is Scope.COLUMNS or self.sorting is None:
            return new
        return new[merged(self._ids, self.document.workspace.roster.row_ids[new])]

    def _append(self, new: NDArray[np.intp]) -> None:
        """Show rows behind the last.

        The line for new rows becomes the first of them; the rest and another such line come
        behind it, so that whoever types there stays in the row that was typed.
        """
        first, n = self.rowCount(), len(new) - len(self._order)
        self._line_is_row = self.has_entry_line
        self._take(new[:first])
        self.beginInsertRows(QModelIndex(), first, first + n - 1)
        self._take(new)
        self._line_is_row = False
        self.endInsertRows()

    def _announce_cells(self) -> None:
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            columns = range(self.columnCount())
            said = [
                (self._column_data(c, SUBTITLE_ROLE), self._column_data(c, _NAME)) for c in columns
            ]
            if said != self._said_of_columns:
                self._said_of_columns = said
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, columns[-1])

    def _row_tip(
        self, position: int, flags: Sequence[Flag], look: str, note: str = ""
    ) -> str | None:
        """Return what the signs of a row mean; some have words of their own."""
        of_their_own = ((Sign.FLAGGED, flags), (Sign.WORTH_A_LOOK, look), (Sign.NOTED, note))
        known = [sign for sign, words in of_their_own if words]
        words = "\n".join(each for each in (look, note) if each)
        return _tool_tip(flags, words, told(signs_of(self.document, position), known=known))

    def _is_category(self, column: int) -> bool:
        return self.document.workspace.roles.category == column

    def _edit_text(self, position: int, column: int) -> str:
        workspace = self.document.workspace
        accepted = self.document.status[position] == Status.ACCEPTED
        if column == workspace.roles.category and accepted:
            return workspace.decisions[int(workspace.roster.row_ids[position])].text
        return workspace.roster.cell(position, column)

    def _entry_data(self, column: int, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        if role == FACE_ROLE:
            first = self.document.workspace.roles.name or 0
            return Face("Add a row…" if column == first else "", entry=True)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "new row"
        return "" if role == Qt.ItemDataRole.EditRole else None

    def _column_data(self, section: int, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        header = self.document.workspace.roster.header
        if section >= len(header):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(header[section]) or f"column {section + 1}"
        if role == SUBTITLE_ROLE:
            return self.subtitle(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "Click to say what this column means, or to sort by it."
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.document.workspace.roles.role_of(section) in NUMERIC
            return int(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        return None

    def subtitle(self, column: int) -> str:
        """Return what a column means, in words."""
        role = self.document.workspace.roles.role_of(column)
        if role is Role.MEASUREMENT:
            measurement = self.document.reading.measurement
            unit = measurement.unit.value if measurement is not None else ""
            return f"measurement, {unit}" if unit else "measurement"
        if role is None:
            return ""
        used = _SOURCES.get(role) in self.document.workspace.evidence
        return f"{ROLE_WORDS[role]} ✓" if used else ROLE_WORDS[role]


def _tool_tip(flags: Sequence[Flag], note: str = "", signs: str = "") -> str | None:
    words = [signs, *(flag.words for flag in flags), note]
    return plain_tip("\n".join(each for each in words if each)) or None


def _why(shown: Face) -> str | None:
    return _tool_tip(shown.flags, shown.note)


def _text(shown: Face) -> str:
    return shown.text


def _spoken(shown: Face) -> str:
    return shown.spoken


def _whole(shown: Face) -> Face:
    return shown


_FACE_ROLES: dict[int, Callable[[Face], object]] = {
    int(Qt.ItemDataRole.DisplayRole): _text,
    int(Qt.ItemDataRole.ToolTipRole): _why,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    FACE_ROLE: _whole,
}
