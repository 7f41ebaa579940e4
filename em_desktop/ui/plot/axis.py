"""The axis under the plot: a few round numbers, and the unit at its right end."""

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF


class UnitAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """A bottom axis that writes the unit in the line of its numbers."""

    def __init__(self) -> None:
        super().__init__(orientation="bottom")
        self._unit = ""
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=5, maxTickLevel=0, autoExpandTextSpace=True)

    def show_unit(self, unit: str) -> None:
        """Write this unit."""
        self._unit = unit
        self.picture = None
        self.update()

    def tickSpacing(  # noqa: N802 - pyqtgraph's name
        self, low: float, high: float, size: float
    ) -> list[tuple[float, float]]:
        """Return the smallest of 1, 2, 5 times a power of ten that leaves room for the numbers.

        Args:
            low: left end of the axis.
            high: right end.
            size: its length in device-independent pixels.
        """
        span = high - low
        if span <= 0 or size <= 0:
            return [(1.0, 0.0)]
        font = self.style["tickFont"]
        digits = max(len(f"{low:,.0f}"), len(f"{high:,.0f}"), 3) + 2
        room = QFontMetricsF(font).averageCharWidth() * digits * 1.4 if font else 60.0
        least = span * room / size
        power = 10.0 ** math.floor(math.log10(least))
        return [(next(f * power for f in (1, 2, 5, 10) if f * power >= least), 0.0)]

    def tickStrings(  # noqa: N802 - pyqtgraph's name
        self, values: list[float], scale: float, spacing: float
    ) -> list[str]:
        """Return the numbers with thousands apart, as everywhere in the program."""
        return [self._apart(text) for text in super().tickStrings(values, scale, spacing)]

    def generateDrawSpecs(self, painter: Any) -> Any:  # noqa: ANN401, N802 - as pyqtgraph has it
        """Return pyqtgraph's specification, with the unit and without what it would cover."""
        specification = super().generateDrawSpecs(painter)
        if specification is None or not self._unit:
            return specification
        line, ticks, texts = specification
        font = self.style["tickFont"] or painter.font()
        metrics = QFontMetricsF(font)
        bounds = self.boundingRect()
        width = metrics.horizontalAdvance(self._unit)
        top = texts[0][0].top() if texts else bounds.top() + self.style["tickTextOffset"][1]
        height = texts[0][0].height() if texts else metrics.height()
        place = QRectF(bounds.right() - width - 1, top, width, height)
        taken = place.adjusted(-metrics.horizontalAdvance("m"), 0, 0, 0)
        texts = [text for text in texts if not text[0].intersects(taken)]
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip
        texts.append((place, flags, self._unit))
        return line, ticks, texts

    @staticmethod
    def _apart(text: str) -> str:
        whole, point, rest = text.partition(".")
        digits = whole.lstrip("-")
        if not digits.isdigit():
            return text
        return f"{'-' if whole.startswith('-') else ''}{int(digits):,}{point}{rest}"
