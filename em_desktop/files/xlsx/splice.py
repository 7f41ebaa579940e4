"""Writes cells into a worksheet's XML and leaves every other byte as it is."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from em_desktop.files.obstacles import Obstacle
from em_desktop.files.workbook.archive import damaged
from em_desktop.files.workbook.cell_text import number_text
from em_desktop.files.workbook.sheet_plan import Plan
from em_desktop.files.workbook.table_area import cell_name
from em_desktop.files.workbook.xml_text import (
    ATTRIBUTES,
    attributes,
    escaped,
    masked,
    with_attributes,
)
from em_desktop.files.xlsx.guard import HALF_CHARACTER, Guard, Surroundings, parse_range
from em_desktop.files.xlsx.sheet import Row, SheetMarkup, column_number

_SPANS = re.compile(rb"""\sspans\s*=\s*["']([0-9]+):([0-9]+)["']""")
_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class SheetSplicer:
    """Splices one worksheet."""

    def __init__(self, content: bytes, part: str, around: Surroundings, plan: Plan) -> None:
        """Prepare the splicing of a sheet.

        Args:
            content: the sheet in UTF-8, known to be well formed.
            part: its name, for messages.
            around: what is known of the rest of the workbook.
            plan: what is to be written.
        """
        self._content = content
        self._part = part
        self._mask = masked(content)
        self._markup = SheetMarkup(self._mask, part)
        self._around = around
        self._plan = plan
        p = self._markup.prefix
        self._p = p
        self._cell_start = re.compile(rb"<%bc(?=[\s/>])(%b)(/?)>" % (p, ATTRIBUTES))
        self._row_start = re.compile(rb"<%brow(?=[\s/>])(%b)(/?)>" % (p, ATTRIBUTES))
        self._numbered = re.compile(
            rb"""(<%b(?:c|row)(?=\s)[^<>]*?\sr\s*=\s*["'][A-Z]*)([0-9]+)(?=["'])""" % p
        )
        self._column_styles: list[tuple[int, int, bytes]] = []
        self._columns = frozenset(plan.columns)
        self._template_row = b""
        self._template_cells: dict[int, bytes] = {}
        self._guard = Guard(self._mask, self._markup, around, plan)
        self._contents: dict[tuple[bool, bytes, str, bytes], tuple[bytes | None, bytes]] = {}
        self._corner = (0, 0)

    def splice(self, after_rows: bytes = b"") -> tuple[bytes, tuple[Obstacle, ...]]:
        """Return the sheet with the plan carried out, and what stands in the way of that.

        Where an obstacle blocks, the bytes are of no use.

        Args:
            after_rows: an element to stand right behind the rows.
        """
        content = memoryview(self._content)
        before = self._content[: self._markup.start]
        try:
            rows = list(self._rows(self._plan))
        except (ValueError, IndexError, OverflowError):  # a number that is none
            raise damaged(f"the part {self._part}") from None
        end = self._markup.end
        closing = b""
        if before.rstrip().endswith(b"/>") and (any(rows) or after_rows):  # <sheetData/>
            head, _, _ = before.rpartition(b"/>")
            before = head + b">"
            closing = b"</%bsheetData>" % self._p
        elif after_rows:
            end = self._mask.index(b">", end) + 1
            closing = self._content[self._markup.end : end]
        before = self._with_dimension(before, len(self._plan.deleted))
        whole = b"".join([before, *rows, closing, after_rows, content[end:]])
        return whole, self._guard.obstacles()

    def _read_column_styles(self) -> list[tuple[int, int, bytes]]:
        head = self._mask[: self._markup.start]
        found = []
        for raw in re.findall(rb"<%bcol(?=[\s/>])(%b)" % (self._p, ATTRIBUTES), head):
            held = attributes(raw)
            if b"style" in held:
                found.append(
                    (int(held.get(b"min", 0)) - 1, int(held.get(b"max", 0)) - 1, held[b"style"])
                )
        return found

    def _rows(self, plan: Plan) -> Iterator[bytes | memoryview]:
        """Yield the bytes of all rows and what stands between them."""
        self._column_styles = self._read_column_styles()
        found = None if plan.deleted or plan.added else self._find_rows(sorted(plan.cells))
        if found is None:
            yield from self._all_rows(plan)
            return
        content = memoryview(self._content)
        at = self._markup.start
        for row in found:
            yield content[at : row.start]
            yield self._edited(row, plan.cells[row.number], added=False)
            at = row.end
        yield content[at : self._markup.end]

    def _find_rows(self, numbers: Iterable[int]) -> list[Row] | None:
        """Return some of the sheet's rows without a look at all others, None if that fails.

        Most programs write the row's number first. Rows stand in order, which was seen when the
        sheet was read, so the search goes on where the row before it ended.
        """
        found = []
        mask, at, last = self._mask, self._markup.start, self._markup.end
        opening, closing = b'<%brow r="' % self._p, b"</%brow" % self._p
        for number in numbers:
            start = mask.find(b'%b%d"' % (opening, number + 1), at, last)
            opened = self._row_start.match(mask, start) if start >= 0 else None
            if opened is None:
                return None
            body = body_end = at = opened.end()
            if not opened[2]:
                body_end = mask.find(closing, body, last)
                at = mask.find(b">", body_end, last) + 1
            found.append(Row(number, start, body, body_end, at))
        return found

    def _all_rows(self, plan: Plan) -> Iterator[bytes | memoryview]:
        """Yield the same as ``_rows``, where rows come or go or are numbered by their order."""
        content = memoryview(self._content)
        waiting = deque(sorted(plan.cells))
        added, deleted = set(plan.added), set(plan.deleted)
        at = self._markup.start
        for row in self._markup.rows():
            yield content[at : row.start]
            at = row.end
            while waiting and waiting[0] < row.number:
                yield self._new_row(waiting.popleft(), plan)
            if row.number not in deleted:
                if waiting and waiting[0] == row.number:
                    cells = plan.cells[waiting.popleft()]
                    piece = self._edited(row, cells, added=row.number in added)
                else:
                    piece = self._content[row.start : row.end]
                yield self._moved(piece, row.number, plan)
            if plan.added and row.number == plan.template:
                self._learn_template(row)
        yield content[at : self._markup.end]
        for number in waiting:
            yield self._new_row(number, plan)

    def _moved(self, row: bytes, number: int, plan: Plan) -> bytes:
        """Return a row with all its numbers lowered by the rows that go above it."""
        up = bisect_left(plan.deleted, number)
        if not up:
            return row
        new = b"%d" % (number + 1 - up)
        return self._numbered.sub(lambda match: match[1] + new, row)

    def _learn_template(self, row: Row) -> None:
        opened = self._row_start.match(self._content, row.start)
        if opened:
            self._template_row = opened[1]
        for column, match in self._cells(row):
            self._template_cells[column] = self._style(match)

    def _style(self, cell: re.Match[bytes]) -> bytes:
        if cell[1]:
            return cell[2] or b""
        found = self._cell_start.match(self._content, cell.start())
        return attributes(found[1]).get(b"s", b"") if found else b""

    def _cells(self, row: Row) -> Iterator[tuple[int, re.Match[bytes]]]:
        """Yield the cells of a row with their columns, counted as the reader counts.

        Raises:
            ValueError: they are not in order, so that no place is certain.
        """
        column = last = -1
        for match in self._markup.cell.finditer(self._mask, row.body, row.body_end):
            letters = match[1]
            if letters is None:
                letters = attributes(match[5]).get(b"r", b"").rstrip(b"0123456789")
            column = column_number(letters) if letters else column + 1
            if column <= last:
                raise ValueError
            last = column
            yield column, match

    def _edited(self, row: Row, edits: Mapping[int, str], *, added: bool) -> bytes:
        """Return a row of the file with some cells written."""
        content = self._content
        opened = self._row_start.match(content, row.start)
        raw = opened[1] if opened else b""
        if added:
            edits = {**self._blanks(row), **edits}
        is_header = row.number == self._plan.header
        left = deque(sorted(edits))
        pieces = []
        at = row.body
        style = b""

        def new_cell(column: int) -> bytes:
            like = self._template_cells.get(column, b"") if added else b""
            if is_header:  # a new heading looks like its neighbour
                like = style
            return self._new_cell(row.number, column, edits[column], like, raw)

        for column, cell in self._cells(row):
            pieces.append(content[at : cell.start()])
            at = cell.start()
            while left and left[0] < column:
                pieces.append(new_cell(left.popleft()))
            if left and left[0] == column:
                left.popleft()
                pieces.append(self._changed(row.number, column, cell, edits[column]))
                at = cell.end()
            if is_header:
                style = self._style(cell)
        pieces.append(content[at : row.body_end])
        pieces += [new_cell(column) for column in left]
        raw = _with_spans(raw, edits)
        return b"".join([b"<%brow" % self._p, raw, b">", *pieces, b"</%brow>" % self._p])

    def _blanks(self, row: Row) -> dict[int, str]:
        """Return the cells of a row without text that a new record must clear of spaces."""
        return {
            column: ""
            for column, cell in self._cells(row)
            if column in self._columns
            and b"</" in self._mask[cell.start() : cell.end() - 3]
            and not self._markup.formula.search(self._mask, *cell.span())
        }

    def _new_row(self, number: int, plan: Plan) -> bytes:
        """Return a row that the sheet did not have, in the style of the last record."""
        texts = plan.cells[number]
        raw = with_attributes(self._template_row, {b"r": b"%d" % (number + 1), b"spans": None})
        raw = b" " + raw.strip()
        written = [
            self._new_cell(
                number, column, texts.get(column, ""), self._template_cells.get(column, b""), raw
            )
            for column in sorted({*texts, *self._template_cells})
        ]
        row = b"".join([b"<%brow" % self._p, raw, b">", *written, b"</%brow>" % self._p])
        return self._moved(row, number, plan)

    def _new_cell(self, row: int, column: int, text: str, style: bytes, row_raw: bytes) -> bytes:
        """Return a cell that the sheet did not have, styled as its row or column if need be."""
        if not style and b"customFormat" in row_raw:
            held = attributes(row_raw)
            if held.get(b"customFormat") in (b"1", b"true"):
                style = held.get(b"s", b"")
        if not style:
            style = next((s for low, high, s in self._column_styles if low <= column <= high), b"")
        raw = b' r="%b"' % cell_name(row, column).encode()
        if style:
            raw += b' s="%b"' % style
        return self._cell(row, column, raw, style, text, was=b"")

    def _changed(self, row: int, column: int, cell: re.Match[bytes], text: str) -> bytes:
        """Return a cell of the file with another text."""
        letters, style, was, value = cell.group(1, 2, 3, 4)
        if letters:  # the plain form, which most cells have
            was = was or (b"n" if value is not None else b"")
            raw = b' r="%b%d"' % (letters, row + 1)
            if style:
                raw += b' s="%b"' % style
            return self._cell(row, column, raw, style or b"", text, was)
        opened = self._cell_start.match(self._content, cell.start())
        raw = opened[1] if opened else b""
        if opened and self._markup.formula.search(self._mask, opened.end(), cell.end()):
            self._guard.note_formula(row, column)
        held = attributes(raw)
        was = held.get(b"t", b"")
        if not was and self._markup.value.search(self._mask, *cell.span()):
            was = b"n"
        raw = with_attributes(raw.rstrip(), {b"vm": None, b"cm": None})
        return self._cell(row, column, raw, held.get(b"s", b""), text, was)

    def _cell(
        self, row: int, column: int, raw: bytes, style: bytes, text: str, was: bytes
    ) -> bytes:
        key = column in self._around.number_columns, style, text, was
        known = self._contents.get(key)
        if known is None:
            known = self._contents[key] = self._held(*key)
        kind, inner = known
        self._guard.check(row, column, int(style or 0), text)
        self._corner = max(self._corner[0], row), max(self._corner[1], column)
        if b" t" in raw or b"\tt" in raw or b"\nt" in raw or b"\rt" in raw:
            raw = with_attributes(raw, {b"t": kind})
        elif kind:
            raw += b' t="%b"' % kind
        p = self._p
        if not inner:
            return b"<%bc%b/>" % (p, raw)
        return b"<%bc%b>%b</%bc>" % (p, raw, inner, p)

    def _held(
        self, is_number: bool, style: bytes, text: str, was: bytes
    ) -> tuple[bytes | None, bytes]:
        """Return the type of a cell with a text and what stands between its tags."""
        p = self._p
        value = None
        if was == b"n" or is_number:
            value = self._around.styles.number(int(style or 0)).number(text)
        if not text:
            return None, b""
        if value is not None:
            return None, b"<%bv>%b</%bv>" % (p, number_text(value).encode(), p)
        if was == b"b" and text in ("TRUE", "FALSE"):
            return b"b", b"<%bv>%d</%bv>" % (p, text == "TRUE", p)
        space = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
        written = (p, p, space, _excel_escaped(text), p, p)
        return b"inlineStr", b"<%bis><%bt%b>%b</%bt></%bis>" % written

    def _with_dimension(self, before: bytes, n_deleted: int) -> bytes:
        """Return the part before the rows with the used range brought up to date."""
        pattern = rb"(<%bdimension(?=\s))(%b)" % (self._p, ATTRIBUTES)
        found = re.search(pattern, self._mask[: len(before)])
        if not found:
            return before
        used = parse_range(attributes(found[2]).get(b"ref", b""))
        if used is None:
            return before
        top, left, bottom, right = used
        bottom, right = max(bottom, self._corner[0]), max(right, self._corner[1])
        bottom = max(top, bottom - n_deleted)
        if (bottom, right) == used[2:]:
            return before
        new = f"{cell_name(top, left)}:{cell_name(bottom, right)}".encode()
        raw = with_attributes(before[found.start(2) : found.end(2)], {b"ref": new})
        return before[: found.start(2)] + raw + before[found.end(2) :]


def _with_spans(raw: bytes, edits: Collection[int]) -> bytes:
    """Return a row's attributes with the hint of its used columns widened if needed."""
    match = _SPANS.search(raw)
    if not match or not edits:
        return raw
    low, high = int(match[1]), int(match[2])
    if low - 1 <= min(edits) and max(edits) <= high - 1:
        return raw
    spans = b"%d:%d" % (min(low, min(edits) + 1), max(high, max(edits) + 1))
    return with_attributes(raw, {b"spans": spans})


def _excel_escaped(text: str) -> bytes:
    """Return text as Excel stores it, with ``_x000D_`` for characters that XML has not."""
    if HALF_CHARACTER.search(text):
        return b""  # the guard has named it
    return escaped(_UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text))
