"""A worksheet's XML: its rows and cells, for reading their text and for finding their bytes.

Reading and splicing use the same expressions and the same counting of positions, so that
what was read at ``C17`` is what is written at ``C17``. python-calamine would give values
faster, but not their places, nor the difference between an error, a date and a number.
"""

import re
from collections.abc import Iterator

from em_desktop.files.pacing import Pace
from em_desktop.files.workbook.archive import damaged
from em_desktop.files.workbook.table_area import Cells, Grid
from em_desktop.files.workbook.xml_text import ATTRIBUTES, attributes, unescaped
from em_desktop.files.xlsx.parts import Styles, TextRuns, excel_text, prefix_of


def column_number(letters: bytes) -> int:
    """Return the 0-based column of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


class Row:
    """Where a row's bytes are: its start tag, its cells, its end."""

    __slots__ = ("body", "body_end", "end", "number", "start")

    def __init__(self, number: int, start: int, body: int, body_end: int, end: int) -> None:
        self.number = number
        self.start = start
        self.body = body
        self.body_end = body_end
        self.end = end


class SheetMarkup:
    """The expressions that find a worksheet's elements under its namespace prefix."""

    def __init__(self, content: bytes, part: str) -> None:
        """Prepare the expressions.

        Args:
            content: the sheet, well formed, without comments and CDATA (``plain`` or ``masked``).
            part: its name, for messages.
        """
        p = prefix_of(content, "worksheet", part)
        self.prefix = p
        self._part = part
        self._content = content
        self.cell = re.compile(
            rb'<%bc(?: r="([A-Z]{1,3})[0-9]+")(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
            rb"(?:/>|><%bv>([^<]*)</%bv></%bc>)"
            rb"|<%bc(?=[\s/>])(%b)(?:/>|>(.*?)</%bc\s*>)" % (p, p, p, p, p, ATTRIBUTES, p),
            re.DOTALL,
        )
        self._row = re.compile(
            rb'<%brow(?=[\s/>])(?: r="([0-9]+)"(?=[ />]))?(%b)(/?)>' % (p, ATTRIBUTES)
        )
        self._row_end = b"</%brow" % p
        self._row_number = re.compile(rb"""(?:^|\s)r\s*=\s*["']([0-9]+)["']""")
        self.value = re.compile(rb"<%bv(?=[\s/>])%b>([^<]*)</%bv\s*>" % (p, ATTRIBUTES, p))
        self.formula = re.compile(rb"<%bf(?=[\s/>])(%b)" % (p, ATTRIBUTES))
        self.start, self.end = self._bounds()

    def _bounds(self) -> tuple[int, int]:
        """Return where the rows begin and end."""
        opened = re.search(
            rb"<%bsheetData(?=[\s/>])%b(/?)>" % (self.prefix, ATTRIBUTES), self._content
        )
        if opened is None:
            raise damaged(f"the part {self._part}")
        if opened[1]:
            return opened.end(), opened.end()
        closed = self._content.find(b"</%bsheetData" % self.prefix, opened.end())
        return opened.end(), closed

    def rows(self) -> Iterator[Row]:
        """Yield the rows in order.

        Raises:
            FileProblem: their numbers do not ascend.
        """
        number = -1
        at = self.start
        while opened := self._row.search(self._content, at, self.end):
            written, raw, closed = opened.groups()
            if written is None and (named := self._row_number.search(raw)):
                written = named[1]
            after = number + 1 if written is None else int(written) - 1
            if after <= number or after >= 1 << 20:
                raise damaged(f"the part {self._part}: its rows are not in order")
            number = after
            start, body = opened.span()
            if closed:
                at = body
                yield Row(number, start, body, body, body)
            else:
                body_end = self._content.find(self._row_end, body, self.end)
                if body_end < 0:
                    raise damaged(f"the part {self._part}")
                at = self._content.find(b">", body_end) + 1
                yield Row(number, start, body, body_end, at)


