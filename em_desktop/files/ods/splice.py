"""Writes cells into an ODS workbook's content and leaves every other byte as it is."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from em_desktop.files.obstacles import Obstacle
from em_desktop.files.ods.guard import Guard
from em_desktop.files.ods.sheet import Cell, Markup, Row, Sheet
from em_desktop.files.ods.text import PART, UNWRITABLE, Paragraphs, paragraphs
from em_desktop.files.workbook.archive import damaged
from em_desktop.files.workbook.cell_text import plain_number
from em_desktop.files.workbook.sheet_plan import Plan
from em_desktop.files.workbook.xml_text import (
    ATTRIBUTES,
    attributes,
    with_attributes,
)

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?")
_NUMBERS = (b"float", b"percentage", b"currency")


class ContentSplicer:
    """Splices one sheet of a content part."""

    def __init__(
        self,
        content: bytes,
        mask: bytes,
        markup: Markup,
        sheet: Sheet,
        kinds: Mapping[int, bytes],
        plan: Plan,
        unlocked: frozenset[bytes],
    ) -> None:
        """Prepare the splicing of a sheet.

        Args:
            content: the part in UTF-8, checked.
            mask: the same with comments and CDATA blanked out.
            markup: its expressions.
            sheet: the sheet.
            kinds: the usual type of value by 0-based column.
            plan: what is to be written.
            unlocked: styles whose cells may be written in a protected sheet.
        """
        self._content = content
        self._mask = mask
        self._markup = markup
        self._sheet = sheet
        self._kinds = kinds
        self._template: dict[int, bytes] = {}
        self._template_row = b""
        self._plan = plan
        self._guard = Guard(mask, markup, sheet, plan, unlocked)
        self._right = -1
        self._columns = plan.columns

    def splice(self) -> tuple[bytes, tuple[Obstacle, ...]]:
        """Return the part with the plan carried out, and what stands in the way of that.

        Where an obstacle blocks, the bytes are of no use.
        """
        content = memoryview(self._content)
        try:
            rows = list(self._rows(self._plan))
        except (ValueError, IndexError, OverflowError):  # a number that is none
            raise damaged(f"the part {PART}") from None
        rows[0] = self._with_columns(bytes(rows[0]))  # what stands before the first row
        pieces = [content[: self._sheet.start], *rows, content[self._sheet.end :]]
        whole = b"".join(pieces)
        return whole, self._guard.obstacles()

    def _rows(self, plan: Plan) -> Iterator[bytes | memoryview]:
        """Yield the bytes of the sheet's rows and what stands between them."""
        content = memoryview(self._content)
        touched = deque(sorted({*plan.cells, *plan.deleted}))
        added, deleted = set(plan.added), set(plan.deleted)
        at = last = self._sheet.start
        n_rows = 0
        for row in self._markup.rows(self._mask, self._sheet):
            last = row.end
            number = row.number
            n_rows = after = row.number + row.times
            if not (touched and touched[0] < after):  # it stays as it is, with what follows
                if row.number <= plan.template < after:
                    self._learn_template(row)
                continue
            yield content[at : row.start]
            at = last
            while touched and touched[0] < after:
                yield self._repeated(row, touched[0] - number)
                number = touched.popleft()
                if number not in deleted:
                    cells = plan.cells[number]
                    if number in added:
                        yield self._edited(
                            row, number, {**self._blanks(row), **cells}, self._template
                        )
                    else:
                        like = self._heading(row, plan) if number == plan.header else {}
                        yield self._edited(row, number, cells, like)
                number += 1
            yield self._repeated(row, after - number)
            if row.number <= plan.template < after:
                self._learn_template(row)
        yield content[at:last]
        for number in touched:
            if number > n_rows:
                yield self._blank_rows(number - n_rows)
            yield self._new_row(number, plan.cells[number])
            n_rows = number + 1
        yield content[last : self._sheet.end]

    def _repeated(self, row: Row, times: int) -> bytes | memoryview:
        """Return a run of rows with another number of repetitions."""
        if times == 0:
            return b""
        if times == row.times:
            return memoryview(self._content)[row.start : row.end]
        return self._opened(row, times) + self._content[row.body : row.end]

    def _opened(self, row: Row, times: int, closed: bool | None = None) -> bytes:
        repeated = b"%d" % times if times > 1 else None
        raw = with_attributes(row.raw, {self._markup.rows_repeated: repeated})
        if closed is None:
            closed = row.body_end == row.end
        return b"<%btable-row%b%b>" % (self._markup.table, raw, b"/" if closed else b"")

    def _blank_rows(self, times: int) -> bytes:
        repeated = b' %b="%d"' % (self._markup.rows_repeated, times) if times > 1 else b""
        t = self._markup.table
        return b"<%btable-row%b><%btable-cell/></%btable-row>" % (t, repeated, t, t)

    def _learn_template(self, row: Row) -> None:
        self._template_row = with_attributes(row.raw, {self._markup.rows_repeated: None})
        style = self._markup.table + b"style-name"
        for cell in self._markup.cells(self._mask, row):
            name = attributes(cell.raw).get(style)
            if name is not None and cell.times <= 1024:
                for column in range(cell.column, cell.column + cell.times):
                    self._template[column] = name

    def _heading(self, row: Row, plan: Plan) -> dict[int, bytes]:
        """Return the styles of new headings: that of the last one."""
        style = self._markup.table + b"style-name"
        last = max((c for c in plan.columns if c not in plan.new_columns), default=-1)
        for cell in self._markup.cells(self._mask, row):
            if cell.column <= last < cell.column + cell.times:
                name = attributes(cell.raw).get(style)
                return dict.fromkeys(plan.new_columns, name) if name is not None else {}
        return {}

    def _edited(
        self, row: Row, number: int, edits: Mapping[int, str], styles: Mapping[int, bytes]
    ) -> bytes:
        """Return one row of a run with some cells written; ``styles`` are for unstyled ones."""
        content = self._content
        left = deque(sorted(edits))
        pieces = [self._opened(row, 1, closed=False)]
        at = row.body
        width = 0
        for cell in self._markup.cells(self._mask, row):
            pieces.append(content[at : cell.start])
            at = cell.end
            column = cell.column
            width = after = cell.column + cell.times
            while left and left[0] < after:
                pieces.append(self._cells(cell, left[0] - column))
                column = left.popleft()
                pieces.append(self._changed(cell, number, column, edits[column], row.raw, styles))
                column += 1
            pieces.append(self._cells(cell, after - column))
        pieces.append(content[at : row.body_end])
        pieces.append(self._appended(number, width, {c: edits[c] for c in left}, styles))
        pieces.append(b"</%btable-row>" % self._markup.table)
        return b"".join(pieces)

    def _blanks(self, row: Row) -> dict[int, str]:
        """Return the cells of a row without text that a new record must clear of spaces."""
        formula = self._markup.table + b"formula"
        return {
            column: ""
            for cell in self._markup.cells(self._mask, row)
            if cell.body < cell.body_end and not cell.covered and formula not in cell.raw
            for column in self._columns
            if cell.column <= column < cell.column + cell.times
        }

    def _appended(
        self, number: int, width: int, cells: Mapping[int, str], styles: Mapping[int, bytes]
    ) -> bytes:
        """Return cells to stand behind the last one of a row."""
        t = self._markup.table
        pieces = []
        for column in sorted(cells):
            gap = column - width
            if gap:
                repeated = b' %b="%d"' % (self._markup.columns_repeated, gap) if gap > 1 else b""
                pieces.append(b"<%btable-cell%b/>" % (t, repeated))
            pieces.append(self._new_cell(number, column, cells[column], styles.get(column)))
            width = column + 1
        return b"".join(pieces)

    def _new_row(self, number: int, cells: Mapping[int, str]) -> bytes:
        t = self._markup.table
        styled = {column: "" for column in self._template if column <= max(cells, default=-1)}
        body = self._appended(number, 0, {**styled, **cells}, self._template)
        raw = self._template_row
        return b"<%btable-row%b>%b</%btable-row>" % (t, raw, body or b"<%btable-cell/>" % t, t)

    def _new_cell(self, number: int, column: int, text: str, style: bytes | None) -> bytes:
        raw = b""
        if style is not None:
            raw = b' %bstyle-name="%b"' % (self._markup.table, style)
        self._guard.check_lock(number, column, style or b"")
        return self._cell(number, column, text, raw, b"", ())

    def _cells(self, cell: Cell, times: int) -> bytes:
        """Return a run of cells with another number of repetitions."""
        if times == 0:
            return b""
        if times == cell.times:
            return self._content[cell.start : cell.end]
        repeated = b"%d" % times if times > 1 else None
        raw = with_attributes(cell.raw, {self._markup.columns_repeated: repeated})
        start = cell.start + self._content[cell.start : cell.body].index(cell.raw)
        head = self._content[cell.start : start]
        return head + raw + self._content[start + len(cell.raw) : cell.end]

    def _changed(
        self,
        cell: Cell,
        number: int,
        column: int,
        text: str,
        row_raw: bytes,
        styles: Mapping[int, bytes],
    ) -> bytes:
        """Return one cell of a run with another text."""
        t = self._markup.table
        held = attributes(cell.raw)
        if cell.covered:
            self._guard.note_covered(number, column)
        if t + b"formula" in held:
            self._guard.note_formula(number, column)
        style = t + b"style-name"
        raw = cell.raw
        if style not in held and column in styles:
            raw = with_attributes(raw, {style: styles[column]})
        inner = self._content[cell.body : cell.body_end]
        others = Paragraphs(inner, self._markup.text).others if inner else []
        was = held.get(self._markup.office + b"value-type", b"")
        default = attributes(row_raw).get(t + b"default-cell-style-name", b"")
        self._guard.check_lock(number, column, held.get(style, default))
        return self._cell(number, column, text, raw, was, others)

    def _cell(
        self, number: int, column: int, text: str, raw: bytes, was: bytes, others: Sequence[bytes]
    ) -> bytes:
        """Return a cell with a text, as a number or date where the old or its column is one."""
        office, t, p = self._markup.office, self._markup.table, self._markup.text
        self._right = max(self._right, column)
        if UNWRITABLE.search(text):
            self._guard.note_unkept(number, column)
            text = ""
        clear: dict[bytes, bytes | None] = {
            name: None
            for name in attributes(raw)
            if name.startswith(office) or name.endswith(b":value-type")
        }
        clear[self._markup.columns_repeated] = None
        held = attributes(raw)
        new: dict[bytes, bytes | None] = {}
        usual = was or self._kinds.get(column, b"")
        if usual == b"string":
            usual = self._kinds.get(column, b"")
        if text:
            if usual == b"date" and t + b"style-name" not in held:
                usual = b"string"  # without a date style it would be shown as date and time
            value_type, name = self._typed(text, usual)
            new[office + b"value-type"] = value_type
            if name:
                new[office + name] = _stored(text, value_type)
            if value_type == b"currency" and office + b"currency" in held:
                new[office + b"currency"] = held[office + b"currency"]
        raw = with_attributes(with_attributes(raw, clear), new)
        inner = b"".join([*others, paragraphs(text, p)])
        if not inner:
            return b"<%btable-cell%b/>" % (t, raw)
        return b"<%btable-cell%b>%b</%btable-cell>" % (t, raw, inner, t)

    @staticmethod
    def _typed(text: str, usual: bytes) -> tuple[bytes, bytes]:
        """Return type of value and name of its attribute for a text."""
        if usual in _NUMBERS and plain_number(text) is not None:
            return usual, b"value"
        if usual == b"date" and _DATE.fullmatch(text):
            return b"date", b"date-value"
        if usual == b"boolean" and text in ("TRUE", "FALSE"):
            return b"boolean", b"boolean-value"
        return b"string", b""

    def _with_columns(self, head: bytes) -> bytes:
        """Return what stands before a sheet's rows, with as many columns declared as it now has."""
        t = self._markup.table
        pattern = re.compile(rb"<%btable-column(?=[\s/>])(%b)/>" % (t, ATTRIBUTES))
        declared = 0
        last = None
        for last in pattern.finditer(head):
            declared += self._markup.times(last[1], self._markup.columns_repeated)
        missing = self._right + 1 - declared
        if last is None or missing <= 0:
            return head
        repeated = b"%d" % missing if missing > 1 else None
        raw = with_attributes(last[1], {self._markup.columns_repeated: repeated})
        return head[: last.end()] + b"<%btable-column%b/>" % (t, raw) + head[last.end() :]


def _stored(text: str, value_type: bytes) -> bytes:
    if value_type == b"date":
        return text.replace(" ", "T").encode()
    if value_type == b"boolean":
        return text.lower().encode()
    return text.encode()
