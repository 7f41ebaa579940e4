"""The list of steps as a Qt model."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from em_desktop.review.edits import rows_touched
from em_desktop.review.moments import moment
from em_desktop.review.signs import Sign
from em_desktop.review.steps import StepKind, StepWords, step_words
from em_desktop.review.wording import counted
from em_desktop.roster.folding import shown
from em_desktop.session.document import Document
from em_desktop.session.steps import EventKind, Point
from em_desktop.ui.history.lines import Line, Of, lines, matching
from em_desktop.ui.icon import Icon
from em_desktop.ui.status_look import LOOKS
from em_desktop.ui.tips import plain_tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
ICON_ROLE = LINE_ROLE + 1
ASIDE_ROLE = LINE_ROLE + 2
"""Rows and time, which stand beside the words."""
STATE_ROLE = LINE_ROLE + 3
"""Whether the line is undone (1), the present state (0), or before it (-1)."""

_ICONS = {
    StepKind.ANSWER: LOOKS[Sign.ACCEPTED].icon,
    StepKind.ENTERED: LOOKS[Sign.ENTERED].icon,
    StepKind.CONFIRMED: LOOKS[Sign.CONFIRMED].icon,
    StepKind.BULK: LOOKS[Sign.IN_BULK].icon,
    StepKind.BLANK: LOOKS[Sign.LEFT_BLANK].icon,
    StepKind.SKIPPED: LOOKS[Sign.LATER].icon,
    StepKind.TAKEN_BACK: Icon.UNDO,
    StepKind.EDIT: Icon.YOU,
    StepKind.PASTE: Icon.PASTE,
    StepKind.ROWS: Icon.ROWS,
    StepKind.COLUMNS: Icon.COLUMNS,
    StepKind.READING: Icon.READING,
    StepKind.EVIDENCE: Icon.EVIDENCE,
    StepKind.CHECK: Icon.SAID,
    StepKind.NOTE: Icon.NOTE,
}
_EVENT_ICONS = {
    EventKind.EXPORTED: Icon.EXPORT,
    EventKind.INFERRED: Icon.PLAY,
    EventKind.RETURNED: Icon.OPEN,
}


class HistoryModel(QAbstractListModel):
    """Shows the steps of a document, the newest at the bottom; undone ones stand below a line.

    It follows only when it is told to: nobody looks at it most of the time.
    """

    def __init__(
        self,
        document: Document,
        parent: QObject | None = None,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(parent)
        self._document, self._now = document, now
        self._said: dict[Point, StepWords] = {}
        self._opened: set[Point] = set()
        self._sought = ""
        self._index = -1
        self._lines: list[Line] = []

    # What Qt asks.

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what a line shows under a role."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join(filter(None, (self._text(line), self._aside(line)))))
            case Qt.ItemDataRole.AccessibleTextRole:
                state = {0: "present state", 1: "undone"}.get(self._state(line), "")
                return ", ".join(filter(None, (self._text(line), self._aside(line), state)))
        own: dict[int, Callable[[Line], object]] = {
            LINE_ROLE: _itself,
            ICON_ROLE: self._icon,
            ASIDE_ROLE: self._aside,
            STATE_ROLE: self._state,
        }
        return own[role](line) if role in own else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every line but the one above what is undone can be gone to."""
        if not index.isValid() or self._lines[index.row()].of is Of.UNDONE:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # What the panel asks.

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines."""
        return tuple(self._lines)

    def follow(self) -> None:
        """Show the steps as they are now; lines that stay are not touched."""
        steps = self._document.steps
        points, self._index = steps.points, steps.index
        if len(self._said) > 2 * len(points):
            self._said = {p: self._said[p] for p in points if p in self._said}
        if self._sought:
            new = matching(points, self._index, self._words, self._sought)
        else:
            new = lines(points, self._index, self._opened, self._words)
        old, same = self._lines, 0
        for before, now in zip(old, new, strict=False):
            if before != now:
                break
            same += 1
        if same < len(old):
            self.beginRemoveRows(QModelIndex(), same, len(old) - 1)
            self._lines = old[:same]
            self.endRemoveRows()
        if same < len(new):
            self.beginInsertRows(QModelIndex(), same, len(new) - 1)
            self._lines = new
            self.endInsertRows()
        if same:
            self.dataChanged.emit(self.index(0), self.index(same - 1))

    def seek(self, text: str) -> None:
        """Show only what holds a text; all where it is empty."""
        self._sought = text.strip()
        self.follow()

    def set_open(self, row: int, wanted: bool) -> bool:
        """List the steps of a run, or no more; False where there is nothing to do."""
        line = self._lines[row]
        if line.of is not Of.RUN or line.open == wanted:
            return False
        first = self._document.steps.points[line.index - line.n + 1]
        (self._opened.add if wanted else self._opened.discard)(first)
        self.follow()
        return True

    def row_of(self, index: int) -> int | None:
        """Return the row of the state that so many steps lead to; None where it is not shown."""
        wanted = (Of.OPENED, Of.STEP, Of.RUN)
        rows = (r for r, line in enumerate(self._lines) if line.index == index)
        return next((row for row in rows if self._lines[row].of in wanted), None)

    def way(self, row: int) -> tuple[int, int, int]:
        """Return what going to a line would do: steps undone, steps done again, rows touched."""
        steps, to = self._document.steps, self._lines[row].index
        low, high = sorted((to, steps.index))
        touched: set[int] = set()
        for point in steps.points[low + 1 : high + 1]:
            if point.edit is not None:
                touched |= rows_touched(point.edit)
        return max(steps.index - to, 0), max(to - steps.index, 0), len(touched)

    # Inside.

    def _words(self, point: Point) -> StepWords:
        said = self._said.get(point)
        if said is None and point.edit is not None:
            said = step_words(point.edit, point.text, self._document.workspace)
            self._said[point] = said
        return said or StepWords(StepKind.EDIT, "", 0)

    def _text(self, line: Line) -> str:
        match line.of:
            case Of.OPENED:
                path = self._document.opened.path
                return f"Opened {shown(path.name, 60)}" if path is not None else "Began a roster"
            case Of.STEP:
                return self._words(line.point).text
            case Of.RUN:
                return self._words(line.point).alike.format(line.n)
            case Of.EVENT:
                return line.event.words if line.event is not None else ""
            case Of.UNDONE:
                return "Undone"

    def _aside(self, line: Line) -> str:
        if line.of is Of.UNDONE:
            return ""
        time = line.event.time if line.event is not None else line.point.time
        n = self._words(line.point).n_rows if line.of is Of.STEP else 0
        told = f"{n:,} " in self._text(line)  # the words need the room
        rows = counted(n, "row") if n > 1 and not told else ""
        return " · ".join(filter(None, (rows, self._clock(time))))

    def _clock(self, time: float | None) -> str:
        if time is None:
            return ""
        words = moment(datetime.fromtimestamp(time).astimezone(), self._now().date())
        return words.removeprefix("today ")

    def _icon(self, line: Line) -> Icon | None:
        match line.of:
            case Of.OPENED:
                return Icon.OPEN
            case Of.STEP | Of.RUN:
                return _ICONS[self._words(line.point).kind]
            case Of.EVENT:
                return None if line.event is None else _EVENT_ICONS[line.event.kind]
            case Of.UNDONE:
                return None

    def _state(self, line: Line) -> int:
        if line.of is Of.EVENT:
            return 1 if line.index > self._index else -1
        if line.of is Of.RUN and line.open and line.index == self._index:
            return -1  # its last step below shows it
        return (line.index > self._index) - (line.index < self._index)


def _itself(line: Line) -> Line:
    return line
