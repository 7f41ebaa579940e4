"""Painting of the list of steps."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from em_desktop.ui.history.lines import Line, Of
from em_desktop.ui.history.model import (
    ASIDE_ROLE,
    ICON_ROLE,
    LINE_ROLE,
    STATE_ROLE,
    Index,
)
from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import paint_icon
from em_desktop.ui.style import mix
from em_desktop.ui.theme import Theme, current_theme

_PADDING = 8
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class LineDelegate(QStyledItemDelegate):
    """Draws a line: icon, words, rows and time; the present state is bold and has a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the same height for all lines."""
        del index
        return QSize(1, round(option.fontMetrics.height() * 1.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        theme, rect = current_theme(), QRect(option.rect)
        painter.save()
        self._draw_ground(painter, rect, option.state, theme)
        if line.of is Of.UNDONE:
            self._draw_rule(painter, rect, str(index.data()), theme)
        else:
            self._draw_line(painter, rect, line, index, option.font, theme)
        painter.restore()

    @staticmethod
    def _draw_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
        ground = None
        if state & QStyle.StateFlag.State_Selected:
            ground = theme.selection
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = mix(theme.card, theme.text, 0.06)
        if ground is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 5, 5)

    @staticmethod
    def _draw_rule(painter: QPainter, rect: QRect, text: str, theme: Theme) -> None:
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect.adjusted(_PADDING, 0, 0, 0), _LEFT, text)
        after = rect.left() + 2 * _PADDING + painter.fontMetrics().horizontalAdvance(text)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(after, rect.center().y(), rect.right() - _PADDING, rect.center().y())

    @staticmethod
    def _draw_line(
        painter: QPainter, rect: QRect, line: Line, index: Index, font: QFont, theme: Theme
    ) -> None:
        state, name, aside = index.data(STATE_ROLE), index.data(ICON_ROLE), index.data(ASIDE_ROLE)
        faint = state > 0
        is_event = line.of is Of.EVENT
        side = round(painter.fontMetrics().height() * 0.95)
        left = rect.left() + _PADDING + (2 * side if line.inside else 0)
        if state == 0:
            painter.fillRect(QRect(rect.left(), rect.top() + 4, 3, rect.height() - 8), theme.accent)
            font = QFont(font)
            font.setBold(True)
        if name:
            colour = theme.muted if faint or is_event else None
            place = QRectF(left, rect.top() + (rect.height() - side) / 2, side, side)
            paint_icon(painter, place, Icon(name), colour)  # Qt makes a text of it
        left += side + _PADDING
        painter.setPen(QColor(theme.muted))
        room = painter.fontMetrics().horizontalAdvance(aside) + _PADDING if aside else 0
        painter.drawText(rect.adjusted(0, 0, -_PADDING, 0), _RIGHT, aside)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted if faint or is_event else theme.text))
        words = QRect(left, rect.top(), rect.right() - _PADDING - room - left, rect.height())
        text = str(index.data())
        if line.of is Of.RUN:
            text = f"{'▾' if line.open else '▸'} {text}"
        metrics = painter.fontMetrics()
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, elided)
