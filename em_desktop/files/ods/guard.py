"""Which cells of an ODS sheet may not be written, and when rows may not go or come."""

import re
from collections.abc import Iterator

from em_desktop.files.obstacles import Kind, Obstacle
from em_desktop.files.ods.sheet import Markup, Sheet
from em_desktop.files.workbook.sheet_plan import BELOW, FORMULA, LOCKED, MERGED, UNMOVABLE, Plan
from em_desktop.files.workbook.xml_text import ATTRIBUTES, attributes, contains, find_all

UNKEPT = "the text holds a character that an ODS file cannot keep. Type it again."
_FORMULAS = (rb"%bformula\s*=", "formulas")
_NAMES = (rb"<%bnamed-range[\s/>]", "names for ranges")
_FILTERS = (rb"<%bdatabase-range[\s/>]", "ranges with filters")
_PIVOTS = (rb"<%bdata-pilot-table[\s/>]", "pivot tables")
_REFERRING = (
    _FORMULAS,
    _NAMES,
    _FILTERS,
    _PIVOTS,
    (rb"%bprint-ranges\s*=", "print ranges"),
    (rb"<%bcovered-table-cell[\s/>]", "merged cells"),
    (rb"%bend-cell-address\s*=", "pictures or charts"),
)
_ENDING = (_FORMULAS, _NAMES, _FILTERS, _PIVOTS)
"""Those of them that may cover the records and not reach a row that is added below."""


class Guard:
    """Knows what in a sheet must stay as it is."""

    def __init__(
        self,
        mask: bytes,
        markup: Markup,
        sheet: Sheet,
        plan: Plan,
        unlocked: frozenset[bytes],
    ) -> None:
        """Look at what stands around the rows.

        Args:
            mask: the content with comments and CDATA blanked out.
            markup: its expressions.
            sheet: the sheet.
            plan: what is to be written.
            unlocked: styles whose cells may be written in a protected sheet.
        """
        self._mask = mask
        self._markup = markup
        self._sheet = sheet
        self._plan = plan
        self._unlocked = unlocked
        self._formulas = set(self._inside_matrices())
        self._covered: set[tuple[int, int]] = set()
        self._locked: set[tuple[int, int]] = set()
        self._unkept: set[tuple[int, int]] = set()

    def obstacles(self) -> tuple[Obstacle, ...]:
        """Return what stands in the way, that which was noted meanwhile included."""
        plan = self._plan
        places = (
            (Kind.MERGED, self._covered, MERGED),
            (Kind.FORMULA, self._formulas, FORMULA),
            (Kind.PROTECTED, self._locked, LOCKED),
            (Kind.ENCODING, self._unkept, UNKEPT),
        )
        found = [plan.obstacle(kind, cells, why) for kind, cells, why in places if cells]
        if plan.deleted and (what := self._referring(_REFERRING)):
            found.append(plan.rows_obstacle(UNMOVABLE.format(what=what)))
        elif plan.added and (what := self._referring(_ENDING)):
            found.append(plan.rows_obstacle(BELOW.format(what=what), blocks=False))
        return tuple(found)

    def note_formula(self, row: int, column: int) -> None:
        """Remember that a cell to be written holds a formula."""
        self._formulas.add((row, column))

    def note_covered(self, row: int, column: int) -> None:
        """Remember that a cell to be written is merged away."""
        self._covered.add((row, column))

    def note_unkept(self, row: int, column: int) -> None:
        """Remember that a text to be written has no place in an ODS file."""
        self._unkept.add((row, column))

    def check_lock(self, row: int, column: int, style: bytes) -> None:
        """Remember a cell to be written if the sheet's protection forbids it.

        Args:
            row: of the cell.
            column: of the cell.
            style: its own or its row's; empty for that of its column.
        """
        if self._sheet.protected and (style or self._column_style(column)) not in self._unlocked:
            self._locked.add((row, column))

    def _column_style(self, column: int) -> bytes:
        """Return the style that a column gives to its cells."""
        t = self._markup.table
        at = 0
        pattern = re.compile(rb"<%btable-column(?=[\s/>])(%b)" % (t, ATTRIBUTES))
        for match in find_all(pattern, self._mask, self._sheet.start, self._sheet.end):
            at += self._markup.times(match[1], self._markup.columns_repeated)
            if column < at:
                return attributes(match[1]).get(t + b"default-cell-style-name", b"")
        return b""

    def _referring(self, elements: tuple[tuple[bytes, str], ...]) -> str:
        """Return in words what refers to rows."""
        for pattern, words in elements:
            if contains(self._mask, re.compile(pattern % self._markup.table)):
                return words
        if b"conditional-format" in self._mask:
            return "conditional formats"
        if contains(self._mask, re.compile(rb"<[^\s:<>/]+:object[\s/>]")):
            return "charts"
        return ""

    def _inside_matrices(self) -> Iterator[tuple[int, int]]:
        """Yield the cells to write that the formula of another cell fills."""
        t = self._markup.table
        if t + b"number-matrix-" not in self._mask:
            return
        for row in self._markup.rows(self._mask, self._sheet):
            for cell in self._markup.cells(self._mask, row):
                if t + b"number-matrix-" in cell.raw:
                    yield from self._of_matrix(cell.raw, row.number, cell.column)

    def _of_matrix(self, raw: bytes, top: int, left: int) -> Iterator[tuple[int, int]]:
        t, times = self._markup.table, self._markup.times
        right = left + times(raw, t + b"number-matrix-columns-spanned")
        bottom = top + times(raw, t + b"number-matrix-rows-spanned")
        for number, columns in self._plan.cells.items():
            for column in columns:
                inside = top <= number < bottom and left <= column < right
                if inside and (number, column) != (top, left):
                    yield number, column
