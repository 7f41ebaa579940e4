"""The picture of stated probability against what was right."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from em_desktop.review.report.drawing import LINE, Drawing, width_of
from em_desktop.review.trust_words import Dot, dots_words
from em_desktop.review.wording import rounded_percent

_SIDE = 280.0
_LEFT, _TOP, _RIGHT, _AXIS = 66.0, 14.0, 34.0, 46.0


@dataclass(frozen=True)
class ReliabilityPicture:
    """A dot for each bin of hidden rows, with its interval, and the diagonal of honesty."""

    dots: tuple[Dot, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return round(_LEFT + _SIDE + _RIGHT), round(_TOP + _SIDE + _AXIS)

    @property
    def words(self) -> str:
        """What the picture shows."""
        return f"Stated against right: {dots_words(self.dots)}."

    def svg(self, inks: Mapping[str, str]) -> str:
        """Return it as SVG."""
        drawing = Drawing(*self.size, self.words, inks)
        self._axes(drawing)
        drawing.line((self._at(self._lowest, self._lowest), self._at(1, 1)), "muted", 1.5, "6 5")
        for dot in self.dots:
            low, high = self._at(dot.stated, dot.low), self._at(dot.stated, dot.high)
            drawing.line((low, high), "accent", 2, "", 0.6)
            for x, y in (low, high):
                drawing.line(((x - 4, y), (x + 4, y)), "accent", 2, "", 0.6)
        taken = [(*self._at(dot.stated, dot.right), 6.0) for dot in self.dots]
        for dot in self.dots:
            x, y = self._at(dot.stated, dot.right)
            drawing.dot(x, y, 5.5, "accent")
            self._count(drawing, dot, taken)
        return drawing.done()

    @property
    def _lowest(self) -> float:
        ends = [end for dot in self.dots for end in (dot.stated, dot.right, dot.low)]
        return max(0.0, min(math.floor(min(ends, default=0.5) * 10) / 10, 0.9))

    def _at(self, stated: float, right: float) -> tuple[float, float]:
        span = 1 - self._lowest
        x = _LEFT + _SIDE * (stated - self._lowest) / span
        return x, _TOP + _SIDE * (1 - (right - self._lowest) / span)

    def _axes(self, drawing: Drawing) -> None:
        bottom, right = _TOP + _SIDE, _LEFT + _SIDE
        step = 0.1 if self._lowest > 0.45 else 0.2
        for i in range(round((1 - self._lowest) / step + 1e-9) + 1):
            value = 1 - i * step
            if value < self._lowest - 1e-9:
                break
            x, y = self._at(value, value)
            drawing.line(((_LEFT, y), (right, y)), "line")
            drawing.line(((x, _TOP), (x, bottom)), "line")
            words = rounded_percent(value)
            drawing.text(_LEFT - 7, y + 4.5, words, "muted", "end")
            drawing.text(x, bottom + LINE, words, "muted", "middle")
        middle = _LEFT + _SIDE / 2
        drawing.text(middle, bottom + 2 * LINE + 2, "stated", "muted", "middle")
        drawing.text(14, _TOP + _SIDE / 2, "right", "muted", "middle", turned=True)

    def _count(self, drawing: Drawing, dot: Dot, taken: list[tuple[float, float, float]]) -> None:
        """Write how many rows a dot stands for, where there is room beside it."""
        x, y = self._at(dot.stated, dot.right)
        words = f"{dot.n:,}"
        half = width_of(words) / 2
        for middle, line in ((x + 10 + half, y + 14), (x - 10 - half, y - 6)):
            free = all(
                abs(middle - x_) > half + own or abs(line - 4 - y_) > 11 for x_, y_, own in taken
            )
            if free and middle - half > _LEFT and middle + half < _LEFT + _SIDE + _RIGHT:
                drawing.text(middle, line, words, "muted", "middle")
                taken.append((middle, line - 4, half + 2))
                return
