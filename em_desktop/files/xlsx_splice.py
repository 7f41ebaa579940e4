"""Writes cells into a worksheet's XML and leaves every other byte as it is."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from em_desktop.files.cell_text import number_text
from em_desktop.files.problem import FileProblem
from em_desktop.files.table_area import Plan, cell_name, refused
from em_desktop.files.xlsx_parts import Styles
from em_desktop.files.xlsx_sheet import Row, SheetMarkup, column_number
from em_desktop.files.xml_text import ATTRIBUTES, attributes, escaped, masked, with_attributes

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; 0-based."""

MAX_TEXT = 32_767
_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile(rb"\$?([A-Za-z]{1,3})\$?([0-9]+)(?::\$?([A-Za-z]{1,3})\$?([0-9]+))?")
_REFERRING = (
    (b"mergeCells", "merged cells"),
    (b"tableParts", "a table"),
    (b"conditionalFormatting", "conditional formats"),
    (b"dataValidations", "validations"),
    (b"autoFilter", "a filter"),
    (b"hyperlinks", "links"),
    (b"drawing", "a chart or picture"),
    (b"legacyDrawing", "comments"),
    (b"controls", "controls"),
    (b"oleObjects", "embedded objects"),
    (b"rowBreaks", "page breaks"),
    (b"protectedRanges", "protected ranges"),
    (b"sheetProtection", "protection"),
    (b"scenarios", "scenarios"),
    (b"sortState", "a stored sort order"),
    (b"customSheetViews", "stored views"),
    (b"extLst", "sparklines or other extras"),
)


