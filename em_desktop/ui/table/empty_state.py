"""What stands in the middle of a table without rows: a sentence, and a button for what is next."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from em_desktop.review.empty import Empty, empty
from em_desktop.ui.style import mark, text_width
from em_desktop.ui.table.model import RosterModel


class EmptyState(QWidget):
    """Lies over a table's rows, as large as they are, while there are none."""

    wanted = Signal(object)
    """The `Next` whose button was pressed."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view.viewport())
        self._view, self._empty = view, Empty("")
        self._model: RosterModel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        mark(self._said, muted=True)
        self.button = QPushButton()
        self.button.clicked.connect(self._clicked)
        for widget in (self._said, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        view.viewport().installEventFilter(self)
        self.hide()

    @property
    def said(self) -> str:
        """What it says; empty while the table has rows."""
        return self._empty.said

    def follow(self, model: RosterModel) -> None:
        """Follow what the table shows, and what is known of its rows."""
        self._model = model
        model.modelReset.connect(self._refresh)
        model.rowsInserted.connect(self._refresh)
        model.document.changed.connect(self._refresh)
        model.document.undo_stack.cleanChanged.connect(self._refresh)  # a moment after a step
        self._refresh()

    def _refresh(self, *_changed: object) -> None:
        if self._model is not None:
            self.show_empty(empty_of(self._model))

    def show_empty(self, found: Empty) -> None:
        """Say why there is no row, and offer what to do next; nothing where nothing is said."""
        if found == self._empty:
            return
        self._empty = found
        self._said.setText(found.said)
        self._said.setAccessibleName(found.said)
        self.button.setVisible(found.next is not None)
        if found.next is not None:
            self.button.setText(found.next.value)
        self._fit()
        self.setVisible(bool(found.said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the rows' place is."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        place = self._view.viewport().rect()
        model = self._view.model()
        lines = model.rowCount() if model is not None else 0  # the line for new rows stays free
        place.setTop(min(lines, 1) * self._view.verticalHeader().defaultSectionSize())
        self.setGeometry(place)
        width = min(text_width(self, 52), max(place.width() - 48, 80))
        self._said.setFixedSize(width, max(self._said.heightForWidth(width), 0))

    def _clicked(self) -> None:
        if self._empty.next is not None:
            self.wanted.emit(self._empty.next)


def empty_of(model: RosterModel) -> Empty:
    """Return what a table says in place of rows; nothing where it shows some."""
    document = model.document
    if len(model.positions) or not model.columnCount():
        return Empty("")
    return empty(
        model.show,
        document.status,
        has_category=document.workspace.roles.category is not None,
        has_measurement=document.reading.measurement is not None,
        inferred=document.suggestions is not None,
        is_exported=not document.unsaved,
    )
