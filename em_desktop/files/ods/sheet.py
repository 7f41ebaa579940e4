"""An ODS workbook's content: its sheets, their rows and cells, for text and for places.

Rows and cells stand for many by ``number-rows-repeated`` and ``number-columns-repeated``;
LibreOffice fills the plane with them. A run without text is never expanded.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from em_desktop.files.ods.text import PART, shown
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.archive import damaged
from em_desktop.files.workbook.cell_text import number_text
from em_desktop.files.workbook.table_area import MAX_COLUMNS, MAX_ROWS, Cells, Grid, too_large
from em_desktop.files.workbook.xml_text import ATTRIBUTES, attributes, find_all, unescaped

_NAMESPACES = {
    b"office": b"urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    b"table": b"urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    b"text": b"urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    b"style": b"urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook.

    Attributes:
        name: as the tab shows it.
        start: where its rows (and columns) begin in the content.
        end: where its end tag begins.
        protected: whether its cells may be changed only where their style allows it.
        visible: whether the user can see its tab.
    """

    name: str
    start: int
    end: int
    protected: bool
    visible: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A run of equal rows: first number, how many, and where its bytes are."""

    number: int
    times: int
    start: int
    body: int
    body_end: int
    end: int
    raw: bytes
    """Attributes of its start tag."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of equal cells: first column, how many, and where its bytes are."""

    column: int
    times: int
    covered: bool
    raw: bytes
    """Attributes of its start tag."""
    start: int
    body: int
    body_end: int
    end: int


class Markup:
    """The expressions that find elements under the prefixes of a content part."""

    def __init__(self, content: bytes) -> None:
        """Prepare the expressions.

        Args:
            content: the part, well formed, without comments and CDATA.
        """
        root = re.search(rb"<[^\s<>?!/]+(%b)/?>" % ATTRIBUTES, content)
        declared = attributes(root[1] if root else b"")
        prefixes = {uri: name for name, uri in declared.items() if name.startswith(b"xmlns")}
        names = {}
        for usual, uri in _NAMESPACES.items():
            name = prefixes.get(uri, b"xmlns:" + usual)
            names[usual] = name[6:] + b":" if name.startswith(b"xmlns:") else b""
        self.office, self.table = names[b"office"], names[b"table"]
        self.text, self.style = names[b"text"], names[b"style"]
        t = self.table
        self.row = re.compile(rb"<%btable-row(?=[\s/>])(%b)(/?)>" % (t, ATTRIBUTES))
        self.row_end = re.compile(rb"</%btable-row\s*>" % t)
        self.cell = re.compile(
            rb"<%b(covered-)?table-cell(?=[\s/>])(%b)"
            rb"(?:/>|>(.*?)</%b(?:covered-)?table-cell\s*>)" % (t, ATTRIBUTES, t),
            re.DOTALL,
        )
        self.rows_repeated = t + b"number-rows-repeated"
        self.columns_repeated = t + b"number-columns-repeated"

    def sheets(self, content: bytes) -> list[Sheet]:
        """Return the sheets in order; tables inside tables and cached links are none."""
        hidden = self._hidden_styles(content)
        tag = re.compile(
            rb"<(/?)(%btable|%bdde-link)(?=[\s/>])(%b)(/?)>" % (self.table, self.table, ATTRIBUTES)
        )
        found = []
        depth = 0
        in_link = False
        opened: tuple[bytes, int] = b"", 0
        for match in find_all(tag, content):
            if match[1]:
                depth -= 1
                if depth == 0 and match[2] == self.table + b"table":
                    found.append(self._sheet(*opened, match.start(), hidden))
            elif not match[4]:
                if depth == 0:
                    opened = match[3], match.end()
                    in_link = match[2] != self.table + b"table"
                elif not in_link:
                    raise FileProblem(
                        "The workbook has tables inside of cells, which this program cannot "
                        "read. Save the sheet as CSV and open that."
                    )
                depth += 1
        return [sheet for sheet in found if not sheet.name.startswith("'file:")]

    def _sheet(self, raw: bytes, start: int, end: int, hidden: set[bytes]) -> Sheet:
        held = attributes(raw)
        return Sheet(
            name=unescaped(held.get(self.table + b"name", b"")),
            start=start,
            end=end,
            protected=held.get(self.table + b"protected") == b"true",
            visible=held.get(self.table + b"style-name") not in hidden,
        )

    def _hidden_styles(self, content: bytes) -> set[bytes]:
        pattern = rb"%bdisplay\s*=\s*[\"']false" % self.table
        head = content[: max(0, content.find(b"<%bbody" % self.office))]
        styles = re.findall(
            rb"<%bstyle(?=\s)(%b)>(.*?)</%bstyle\s*>" % (self.style, ATTRIBUTES, self.style),
            head,
            re.DOTALL,
        )
        name = self.style + b"name"
        return {
            attributes(raw).get(name, b"") for raw, inner in styles if re.search(pattern, inner)
        }

    def rows(self, content: bytes, sheet: Sheet) -> Iterator[Row]:
        """Yield the runs of rows of a sheet.

        Raises:
            FileProblem: damaged.
        """
        number = 0
        at = sheet.start
        while opened := self.row.search(content, at, sheet.end):
            times = self.times(opened[1], self.rows_repeated)
            start, body = opened.span()
            if opened[2]:
                body_end = at = body
            else:
                closed = self.row_end.search(content, body, sheet.end)
                if closed is None:
                    raise damaged(f"the part {PART}")
                body_end, at = closed.span()
            yield Row(number, times, start, body, body_end, at, opened[1])
            number += times

    def cells(self, content: bytes, row: Row) -> Iterator[Cell]:
        """Yield the runs of cells of a row."""
        column = 0
        for match in self.cell.finditer(content, row.body, row.body_end):
            times = self.times(match[2], self.columns_repeated)
            start, end = match.span()
            body, body_end = match.span(3) if match[3] is not None else (end, end)
            yield Cell(column, times, match[1] is not None, match[2], start, body, body_end, end)
            column += times

    def times(self, raw: bytes, name: bytes) -> int:
        """Return how many rows or cells a start tag stands for."""
        if name not in raw:
            return 1
        text = attributes(raw).get(name, b"1")
        if not text.isdigit() or len(text) > 9 or int(text) < 1:
            raise damaged(f"the part {PART}")
        return int(text)