def parse_range(reference: bytes) -> Range | None:
    """Return the range that ``B2`` or ``B2:C9`` names; None for anything else."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column, row = column_number(match[1]), int(match[2]) - 1
    if match[3] is None:
        return row, column, row, column
    return row, column, int(match[4]) - 1, column_number(match[3])


def inside(
    ranges: Iterable[Range], cells: Mapping[int, Iterable[int]], *, spare_first: bool = True
) -> set[tuple[int, int]]:
    """Return which cells lie inside the ranges, but for the top left cell of each."""
    rows = sorted(cells)
    found = set()
    for top, left, bottom, right in ranges:
        for row in rows[bisect_left(rows, top) :]:
            if row > bottom:
                break
            found |= {
                (row, column)
                for column in cells[row]
                if left <= column <= right and not (spare_first and (row, column) == (top, left))
            }
    return found


@dataclass(frozen=True)
class Surroundings:
    """What a splice has to know beyond the sheet's own XML.

    Attributes:
        styles: what the style numbers mean.
        number_columns: 0-based columns whose cells are mostly numbers.
        headings: cells of tables whose text the table's own part repeats (header, totals).
        book_refers: what else in the workbook refers to rows, in words; empty for nothing.
    """

    styles: Styles
    number_columns: frozenset[int]
    headings: tuple[Range, ...] = ()
    book_refers: str = ""


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
        self._column_styles = self._read_column_styles()
        self._header = -1
        self._template_row = b""
        self._template_cells: dict[int, bytes] = {}
        self._formulas: list[tuple[int, int]] = []
        self._locked: list[tuple[int, int]] = []
        self._protected = self._is_protected()
        self._corner = (0, 0)

    def splice(self, plan: Plan) -> bytes:
        """Return the sheet with the plan carried out.

        Raises:
            FileProblem: a cell may not be written or rows may not be deleted.
        """
        self._refuse(plan)
        before = self._content[: self._markup.start]
        if plan.is_empty:
            return self._content
        self._header = plan.header
        rows = b"".join(self._rows(plan))
        if self._formulas:
            raise refused(
                self._formulas,
                "a formula stands there, which is never overwritten. Leave it as it is, or "
                "change it in your spreadsheet program.",
            )
        if self._locked:
            raise refused(
                self._locked,
                "the sheet is protected. Remove the protection in your spreadsheet program, or "
                "export as CSV.",
            )
        if before.rstrip().endswith(b"/>") and rows:  # <sheetData/>
            head, _, _ = before.rpartition(b"/>")
            before = head + b">"
            rows += b"</%bsheetData>" % self._p
        before = self._with_dimension(before, len(plan.deleted))
        return before + rows + self._content[self._markup.end :]

    def _refuse(self, plan: Plan) -> None:
        merges = self._ranges(rb"mergeCell")
        hidden = inside(merges, plan.cells)
        if hidden:
            raise refused(
                sorted(hidden),
                "merged with a neighbour. Unmerge it in your spreadsheet program, or export as "
                "CSV.",
            )
        self._formulas.extend(sorted(inside(self._arrays(), plan.cells)))
        headings = inside(self._around.headings, plan.cells, spare_first=False)
        if headings:
            raise refused(
                sorted(headings),
                "it belongs to the header or the totals of a table. Change it in your "
                "spreadsheet program.",
            )
        if plan.deleted:
            self._refuse_deleting()

    def _refuse_deleting(self) -> None:
        outside = self._mask[self._markup.end :]
        found = [
            words
            for name, words in _REFERRING
            if re.search(rb"<(?:[^\s:<>/]+:)?%b[\s/>]" % name, outside)
        ]
        if self._around.book_refers:
            found.append(self._around.book_refers)
        if found:
            raise FileProblem(
                f"Rows cannot be deleted from this sheet, because it has {found[0]} whose "
                "places would no longer fit. Bring the rows back, or export as CSV or as a new "
                "workbook."
            )

    def _arrays(self) -> list[Range]:
        """Return the ranges that one formula fills."""
        if b"array" not in self._content and b"dataTable" not in self._content:
            return []
        found = []
        for raw in self._markup.formula.findall(self._mask):
            held = attributes(raw)
            if held.get(b"t") in (b"array", b"dataTable"):
                area = parse_range(held.get(b"ref", b""))
                found += [area] if area else []
        return found

    def _ranges(self, element: bytes) -> list[Range]:
        pattern = rb"<%b%b(?=[\s/>])(%b)" % (self._p, element, ATTRIBUTES)
        raws = re.findall(pattern, self._mask[self._markup.end :])
        return [r for raw in raws if (r := parse_range(attributes(raw).get(b"ref", b"")))]

    def _is_protected(self) -> bool:
        found = re.search(
            rb"<%bsheetProtection(?=[\s/>])(%b)" % (self._p, ATTRIBUTES),
            self._mask[self._markup.end :],
        )
        return found is not None and attributes(found[1]).get(b"sheet") in (b"1", b"true")

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
            if row.number == plan.template:
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
        """Yield column, start and end of the cells of a row, counted as the reader counts."""
        column = -1
        for match in self._markup.cell.finditer(self._mask, row.body, row.body_end):
            letters = match[1]
            if letters is None:
                letters = attributes(match[5]).get(b"r", b"").rstrip(b"0123456789")
            column = column_number(letters) if letters else column + 1
            yield column, match.start(), match.end()

    def _edited(self, row: Row, edits: Mapping[int, str], added: bool) -> bytes:
        """Return a row of the file with some cells written."""
        content = self._content
        opened = self._row_start.match(content, row.start)
        raw = opened[1] if opened else b""
        held = attributes(raw)
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
            self._formulas.append((row, column))
        held = attributes(raw)
        was = held.get(b"t", b"")
        if not was and self._markup.value.search(self._mask, start, end):
            was = b"n"
        return self._cell(row, column, raw.rstrip(), held.get(b"s", b""), text, was)

    def _cell(
        self, row: int, column: int, raw: bytes, style: bytes, text: str, was: bytes
    ) -> bytes:
        number_of_style = int(style or 0)
        if self._protected and number_of_style not in self._around.styles.unlocked:
            self._locked.append((row, column))
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
    low, high = min(int(match[1]), *columns), max(int(match[2]), *columns)
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
