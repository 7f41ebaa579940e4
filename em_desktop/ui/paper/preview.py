"""Pages as they will be printed, one below the other."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from em_desktop.ui.paper.painting import Brush
from em_desktop.ui.paper.sheet import Pages
from em_desktop.ui.theme import current_theme

_GAP = 16.0
"""Between pages, and around them, in device-independent pixels."""
_WIDEST = 1000.0
_STEP = 60


class PagesView(QAbstractScrollArea):
    """Shows pages as wide as there is room; paints those alone that are seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._brush = Brush()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The report, page by page")
        self.verticalScrollBar().setSingleStep(_STEP)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for most of a page."""
        return QSize(760, 560)

    def set_pages(self, pages: Pages) -> None:
        """Show these pages; one stays where one was."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._pages = pages
        self.setAccessibleDescription(f"{len(pages.pages)} pages")
        self._fit()
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()

    @property
    def pages(self) -> Pages | None:
        """What is shown."""
        return self._pages

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page in view that was."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._fit()
        bar.setValue(round(share * bar.maximum()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go through the pages by the keys of a reader."""
        bar = self.verticalScrollBar()
        key, page = event.key(), self._high + _GAP
        goals = {
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: float(bar.maximum()),
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_PageUp: bar.value() - page,
        }
        if key in goals:
            bar.setValue(round(goals[Qt.Key(key)]))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pages that are seen."""
        theme, painter = current_theme(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.page))
        if self._pages is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._wide / self._pages.sheet.width
        left = (self.viewport().width() - self._wide) / 2
        for number, page in enumerate(self._pages.pages):
            top = _GAP + number * (self._high + _GAP) - self.verticalScrollBar().value()
            box = QRectF(left, top, self._wide, self._high)
            if not box.intersects(QRectF(event.rect())):
                continue
            painter.setPen(QPen(QColor(theme.line)))
            painter.setBrush(QColor("white"))
            painter.drawRect(box)
            painter.save()
            painter.translate(QPointF(left, top))
            painter.scale(scale, scale)
            self._brush.paint(painter, page)
            painter.restore()

    @property
    def _wide(self) -> float:
        return max(100.0, min(self.viewport().width() - 2 * _GAP, _WIDEST))

    @property
    def _high(self) -> float:
        if self._pages is None:
            return 0.0
        return self._wide * self._pages.sheet.height / self._pages.sheet.width

    def _fit(self) -> None:
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        n = 0 if self._pages is None else len(self._pages.pages)
        bar.setPageStep(seen)
        bar.setRange(0, max(0, round(n * (self._high + _GAP) + _GAP) - seen))
