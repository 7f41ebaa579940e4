"""The table in a piece of HTML, as spreadsheets, browsers and word processors copy it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from em_desktop.files.pacing import Pace
from em_desktop.files.workbook.table_area import MAX_COLUMNS, too_large

MAX_CELLS = 5_000_000
_CHUNK = 1 << 16
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_UNSEEN = frozenset({"script", "style", "title", "template"})
_NEW_LINE = frozenset({"br", "p", "div", "li"})

Rows = list[list[str]]


@dataclass
class _Table:
    """A table that is being read.

    Attributes:
        rows: so far.
        below: columns that a cell reaches down into, and for how many more rows.
        covered: columns of the present row that a cell above covers.
        cell: pieces of the open cell's text; None between cells.
        preserved: its spaces are kept as they are.
        span: how many rows and columns it covers.
        n_cells: how many there are.
    """

    rows: Rows = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()
    cell: list[str] | None = None
    preserved: bool = False
    span: tuple[int, int] = (1, 1)
    n_cells: int = 0


class _Tables(HTMLParser):
    """Collects tables; a table within a cell of another is one of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[Rows] = []
        self._open: list[_Table] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; what was left open ends there."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._open.append(_Table())
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            _new_row(self._open[-1])
        elif tag in {"td", "th"}:
            self._begin_cell({name: value or "" for name, value in attrs})
        elif tag in _NEW_LINE and self._open[-1].cell is not None:
            held = self._open[-1].cell
            if tag == "br" or any(not piece.isspace() for piece in held):
                held.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a table or a cell."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in {"td", "th", "tr", "table"}:
            self._end_cell()
            if tag == "table":
                self.done.append(self._open.pop().rows)

    def handle_data(self, data: str) -> None:
        """Take text that stands in a cell."""
        table = self._open[-1] if self._open and not self._unseen else None
        if table is not None and table.cell is not None:
            table.cell.append(data if table.preserved else _SPACE.sub(" ", data))

    def finish(self) -> list[Rows]:
        """Return all tables, those that were never closed too."""
        self.close()
        while self._open:
            self._end_cell()
            self.done.append(self._open.pop().rows)
        return self.done

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        table = self._open[-1]
        if not table.rows:
            _new_row(table)
        table.cell = []
        table.preserved = _PRESERVED.search(attributes.get("style", "").lower()) is not None
        table.span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))

    def _end_cell(self) -> None:
        """Put the open cell into its row, and blank ones where it covers more than one."""
        table = self._open[-1]
        if table.cell is None:
            return
        text = "".join(table.cell)
        if not table.preserved:
            text = "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")
        table.cell = None
        row = table.rows[-1]
        while len(row) in table.covered:
            row.append("")
        down, right = table.span
        if len(row) + right > MAX_COLUMNS:
            raise too_large()
        if down > 1:
            table.below.update({len(row) + i: down - 1 for i in range(right)})
        row += [text, *[""] * (right - 1)]
        table.n_cells += right
        if table.n_cells > MAX_CELLS:
            raise too_large()


def _new_row(table: _Table) -> None:
    """Begin a row, in which cells of the rows above may cover some columns."""
    table.covered = frozenset(table.below)
    table.below = {column: left - 1 for column, left in table.below.items() if left > 1}
    table.rows.append([])
    table.n_cells += 1 + len(table.covered)


def _span(value: str | None) -> int:
    text = (value or "1").strip()
    return min(max(int(text), 1), MAX_COLUMNS) if text.isascii() and text.isdecimal() else 1


def largest_table(html: str, pace: Pace) -> Rows:
    """Return the rows of the table with the most cells; none where there is no table.

    Args:
        html: a page or a piece of one.
        pace: told about progress.

    Raises:
        FileProblem: far more cells than a roster may have.
        ReadCancelled: cancelled.
    """
    tables = _Tables()
    chunk = max(_CHUNK, len(html) // 64)  # a tag that never ends is looked at again each time
    for start in range(0, len(html), chunk):
        tables.feed(html[start : start + chunk])
        pace.step(start / len(html))
    found = tables.finish()
    best = max(found, key=lambda rows: sum(map(len, rows)), default=[])
    return [row for row in best if row]
