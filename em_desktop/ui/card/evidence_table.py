"""What each source of evidence says of the row under review: bars, words and numbers."""

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from em_desktop.review.duels import CAUTION
from em_desktop.review.explain import Explanation
from em_desktop.review.parts import Part
from em_desktop.ui.card.evidence_bar import EvidenceBar
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark, scale_text, text_width
from em_desktop.ui.tips import plain_tip

FULL = math.log(100)
"""Log odds of a bar of full length, unless a part of the same row is longer."""

_SMALL = 0.92
_AT_FIRST = 3
_WIDEST = ("> 1,000 to 1 girl", "1.3 times less sure")
"""Values for which there is always room, so that the bars keep their length."""

_TITLES = ("how frequent", "other models")

_SHORTEST_BAR = 6
"""Letters as long as a bar is at least."""

_SHORTEST_VALUE = 10
"""Letters of a value for which there is room at least."""

_LONGEST, _LONGEST_TITLE = 24, 16
"""Letters of a value and of a title that are shown; the tip has them in full."""


class EvidenceTable(QWidget):
    """One line for each part of an explanation, and one for all together.

    The likelier of the two categories that are compared is on the side of its place among all,
    so that with two categories each keeps its side.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, EvidenceBar, ElidedLabel]] = []
        self._room = 0
        for _ in range(_AT_FIRST):
            self._add_line()
        self._set_width(())

    @property
    def lines(self) -> list[tuple[str, float, str]]:
        """Title, lean and value of each line that is shown."""
        shown = [line for line in self._lines if not line[0].isHidden()]
        return [(title.text(), bar.lean, value.text()) for title, bar, value in shown]

    def show_explanation(
        self,
        explanation: Explanation,
        labels: tuple[str, ...],
        places: tuple[int, ...] | None = None,
    ) -> None:
        """Show what is known of one suggestion.

        Args:
            explanation: of the suggestion.
            labels: of all categories.
            places: of each among the categories as a person sees them, which gives it its colour
                and its side; by default the order of the labels.
        """
        places = tuple(range(len(labels))) if places is None else places
        parts = (*explanation.parts, explanation.together)
        while len(self._lines) < len(parts):
            self._add_line()
        reach = max(FULL, *(abs(part.log_odds) for part in parts))
        side = 1 if places[explanation.best] > places[explanation.rival] else -1
        for place, line in enumerate(self._lines):
            for widget in line:
                widget.setVisible(place < len(parts))
            if place < len(parts):
                self._fill(line, parts[place], side / reach, places)
        self._set_width(labels)

    def _fill(
        self,
        line: tuple[QLabel, EvidenceBar, ElidedLabel],
        part: Part,
        scale: float,
        places: tuple[int, ...],
    ) -> None:
        title, bar, value = line
        name = part.title
        title.setText(name if len(name) <= _LONGEST_TITLE else f"{name[: _LONGEST_TITLE - 1]}…")
        value.setText(part.value)
        is_caution = part.key == CAUTION
        bar.show_lean(
            0.0 if part.favours is None else part.log_odds * scale,
            None if is_caution or part.favours is None else places[part.favours],
        )
        for widget in (title, value):
            mark(widget, muted=part.key != "together")
        for each in line:
            each.setToolTip(plain_tip(part.details))
        bar.setAccessibleName(part.details)

    def _add_line(self) -> None:
        line = (QLabel(), EvidenceBar(), ElidedLabel())
        for column, widget in enumerate(line):
            self._grid.addWidget(widget, len(self._lines), column)
        line[0].setTextFormat(Qt.TextFormat.PlainText)
        for label in (line[0], line[2]):
            scale_text(label, _SMALL)
            mark(label, muted=True)
        self._lines.append(line)

    def _set_width(self, labels: tuple[str, ...]) -> None:
        """Give titles and values the same room in every row of a fit."""
        metrics = self._lines[0][0].fontMetrics()
        wanted = [*_WIDEST, *(f"> 1,000 to 1 {label}"[:_LONGEST] for label in labels)]
        titles = max(map(metrics.horizontalAdvance, _TITLES))
        self._grid.setColumnMinimumWidth(0, titles)
        self._room = max(map(metrics.horizontalAdvance, wanted)) + 2
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the values get shorter before the bars vanish."""
        super().resizeEvent(event)
        self._share_room()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the titles, a short bar and a short value, however wide it is now."""
        height = super().minimumSizeHint().height()
        return QSize(self._beside_values() + text_width(self, _SHORTEST_VALUE), height)

    def _beside_values(self) -> int:
        """Return what titles, gaps and the shortest bars take."""
        titles = max(line[0].sizeHint().width() for line in self._lines)
        titles = max(titles, self._grid.columnMinimumWidth(0))
        return titles + 2 * self._grid.horizontalSpacing() + text_width(self, _SHORTEST_BAR)

    def _share_room(self) -> None:
        free = self.width() - self._beside_values()
        least = text_width(self, _SHORTEST_VALUE)
        self._grid.setColumnMinimumWidth(2, max(least, min(self._room, free)))
