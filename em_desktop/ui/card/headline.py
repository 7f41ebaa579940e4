"""What is suggested, in words that stand out: an icon, the category, how sure it is."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.review.card.saying import NO_ROW, Saying
from em_desktop.review.card.state import CardState
from em_desktop.review.signs import Sign
from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import paint_icon
from em_desktop.ui.status_look import LOOKS
from em_desktop.ui.style import scale_text
from em_desktop.ui.theme import current_theme

_LARGER = 1.12
_GAP = 6
_SIGNS = {
    CardState.RECORDED: Sign.RECORDED,
    CardState.LOOK: Sign.WORTH_A_LOOK,
    CardState.SUGGESTED: Sign.SUGGESTED,
    CardState.UNSURE: Sign.UNSURE,
    CardState.STALE: Sign.STALE,
    CardState.CONFIRMED: Sign.CONFIRMED,
    CardState.IN_BULK: Sign.IN_BULK,
    CardState.SKIPPED: Sign.LATER,
    CardState.BLIND: Sign.MISSING,
    CardState.NOT_INFERRED: Sign.MISSING,
    CardState.NO_EVIDENCE: Sign.MISSING,
    CardState.ENTERED: Sign.ENTERED,
    CardState.ACCEPTED: Sign.ACCEPTED,
    CardState.LEFT_BLANK: Sign.LEFT_BLANK,
}


class Headline(QWidget):
    """One line: icon, how sure, the category in bold and in its colour, the probability."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scale_text(self, _LARGER)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._saying = NO_ROW

    @property
    def text(self) -> str:
        """What it says, as one line."""
        said = self._saying
        words = " ".join(part for part in (said.opening, said.label) if part)
        return f"{words}, {said.sure}" if said.sure else words

    @property
    def icon(self) -> Icon | None:
        """The icon that stands before it."""
        sign = _SIGNS.get(self._saying.state)
        return None if sign is None else LOOKS[sign].icon

    def show_saying(self, saying: Saying) -> None:
        """Show what is said of a row."""
        self._saying = saying
        sign = _SIGNS.get(saying.state)
        self.setAccessibleName(self.text if sign is None else f"{self.text} ({sign.value})")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(12 * self.fontMetrics().height(), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line, however narrow."""
        return QSize(6 * self.fontMetrics().height(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the icon and the words; a long category is shortened, the probability never."""
        theme, said = current_theme(), self._saying
        painter = QPainter(self)
        bold = QFont(self.font())
        bold.setBold(True)
        plain_metrics, bold_metrics = self.fontMetrics(), QFontMetrics(bold)
        left, right = 0, self.width()
        if self.icon is not None:
            side = plain_metrics.ascent() + 2
            top = (self.height() - side) / 2
            paint_icon(painter, QRectF(0, top, side, side), self.icon)
            left = side + _GAP
        ink = QColor(theme.text)
        if said.sure:
            width = bold_metrics.horizontalAdvance(said.sure)
            right -= width
            self._write(painter, bold, ink, QRect(right, 0, width, self.height()), said.sure)
            right -= _GAP
        opening = plain_metrics.elidedText(
            said.opening, Qt.TextElideMode.ElideRight, max(right - left, 0)
        )
        width = plain_metrics.horizontalAdvance(opening)
        self._write(painter, self.font(), ink, QRect(left, 0, width, self.height()), opening)
        left += width + plain_metrics.horizontalAdvance(" ")
        if said.label and right > left:
            if said.category is not None:
                ink = theme.category(said.category)
            label = bold_metrics.elidedText(said.label, Qt.TextElideMode.ElideRight, right - left)
            self._write(painter, bold, ink, QRect(left, 0, right - left, self.height()), label)
        painter.end()

    @staticmethod
    def _write(painter: QPainter, font: QFont, ink: QColor, box: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flags | Qt.TextFlag.TextDontClip, text)
