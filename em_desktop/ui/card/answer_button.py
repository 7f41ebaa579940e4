"""A button that answers the row under review, with its key in a small frame."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from em_desktop.review.answer_keys import Act
from em_desktop.review.card.answers import CardAnswer
from em_desktop.ui.style import mark, mix
from em_desktop.ui.theme import current_theme
from em_desktop.ui.tips import plain_tip

_SMALL = 0.82
"""Size of the letters on a key, as a part of the button's."""

_GAP, _CAP_PADDING, _SIDES = 5, 3, 6
_LONGEST = 12
"""Letters of an answer that a button asks room for; more are shown where there is room."""

_ALSO_CALLED = {Act.ACCEPT: ("Accept", "Right"), Act.NOTE: ("Note", "Noted")}


class AnswerButton(QPushButton):
    """Shows an answer and its key; emphasised where the key is Enter and does something."""

    def __init__(self, answer: CardAnswer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, compact=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._answer = answer
        self.show_answer(answer)

    @property
    def answer(self) -> CardAnswer:
        """The answer that it gives."""
        return self._answer

    def show_answer(self, answer: CardAnswer) -> None:
        """Show an answer; its words stay where they are."""
        self._answer = answer
        self.setText(answer.words.replace("&", "&&"))
        self.setToolTip(plain_tip(answer.tip))
        self.setAccessibleName(answer.spoken)
        self.setEnabled(answer.is_offered)
        if bool(self.property("emphasised")) != answer.is_emphasised:
            mark(self, emphasised=answer.is_emphasised)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the words, shortened where they are long, and for the key.

        There is room for what the same answer is called in other rows, so that nothing jumps.
        """
        words = self._answer.words
        short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        called = (short, *_ALSO_CALLED.get(self._answer.act, ()))
        widest = max(map(self.fontMetrics().horizontalAdvance, called))
        width = widest + self._cap_width() + 2 * _SIDES
        return QSize(width, self.fontMetrics().height() + 12)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a letter and the key."""
        letter = self.fontMetrics().horizontalAdvance("M")
        return QSize(letter + self._cap_width() + _SIDES, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the button as the style has it, then the words and the key."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        theme = current_theme()
        ink = QColor(theme.text if self.isEnabled() else mix(theme.card, theme.muted, 0.6))
        cap = self._cap_width()
        free = max(self.width() - cap - 2 * _CAP_PADDING, 0)
        words = self.fontMetrics().elidedText(self._answer.words, Qt.TextElideMode.ElideRight, free)
        width = self.fontMetrics().horizontalAdvance(words)
        left = (self.width() - width - cap) // 2
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, width + 1, self.height()), flags, words)
        if cap:
            self._paint_cap(painter, left + width + _GAP, cap - _GAP, ink)
        painter.end()

    def _paint_cap(self, painter: QPainter, left: int, width: int, ink: QColor) -> None:
        theme, font = current_theme(), self._cap_font()
        height = QFontMetrics(font).height() + 2
        box = QRectF(left + 0.5, (self.height() - height) // 2 + 0.5, width - 1, height - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(mix(theme.line, theme.muted, 0.25)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted) if self.isEnabled() else ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._answer.cap)

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def _cap_width(self) -> int:
        """Return the width of the key with the gap before it; 0 without a key."""
        if not self._answer.cap:
            return 0
        metrics = QFontMetrics(self._cap_font())
        inside = metrics.horizontalAdvance(self._answer.cap) + 2 * _CAP_PADDING
        return _GAP + max(inside, metrics.height() + 2)