class SheetReader:
    """Turns a worksheet's cells into text.

    Attributes:
        without_result: formulas that have no saved result.
        numbers: how many cells of each column are stored as numbers.
        texts: how many are stored otherwise.
    """

    def __init__(self, strings: list[str], styles: Styles) -> None:
        self.without_result = 0
        self.numbers: dict[int, int] = {}
        self.texts: dict[int, int] = {}
        self._strings = strings
        self._styles = styles
        self._columns: dict[bytes, int] = {}
        self._number_texts: dict[tuple[bytes, bytes], str] = {}

    def read(self, content: bytes, part: str, pace: Pace) -> Grid:
        """Return the texts of all cells.

        Args:
            content: the sheet, well formed, without comments and CDATA.
            part: its name, for messages.
            pace: told about progress.

        Raises:
            FileProblem: damaged, or too large.
            ReadCancelled: the user has cancelled.
        """
        markup = SheetMarkup(content, part)
        runs = TextRuns(markup.prefix)
        grid = Grid()
        since = 0
        try:
            for row in markup.rows():
                found = markup.cell.findall(content, row.body, row.body_end)
                grid.add(row.number, self._cells(found, markup, runs))
                since += len(found) + 1
                if since > 4000:
                    since = 0
                    pace.step(row.end / len(content))
        except (ValueError, IndexError, OverflowError):
            raise damaged(f"the part {part}") from None
        return grid

    def _cells(self, found: list[tuple[bytes, ...]], markup: SheetMarkup, runs: TextRuns) -> Cells:
        cells: Cells = []
        column = -1
        columns = self._columns
        counts, others = self.numbers, self.texts
        for letters, style, kind, value, raw, inner in found:
            if letters:
                known = columns.get(letters)
                column = self._column(letters) if known is None else known
                if kind == b"s":
                    text = self._strings[int(value)] if value else ""
                elif not kind and value:
                    text = self._number(value, style)
                else:
                    text = self._other(kind, value, style)
                is_number = not kind or kind == b"n"
            else:
                held = attributes(raw)
                named = held.get(b"r", b"").rstrip(b"0123456789").upper()
                column = self._column(named) if named else column + 1
                text = self._general(held, inner, markup, runs)
                is_number = held.get(b"t", b"n") == b"n"
            if text:
                cells.append((column, text))
                if not is_number and not text.isspace():
                    others[column] = others.get(column, 0) + 1
                elif is_number:
                    counts[column] = counts.get(column, 0) + 1
        return cells

    def _column(self, letters: bytes) -> int:
        column = self._columns[letters] = column_number(letters)
        if column >= 1 << 14 or not letters.isalpha():
            raise ValueError
        return column

    def _general(
        self, held: dict[bytes, bytes], inner: bytes, markup: SheetMarkup, runs: TextRuns
    ) -> str:
        """Return the text of a cell with anything in it, such as a formula or rich text."""
        kind, style = held.get(b"t", b""), held.get(b"s", b"")
        if kind == b"inlineStr":
            return runs.text(inner)
        found = markup.value.search(inner)
        value = found[1] if found else b""
        if not value:
            self.without_result += kind != b"str" and markup.formula.search(inner) is not None
            return ""
        if kind == b"s":
            return self._strings[int(value)]
        if kind in (b"", b"n"):
            return self._number(value, style)
        return self._other(kind, value, style)

    def _number(self, value: bytes, style: bytes) -> str:
        key = (value, style)
        text = self._number_texts.get(key)
        if text is None:
            text = self._styles.number(int(style or 0)).stored_text(value)
            if len(self._number_texts) < 200_000:
                self._number_texts[key] = text
        return text

    def _other(self, kind: bytes, value: bytes, style: bytes) -> str:
        """Return the text of a result, boolean, error or ISO date."""
        if kind == b"b":
            return {b"1": "TRUE", b"0": "FALSE"}.get(value.strip(), unescaped(value))
        if kind == b"str":
            return excel_text(value)
        if kind == b"d":
            return unescaped(value).replace("T", " ").removesuffix(" 00:00:00")
        if kind == b"n" and value:
            return self._number(value, style)
        return unescaped(value)
