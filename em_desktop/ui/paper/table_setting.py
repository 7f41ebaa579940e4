"""Tables on pages: rows are kept whole, titles come again on each page."""

from collections.abc import Callable

from em_desktop.review.report.blocks import Table
from em_desktop.ui.paper.flow import Flow
from em_desktop.ui.paper.lettering import Line
from em_desktop.ui.paper.sheet import POINT, Face

CELL = Face(176)
_HEAD = Face(160, bold=True)
_DENSE, _DENSE_HEAD = Face(146), Face(136, bold=True)

_PAD = 2.6 * POINT
"""Above and below the text of a cell."""
_BETWEEN = 5 * POINT
"""Between the columns."""
_MANY = 6
"""Columns from which a table is set in smaller letters."""
_NUMBERS = 0.62
"""Part of the line that a table of numbers alone takes."""
_CHUNK = 50


def row_height(flow: Flow) -> float:
    """Return the height of a row of one line."""
    return flow.letters.height(CELL) + 2 * _PAD


class TableSetter:
    """Sets one table.

    Args:
        flow: of the pages.
        table: to set.
    """

    def __init__(self, flow: Flow, table: Table) -> None:
        self._flow, self._table = flow, table
        dense = len(table.columns) >= _MANY
        self._face, self._head = (_DENSE, _DENSE_HEAD) if dense else (CELL, _HEAD)
        numbers = all(column.right for column in table.columns)
        self._line = flow.sheet.line * (_NUMBERS if numbers else 1.0)
        total = sum(column.room for column in table.columns)
        self._places = []
        x = flow.sheet.side
        for column in table.columns:
            width = self._line * column.room / total
            self._places.append((x, width - _BETWEEN, column.right))
            x += width

    def set(self, step: Callable[[float], None]) -> None:
        """Set all rows."""
        titles = self._broken(tuple(c.title for c in self._table.columns), self._head)
        first = self._broken(self._table.rows[0], self._face) if self._table.rows else []
        self._flow.need(self._high(titles, self._head) + self._high(first, self._face))
        self._row(titles, self._head, "muted", 20)
        for i, row in enumerate(self._table.rows):
            if i % _CHUNK == 0:
                step(i / len(self._table.rows))
            self._set_row(self._broken(row, self._face), titles)

    def _set_row(self, cells: list[tuple[Line, ...]], titles: list[tuple[Line, ...]]) -> None:
        """Set a row; one that is higher than a page goes over several."""
        sheet, high = self._flow.sheet, self._flow.letters.height(self._face)
        room = sheet.end - sheet.top - self._high(titles, self._head) - 2 * _PAD
        most = max(1, int(room // high))
        n = max((len(lines) for lines in cells), default=1)
        for start in range(0, max(n, 1), most):
            part = [lines[start : start + most] for lines in cells]
            if self._flow.need(self._high(part, self._face)):
                self._row(titles, self._head, "muted", 20)
            self._row(part, self._face, "text", 8)

    def _row(self, cells: list[tuple[Line, ...]], face: Face, ink: str, thick: float) -> None:
        flow = self._flow
        top, high = flow.y + _PAD, flow.letters.height(face)
        for lines, (x, width, right) in zip(cells, self._places, strict=True):
            for i, line in enumerate(lines):
                left = x + width - line.width if right else x
                flow.write(left, top + i * high, line, face, ink)
        flow.y += self._high(cells, face)
        flow.rule("line", thick, self._line - _BETWEEN)

    def _broken(self, texts: tuple[str, ...], face: Face) -> list[tuple[Line, ...]]:
        return [
            self._flow.lines(text, face, width)
            for text, (_, width, _) in zip(texts, self._places, strict=True)
        ]

    def _high(self, cells: list[tuple[Line, ...]], face: Face) -> float:
        n = max((len(lines) for lines in cells), default=1)
        return max(n, 1) * self._flow.letters.height(face) + 2 * _PAD
