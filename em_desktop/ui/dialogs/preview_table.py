"""The first rows of a file as they stand in it, with what they are taken for."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from em_desktop.files.cell_range import CellRange, column_letters
from em_desktop.files.face import Face
from em_desktop.files.preview.preview import Preview, shown_face
from em_desktop.roster.folding import shown
from em_desktop.roster.roles import ROLE_WORDS, Role
from em_desktop.ui.theme import current_theme

_LONGEST = 80
_WIDEST = 180
_NARROWEST = 56
_SAMPLED = 60
_MOST_COLUMNS = 200

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """An adapter of a preview; nothing in it can be edited."""

    def __init__(self) -> None:
        super().__init__()
        self._face: Face | None = None
        self._lines: tuple[int, ...] = ()
        self._header_row = -1
        self._area: CellRange | None = None
        self._roles: dict[int, Role] = {}

    @property
    def header_position(self) -> int:
        """Where the header is among the rows shown; negative where it is not."""
        return self._lines.index(self._header_row) if self._header_row in self._lines else -1

    def show_preview(self, preview: Preview) -> None:
        """Show the rows of a preview."""
        self.beginResetModel()
        self._face, self._lines = shown_face(preview)
        self._header_row = preview.header_row
        self._area = preview.opened.options.area
        self._roles = dict(preview.role_of)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """The first rows of the file."""
        return 0 if parent.isValid() or self._face is None else self._face.n_rows

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Columns up to the last that holds text."""
        if parent.isValid() or self._face is None:
            return 0
        return min(self._face.n_columns, _MOST_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, and how it looks by what its row is taken for."""
        if self._face is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(self._face.text(row, column), _LONGEST)
        theme = current_theme()
        is_header = row == self.header_position
        if role == Qt.ItemDataRole.FontRole and is_header:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and is_header and self._belongs(row, column):
            return QBrush(QColor(theme.selection))
        if role == Qt.ItemDataRole.ForegroundRole and not self._belongs(row, column):
            return QBrush(QColor(theme.missing))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._place(row)}: {self._face.text(row, column) or 'empty'}"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Letters and meanings of columns, numbers of lines."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._lines[section] + 1)
        meaning = self._roles.get(section)
        letters = column_letters(section)
        return f"{letters} · {ROLE_WORDS[meaning]}" if meaning is not None else letters

    def line(self, position: int) -> int:
        """Return the 0-based row of the file that is shown at a position."""
        return self._lines[position]

    def _belongs(self, row: int, column: int) -> bool:
        """Whether a cell is part of the table that is read."""
        line = self.line(row)
        if line == self._header_row:
            return self._area is None or self._area.holds_column(column)
        if line < self._header_row:
            return False
        return self._area is None or (
            self._area.holds_row(line) and self._area.holds_column(column)
        )

    def _place(self, row: int) -> str:
        line = self.line(row)
        what = "names the columns" if line == self._header_row else ""
        return f"Line {line + 1}{', ' + what if what else ''}"


class PreviewTable(QTableView):
    """Shows a preview; a double click on a line's number makes it the header."""

    header_chosen = Signal(int)
    """The 0-based row of the file."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = PreviewModel()
        self.setModel(self._rows)
        self.setAccessibleName("How the file would be read")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.verticalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(self.fontMetrics().height() + 8)
        lines.setToolTip("Double-click a line to say that it names the columns")
        lines.sectionDoubleClicked.connect(self._line_chosen)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_preview(self, preview: Preview) -> None:
        """Show the rows of a preview, the header in view."""
        self._rows.show_preview(preview)
        metrics = self.fontMetrics()
        for column in range(self._rows.columnCount()):
            title = str(self._rows.headerData(column, Qt.Orientation.Horizontal))
            words = [f"{title}WW"]  # a heading is bold and has room around it
            sampled = range(min(self._rows.rowCount(), _SAMPLED))
            words += [str(self._rows.index(row, column).data() or "") for row in sampled]
            wide = max(metrics.horizontalAdvance(word) for word in words) + 26
            self.setColumnWidth(column, max(_NARROWEST, min(wide, _WIDEST)))
        if self._rows.rowCount():
            at = max(self._rows.header_position, 0)
            self.setCurrentIndex(self._rows.index(min(at, self._rows.rowCount() - 1), 0))
            self.scrollTo(self._rows.index(max(at - 2, 0), 0), self.ScrollHint.PositionAtTop)

    def _line_chosen(self, position: int) -> None:
        self.header_chosen.emit(self._rows.line(position))
