"""How far the review has come, and what to do next."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from em_desktop.review.card.standing import Standing
from em_desktop.review.card.state import NextStep
from em_desktop.ui.card.note_field import NoteField
from em_desktop.ui.card.slim_bar import SlimBar
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip

_STEPS = {
    NextStep.INFER: "Infer",
    NextStep.INFER_AGAIN: "Infer again",
    NextStep.EXPORT: "Export…",
}


class ProgressLine(QWidget):
    """A bar, a sentence and, where there is a next step besides answering, its button."""

    step_wanted = Signal(object)
    """The `NextStep` that a person wants to take."""
    clicked = Signal()
    """The sentence was clicked."""

    def __init__(self, beside: QWidget, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            beside: what stands at the end of the line.
            parent: Qt's.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._bar = SlimBar()
        self._words = ElidedLabel()
        mark(self._words, muted=True)
        self._button = QPushButton()
        mark(self._button, compact=True)
        self._button.clicked.connect(self._clicked)
        self._step: NextStep | None = None
        self.note_field = NoteField()
        standing = QWidget()
        row = QHBoxLayout(standing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(beside)
        self._lines = QStackedWidget()
        self._lines.addWidget(standing)
        self._lines.addWidget(self.note_field)
        column.addWidget(self._bar)
        column.addWidget(self._lines)
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words.setToolTip(plain_tip("Click to see only what waits, or all rows again"))
        self._words.installEventFilter(self)

    def open_note(self, note: str) -> None:
        """Let a note be written in place of the sentence."""
        self._lines.setCurrentWidget(self.note_field)
        self.note_field.open_with(note)

    def close_note(self) -> None:
        """Show the sentence again."""
        self._lines.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell of a click on the sentence."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self._words:
            self.clicked.emit()
        return super().eventFilter(watched, event)

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def step(self) -> NextStep | None:
        """The step that its button takes; None where there is no button."""
        return self._step

    def show_standing(self, standing: Standing) -> None:
        """Show how far the review has come."""
        self._bar.show_part(standing.decided, standing.total)
        self._words.setText(standing.words)
        self._step = standing.step
        self._button.setVisible(standing.step is not None)
        if standing.step is not None:
            self._button.setText(_STEPS[standing.step])
            mark(self._button, primary=standing.step is NextStep.EXPORT)

    def _clicked(self) -> None:
        self.step_wanted.emit(self._step)
