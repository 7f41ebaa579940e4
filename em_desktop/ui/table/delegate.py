"""Painting and editing of cells."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from em_desktop.review.entry import choices
from em_desktop.ui.style import mix
from em_desktop.ui.table.face import Face, Tone
from em_desktop.ui.table.model import FACE_ROLE, Index, RosterModel
from em_desktop.ui.theme import Theme, current_theme

PADDING = 10
BAR_WIDTH_LIMIT = 190


class CategoryBox(QComboBox):
    """A drop-down that tells a choice from its list from one by arrow keys in its line."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._was_listed = False
        self.activated.connect(self._activated)

    def hidePopup(self) -> None:  # noqa: N802 - Qt's name
        """What is chosen in the list is told right after it has gone, and nothing else is."""
        self._was_listed = True
        QTimer.singleShot(0, self, self._forget)
        super().hidePopup()

    def _forget(self) -> None:
        self._was_listed = False

    def _activated(self) -> None:
        if self._was_listed:
            self.picked.emit()


class CellDelegate(QStyledItemDelegate):
    """Draws faces, and edits the category column with a drop-down."""

    entered = Signal(int)
    """Enter was pressed in an editor: how many rows to go down, 1 or -1."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        shown = model.data(index, FACE_ROLE)  # the model itself: Qt's index asks a long way round
        if not isinstance(shown, Face):
            return
        theme = current_theme()
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
        elif index.row() == self._current_row():
            painter.fillRect(rect, QColor(mix(theme.card, theme.selection, 0.55)))
        self._draw(painter, rect, shown, theme)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _current_row(self) -> int:
        view = self.parent()
        return view.currentIndex().row() if isinstance(view, QTableView) else -1

    def createEditor(  # noqa: N802 - Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: Index,
    ) -> QWidget:
        """Return a drop-down of categories, or a line of text."""
        model = index.model()
        if isinstance(model, RosterModel):
            categories = model.document.reading.categories
            if categories is not None and index.column() == model.document.workspace.roles.category:
                box = CategoryBox(parent)
                box.picked.connect(self._picked)
                box.setEditable(True)
                box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
                box.addItems(choices(model.document.reading, None))
                box.setAccessibleName("category")
                return box
        editor = QLineEdit(parent)
        editor.setAccessibleName("cell text")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Fill the editor with the cell's text, unless the user has begun to type.

        Qt asks again whenever cells change, as when a fit ends.
        """
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if not isinstance(line, QLineEdit) or line.isModified():
            return
        line.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        line.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:  # noqa: N802 - Qt's name
        """Hand the editor's text to the model."""
        if isinstance(model, RosterModel):
            if isinstance(editor, QComboBox):
                model.setData(index, editor.currentText())
            elif isinstance(editor, QLineEdit):
                model.setData(index, editor.text())

    def _picked(self) -> None:
        """Write what was picked from the list at once: nobody looks for another key then."""
        box = self.sender()
        if isinstance(box, CategoryBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Announce Enter, which commits and goes down as in a spreadsheet."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.entered.emit(-1 if up else 1)
            return True
        return super().eventFilter(watched, event)

    def _draw(self, painter: QPainter, rect: QRect, shown: Face, theme: Theme) -> None:
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        if shown.suggested:
            self._draw_suggestion(painter, rect, shown, theme)
            return
        metrics, text = painter.fontMetrics(), shown.text
        tag_width = gap = 0
        if shown.tag:
            small = painter.font()
            small.setPointSizeF(max(small.pointSizeF() * 0.85, 6))
            tag_metrics = QFontMetrics(small, painter.device())
            tag_width = tag_metrics.horizontalAdvance(shown.tag) + 2  # rounding
            gap = 7 if text else 0
        text_room = max(area.width() - tag_width - gap, min(area.width(), 40))
        width = metrics.horizontalAdvance(text)
        if width > text_room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, text_room)
            width = metrics.horizontalAdvance(text)
        left = area.left()
        if shown.numeric:
            left = max(area.left(), area.right() - width - tag_width - gap + 1)
        painter.setPen(QColor(theme.muted if shown.entry else theme.text))
        vcenter = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, area.top(), width + 2, area.height()), vcenter, text)
        if shown.tone is Tone.WARNING and width:
            pen = QPen(QColor(theme.warning), 1.5, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            line = area.center().y() + metrics.height() // 2
            painter.drawLine(left, line, left + width, line)
        if shown.tag:
            regular = painter.font()
            painter.setFont(small)
            painter.setPen(QColor(_tone_colour(shown.tone, theme)))
            start = left + width + gap
            room = area.right() - start + 1
            tag = tag_metrics.elidedText(shown.tag, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(start, area.top(), room, area.height()), vcenter, tag)
            painter.setFont(regular)

    def _draw_suggestion(self, painter: QPainter, rect: QRect, shown: Face, theme: Theme) -> None:
        """Draw a proposal: a tinted pill, italic text, percentage and a bar as long as it."""
        pill = QRectF(rect.adjusted(PADDING - 6, 4, -PADDING, -4))
        pill.setWidth(min(pill.width(), BAR_WIDTH_LIMIT))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.suggestion))
        painter.drawRoundedRect(pill, 5, 5)
        bar = QRectF(pill.left(), pill.bottom() - 3, pill.width() * (shown.share or 0), 3)
        colour = QColor(theme.missing)
        if shown.category is not None and not shown.stale:
            colour = theme.category(shown.category)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inner = pill.adjusted(6, 0, -8, -2)
        regular = painter.font()
        italic = painter.font()
        italic.setItalic(True)
        painter.setPen(QColor(theme.muted))
        tag = f"{shown.tag}, before your change" if shown.stale else shown.tag
        tag_width = painter.fontMetrics().horizontalAdvance(tag)
        if tag_width > inner.width() * 0.6:
            tag = shown.tag
            tag_width = painter.fontMetrics().horizontalAdvance(tag)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, tag)
        painter.setFont(italic)
        painter.setPen(QColor(theme.muted if shown.stale else theme.text))
        room = int(inner.width() - tag_width - 8)
        text = painter.fontMetrics().elidedText(shown.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(regular)


def _tone_colour(tone: Tone, theme: Theme) -> str:
    return {
        Tone.PLAIN: theme.text,
        Tone.MUTED: theme.muted,
        Tone.GOOD: theme.good,
        Tone.OWN: theme.accent,
        Tone.WARNING: theme.warning,
    }[tone]
