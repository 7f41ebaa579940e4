"""Texts broken into lines of a width; values only, so that a worker may do it."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from em_desktop.ui.paper.sheet import Face

_KEPT = 4096


def font(face: Face) -> QFont:
    """Return the font of a face: the program's own, in units of the page."""
    result = QFont()
    result.setPixelSize(face.size)
    result.setBold(face.bold)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("liga"), 0)  # so that “fi” is found in a PDF
    return result


@dataclass(frozen=True, slots=True)
class Line:
    """A line and how wide it is."""

    words: str
    width: float


class Lettering:
    """Measures and breaks; holds what it has measured."""

    def __init__(self) -> None:
        self._metrics: dict[Face, QFontMetricsF] = {}
        self.broken = lru_cache(maxsize=_KEPT)(self._broken)

    def height(self, face: Face) -> float:
        """Return the height of a line."""
        return self._of(face).height() * 1.08

    def ascent(self, face: Face) -> float:
        """Return how far the base line lies below the line's top."""
        return self._of(face).ascent() * 1.04

    def width(self, words: str, face: Face) -> float:
        """Return how wide some words are."""
        return self._of(face).horizontalAdvance(words)

    def _of(self, face: Face) -> QFontMetricsF:
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(font(face))
        return self._metrics[face]

    def _broken(self, text: str, face: Face, width: float) -> tuple[Line, ...]:
        """Return the lines of a text; a word that is too wide is broken, so nothing is cut."""
        if not text:
            return ()
        whole = self.width(text, face)
        if whole <= width:
            return (Line(text, whole),)
        layout = QTextLayout(text, font(face))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units, lines = text.encode("utf-16-le"), []  # Qt counts these
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = 2 * line.textStart()
            words = units[start : start + 2 * line.textLength()].decode("utf-16-le", "replace")
            lines.append(Line(words.rstrip(), line.naturalTextWidth()))
        layout.endLayout()
        return tuple(lines)
