"""The plot as a widget: what mouse and keys do to it, and what they pick."""

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
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from em_desktop.review.bars import part_at
from em_desktop.review.wording import exact_words
from em_desktop.ui.plot.axis import UnitAxis
from em_desktop.ui.plot.key_frame import KeyFrame
from em_desktop.ui.plot.layer import Layer, MoreLayers
from em_desktop.ui.plot.layers import Layers, region
from em_desktop.ui.plot.overlay import Overlay
from em_desktop.ui.plot.picking import BarCursor, Heights, Named, Picked, Some
from em_desktop.ui.plot.places import Places
from em_desktop.ui.plot.wording import bar_words, some_words
from em_desktop.ui.style import scale_text
from em_desktop.ui.theme import current_theme

if TYPE_CHECKING:
    from em_desktop.review.histogram import Counts, Histogram

_SMALL = 0.85
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}
_CLIMBS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_PICKS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REACH = 5  # device-independent pixels beside a grip at which it can still be taken


class Chart(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Bars, curves and marks over one measurement. The wheel and dragging never move it.

    Signals:
        picked: what mouse or keys chose (a `Picked`), and whether it comes to what is selected.
        cleared: a click beside everything or Escape gave the selection up.
        bar_hovered: the bar under the mouse, counted from the left, or None.
        copy_wanted: the person asks for the picture on the clipboard.
        save_wanted: the person asks for the picture as a file.
    """

    picked = Signal(object, bool)
    cleared = Signal()
    bar_hovered = Signal(object)
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
        self._more = MoreLayers(plot)
        self._places = Places(self)
        self._band = region(plot, 5)
        self._pressed: float | None = None
        self._pressed_at = QPoint()
        self._dragging = self._twice = False
        self._cursor = BarCursor()
        self._frame = KeyFrame(self.viewport())
        self._overlay = Overlay(self._places, self._frame)
        self._hovered_bar: int | None = None
        self.layers.height_changed = self._place_layers
        self.refresh_theme()

    def show_histogram(
        self, histogram: "Histogram", categories: tuple[str, ...], unit: str
    ) -> None:
        """Show these bars; the last row of the counts stands on top, as missing."""
        if self._histogram is None or self._histogram.counts.shape != histogram.counts.shape:
            self._cursor.forget()  # other bars, or other parts of them
        self._histogram, self._categories, self._unit = histogram, categories, unit
        self._axis.show_unit(unit)
        self.layers.show_histogram(histogram)
        self._more.show_histogram(histogram)
        self._more.place(self.layers.top)

    def add_layer(self, layer: Layer) -> None:
        """Let somebody else draw over the bars, from now on."""
        self._more.add(layer, current_theme(), self.font(), self.devicePixelRatioF())
        if self._histogram is not None:
            layer.show_histogram(self._histogram)
        layer.place(self.layers.top)

    def show_range(self, chosen: tuple[float, float] | None) -> None:
        """Show a chosen range, or none, without telling anyone."""
        self._band.setVisible(chosen is not None)
        if chosen is not None:
            self._band.setRegion(chosen)

    def show_parts(self, counts: "Counts") -> None:
        """Show the bars in the parts (P, B) that decisions have made of them."""
        if self._histogram is not None:
            self.layers.heaps.show(self._histogram.edges, counts)

    def show_selected(self, counts: "Counts | None") -> None:
        """Show how many (P, B) of each part of each bar are selected; None for none."""
        self.layers.heaps.select(counts)

    def hover(self, value: float | None) -> None:
        """Mark the value of the row under the mouse lightly, or none."""
        if self._histogram is None or value == self._overlay.value:
            return
        low, high = self.plotItem.vb.viewRange()[0]
        inside = value is not None and low <= value <= high
        words = exact_words(value, self._unit) if inside and value is not None else ""
        for rect in self._overlay.mark(value if inside else None, words, self.font()):
            self.viewport().update(rect)

    @property
    def hovered(self) -> float | None:
        """The value that is lightly marked."""
        return self._overlay.value

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
        chosen.setAlpha(30)
        self._band.setBrush(chosen)
        for line in self._band.lines:
            line.setPen(pg.mkPen(theme.accent, width=ratio))
        self.layers.refresh_theme(self.font(), ratio)
        self._more.refresh_theme(theme, self.font(), ratio)

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to choose a range."""
        if event.button() == Qt.MouseButton.LeftButton and self._histogram is not None:
            self._dragging = self._twice = False
            value = self._places.value_at(event.position())
            if self._more.take(value, self._places.reach(_REACH)):
                return
            self._pressed = value
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the band while the button is held, or drag what another layer lets be dragged."""
        value = self._places.value_at(event.position())
        if self._more.drag(value, done=False):
            return
        if self._pressed is None:
            self._show_whether_gripped(value)
            free = event.buttons() == Qt.MouseButton.NoButton
            self._hover_bar(self._bin_at(value) if free else None)
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._dragging or way >= QApplication.startDragDistance():
            self._dragging = True
            self.show_range((min(self._pressed, value), max(self._pressed, value)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the range, or give it up on a mere click."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        value = self._places.value_at(event.position())
        if self._more.drag(value, done=True) or self._pressed is None:
            return
        first = self._pressed
        self._pressed = None
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._dragging:
            low, high = min(first, value), max(first, value)
            self._cursor.forget()
            self.show_range((low, high))
            self.picked.emit(Heights(low, high), add)
        else:
            self._click(event, add=add)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the second press of two quick clicks as any other; on a bar it takes the whole."""
        self.mousePressEvent(event)
        self._twice = True

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the mouse is on no bar any more."""
        super().leaveEvent(event)
        self._hover_bar(None)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to whatever scrolls around this."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pick a bar with the arrow keys, a part of it up and down, more with Shift.

        With Ctrl the arrows only move; Space or Enter picks what they have come to.
        """
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._histogram is None:
            event.ignore()
        elif key in _STEPS:
            n_bins, start = self._histogram.edges.size - 1, self._start()
            self._go_to(self._cursor.step(_STEPS[key], n_bins, start, keep=shift), only=ctrl)
        elif key in _CLIMBS:
            counts = self.layers.heaps.counts
            self._go_to(self._cursor.climb(_CLIMBS[key], counts, self._start()), only=ctrl)
        elif key in _PICKS and self._cursor.at is not None:
            self._pick(self._cursor.at, add=ctrl)
        elif key == Qt.Key.Key_Escape and self._has_picked:
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
            place = self._bin_at(self._places.value_at(QPointF(event.pos())))
            words = ""
            if self._histogram is not None and place is not None and self._pressed is None:
                heaps = self.layers.heaps
                shown = (heaps.counts, heaps.selected, self._categories, self._unit)
                words = bar_words(self._histogram, place, *shown)
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
        """Show a frame where the keys brought the focus here."""
        super().focusInEvent(event)
        self._frame.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the frame away."""
        super().focusOutEvent(event)
        self._frame.follow(event)
        self.setAccessibleName("Histogram")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the plot, the row under the mouse, and a frame where the keys go here."""
        super().paintEvent(event)
        if not self._frame.is_due and self._overlay.value is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at, heaps = self._cursor.at, self.layers.heaps
        self._overlay.paint(painter, self.font(), self.viewport().rect(), at, heaps)
        painter.end()

    def _place_layers(self) -> None:
        self._more.place(self.layers.top)

    def _show_whether_gripped(self, value: float) -> None:
        grips = self._more.at(value, self._places.reach(_REACH)) is not None
        shape = Qt.CursorShape.SplitHCursor if grips else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def _bin_at(self, value: float) -> int | None:
        if self._histogram is None:
            return None
        edges = self._histogram.edges
        place = int(np.searchsorted(edges, value, side="right")) - 1
        return place if 0 <= place < edges.size - 1 else None

    def _hover_bar(self, place: int | None) -> None:
        if place != self._hovered_bar:
            self._hovered_bar = place
            self.bar_hovered.emit(place)

    def _click(self, event: QMouseEvent, *, add: bool) -> None:
        """Pick what lies under the mouse: a name, a bar, a part of it, or a curve's region."""
        point = self._places.point_at(event.position())
        value, height = point.x(), point.y()
        name = self.layers.name_at(event.position(), self.viewportTransform())
        place = self._bin_at(value)
        counts = self.layers.heaps.counts
        if name is not None:
            self._pick(Named(name), add=add)
        elif place is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pick(self._cursor.extend(place), add=add)
        elif place is not None and counts[:, place].any() and height < counts[:, place].sum():
            whole = height < 0 or self._twice
            part = None if whole else part_at(counts[:, place], height)
            self._pick(self._cursor.set(place, part), add=add)
        elif (curve := self.layers.category_at(value, height)) is not None:
            self._pick(Named(curve), add=add)
        else:
            self._give_up()

    def _start(self) -> int:
        """The bar that the keys begin with: that of the marked row, or the middle one."""
        marked = self.layers.marked
        place = self._bin_at(marked) if marked is not None else None
        return place if place is not None else self.layers.heaps.counts.shape[1] // 2

    def _go_to(self, at: Some, *, only: bool) -> None:
        if not only:
            self._pick(at, add=False)
        self.viewport().update()
        if self._histogram is not None:  # for screen readers, which hear where the keys are
            heaps = self.layers.heaps
            shown = (heaps.counts, heaps.selected, self._categories, self._unit)
            words = some_words(self._histogram, at, *shown)
            self.setAccessibleName(f"Histogram, {words}")

    def _pick(self, what: Picked, *, add: bool) -> None:
        """Show the range of whole bars as chosen, and tell what was picked."""
        if isinstance(what, Named):
            self._cursor.forget()
        chosen = None
        if isinstance(what, Some) and what.part is None and not add and self._histogram is not None:
            edges = self._histogram.edges
            chosen = float(edges[what.first]), float(edges[what.last + 1])
        self.show_range(chosen)
        self.picked.emit(what, add)

    @property
    def _has_picked(self) -> bool:
        return self.chosen is not None or self.layers.heaps.selected is not None

    def _give_up(self) -> None:
        self._cursor.forget()
        self.show_range(None)
        self.cleared.emit()
