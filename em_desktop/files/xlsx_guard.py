"""Which cells of a worksheet may not be written, and when rows may not be deleted."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from em_desktop.files.problem import FileProblem
from em_desktop.files.table_area import FORMULA, LOCKED, MERGED, UNMOVABLE, Plan, refused
from em_desktop.files.xlsx_parts import Styles
from em_desktop.files.xlsx_sheet import SheetMarkup, column_number
from em_desktop.files.xml_text import ATTRIBUTES, attributes, find_all

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; 0-based."""

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


class Guard:
    """Knows what in a worksheet must stay as it is."""

    def __init__(self, mask: bytes, markup: SheetMarkup, around: Surroundings) -> None:
        """Look at what stands around the rows.

        Args:
            mask: the sheet with comments and CDATA blanked out.
            markup: its expressions.
            around: what is known of the rest of the workbook.
        """
        self._mask = mask
        self._markup = markup
        self._around = around
        self._p = markup.prefix
        self._formulas: set[tuple[int, int]] = set()
        self._locked: set[tuple[int, int]] = set()
        self._protected = self._is_protected()

    def check_plan(self, plan: Plan) -> None:
        """Check what can be told from the plan alone.

        Raises:
            FileProblem: a cell is merged away or repeats a table's header; rows may not go.
        """
        merges = self._ranges(rb"mergeCell")
        hidden = inside(merges, plan.cells)
        if hidden:
            raise refused(sorted(hidden), MERGED)
        self._formulas |= inside(self._arrays(), plan.cells)
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
            raise FileProblem(UNMOVABLE.format(what=found[0]))

    def _arrays(self) -> list[Range]:
        """Return the ranges that one formula fills."""
        if b"array" not in self._mask and b"dataTable" not in self._mask:
            return []
        found = []
        for match in find_all(self._markup.formula, self._mask):
            held = attributes(match[1])
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

    def note_formula(self, row: int, column: int) -> None:
        """Remember that a cell to be written holds a formula."""
        self._formulas.add((row, column))

    def check_lock(self, row: int, column: int, style: int) -> None:
        """Remember a cell to be written if the sheet's protection forbids it."""
        if self._protected and style not in self._around.styles.unlocked:
            self._locked.add((row, column))

    def refuse(self) -> None:
        """Refuse all cells that may not be written.

        Raises:
            FileProblem: naming them.
        """
        if self._formulas:
            raise refused(sorted(self._formulas), FORMULA)
        if self._locked:
            raise refused(sorted(self._locked), LOCKED)
