"""The picture of the model: bars of the measurement, a curve for each category, what is unsure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from em_desktop.review.histogram import Floats, Histogram
from em_desktop.review.report.drawing import (
    LINE,
    Drawing,
    Point,
    brief,
    dash,
    hatch,
    ticks,
    width_of,
)
from em_desktop.review.report.inks import CATEGORIES, category
from em_desktop.review.wording import counted

_WIDTH, _PLOT = 460.0, 215.0
_NARROWEST, _RIGHT, _TOP = 46.0, 12.0, 26.0
_AXIS = 42.0
_GAP = 0.06
"""Between bars, as a part of their width."""
_PATTERNS = 6
_MISSING = "missing"
_SWATCH = 34.0
_BESIDE = 14.0


@dataclass(frozen=True, eq=False)
class ModelPicture:
    """Bars, curves and the unsure zone.

    Attributes:
        noun: what is measured, such as ``height``.
        unit: of it; empty where there is none.
        labels: texts of the categories, in the order of their colours.
        histogram: counts by category; the last row counts the missing.
        x: (m,) places of the curves; empty where nothing was fitted.
        curves: (K, m) rows expected in a bin around each place.
        unsure: ends of the zone in which no category is likely enough; None where there is none.
    """

    noun: str
    unit: str
    labels: tuple[str, ...]
    histogram: Histogram
    x: Floats
    curves: Floats
    unsure: tuple[float, float] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height; the lines of the legend count."""
        lines = self._legend()[-1][1] + 1 if self._legend() else 0
        return round(_WIDTH), round(_TOP + _PLOT + _AXIS + LINE * 1.25 * lines)

    @property
    def words(self) -> str:
        """What the picture shows."""
        edges, rows = self.histogram.edges, counted(self.histogram.n_rows, "row")
        unit = f" {self.unit}" if self.unit else ""
        said = f"Histogram of the {self.noun} of {rows}, {edges[0]:.4g} to {edges[-1]:.4g}{unit}"
        if not len(self.x):
            return f"{said}."
        tops = [float(self.x[curve.argmax()]) for curve in self.curves]
        curves = "; ".join(
            f"{brief(label, 40)} highest at {top:.4g}{unit}"
            for label, top in zip(self.labels, tops, strict=True)
        )
        zone = ""
        if self.unsure is not None:
            zone = f" The model is unsure from {self.unsure[0]:.4g} to {self.unsure[1]:.4g}{unit}."
        return f"{said}, with a curve for each category: {curves}.{zone}"

    def svg(self, inks: Mapping[str, str]) -> str:
        """Return it as SVG."""
        width, height = self.size
        drawing = Drawing(width, height, self.words, inks)
        self._zone(drawing)
        self._axes(drawing)
        self._bars(drawing)
        self._curves(drawing)
        self._key(drawing)
        return drawing.done()

    @cached_property
    def _rows(self) -> list[tuple[float, str]]:
        """Heights that are marked, with their numbers."""
        return [(rows, f"{rows:,.0f}") for rows in ticks(0, self._top, 5) if rows == round(rows)]

    @cached_property
    def _left(self) -> float:
        """Where the plot begins, beside the widest number."""
        widest = max((width_of(words) for _, words in self._rows), default=0.0)
        return max(_NARROWEST, widest + 30)

    @cached_property
    def _values(self) -> list[tuple[float, str]]:
        """Places that are marked below the plot, with their numbers, as many as have room."""
        edges, room = self.histogram.edges, _WIDTH - self._left - _RIGHT
        found: list[tuple[float, str]] = []
        for most in (9, 6, 4, 2):
            found = [(x, f"{x:,.10g}") for x in ticks(float(edges[0]), float(edges[-1]), most)]
            widest = max((width_of(words) for _, words in found), default=0.0)
            if len(found) * (widest + 8) <= room:
                break
        return found

    @cached_property
    def _top(self) -> float:
        """How many rows the plot is high: above the highest curve its name has room."""
        bars = float(self.histogram.counts.sum(axis=0).max(initial=1))
        together = float(self.curves.sum(axis=0).max(initial=0.0))
        return max(bars * 1.06, together * 1.06, float(self.curves.max(initial=0.0)) * 1.14)

    def _at(self, value: float) -> float:
        edges = self.histogram.edges
        span = float(edges[-1] - edges[0])
        return self._left + (_WIDTH - self._left - _RIGHT) * (value - float(edges[0])) / span

    def _high(self, rows: float) -> float:
        return _TOP + _PLOT * (1 - rows / self._top)

    def _zone(self, drawing: Drawing) -> None:
        if self.unsure is None:
            return
        edges = self.histogram.edges
        low = self._at(max(self.unsure[0], float(edges[0])))
        high = self._at(min(self.unsure[1], float(edges[-1])))
        drawing.rectangle(low, _TOP, high - low, _PLOT, "unsure")
        drawing.line(((low, _TOP), (low, _TOP + _PLOT)), "warning", 1, "3 3")
        drawing.line(((high, _TOP), (high, _TOP + _PLOT)), "warning", 1, "3 3")
        half = width_of("unsure") / 2
        middle = min(max((low + high) / 2, self._left + half), _WIDTH - _RIGHT - half)
        drawing.text(middle, _TOP - 8, "unsure", "warning", "middle")

    def _axes(self, drawing: Drawing) -> None:
        bottom = _TOP + _PLOT
        for rows, words in self._rows:
            y = self._high(rows)
            drawing.line(((self._left, y), (_WIDTH - _RIGHT, y)), "line")
            drawing.text(self._left - 7, y + 4.5, words, "muted", "end")
        drawing.line(((self._left, bottom), (_WIDTH - _RIGHT, bottom)), "muted")
        for value, words in self._values:
            x = self._at(value)
            drawing.line(((x, bottom), (x, bottom + 4)), "muted")
            drawing.text(x, bottom + LINE, words, "muted", "middle")
        noun = brief(self.noun, 40)
        title = f"{noun} ({self.unit})" if self.unit else noun
        middle = (self._left + _WIDTH - _RIGHT) / 2
        drawing.text(middle, bottom + 2 * LINE, title, "muted", "middle")
        drawing.text(14, _TOP + _PLOT / 2, "rows", "muted", "middle", turned=True)

    def _bars(self, drawing: Drawing) -> None:
        counts, edges = self.histogram.counts, self.histogram.edges
        floor = np.zeros(counts.shape[1])
        for k, row in enumerate(counts):
            is_missing = k == len(counts) - 1
            ink = _MISSING if is_missing else category(k)
            lines: list[tuple[Point, Point]] = []
            for i, n in enumerate(row.tolist()):
                if not n:
                    continue
                box = self._box(i, float(floor[i]), float(floor[i]) + n, edges)
                left, top, right, bottom = box
                drawing.rectangle(left, top, right - left, bottom - top, "page")
                drawing.rectangle(left, top, right - left, bottom - top, ink, 0.4)
                lines += hatch(*box, 0 if is_missing else 1 + k % (_PATTERNS - 1))
            drawing.strokes(lines, ink, 1, "", 0.75)
            floor = floor + row

    def _box(
        self, i: int, low: float, high: float, edges: Floats
    ) -> tuple[float, float, float, float]:
        left, right = self._at(float(edges[i])), self._at(float(edges[i + 1]))
        gap = (right - left) * _GAP / 2
        return left + gap, self._high(high), right - gap, self._high(low)

    def _curves(self, drawing: Drawing) -> None:
        if not len(self.x):
            return
        places = [self._at(x) for x in self.x.tolist()]
        if len(self.curves) > 1:
            self._curve(drawing, places, self.curves.sum(axis=0), "muted", 1.6, "7 5")
        for k, curve in enumerate(self.curves):
            self._curve(drawing, places, curve, "page", 5.0, "")
            self._curve(drawing, places, curve, category(k), 2.6, dash(k, CATEGORIES))
        self._names(drawing)

    def _curve(
        self, drawing: Drawing, places: list[float], y: Floats, ink: str, width: float, dash: str
    ) -> None:
        points = [(x, self._high(rows)) for x, rows in zip(places, y.tolist(), strict=True)]
        drawing.line(points, ink, width, dash)

    def _names(self, drawing: Drawing) -> None:
        """Write each category above its curve's highest point, where there is room."""
        taken: list[tuple[float, float, float]] = []
        for k in np.argsort([-float(curve.max()) for curve in self.curves]).tolist():
            top = int(self.curves[k].argmax())
            words = brief(self.labels[k])
            half = width_of(words) / 2 + 3
            x = min(max(self._at(float(self.x[top])), self._left + half), _WIDTH - _RIGHT - half)
            y = self._high(float(self.curves[k][top])) - 7
            if y < _TOP + LINE or any(
                abs(x - other) < half + room and abs(y - level) < LINE
                for other, level, room in taken
            ):
                continue  # the legend has it
            taken.append((x, y, half))
            drawing.rectangle(x - half, y - LINE + 5, 2 * half, LINE - 2, "page", 0.85)
            drawing.text(x, y, words, category(k), "middle", bold=True)

    def _legend(self) -> list[tuple[str, int, float]]:
        """Return each entry with its line and its place there."""
        entries, line, x = [], 0, self._left
        names = [brief(label) for label in self.labels]
        if self.histogram.counts[-1].any():
            names.append(_MISSING)
        if len(self.x) and len(self.curves) > 1:
            names.append("all together")
        for name in names:
            room = _SWATCH + width_of(name) + _BESIDE
            if x > self._left and x + room - _BESIDE > _WIDTH:
                line, x = line + 1, self._left
            entries.append((name, line, x))
            x += room
        return entries

    def _key(self, drawing: Drawing) -> None:
        for i, (name, line, x) in enumerate(self._legend()):
            y = _TOP + _PLOT + _AXIS + LINE * 1.25 * line + 6
            own = i < len(self.labels)
            ink = category(i) if own else _MISSING
            if not own and name != _MISSING:
                drawing.line(((x, y + 4), (x + 26, y + 4)), "muted", 1.6, "7 5")
            else:
                drawing.rectangle(x, y - 3, 26, 13, ink, 0.4)
                pattern = 1 + i % (_PATTERNS - 1) if own else 0
                drawing.strokes(hatch(x, y - 3, x + 26, y + 10, pattern), ink, 1, "", 0.75)
                if own and len(self.x):
                    drawing.line(((x, y + 4), (x + 26, y + 4)), ink, 2.6, dash(i, CATEGORIES))
            drawing.text(x + _SWATCH, y + 8, name, "text")
