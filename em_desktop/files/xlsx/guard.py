"""Which cells of a worksheet may not be written, and when rows may not go or come."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from em_desktop.files.obstacles import Kind, Obstacle
from em_desktop.files.workbook.references import Range
from em_desktop.files.workbook.sheet_plan import BELOW, FORMULA, LOCKED, MERGED, UNMOVABLE, Plan
from em_desktop.files.workbook.xml_text import ATTRIBUTES, attributes, find_all
from em_desktop.files.xlsx.parts import Styles
from em_desktop.files.xlsx.sheet import SheetMarkup, column_number

MAX_TEXT = 32_767
TOO_LONG = f"the text is longer than the {MAX_TEXT:,} characters of a cell. Shorten it."
HALVED = "the text holds half a character, which no file can keep. Type it again."
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_TABLE_HEADING = (
    "it belongs to the header or the totals of a table. Change it in your spreadsheet program."
)
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
_ENDING = frozenset({b"tableParts", b"conditionalFormatting", b"dataValidations", b"autoFilter"})
"""Those of them that cover the records and do not reach a row that is added below."""


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

    def __init__(self, mask: bytes, markup: SheetMarkup, around: Surroundings, plan: Plan) -> None:
        """Look at what stands around the rows.

        Args:
            mask: the sheet with comments and CDATA blanked out.
            markup: its expressions.
            around: what is known of the rest of the workbook.
            plan: what is to be written.
        """
        self._mask = mask
        self._outside = mask[markup.end :]
        self._markup = markup
        self._around = around
        self._plan = plan
        self._protected = self._is_protected()
        self._formulas = inside(self._arrays(), plan.cells) if plan.cells else set()
        self._locked: set[tuple[int, int]] = set()
        self._long: set[tuple[int, int]] = set()
        self._halved: set[tuple[int, int]] = set()

    def obstacles(self) -> tuple[Obstacle, ...]:
        """Return what stands in the way, that which was noted meanwhile included."""
        plan = self._plan
        places = (
            (Kind.FORMULA, self._formulas, FORMULA),
            (Kind.MERGED, inside(self._ranges(rb"mergeCell"), plan.cells), MERGED),
            (Kind.PROTECTED, self._locked, LOCKED),
            (
                Kind.PROTECTED,
                inside(self._around.headings, plan.cells, spare_first=False),
                _TABLE_HEADING,
            ),
            (Kind.ENCODING, self._long, TOO_LONG),
            (Kind.ENCODING, self._halved, HALVED),
        )
        found = [plan.obstacle(kind, cells, why) for kind, cells, why in places if cells]
        if plan.deleted and (what := self._referring(_REFERRING)):
            found.append(plan.rows_obstacle(UNMOVABLE.format(what=what)))
        elif plan.added and (what := self._referring([r for r in _REFERRING if r[0] in _ENDING])):
            found.append(plan.rows_obstacle(BELOW.format(what=what), blocks=False))
        return tuple(found)

    def _referring(self, elements: Iterable[tuple[bytes, str]]) -> str:
        """Return in words what refers to rows of the sheet."""
        for name, words in elements:
            if re.search(rb"<(?:[^\s:<>/]+:)?%b[\s/>]" % name, self._outside):
                return words
        return self._around.book_refers

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
        pattern = rb"<%b%b(?=[\s/>])(%b)" % (self._markup.prefix, element, ATTRIBUTES)
        raws = re.findall(pattern, self._outside)
        return [r for raw in raws if (r := parse_range(attributes(raw).get(b"ref", b"")))]

    def _is_protected(self) -> bool:
        found = re.search(
            rb"<%bsheetProtection(?=[\s/>])(%b)" % (self._markup.prefix, ATTRIBUTES),
            self._outside,
        )
        return found is not None and attributes(found[1]).get(b"sheet") in (b"1", b"true")

    def note_formula(self, row: int, column: int) -> None:
        """Remember that a cell to be written holds a formula."""
        self._formulas.add((row, column))

    def check(self, row: int, column: int, style: int, text: str) -> None:
        """Remember a cell to be written if the sheet's protection or its text forbids it."""
        if self._protected and style not in self._around.styles.unlocked:
            self._locked.add((row, column))
        if len(text) > MAX_TEXT:
            self._long.add((row, column))
        elif not text.isascii() and HALF_CHARACTER.search(text):
            self._halved.add((row, column))
