"""The answers to the row under review, in as many lines as their words need."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.review.card.answers import CardAnswer
from em_desktop.ui.card.answer_button import AnswerButton

_GAP = 6


class AnswerGrid(QWidget):
    """Buttons that change their state from row to row, never their place."""

    answered = Signal(str)
    """Key of the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.buttons: list[AnswerButton] = []
        self._n_lines = 1

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
        for button, answer in zip(self.buttons, answers, strict=True):
            if button.answer != answer:
                button.show_answer(answer)
        self._arrange()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As many lines as the present width needs."""
        high = max((button.sizeHint().height() for button in self.buttons), default=0)
        return QSize(self.width(), self._n_lines * (high + _GAP) - _GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the answers as many lines as their words need."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the widest answer alone."""
        widest = max((button.minimumSizeHint().width() for button in self.buttons), default=0)
        return QSize(widest, self.sizeHint().height())

    def _build(self, answers: tuple[CardAnswer, ...]) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [AnswerButton(answer, self) for answer in answers]
        for button in self.buttons:
            button.clicked.connect(self._clicked)
            button.show()

    def _arrange(self) -> None:
        """Put the buttons into as few lines as have room for them, each line filled."""
        wanted = [button.sizeHint().width() for button in self.buttons]
        n_lines = 1
        while (lines := _split(wanted, n_lines)) and n_lines < len(wanted):
            if all(sum(line) + _GAP * (len(line) - 1) <= self.width() for line in lines):
                break
            n_lines += 1
        left_over = iter(self.buttons)
        top, high = 0, max((button.sizeHint().height() for button in self.buttons), default=0)
        for line in lines:
            free = self.width() - sum(line) - _GAP * (len(line) - 1)
            left = 0.0
            for width in line:
                share = max(width + free / len(line), 1.0)
                next(left_over).setGeometry(round(left), top, round(share), high)
                left += share + _GAP
            top += high + _GAP
        if n_lines != self._n_lines:
            self._n_lines = n_lines
            self.updateGeometry()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, AnswerButton):
            self.answered.emit(button.answer.key)


def _split(widths: list[int], n_lines: int) -> list[list[int]]:
    """Return widths in so many lines, in their order, the first lines the fuller ones."""
    each, more = divmod(len(widths), n_lines)
    lines, at = [], 0
    for n in range(n_lines):
        to = at + each + (n < more)
        lines.append(widths[at:to])
        at = to
    return lines
