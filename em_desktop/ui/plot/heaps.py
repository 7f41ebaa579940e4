"""The bars of the plot: parts upon one another, and how much of each is selected."""

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTransform

from em_desktop.review.bars import Kind, Part, parts
from em_desktop.review.histogram import Counts, Floats
from em_desktop.ui.style import mix
from em_desktop.ui.theme import Theme, current_theme

GAP = 0.06  # between bars, as a share of their width
PATTERNS = {
    Kind.DECIDED: Qt.BrushStyle.BDiagPattern,
    Kind.LEFT_BLANK: Qt.BrushStyle.Dense6Pattern,
}
"""What a part has besides its colour."""

FINE = 0.6
"""How large patterns are, so that they are seen in few rows too."""


def repeats_colour(theme: Theme, index: int) -> bool:
    """Tell whether an earlier category has the same colour, so that a pattern is needed."""
    return index >= len(theme.categories)


def part_colour(theme: Theme, part: Part) -> QColor:
    """Return the full colour of what a part stands for."""
    return QColor(theme.missing) if part.category is None else theme.category(part.category)


def part_fill(theme: Theme, part: Part) -> QColor:
    """Return the paler colour in which a part is filled."""
    if part.kind is Kind.LEFT_BLANK:
        return QColor(theme.card)
    share = 0.5 if part.category is None else 0.55
    if part.category is not None and repeats_colour(theme, part.category):
        share = 0.28
    return QColor(mix(theme.card, part_colour(theme, part).name(), share))


class Heaps(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Draws a bar for each bin; what is selected of a part lies at its bottom, framed."""

    def __init__(self) -> None:
        super().__init__()
        self.edges: Floats = np.zeros(1)
        self.counts: Counts = np.zeros((2, 0), dtype=np.intp)
        self.selected: Counts | None = None
        self._parts: tuple[Part, ...] = parts(0)
        self._ratio = 1.0

    def show(self, edges: Floats, counts: Counts) -> None:
        """Draw these counts (P, B) between these edges (B + 1,), with nothing selected."""
        self.prepareGeometryChange()
        self.edges, self.counts, self.selected = edges, counts, None
        self._parts = parts(counts.shape[0] // 2 - 1)
        self.update()

    def select(self, counts: Counts | None) -> None:
        """Show how many (P, B) of each part are selected; None for none."""
        if self.selected is not None or counts is not None:
            self.selected = counts
            self.update()

    def refresh_theme(self, ratio: float) -> None:
        """Take the colours of now; ``ratio`` device pixels make a pixel."""
        self._ratio = ratio
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """Return what the bars cover."""
        top = float(self.counts.sum(axis=0).max(initial=0)) + 1
        return QRectF(float(self.edges[0]), 0, float(self.edges[-1] - self.edges[0]), top)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw the parts, their patterns, and what is selected."""
        theme = current_theme()
        # Else the scale of the bars would bend the patterns.
        upright = QTransform.fromScale(FINE, FINE) * painter.worldTransform().inverted()[0]
        for index, part in enumerate(self._parts):
            colour = part_colour(theme, part)
            fill, pattern = QBrush(part_fill(theme, part)), QBrush(colour)
            pattern.setStyle(PATTERNS.get(part.kind, Qt.BrushStyle.NoBrush))
            pattern.setTransform(upright)
            for rect in self._rects(index, self.counts):
                painter.fillRect(rect, fill)
                if part.kind in PATTERNS:
                    painter.fillRect(rect, pattern)
            if self.selected is None:
                continue
            fill, pattern = QBrush(colour), QBrush(QColor(theme.card))
            pattern.setStyle(PATTERNS.get(part.kind, Qt.BrushStyle.NoBrush))
            pattern.setTransform(upright)
            frame = QPen(QColor(theme.text), self._ratio)
            frame.setCosmetic(True)
            for rect in self._rects(index, self.selected):
                painter.fillRect(rect, fill)
                painter.setPen(frame)
                painter.setBrush(pattern)
                painter.drawRect(rect)

    def _rects(self, index: int, counts: Counts) -> Iterator[QRectF]:
        """Rectangles of one part of each bar, so high as these counts (P, B) say."""
        floors = self.counts[:index].sum(axis=0)
        width = float(self.edges[1] - self.edges[0]) if self.edges.size > 1 else 0.0
        for place in np.flatnonzero(counts[index]).tolist():
            left = float(self.edges[place]) + width * GAP / 2
            size = width * (1 - GAP), float(counts[index, place])
            yield QRectF(left, float(floors[place]), *size)
