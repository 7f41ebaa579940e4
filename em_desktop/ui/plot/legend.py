"""The legend: swatches with words, flowing into as many lines as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from em_desktop.ui.theme import current_theme


@dataclass(frozen=True)
class Entry:
    """One swatch with its words; ``dashed`` tells apart what shares a colour."""

    words: str
    colour: QColor
    dashed: bool = False


class Legend(QWidget):
    """Draws the entries of the legend; its height follows from its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries."""
        before = self.heightForWidth(self.width())
        self._entries = tuple(entries)
        self.setAccessibleName("Legend: " + "; ".join(entry.words for entry in entries))
        if self.heightForWidth(self.width()) != before:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Tell Qt that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the entries need."""
        bottom = max((rect.bottom() for _, rect in self._places(width)), default=0.0)
        return max(self._line(), round(bottom))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size for the present width."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw swatches and words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._swatch()
        metrics = self.fontMetrics()
        for entry, rect in self._places(self.width()):
            swatch = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(entry.colour))
            painter.drawRoundedRect(swatch, size / 5, size / 5)
            if entry.dashed:
                painter.setPen(QPen(self.palette().window().color(), 1.5))
                painter.drawLine(
                    QPointF(swatch.left(), swatch.bottom()), QPointF(swatch.right(), swatch.top())
                )
            painter.setPen(QColor(current_theme().muted))
            words = rect.adjusted(size * 1.5, 0, 0, 0)
            text = metrics.elidedText(entry.words, Qt.TextElideMode.ElideRight, int(words.width()))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()

    def _swatch(self) -> float:
        return round(self.fontMetrics().height() * 0.62)

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _places(self, width: int) -> Iterator[tuple[Entry, QRectF]]:
        line, gap = self._line(), self.fontMetrics().horizontalAdvance("m") * 1.3
        x = y = 0.0
        for entry in self._entries:
            wish = self._swatch() * 1.5 + self.fontMetrics().horizontalAdvance(entry.words) + 2
            wide = min(wish, max(1, width))
            if x and x + wide > width:
                x, y = 0.0, y + line
            yield entry, QRectF(x, y, wide, line)
            x += wide + gap
