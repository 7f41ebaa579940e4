"""Writes cells into a worksheet's XML and leaves every other byte as it is."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from em_desktop.files.archive import damaged
from em_desktop.files.cell_text import number_text
from em_desktop.files.table_area import Plan, cell_name, refused
from em_desktop.files.xlsx_guard import Guard, Surroundings, parse_range
from em_desktop.files.xlsx_sheet import Row, SheetMarkup, column_number
from em_desktop.files.xml_text import ATTRIBUTES, attributes, escaped, masked, with_attributes

MAX_TEXT = 32_767
_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class SheetSplicer:
    """Splices one worksheet."""

    def __init__(self, content: bytes, part: str, around: Surroundings) -> None:
        """Prepare the splicing of a sheet.

        Args:
            content: the sheet in UTF-8, checked.
            part: its name, for messages.
            around: what is known of the rest of the workbook.
        """
        self._content = content
        self._part = part
        self._mask = masked(content)
        self._markup = SheetMarkup(self._mask, part)
        self._around = around
        p = self._markup.prefix
        self._p = p
        self._cell_start = re.compile(rb"<%bc(?=[\s/>])(%b)(/?)>" % (p, ATTRIBUTES))
        self._row_start = re.compile(rb"<%brow(?=[\s/>])(%b)(/?)>" % (p, ATTRIBUTES))
        self._numbered = re.compile(
            rb"""(<%b(?:c|row)(?=\s)[^<>]*?\sr\s*=\s*["'][A-Z]*)([0-9]+)(?=["'])""" % p
        )
        self._column_styles: list[tuple[int, int, bytes]] = []
        self._header = -1
        self._columns: frozenset[int] = frozenset()
        self._template_row = b""
        self._template_cells: dict[int, bytes] = {}
        self._guard = Guard(self._mask, self._markup, around)
        self._corner = (0, 0)

    def splice(self, plan: Plan) -> bytes:
        """Return the sheet with the plan carried out.

        Raises:
            FileProblem: a cell may not be written or rows may not be deleted.
        """
        self._guard.check_plan(plan)
        before = self._content[: self._markup.start]
        if plan.is_empty:
            return self._content
        self._header = plan.header
        self._columns = frozenset(plan.columns)
        try:
            rows = b"".join(self._rows(plan))
        except (ValueError, IndexError, OverflowError):  # a number that is none
            raise damaged(f"the part {self._part}") from None
        self._guard.refuse()
        if before.rstrip().endswith(b"/>") and rows:  # <sheetData/>
            head, _, _ = before.rpartition(b"/>")
            before = head + b">"
            rows += b"</%bsheetData>" % self._p
        before = self._with_dimension(before, len(plan.deleted))
        return before + rows + self._content[self._markup.end :]

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

    def _rows(self, plan: Plan) -> Iterator[bytes]:
        """Yield the bytes of all rows and what stands between them."""
        content = self._content
        waiting = deque(sorted(plan.cells))
        self._column_styles = self._read_column_styles()
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
                    piece = self._edited(row, cells, row.number in added)
                else:
                    piece = content[row.start : row.end]
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
        for column, start, _ in self._cells(row):
            found = self._cell_start.match(self._content, start)
            if found:
                self._template_cells[column] = attributes(found[1]).get(b"s", b"")

    def _cells(self, row: Row) -> Iterator[tuple[int, int, int]]:
        """Yield column, start and end of the cells of a row, counted as the reader counts.

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
            yield column, match.start(), match.end()

    def _edited(self, row: Row, edits: Mapping[int, str], added: bool) -> bytes:
        """Return a row of the file with some cells written."""
        content = self._content
        opened = self._row_start.match(content, row.start)
        raw = opened[1] if opened else b""
        held = attributes(raw)
        if added:
            edits = {**self._blanks(row), **edits}
        left = deque(sorted(edits))
        pieces = []
        at = row.body
        style = b""

        def new_cell(column: int) -> bytes:
            if row.number == self._header:  # a new heading looks like its neighbour
                like = style
            else:
                like = self._template_cells.get(column, b"") if added else b""
            return self._new_cell(row.number, column, edits[column], like, held)

        for column, start, end in self._cells(row):
            pieces.append(content[at:start])
            at = start
            while left and left[0] < column:
                pieces.append(new_cell(left.popleft()))
            if left and left[0] == column:
                left.popleft()
                pieces.append(self._changed(row.number, column, start, end, edits[column]))
                at = end
            if row.number == self._header:
                found = self._cell_start.match(content, start)
                style = attributes(found[1]).get(b"s", b"") if found else b""
        pieces.append(content[at : row.body_end])
        pieces += [new_cell(column) for column in left]
        raw = _with_spans(raw, held, edits)
        return b"".join([b"<%brow" % self._p, raw, b">", *pieces, b"</%brow>" % self._p])

    def _blanks(self, row: Row) -> dict[int, str]:
        """Return the cells of a row without text that a new record must clear of spaces."""
        return {
            column: ""
            for column, start, end in self._cells(row)
            if column in self._columns
            and b"</" in self._mask[start : end - 3]
            and not self._markup.formula.search(self._mask, start, end)
        }

    def _new_row(self, number: int, plan: Plan) -> bytes:
        """Return a row that the sheet did not have, in the style of the last record."""
        texts = plan.cells[number]
        raw = with_attributes(self._template_row, {b"r": b"%d" % (number + 1), b"spans": None})
        raw = b" " + raw.strip()
        held = attributes(raw)
        written = [
            self._new_cell(
                number, column, texts.get(column, ""), self._template_cells.get(column, b""), held
            )
            for column in sorted({*texts, *self._template_cells})
        ]
        row = b"".join([b"<%brow" % self._p, raw, b">", *written, b"</%brow>" % self._p])
        return self._moved(row, number, plan)

    def _new_cell(
        self, row: int, column: int, text: str, style: bytes, row_attributes: Mapping[bytes, bytes]
    ) -> bytes:
        """Return a cell that the sheet did not have, styled as its row or column if need be."""
        if not style and row_attributes.get(b"customFormat") in (b"1", b"true"):
            style = row_attributes.get(b"s", b"")
        if not style:
            style = next((s for low, high, s in self._column_styles if low <= column <= high), b"")
        raw = b' r="%b"' % cell_name(row, column).encode()
        if style:
            raw += b' s="%b"' % style
        return self._cell(row, column, raw, style, text, was=b"")

    def _changed(self, row: int, column: int, start: int, end: int, text: str) -> bytes:
        """Return a cell of the file with another text."""
        opened = self._cell_start.match(self._content, start)
        raw = opened[1] if opened else b""
        if opened and self._markup.formula.search(self._mask, opened.end(), end):
            self._guard.note_formula(row, column)
        held = attributes(raw)
        was = held.get(b"t", b"")
        if not was and self._markup.value.search(self._mask, start, end):
            was = b"n"
        return self._cell(row, column, raw.rstrip(), held.get(b"s", b""), text, was)

    def _cell(
        self, row: int, column: int, raw: bytes, style: bytes, text: str, was: bytes
    ) -> bytes:
        number_of_style = int(style or 0)
        self._guard.check_lock(row, column, number_of_style)
        self._corner = max(self._corner[0], row), max(self._corner[1], column)
        p = self._p
        value = None
        if was == b"n" or column in self._around.number_columns:
            value = self._around.styles.number(number_of_style).number(text)
        kind = None
        if not text:
            inner = b""
        elif value is not None:
            inner = b"<%bv>%b</%bv>" % (p, number_text(value).encode(), p)
        elif was == b"b" and text in ("TRUE", "FALSE"):
            kind = b"b"
            inner = b"<%bv>%d</%bv>" % (p, text == "TRUE", p)
        else:
            kind = b"inlineStr"
            space = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
            inner = b"<%bis><%bt%b>%b</%bt></%bis>" % (
                p,
                p,
                space,
                _excel_escaped(text, row, column),
                p,
                p,
            )
        raw = with_attributes(raw, {b"t": kind, b"vm": None, b"cm": None})
        if not inner:
            return b"<%bc%b/>" % (p, raw)
        return b"<%bc%b>%b</%bc>" % (p, raw, inner, p)

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


def _with_spans(raw: bytes, held: Mapping[bytes, bytes], edits: Iterable[int]) -> bytes:
    """Return a row's attributes with the hint of its used columns widened if needed."""
    match = re.fullmatch(rb"([0-9]+):([0-9]+)", held.get(b"spans", b""))
    if not match:
        return raw
    columns = [column + 1 for column in edits]
    low, high = min([int(match[1]), *columns]), max([int(match[2]), *columns])
    spans = b"%d:%d" % (low, high)
    return raw if spans == match[0] else with_attributes(raw, {b"spans": spans})


def _excel_escaped(text: str, row: int, column: int) -> bytes:
    """Return text as Excel stores it, with ``_x000D_`` for characters that XML has not."""
    if len(text) > MAX_TEXT:
        raise refused(
            [(row, column)], f"the text is longer than the {MAX_TEXT:,} characters of a cell."
        )
    if _SURROGATE.search(text):
        raise refused([(row, column)], "the text holds half a character, which no file can keep.")
    return escaped(_UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text))
