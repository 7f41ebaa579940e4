"""Small pieces of SVG, as browsers and Qt draw them alike."""

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from em_desktop.roster.folding import shown

LINE = 18.0
"""Height of a line of text in a picture."""

SIZE = 13.0
"""Of its letters."""

Point = tuple[float, float]

DASHES = ("", "9 5", "2 4", "12 4 2 4", "6 3 2 3 2 3", "16 5")
"""How the lines of categories differ, apart from their colours."""


def dash(k: int, colours: int) -> str:
    """Return the dashes of a category's line; those of the same colour have others."""
    return DASHES[(k + k // colours) % len(DASHES)]


class Drawing:
    """Gathers the pieces of one picture.

    Args:
        width: of it.
        height: of it.
        words: what it shows.
        inks: a colour for each name.
    """

    def __init__(self, width: float, height: float, words: str, inks: Mapping[str, str]) -> None:
        self._inks, self._parts = (
            inks,
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
                f'width="{_n(width)}" height="{_n(height)}" role="img" '
                f'aria-label="{escape(words)}" font-family="sans-serif">'
            ],
        )

    def rectangle(
        self, left: float, top: float, width: float, height: float, ink: str, opacity: float = 1.0
    ) -> None:
        """Fill a rectangle."""
        self._parts.append(
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" '
            f'style="{self._fill(ink, opacity)}"/>'
        )

    def line(
        self,
        points: Sequence[Point],
        ink: str,
        width: float = 1.0,
        dash: str = "",
        opacity: float = 1.0,
    ) -> None:
        """Draw a line through some points."""
        self.strokes((points,), ink, width, dash, opacity)

    def strokes(
        self,
        lines: Iterable[Sequence[Point]],
        ink: str,
        width: float = 1.0,
        dash: str = "",
        opacity: float = 1.0,
    ) -> None:
        """Draw several lines alike."""
        way = " ".join(
            " ".join(f"{'L' if i else 'M'}{_n(x)} {_n(y)}" for i, (x, y) in enumerate(points))
            for points in lines
        )
        if not way:
            return
        style = f"fill:none;stroke:{self._inks[ink]};stroke-width:{_n(width)}"
        style += f";stroke-dasharray:{dash.replace(' ', ',')}" if dash else ""
        style += f";stroke-opacity:{opacity:g}" if opacity < 1 else ""
        self._parts.append(f'<path d="{way}" style="{style};stroke-linejoin:round"/>')

    def dot(self, x: float, y: float, radius: float, ink: str) -> None:
        """Draw a dot with a rim of the page's colour."""
        self._parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" '
            f'style="{self._fill(ink)};stroke:{self._inks["page"]};stroke-width:1.5"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        ink: str = "text",
        anchor: str = "start",
        *,
        bold: bool = False,
        turned: bool = False,
    ) -> None:
        """Write a few words; ``y`` is their base line, ``anchor`` start, middle or end."""
        weight = ' font-weight="bold"' if bold else ""
        turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if turned else ""
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(SIZE)}" text-anchor="{anchor}"{weight}'
            f'{turn} style="{self._fill(ink)}">{escape(words)}</text>'
        )

    def done(self) -> str:
        """Return the picture."""
        return "".join((*self._parts, "</svg>"))

    def _fill(self, ink: str, opacity: float = 1.0) -> str:
        return f"fill:{self._inks[ink]}" + (f";fill-opacity:{opacity:g}" if opacity < 1 else "")


def hatch(
    left: float, top: float, right: float, bottom: float, kind: int, step: float = 6.0
) -> list[tuple[Point, Point]]:
    """Return the lines that fill a box with a pattern.

    Lines of neighbouring boxes meet: they lie where they would on the whole page.

    Args:
        left: edge.
        top: edge.
        right: edge.
        bottom: edge.
        kind: 0 none, then rising, falling, level, upright and crossed lines.
        step: between lines.
    """
    found: list[tuple[Point, Point]] = []
    for sign in _SLANTS.get(kind, ()):
        found += _slanting(left, top, right, bottom, sign, step)
    if kind == 3:
        found += [((left, y), (right, y)) for y in _steps(top, bottom, step * 0.7)]
    elif kind == 4:
        found += [((x, top), (x, bottom)) for x in _steps(left, right, step * 0.7)]
    return found


_SLANTS = {1: (1,), 2: (-1,), 5: (1, -1)}
"""Which way the slanting lines of a kind go, as `_slanting` takes it."""


def _slanting(
    left: float, top: float, right: float, bottom: float, sign: int, step: float
) -> list[tuple[Point, Point]]:
    """Return lines on which ``y + sign * x`` is a multiple of the step, cut to the box."""
    ends = [y + sign * x for x in (left, right) for y in (top, bottom)]
    found = []
    for level in _steps(min(ends), max(ends), step * 1.2):
        # y = level - sign * x, where y lies between top and bottom
        ways = sorted(((level - top) * sign, (level - bottom) * sign))
        low, high = max(left, ways[0]), min(right, ways[1])
        if high - low > 0.2:
            found.append(((low, level - sign * low), (high, level - sign * high)))
    return found


def _steps(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of a step strictly between two numbers."""
    first = math.floor(low / step) + 1
    last = math.ceil(high / step) - 1
    return [i * step for i in range(first, last + 1)]


def ticks(low: float, high: float, most: int = 9) -> list[float]:
    """Return round numbers between two ends, at most so many."""
    span = high - low
    if not (span > 0 and math.isfinite(span)):
        return []
    size = 10.0 ** math.floor(math.log10(span / most))
    step = next(f * size for f in (1, 2, 5, 10, 20) if span / (f * size) <= most)
    return [round(t, 12) for t in _steps(low - 1e-9 * span, high + 1e-9 * span, step)]


def width_of(words: str) -> float:
    """Return about how wide some words are; the letters of many scripts are as wide as high."""
    return sum(SIZE * (1.0 if ord(c) > 0x2E7F else 0.62) for c in words)


def brief(text: str, limit: int = 18) -> str:
    """Return a label short enough for a picture."""
    return shown(text, limit)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
