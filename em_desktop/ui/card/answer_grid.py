"""The answers to the row under review, in as many lines as their words need."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from em_desktop.review.card.answers import CardAnswer
from em_desktop.ui.card.answer_button import AnswerButton

_GAP = 6


class AnswerGrid(QWidget):
    """Buttons that change their state from row to row, never their place."""

    answered = Signal(str)
    """Key of the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.buttons: list[AnswerButton] = []
        self._n_columns = 0

    def button(self, key: str) -> AnswerButton:
        """Return the button of a key.

        Raises:
            KeyError: no answer has that key.
        """
        for button in self.buttons:
            if button.answer.key == key:
                return button
        raise KeyError(key)

    def show_answers(self, answers: tuple[CardAnswer, ...]) -> None:
        """Show the answers that fit a row."""
        if [a.key for a in answers] != [button.answer.key for button in self.buttons]:
            self._build(answers)
        before = [button.sizeHint().width() for button in self.buttons]
        for button, answer in zip(self.buttons, answers, strict=True):
            if button.answer != answer:
                button.show_answer(answer)
        if before != [button.sizeHint().width() for button in self.buttons]:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the answers as many lines as their words need."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the widest answer alone."""
        widest = max((button.minimumSizeHint().width() for button in self.buttons), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def _build(self, answers: tuple[CardAnswer, ...]) -> None:
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [AnswerButton(answer, self) for answer in answers]
        for button in self.buttons:
            button.clicked.connect(self._clicked)
        self._n_columns = 0
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons into as few lines as have room for them, all lines alike."""
        n = len(self.buttons)
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        fit = max(1, min(n, (self.width() + _GAP) // (widest + _GAP)))
        lines = -(-n // fit)
        columns = -(-n // max(1, lines))
        if columns == self._n_columns or not n:
            return
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._n_columns = columns
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(place, columns))
            button.show()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, AnswerButton):
            self.answered.emit(button.answer.key)
