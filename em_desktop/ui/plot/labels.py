"""Names written beside the curves, so that colour is never the only sign."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from em_desktop.review.histogram import Floats

_LONGEST = 16  # letters of a name; the legend has it in full


class HaloText(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """A word with a thin halo in the colour of the paper, so that lines may run behind it.

    It hangs from its position by the middle of its upper edge.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self._text = ""
        self._font = QFont()
        self._ink, self._paper = QColor("black"), QColor("white")
        self._path = QPainterPath()

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def write(self, text: str, font: QFont) -> None:
        """Show this word in this font."""
        if (text, font) == (self._text, self._font):
            return
        self.prepareGeometryChange()
        self._text, self._font = text, QFont(font)
        metrics = QFontMetricsF(font)
        self._path = QPainterPath()
        self._path.addText(-metrics.horizontalAdvance(text) / 2, metrics.ascent(), font, text)
        self.update()

    def colour(self, ink: str, paper: str) -> None:
        """Draw in this ink, with a halo like this paper."""
        self._ink, self._paper = QColor(ink), QColor(paper)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Return what the word and its halo cover."""
        return self._path.boundingRect().adjusted(-3, -3, 3, 3)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw the halo, then the word."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo = QPen(self._paper, 4)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(self._path, halo)
        painter.fillPath(self._path, self._ink)


class PeakLabels:
    """Writes each component's name above the peak of its curve.

    Where two names would overlap, the lower one rises above the other; a name for which there
    is no room is left to the legend.

    Args:
        plot: pyqtgraph's plot item, which owns the labels.
        font: of the names.
    """

    def __init__(self, plot: pg.PlotItem, font: QFont) -> None:
        self._plot = plot
        self.font = font
        self._inks: list[str] = []
        self._paper = "#ffffff"
        self.items: list[HaloText] = []

    @property
    def shown(self) -> list[str]:
        """The names that found room."""
        return [item.text for item in self.items if item.isVisible()]

    def place(
        self, names: Sequence[str], x: Floats, components: Floats, total: Floats, top: float
    ) -> None:
        """Write names (K,) above the peaks of curves (K, m) at places (m,), below ``top``.

        A name also keeps clear of the sum (m,) of the curves, where that runs close above.
        """
        while len(self.items) > len(names):
            self._plot.removeItem(self.items.pop())
        while len(self.items) < len(names):
            item = HaloText()
            item.setZValue(15)
            self._plot.addItem(item, ignoreBounds=True)
            self.items.append(item)
        metrics = QFontMetricsF(self.font)
        view = self._plot.vb
        bounds = view.boundingRect()
        taken: list[QRectF] = []
        peaks = components.argmax(axis=1)
        order = sorted(range(len(names)), key=lambda k: -components[k, peaks[k]])
        for k in order:
            item = self.items[k]
            text = metrics.elidedText(
                names[k], Qt.TextElideMode.ElideRight, metrics.averageCharWidth() * _LONGEST
            )
            item.write(text, self.font)
            peak = QPointF(float(x[peaks[k]]), float(components[k, peaks[k]]))
            at = view.mapFromView(peak)
            width, height = metrics.horizontalAdvance(text) + 6, metrics.height()
            floor = at.y()
            above = view.mapFromView(QPointF(peak.x(), float(total[peaks[k]]))).y()
            if floor - above < height + 6:
                floor = above
            rect = QRectF(at.x() - width / 2, floor - height - 4, width, height)
            rect.moveLeft(min(max(rect.left(), bounds.left()), bounds.right() - width))
            while any(rect.intersects(other) for other in taken) and rect.top() > bounds.top():
                rect.translate(0, -height * 0.5)
            fits = rect.top() >= bounds.top() and 0 < peak.y() <= top
            item.setVisible(fits)
            if fits:
                taken.append(rect)
                item.setPos(view.mapToView(QPointF(rect.center().x(), rect.top())))
        self._colour()

    def clear(self) -> None:
        """Take all names away."""
        for item in self.items:
            self._plot.removeItem(item)
        self.items = []

    def colour(self, inks: Sequence[str], paper: str) -> None:
        """Write in these colours, on this paper."""
        self._inks, self._paper = list(inks), paper
        self._colour()

    def _colour(self) -> None:
        for item, ink in zip(self.items, self._inks, strict=False):
            item.colour(ink, self._paper)
