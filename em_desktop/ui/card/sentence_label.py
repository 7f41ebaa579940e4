"""A sentence in so many lines as its kind may need, so that nothing below it ever moves."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from em_desktop.ui.theme import current_theme
from em_desktop.ui.tips import plain_tip

_FEWEST, _MOST = 2, 4
"""Lines for which room is kept."""


class SentenceLabel(QLabel):
    """Plain text in a fixed number of lines; where it needs more, its tip has the whole of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._aside_from = 0
        self._longest: tuple[str, ...] = ()
        self._lines = _FEWEST

    @property
    def n_lines(self) -> int:
        """Lines for which room is kept."""
        return self._lines

    @property
    def is_whole(self) -> bool:
        """Whether all of it is shown."""
        return self._needed(self.text()) <= self._lines

    def show_sentence(self, sentence: str, aside: str = "") -> None:
        """Show a sentence, and after it what is less weighty."""
        self._aside_from = len(sentence)
        self.setText(f"{sentence} {aside}".strip())
        self.setToolTip("" if self.is_whole else plain_tip(self.text()))

    def keep_room_for(self, sentences: tuple[str, ...]) -> None:
        """Keep room for the longest of some sentences, whatever is shown."""
        if sentences != self._longest:
            self._longest = sentences
            self._keep_lines()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The lines that are kept."""
        line = self.fontMetrics().lineSpacing()
        return QSize(20 * line, self._lines * line)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The lines that are kept, however narrow."""
        return QSize(6 * self.fontMetrics().lineSpacing(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow card needs more lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._keep_lines()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the lines; the last one ends in an ellipsis where there is more."""
        painter = QPainter(self)
        painter.setPen(QColor(current_theme().text))
        text, metrics = self.text(), self.fontMetrics()
        layout = self._laid_out(text)
        for n in range(min(layout.lineCount(), self._lines)):
            line = layout.lineAt(n)
            start, end = line.textStart(), line.textStart() + line.textLength()
            if n == self._lines - 1 and end < len(text):
                box = QRect(0, n * metrics.lineSpacing(), self.width(), metrics.lineSpacing())
                rest = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, self.width())
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft, rest)
                break
            line.draw(painter, QPointF(0, 0))
        painter.end()

    def _keep_lines(self) -> None:
        needed = max(map(self._needed, self._longest), default=_FEWEST)
        lines = min(max(needed, _FEWEST), _MOST)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _needed(self, text: str) -> int:
        return self._laid_out(text).lineCount()

    def _laid_out(self, text: str) -> QTextLayout:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        aside = QTextLayout.FormatRange()
        aside.start, aside.length = self._aside_from, max(len(text) - self._aside_from, 0)
        aside.format.setForeground(QColor(current_theme().muted))
        layout.setFormats([aside])
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
            line.setPosition(QPointF(0, top))
            top += self.fontMetrics().lineSpacing()
        layout.endLayout()
        return layout
