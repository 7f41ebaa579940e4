"""The plot as a widget: what mouse and keys do to it, and the range they choose."""

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from em_desktop.ui.plot.axis import UnitAxis
from em_desktop.ui.plot.layer import Layer
from em_desktop.ui.plot.layers import Layers, region
from em_desktop.ui.plot.trace import KEYED
from em_desktop.ui.plot.wording import bin_words, exact_words
from em_desktop.ui.style import scale_text
from em_desktop.ui.theme import current_theme

if TYPE_CHECKING:
    from em_desktop.review.histogram import Histogram

_SMALL = 0.85
_REACH = 5  # device-independent pixels beside a grip at which it can still be taken


class Chart(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Bars, curves and marks over one measurement. The wheel and dragging never move it.

    Signals:
        range_selected: low and high end of the range chosen by mouse or keys, in the unit.
        range_cleared: a click or Escape gave the range up.
        copy_wanted: the person asks for the picture on the clipboard.
        save_wanted: the person asks for the picture as a file.
    """

    range_selected = Signal(float, float)
    range_cleared = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._axis = UnitAxis()
        super().__init__(parent, axisItems={"bottom": self._axis}, enableMenu=False)
        self.setAccessibleName("Histogram")
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        plot = self.plotItem
        plot.hideAxis("left")
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.vb.disableAutoRange()
        plot.vb.setDefaultPadding(0)
        scale_text(self, _SMALL)
        self._histogram: Histogram | None = None
        self._categories: tuple[str, ...] = ()
        self._unit = ""
        self.layers = Layers(plot, self.font())
        self._more: list[Layer] = []
        self._gripped: Layer | None = None
        self._band = region(plot, 5)
        self._pressed: float | None = None
        self._pressed_at = QPoint()
        self._dragging = False
        self._anchor: int | None = None
        self._cursor: int | None = None
        self._framed = False
        self.layers.height_changed = self._place_layers
        self.refresh_theme()

    def show_histogram(
        self, histogram: "Histogram", categories: tuple[str, ...], unit: str
    ) -> None:
        """Show these bars; the last row of the counts stands on top, as missing."""
        self._histogram, self._categories, self._unit = histogram, categories, unit
        self._axis.show_unit(unit)
        self.layers.show_histogram(histogram)
        for layer in self._more:
            layer.show_histogram(histogram)
            layer.place(self.layers.top)

    def add_layer(self, layer: Layer) -> None:
        """Let somebody else draw over the bars, from now on."""
        self._more.append(layer)
        layer.enter(self.plotItem)
        layer.refresh_theme(current_theme(), self.font(), self.devicePixelRatioF())
        if self._histogram is not None:
            layer.show_histogram(self._histogram)
        layer.place(self.layers.top)

    def show_range(self, chosen: tuple[float, float] | None) -> None:
        """Show a chosen range, or none, without telling anyone."""
        self._band.setVisible(chosen is not None)
        if chosen is not None:
            self._band.setRegion(chosen)
        else:
            self._anchor = self._cursor = None

    def mark(self, value: float | None) -> None:
        """Mark one value, or none, and write it there with its unit."""
        self.layers.mark(value, "" if value is None else exact_words(value, self._unit))

    @property
    def chosen(self) -> tuple[float, float] | None:
        """The range that is shown as chosen."""
        return self._band.getRegion() if self._band.isVisible() else None

    def refresh_theme(self, ratio: float | None = None) -> None:
        """Take the colours and the font of now.

        Args:
            ratio: device pixels for each of the widget's; those of its screen by default.
        """
        theme, ratio = current_theme(), ratio or self.devicePixelRatioF()
        scale_text(self, _SMALL)
        self.setBackground(theme.card)
        self._axis.setStyle(tickFont=self.font())
        self._axis.setPen(pg.mkPen(theme.line, width=ratio))
        self._axis.setTextPen(theme.muted)
        chosen = QColor(theme.accent)
        chosen.setAlpha(45)
        self._band.setBrush(chosen)
        for line in self._band.lines:
            line.setPen(pg.mkPen(theme.accent, width=ratio))
        self.layers.refresh_theme(self.font(), ratio)
        for layer in self._more:
            layer.refresh_theme(theme, self.font(), ratio)

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to choose a range."""
        if event.button() == Qt.MouseButton.LeftButton and self._histogram is not None:
            value = self._value_at(event.position())
            self._gripped = self._grip_at(value)
            if self._gripped is not None:
                return
            self._pressed = value
            self._pressed_at = event.position().toPoint()
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the band while the button is held, or drag what another layer lets be dragged."""
        if self._gripped is not None:
            self._gripped.drag(self._value_at(event.position()), done=False)
            return
        if self._pressed is None:
            self._show_whether_gripped(event.position())
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._dragging or way >= QApplication.startDragDistance():
            self._dragging = True
            value = self._value_at(event.position())
            self.show_range((min(self._pressed, value), max(self._pressed, value)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the range, or give it up on a mere click."""
        if event.button() == Qt.MouseButton.LeftButton and self._gripped is not None:
            gripped, self._gripped = self._gripped, None
            gripped.drag(self._value_at(event.position()), done=True)
            return
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        first, value = self._pressed, self._value_at(event.position())
        self._pressed = None
        self._anchor = self._cursor = None
        if self._dragging:
            low, high = min(first, value), max(first, value)
            self.show_range((low, high))
            self.range_selected.emit(low, high)
        else:
            self._give_up()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the second press of two quick clicks as any other."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to whatever scrolls around this."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a bar with the arrow keys, more with Shift, none with Escape."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._histogram is not None:
            self._step(step, keep=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape and self.chosen is not None:
            self._give_up()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer the picture."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy picture").triggered.connect(self.copy_wanted)
        menu.addAction("Save picture…").triggered.connect(self.save_wanted)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell what a bar holds when the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._bin_at(self._value_at(QPointF(event.pos())))
            words = ""
            if self._histogram is not None and place is not None:
                words = bin_words(self._histogram, place, self._categories, self._unit)
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def event(self, event: QEvent) -> bool:
        """Draw lines as thick on a finer screen."""
        done = bool(super().event(event))
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.refresh_theme()
        return done

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Remember whether the keys brought the focus here, so that it must be seen."""
        super().focusInEvent(event)
        self._framed = event.reason() in KEYED
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the frame away."""
        super().focusOutEvent(event)
        self._framed = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the plot, and a frame where the keys go here."""
        super().paintEvent(event)
        if self._framed:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().accent), 1.5))
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -2, -2), 4, 4)
            painter.end()

    def _value_at(self, position: QPointF) -> float:
        view = self.plotItem.vb
        value = view.mapSceneToView(self.mapToScene(position.toPoint())).x()
        low, high = view.viewRange()[0]
        return float(min(max(value, low), high))

    def _place_layers(self) -> None:
        for layer in self._more:
            layer.place(self.layers.top)

    def _grip_at(self, value: float) -> Layer | None:
        reach = _REACH * float(self.plotItem.vb.viewPixelSize()[0])
        return next((layer for layer in reversed(self._more) if layer.grips(value, reach)), None)

    def _show_whether_gripped(self, position: QPointF) -> None:
        if self._more and self._histogram is not None:
            grips = self._grip_at(self._value_at(position)) is not None
            shape = Qt.CursorShape.SplitHCursor if grips else Qt.CursorShape.ArrowCursor
            if self.viewport().cursor().shape() is not shape:
                self.viewport().setCursor(shape)

    def _bin_at(self, value: float) -> int | None:
        if self._histogram is None:
            return None
        edges = self._histogram.edges
        place = int(np.searchsorted(edges, value, side="right")) - 1
        return place if 0 <= place < edges.size - 1 else None

    def _step(self, step: int, *, keep: bool) -> None:
        if self._histogram is None:
            return
        edges = self._histogram.edges
        last = edges.size - 2
        if self._cursor is None or self._anchor is None:
            start = self._bin_at(self.layers.marked) if self.layers.marked is not None else None
            self._cursor = start if start is not None else last // 2
            self._anchor = self._cursor
        else:
            self._cursor = min(max(self._cursor + step, 0), last)
            if not keep:
                self._anchor = self._cursor
        first, final = sorted((self._anchor, self._cursor))
        low, high = float(edges[first]), float(edges[final + 1])
        self.show_range((low, high))
        self.range_selected.emit(low, high)

    def _give_up(self) -> None:
        self.show_range(None)
        self.range_cleared.emit()
