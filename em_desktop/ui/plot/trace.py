"""The log likelihood of each iteration: a slider that is drawn as a curve."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from em_desktop.ui.plot.key_frame import KeyFrame
from em_desktop.ui.theme import current_theme

_MARGIN = 7  # room for the large dot


class Trace(QAbstractSlider):
    """Shows the log likelihood of every iteration and picks one of them.

    A slider by nature: arrow keys, Home, End and a screen reader work as with any other.

    Signals:
        picked: the person chose the iteration at this place (0 is the first).
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[float] = []
        self._heights: list[float] = []
        self._awaited = ""
        self._pickable = False
        self._frame = KeyFrame(self)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Iteration")
        self.setToolTip(
            "How well the curves fit after each iteration (the log likelihood): click, drag or "
            "use the arrow keys"
        )
        self.actionTriggered.connect(self._act)
        self.clear("")

    def clear(self, awaited: str) -> None:
        """Show no iteration, but words on what will come."""
        self._awaited = awaited
        self._pickable = False
        self._places, self._heights = [], []
        self.setRange(0, 0)
        self.setEnabled(False)
        self.update()

    def add(self, index: int, log_likelihood: float) -> None:
        """Append the newest iteration of a run; ``index`` may leave some out."""
        if not self._places or index > self._places[-1]:
            self._places.append(index)
            self._heights.append(log_likelihood)
            self.setRange(0, len(self._places) - 1)
            self.setValue(len(self._places) - 1)
            self.update()

    def show_all(self, log_likelihoods: Sequence[float]) -> None:
        """Show the iterations of a finished fit, each of which can be picked."""
        self._places = [float(place) for place in range(len(log_likelihoods))]
        self._heights = list(log_likelihoods)
        last = len(log_likelihoods) - 1
        self._pickable = last >= 0
        self.setRange(0, max(0, last))
        self.setPageStep(max(1, last // 10))
        self.setEnabled(last > 0)
        self.update()

    @property
    def log_likelihoods(self) -> tuple[float, ...]:
        """What is drawn, oldest first."""
        return tuple(self._heights)

    def point(self, place: int) -> QPointF:
        """Return where the dot of an iteration is drawn."""
        return self._points()[place]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size in which the curve can be told from a line."""
        return QSize(200, round(self.fontMetrics().height() * 2.1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least useful size."""
        return QSize(60, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pick the iteration under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick_at(event.position().x())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the mouse while its button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick_at(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move by the slider's keys, once there is something to move to."""
        if self._pickable:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show a frame where the keys brought the focus here."""
        super().focusInEvent(event)
        self._frame.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the frame away."""
        super().focusOutEvent(event)
        self._frame.follow(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to whatever scrolls around this."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the curve, a dot for each iteration, and a large one for the shown."""
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._places:
            painter.setPen(QColor(theme.muted))
            rect = self.rect()
            text = self.fontMetrics().elidedText(
                self._awaited, Qt.TextElideMode.ElideRight, rect.width()
            )
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), text)
        else:
            self._paint_curve(painter, QColor(theme.accent), QColor(theme.card))
        if self._frame.is_due:
            self._frame.paint(painter, QRectF(self.rect().adjusted(1, 1, -1, -1)), 4)
        painter.end()

    def _paint_curve(self, painter: QPainter, colour: QColor, around: QColor) -> None:
        points = self._points()
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if len(points) * 6 <= self.width():  # else the dots would make a thick line
            for point in points:
                painter.drawEllipse(point, 2.2, 2.2)
        painter.setPen(QPen(around, 1.5))
        painter.drawEllipse(points[min(self.value(), len(points) - 1)], 5.5, 5.5)

    def _points(self) -> list[QPointF]:
        width, height = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        last = self._places[-1] or 1.0
        low, high = min(self._heights), max(self._heights)
        span = (high - low) or 1.0
        return [
            QPointF(_MARGIN + width * x / last, _MARGIN + height * (high - y) / span)
            for x, y in zip(self._places, self._heights, strict=True)
        ]

    def _pick_at(self, x: float) -> None:
        if self._pickable:
            share = (x - _MARGIN) / max(1, self.width() - 2 * _MARGIN)
            self._pick(round(share * self.maximum()))

    def _act(self, _action: int) -> None:
        # Qt has moved the slider's position but not yet its value: take it from there.
        self._pick(self.sliderPosition())

    def _pick(self, place: int) -> None:
        place = min(max(place, 0), self.maximum())
        self.setValue(place)
        self.picked.emit(place)
