"""Carries changes out in an XLSX workbook: one part of the archive, all others as they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import compress

from em_desktop.files.obstacles import Obstacle
from em_desktop.files.workbook.carried_out import CarriedOut
from em_desktop.files.workbook.references import Cells
from em_desktop.files.workbook.sheet_plan import Plan, number_only, plan
from em_desktop.files.workbook.table_area import TableArea
from em_desktop.files.workbook.xml_text import as_utf8, plain, restored, tags
from em_desktop.files.xlsx.calc import (
    OLD_RESULTS,
    OLD_RESULTS_ELSEWHERE,
    Dependence,
    asks_for_all,
    dependence,
    has_formulas,
    sheet_request,
    with_recalculation,
)
from em_desktop.files.xlsx.extras import (
    SIGNED,
    STALE_PIVOT,
    has_stale_pivot,
    is_signed,
    table_headings,
    tables,
)
from em_desktop.files.xlsx.guard import Surroundings
from em_desktop.files.xlsx.parts import Book, Sheet, read_styles
from em_desktop.files.xlsx.splice import SheetSplicer
from em_desktop.files.xlsx.validation import not_allowed
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster


@dataclass(frozen=True, eq=False, repr=False)
class Writer:
    """A workbook as it was read, one sheet of which can be written.

    Attributes:
        content: the whole file.
        book: its frame.
        sheet: the sheet that was read.
        area: where the roster stands in it.
        roster: its text.
        number_columns: 0-based columns whose cells are mostly numbers.
    """

    content: bytes
    book: Book
    sheet: Sheet
    area: TableArea
    roster: Roster
    number_columns: frozenset[int]

    def carry_out(self, changes: Changes) -> CarriedOut:
        """Return the workbook with the changes made and all else as it was.

        Only the sheet's part changes; and the workbook's list of sheets, where formulas of other
        sheets must be computed again and it does not ask for that already.

        Raises:
            FileProblem: rows or columns have no room, or the sheet is damaged.
        """
        made = plan(changes, self.area, self.roster)
        area = replace(self.area, rows=made.final_rows(), columns=made.columns)
        if made.is_empty:
            return CarriedOut(changes, self.content, area)
        archive, frame_part = self.book.archive, self.book.part
        depend = dependence(self.book, self.sheet, Cells(made.cells))
        parts = {}
        request = False
        if depend.here or depend.elsewhere:
            raw = archive.read(frame_part)
            frame = as_utf8(raw, frame_part)
            if not asks_for_all(frame, frame_part):
                request = not depend.elsewhere
                if depend.elsewhere:
                    parts[frame_part] = restored(with_recalculation(frame, frame_part), raw)
        spliced, found = self._spliced(changes, made, request=request)
        written = archive.replaced({**parts, self.sheet.part: spliced})
        del spliced  # as large as all that follows
        told = tuple(self._cautions(made, depend, frame_changes=bool(parts)))
        return CarriedOut(changes, written, area, found, told)

    def _spliced(
        self, changes: Changes, made: Plan, *, request: bool
    ) -> tuple[bytes, tuple[Obstacle, ...]]:
        """Return the sheet's part with the changes made, and what stands in their way.

        Args:
            changes: what is meant.
            made: the same as places.
            request: ask in the part for computing its formulas.
        """
        part = self.sheet.part
        around = Surroundings(
            styles=read_styles(self.book),
            number_columns=self.number_columns.union(
                compress(made.new_columns, number_only(changes.new_columns))
            ),
            headings=table_headings(self.book, self.sheet),
            book_refers=self._referring(made),
        )
        raw = self.book.archive.read(part)
        content = as_utf8(raw, part)
        splicer = SheetSplicer(content, part, around, made)
        spliced, found = splicer.splice(sheet_request(content, part) if request else b"")
        return restored(spliced, raw), found

    def _referring(self, made: Plan) -> str:
        """Return in words what elsewhere in the workbook refers to rows of the sheet."""
        if made.deleted:
            if has_formulas(self.book):
                return "formulas"
        elif made.added:
            last = Cells({made.template: made.columns})
            depend = dependence(self.book, self.sheet, last)
            if depend.here or depend.elsewhere:
                return "formulas"
        else:
            return ""
        frame = self.book.archive.read(self.book.part)
        if any(tag.name == "definedName" for tag in tags(frame, self.book.part)):
            return "names for ranges"
        if any("/charts/" in name or "/pivot" in name for name in self.book.archive.names):
            return "charts or pivot tables"
        return ""

    def _cautions(self, made: Plan, depend: Dependence, *, frame_changes: bool) -> Iterator[str]:
        if is_signed(self.book):
            yield SIGNED
        if frame_changes:
            yield OLD_RESULTS_ELSEWHERE
        elif depend.here or depend.elsewhere:
            yield OLD_RESULTS
        if has_stale_pivot(self.book, self.sheet):
            yield STALE_PIVOT
        xml = as_utf8(self.book.archive.read(self.sheet.part), self.sheet.part)
        if b"dataValidation" in xml:
            refused = not_allowed(self.book, self.sheet, plain(xml), made)
            if refused:
                yield refused
        if made.new_columns:
            for name, (_, _, _, right), _ in tables(self.book, self.sheet):
                if right == made.new_columns[0] - 1:
                    yield (
                        f"The new columns stand beside the table {name}, not in it: its filters, "
                        "formats and totals do not reach them."
                    )
