"""Which row of the table the mouse is on."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView

from em_desktop.ui.table.model import RosterModel

_LEAVING = (
    QEvent.Type.Leave,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.ContextMenu,
    QEvent.Type.KeyPress,
)


class RowHover(QObject):
    """Tells when the mouse comes to another row, or leaves the table.

    While a button is held or a menu is open nothing is under the mouse: it has other work. Whoever
    presses keys or scrolls has left the mouse alone: until it moves again, it is on no row.
    """

    moved = Signal(object)
    """Id of the row under the mouse; None where it is on none."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._at: QPoint | None = None
        self._row_id: int | None = None
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.leave)

    def follow_model(self, model: RosterModel) -> None:
        """Be on no row once rows have come, gone or changed places."""
        model.modelReset.connect(self.leave)
        model.rowsInserted.connect(self.leave)

    def leave(self) -> None:
        """Be on no row until the mouse moves."""
        self._at = None
        self._look()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the mouse."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind == QEvent.Type.MouseMove:
            free = event.buttons() == Qt.MouseButton.NoButton
            self._at = event.position().toPoint() if free else None
            self._look()
        elif kind in _LEAVING:
            self.leave()
        return False

    def _look(self) -> None:
        row_id = None
        model = self._view.model()
        busy = QApplication.activePopupWidget() is not None
        if self._at is not None and not busy and isinstance(model, RosterModel):
            row = self._view.rowAt(self._at.y())
            row_id = int(model.ids[row]) if 0 <= row < len(model.ids) else None
        if row_id != self._row_id:
            self._row_id = row_id
            self.moved.emit(row_id)
