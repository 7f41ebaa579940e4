"""The page with the list of steps."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.review.steps import past_words, way_words
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.history.delegate import LineDelegate
from em_desktop.ui.history.lines import Line, Of
from em_desktop.ui.history.model import LINE_ROLE, HistoryModel
from em_desktop.ui.style import keep_room, mark, scale_text

NOTHING_YET = "Each step that you take is listed here, to go back to."
NOTHING_FOUND = "No step has these words."


class HistoryList(QListView):
    """Lists the steps; a click or Enter goes to one, the arrows to the sides open a run."""

    chosen = Signal(object)
    """The `Line` to go to."""
    opened = Signal(int, bool)
    """The row of a run, and whether its steps are to be listed."""
    pointed = Signal(int)
    """The row that is current, or under the mouse; -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("steps")
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.entered.connect(self._point)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes to the current step; left and right close and open a run."""
        line, key = self.currentIndex().data(LINE_ROLE), event.key()
        if isinstance(line, Line):
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.chosen.emit(line)
                return
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.opened.emit(self.currentIndex().row(), key == Qt.Key.Key_Right)
                return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say nothing of a step any more once the mouse is beside all of them."""
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self._point(self.currentIndex())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """As above, where the mouse leaves the list."""
        super().leaveEvent(event)
        self._point(self.currentIndex())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Announce the current step."""
        super().currentChanged(current, previous)
        self._point(current)

    def _point(self, index: QModelIndex) -> None:
        self.pointed.emit(index.row())

    def _clicked(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line) or line.of is Of.UNDONE:
            return
        if line.of is Of.RUN:
            self.opened.emit(index.row(), not line.open)
        else:
            self.chosen.emit(line)


class HistoryPanel(QFrame):
    """Takes the place of the curves while it is open."""

    closed = Signal()
    chosen = Signal(object)
    """The `Line` to go to."""
    newest_wanted = Signal()
    """Go forward to the newest step."""
    shown = Signal()
    """The panel came into view."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        self.setAccessibleName("History")
        self._model = model
        title = ElidedLabel("History")
        scale_text(title, 1.1, bold=True)
        back = QPushButton("Back to the curves")
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(back)
        self.sought = QLineEdit()
        self.sought.setPlaceholderText("Find a step")
        self.sought.setAccessibleName("find a step")
        self.sought.setClearButtonEnabled(True)
        self.sought.textChanged.connect(self._seek)
        self.list = HistoryList()
        self.list.setModel(model)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self._open)
        self.list.pointed.connect(self._tell)
        self._way, self._past = ElidedLabel(), ElidedLabel()
        mark(self._way, muted=True)
        self._forward = QPushButton("&To the newest")
        self._forward.clicked.connect(self.newest_wanted)
        keep_room(self._forward)
        bottom = QHBoxLayout()
        bottom.addWidget(self._past, 1)
        bottom.addWidget(self._forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.sought)
        column.addWidget(self.list, 1)
        column.addWidget(self._way)
        column.addLayout(bottom)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.list)

    @property
    def way(self) -> str:
        """What going to the step that is pointed at would do."""
        return self._way.text()

    @property
    def past(self) -> str:
        """Where the person stands, if not at the newest step."""
        return self._past.text()

    def follow(self, index: int, n_undone: int) -> None:
        """Show the steps as they are now.

        Args:
            index: how many are done.
            n_undone: how many more there are.
        """
        self._model.follow()
        self._past.setText(past_words(n_undone))
        self._past.setToolTip(self._past.text())
        self._forward.setVisible(n_undone > 0)
        row = self._model.row_of(index)
        if row is not None:
            at = self._model.index(row)
            self.list.setCurrentIndex(at)
            self.list.scrollTo(at)
        self._tell(self.list.currentIndex().row())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the steps: they are not followed while nobody looks."""
        super().showEvent(event)
        self.shown.emit()

    def _seek(self, text: str) -> None:
        self._model.seek(text)
        self._tell(self.list.currentIndex().row())

    def _open(self, row: int, wanted: bool) -> None:
        if self._model.set_open(row, wanted):
            self.list.setCurrentIndex(self._model.index(row))

    def _tell(self, row: int) -> None:
        """Say what it would do to go to a row."""
        n = self._model.rowCount()
        inside = 0 <= row < n
        words = way_words(*self._model.way(row)) if inside else "" if n else NOTHING_FOUND
        self._way.setText(NOTHING_YET if n == 1 and not self.sought.text() else words)
        self._way.setToolTip(self._way.text())
