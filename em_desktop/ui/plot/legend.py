"""The legend: swatches with words, in one line where that can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from em_desktop.ui.plot.key_frame import KeyFrame
from em_desktop.ui.plot.picking import Named
from em_desktop.ui.theme import current_theme
from em_desktop.ui.tips import plain_tip

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_PICKS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignTop
    | Qt.TextFlag.TextWordWrap
    | Qt.TextFlag.TextWrapAnywhere
)
_TIP = "Click to select its rows, with Ctrl to select them too"


@dataclass(frozen=True)
class Entry:
    """One swatch with its words.

    Attributes:
        words: beside the swatch.
        colour: of the swatch.
        dashed: tells apart what shares a colour.
        stands_for: what a click on it picks; None where it picks nothing.
        pattern: drawn over the swatch, as over the bars.
        there: whether it is drawn; else only its room is kept, so that nothing moves later.
        shorter: what is said in its place where not all has room in one line, ever less.
    """

    words: str
    colour: QColor
    dashed: bool = False
    stands_for: Named | None = None
    pattern: QBrush | None = None
    there: bool = True
    shorter: tuple[str, ...] = ()

    def said(self, briefly: int) -> str:
        """Return its words, so many times made shorter."""
        return (self.words, *self.shorter)[min(briefly, len(self.shorter))]


class Legend(QWidget):
    """Draws the entries of the legend; its height follows from its width.

    Where they do not fit into one line they say less; what is left out stands in their tips.

    A click on an entry picks what it stands for. By the keys: arrows go from one to the next,
    Space or Enter picks.

    Signals:
        picked: what the entry stands for (`Named`), and whether it comes to what is selected.
    """

    picked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._awaited: tuple[Entry, ...] = ()
        self._at = 0
        self._frame = KeyFrame(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Not fixed: a layout would hold it to the height of the width that it had before.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; those that are not there come last."""
        before = self.heightForWidth(self.width())
        self._entries = tuple(entry for entry in entries if entry.there)
        self._awaited = tuple(entry for entry in entries if not entry.there)
        self._at = min(self._at, max(len(self._entries) - 1, 0))
        self.setAccessibleName("Legend: " + "; ".join(entry.words for entry in self._entries))
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
        size, briefly = self._swatch(), self._briefly(self.width())
        for entry, rect in self._places(self.width()):
            if not entry.there:
                break
            top = rect.top() + (self._line() - size) / 2
            swatch = QRectF(rect.left(), top, size, size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(entry.colour))
            painter.drawRoundedRect(swatch, size / 5, size / 5)
            if entry.pattern is not None:
                painter.setBrushOrigin(swatch.topLeft())
                painter.setBrush(entry.pattern)
                painter.drawRoundedRect(swatch, size / 5, size / 5)
            if entry.dashed:
                painter.setPen(QPen(self.palette().window().color(), 1.5))
                painter.drawLine(
                    QPointF(swatch.left(), swatch.bottom()), QPointF(swatch.right(), swatch.top())
                )
            painter.setPen(QColor(current_theme().muted))
            painter.drawText(rect.adjusted(size * 1.5, 0, 0, 0), _WRAPPED, entry.said(briefly))
        if self._frame.is_due and self._entries:
            at = [rect for _, rect in self._places(self.width())][self._at]
            self._frame.paint(painter, at.adjusted(0.75, 0.75, -0.75, -0.75), 3)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show a hand over what can be picked."""
        entry = self._entry_at(event.position())
        can = entry is not None and entry.stands_for is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pick what an entry stands for."""
        entry = self._entry_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and entry is not None:
            self._pick(entry, event.modifiers())
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from entry to entry, and pick."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._entries:
            self._at = min(max(self._at + _STEPS[key], 0), len(self._entries) - 1)
            self.update()
        elif key in _PICKS and self._entries:
            self._pick(self._entries[self._at], event.modifiers())
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Frame the entry that the keys have come to."""
        super().focusInEvent(event)
        self._frame.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the frame away."""
        super().focusOutEvent(event)
        self._frame.follow(event)

    def event(self, event: QEvent) -> bool:
        """Say in a tip what an entry stands for and what a click on it does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            entry = self._entry_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if entry is None else _tip(entry), self)
            return True
        return bool(super().event(event))

    def _entry_at(self, position: QPointF) -> Entry | None:
        places = self._places(self.width())
        found = (entry for entry, rect in places if entry.there and rect.contains(position))
        return next(found, None)

    def _pick(self, entry: Entry, modifiers: Qt.KeyboardModifier) -> None:
        adds = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if entry.stands_for is not None:
            self.picked.emit(entry.stands_for, bool(modifiers & adds))

    def _briefly(self, width: int) -> int:
        """Return how often words are made shorter, so that all has room in one line if it can.

        What is not there yet counts too: words do not change when it comes.
        """
        entries = (*self._entries, *self._awaited)
        most = max((len(entry.shorter) for entry in entries), default=0)

        def fits(briefly: int) -> bool:
            wishes = [self._wish(entry.said(briefly)) for entry in entries]
            return sum(wishes) + self._gap() * (len(wishes) - 1) <= width

        return next(filter(fits, range(most)), most)

    def _wish(self, words: str) -> float:
        return self._swatch() * 1.5 + self.fontMetrics().horizontalAdvance(words) + 2

    def _gap(self) -> float:
        return self.fontMetrics().horizontalAdvance("m")

    def _swatch(self) -> float:
        return round(self.fontMetrics().height() * 0.62)

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _places(self, width: int) -> Iterator[tuple[Entry, QRectF]]:
        line, gap, indent = self._line(), self._gap(), self._swatch() * 1.5
        x = y = 0.0
        height = line
        briefly = self._briefly(width)
        for entry in (*self._entries, *self._awaited):
            words = entry.said(briefly)
            wish = self._wish(words)
            wide = min(wish, max(1, width))
            if x and x + wide > width:
                x, y, height = 0.0, y + height, line
            if wish > wide:  # longer than a line: it goes on below its own beginning
                room = QRect(0, 0, max(1, int(wide - indent)), 10_000)
                height = self.fontMetrics().boundingRect(room, _WRAPPED, words).height() + 2
            yield entry, QRectF(x, y, wide, height)
            x += wide + gap


def _tip(entry: Entry) -> str:
    told = (entry.words if entry.shorter else "", _TIP if entry.stands_for is not None else "")
    return plain_tip("\n".join(filter(None, told)))
