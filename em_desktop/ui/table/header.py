"""The table's headers: names with their meaning above, record numbers with a status beside."""

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from em_desktop.review.order import Sorting
from em_desktop.review.signs import Sign, Signs
from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import paint_icon
from em_desktop.ui.status_look import LOOKS
from em_desktop.ui.table.model import SIGNS_ROLE, SUBTITLE_ROLE
from em_desktop.ui.theme import Theme, current_theme

PADDING = 10
ICON = 14
MARK = 10
GAP = 3
MOST_MARKS = 2
SIGNS = ICON + MOST_MARKS * (MARK + GAP) + GAP
"""Room for a sign and its marks, so that numbers stay where they are."""


class ColumnHeader(QHeaderView):
    """Two lines for each column: its name, and what it means. A click asks for its menu."""

    menu_wanted = Signal(int)
    """Column whose menu is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)  # a click asks for the menu and selects nothing
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._pressed_at: tuple[int, int] | None = None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for two lines."""
        hint = super().sizeHint()
        hint.setHeight(round(self.fontMetrics().height() * 2.3) + 8)
        return hint

    def show_sorting(self, sorting: Sorting | None) -> None:
        """Show by which column the rows are sorted; None for file order."""
        self.setSortIndicatorShown(sorting is not None)
        if sorting is not None:
            down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
            self.setSortIndicator(sorting.column, down if sorting.descending else up)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where the press was, to tell a click from a drag of the border."""
        x = round(event.position().x())
        section = self.logicalIndexAt(x)
        self._pressed_at = (x, section)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu after a click on the middle of a section."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x, section = pressed
        moved = abs(round(event.position().x()) - x) > 4
        if section >= 0 and not moved and not self._near_border(x, section):
            self.menu_wanted.emit(section)

    def _near_border(self, x: int, section: int) -> bool:
        left = self.sectionViewportPosition(section)
        right = left + self.sectionSize(section)
        return right - x <= 4 or (x - left <= 4 and section > 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Draw name, meaning and sort mark."""
        theme = current_theme()
        model = self.model()
        painter.save()
        _draw_ground(painter, rect, theme)
        name = str(model.headerData(logicalIndex, self.orientation()) or "")
        meaning = str(model.headerData(logicalIndex, self.orientation(), SUBTITLE_ROLE) or "")
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            ascending = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name += " ↑" if ascending else " ↓"
        alignment = model.headerData(
            logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole
        )
        side = Qt.AlignmentFlag(int(alignment or 0)) & Qt.AlignmentFlag.AlignHorizontal_Mask
        area = rect.adjusted(PADDING, 5, -PADDING, -6)
        bold = QFont(self.font())
        bold.setBold(True)
        small = QFont(self.font())
        small.setPointSizeF(max(small.pointSizeF() * 0.82, 6))
        if not meaning:
            self._line(painter, area, side | Qt.AlignmentFlag.AlignVCenter, bold, theme.text, name)
        else:
            top, bottom = side | Qt.AlignmentFlag.AlignTop, side | Qt.AlignmentFlag.AlignBottom
            self._line(painter, area, top, bold, theme.text, name)
            self._line(painter, area, bottom, small, theme.muted, meaning)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        alignment: Qt.AlignmentFlag,
        font: QFont,
        colour: str,
        text: str,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, alignment, shown)

    def initStyleOptionForIndex(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionHeader,
        logicalIndex: int,  # noqa: N803 - Qt's name
    ) -> None:
        """Skip Qt's question whether the whole column is selected: it reads every row."""


class RowHeader(QHeaderView):
    """The record number, the icon of the row's sign, and small ones for its marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # as the table's

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground, then the sections."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(current_theme().card))
        painter.end()
        super().paintEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for the longest number and the icons."""
        model = self.model()
        digits = max(3, len(str(model.rowCount(QModelIndex()) if model else 0)))
        width = self.fontMetrics().horizontalAdvance("0" * digits) + SIGNS + 2 * PADDING
        return QSize(width, self.height())  # Qt's own hint asks very many rows for nothing

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Draw number and icon."""
        theme = current_theme()
        model = self.model()
        painter.save()
        _draw_ground(painter, rect, theme)
        number = str(model.headerData(logicalIndex, self.orientation()) or "")
        painter.setPen(QColor(theme.muted))
        area = rect.adjusted(PADDING, 0, -(SIGNS + PADDING), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        found = model.headerData(logicalIndex, self.orientation(), SIGNS_ROLE)
        if isinstance(found, Signs):
            middle = rect.center().y()
            left = rect.right() - ICON - PADDING
            paint_icon(painter, QRectF(left, middle - ICON // 2, ICON, ICON), _icon(found.sign))
            for mark in found.marks[:MOST_MARKS]:
                left -= MARK + GAP
                paint_icon(painter, QRectF(left, middle - MARK // 2, MARK, MARK), _icon(mark))
        painter.restore()


def _icon(sign: Sign) -> Icon:
    return LOOKS[sign].icon


def _draw_ground(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw a section's ground and the line below it."""
    painter.fillRect(rect, QColor(theme.card))
    painter.setPen(QColor(theme.line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