class SheetReader:
    """Turns a sheet's cells into text.

    Attributes:
        kinds: how often each column holds each kind of value (``float``, ``string``…).
        without_result: formulas that have no saved result.
    """

    def __init__(self, markup: Markup) -> None:
        self.kinds: dict[int, dict[bytes, int]] = {}
        self.without_result = 0
        self._markup = markup
        self._known: dict[bytes, dict[bytes, bytes]] = {}

    def read(self, content: bytes, sheet: Sheet, pace: Pace) -> Grid:
        """Return the texts of all cells.

        Raises:
            FileProblem: damaged, or too large.
            ReadCancelled: the user has cancelled.
        """
        grid = Grid()
        since = 0
        for row in self._markup.rows(content, sheet):
            cells = self._cells(content, row)
            if cells and row.number + row.times > MAX_ROWS:
                raise too_large()
            grid.add(row.number, cells, row.times)
            since += len(cells) + 1
            if since > 2000:
                since = 0
                pace.step((row.end - sheet.start) / (sheet.end - sheet.start))
        return grid

    def _cells(self, content: bytes, row: Row) -> Cells:
        cells: Cells = []
        column = 0
        for covered, raw, inner in self._markup.cell.findall(content, row.body, row.body_end):
            if not inner and b"value" not in raw and b"formula" not in raw:
                column += self._markup.times(raw, self._markup.columns_repeated)
                continue
            held = self._known.get(raw)
            if held is None:
                held = attributes(raw)
                if len(self._known) < 100_000:
                    self._known[raw] = held
            times = self._markup.times(raw, self._markup.columns_repeated)
            text = "" if covered else self.text(held, inner)
            if text:
                if column + times > MAX_COLUMNS:
                    raise too_large()
                kind = held.get(self._markup.office + b"value-type", b"string")
                for place in range(column, column + times):
                    cells.append((place, text))
                    if not text.isspace():
                        counts = self.kinds.setdefault(place, {})
                        counts[kind] = counts.get(kind, 0) + row.times
            elif self._markup.table + b"formula" in held and not inner:
                self.without_result += 1
            column += times
        return cells

    def text(self, held: Mapping[bytes, bytes], inner: bytes) -> str:
        """Return a cell's text.

        Args:
            held: its attributes.
            inner: what stands between its tags.
        """
        office = self._markup.office
        kind = held.get(office + b"value-type", b"")
        if kind in (b"float", b"percentage", b"currency"):
            value = held.get(office + b"value")
            if value is not None:
                return self._number(value, inner)
        elif kind == b"date" and office + b"date-value" in held:
            return unescaped(held[office + b"date-value"]).replace("T", " ")
        elif kind == b"time" and office + b"time-value" in held:
            return _clock(unescaped(held[office + b"time-value"]))
        elif kind == b"boolean" and office + b"boolean-value" in held:
            return held[office + b"boolean-value"].decode("utf-8", "replace").upper()
        shown = self.shown(inner)
        if not shown and kind == b"string":
            return unescaped(held.get(office + b"string-value", b""))
        return shown

    def _number(self, value: bytes, inner: bytes) -> str:
        try:
            text = number_text(float(value))
        except ValueError:
            return unescaped(value)
        if inner.startswith(b"<%bp>0" % self._markup.text):
            padded = self.shown(inner)
            if padded.isdecimal() and padded.lstrip("0") == text:
                return padded
        return text

    def shown(self, inner: bytes) -> str:
        """Return the paragraphs of a cell, without its comment and drawings."""
        return shown(inner, self._markup.text)


def _clock(duration: str) -> str:
    match = _TIME.fullmatch(duration)
    if match is None:
        return duration
    return f"{match[1]:0>2}:{match[2]:0>2}:{match[3]:0>2}"
