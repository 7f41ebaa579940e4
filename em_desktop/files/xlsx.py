"""XLSX workbooks: reading one sheet as a roster, and writing it back with a few cells changed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress
from pathlib import Path

from em_desktop.files.archive import Archive
from em_desktop.files.formats import SPLICED
from em_desktop.files.obstacles import Obstacle, refusal
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.references import Cells
from em_desktop.files.sheet_names import find_sheet
from em_desktop.files.sheet_plan import Plan, no_room, number_only, plan
from em_desktop.files.source import Cancelled, Format, Opened, Progress, ReadOptions
from em_desktop.files.table_area import Grid, TableArea, nothing_there, where_found, worded_gaps
from em_desktop.files.xlsx_calc import (
    OLD_RESULTS,
    OLD_RESULTS_ELSEWHERE,
    Dependence,
    asks_for_all,
    dependence,
    has_formulas,
    sheet_request,
    with_recalculation,
)
from em_desktop.files.xlsx_extras import (
    SIGNED,
    STALE_PIVOT,
    extras,
    has_stale_pivot,
    is_signed,
    suffixes,
    table_headings,
    tables,
)
from em_desktop.files.xlsx_guard import Surroundings
from em_desktop.files.xlsx_parts import Book, Sheet, read_book, read_strings, read_styles
from em_desktop.files.xlsx_sheet import SheetReader
from em_desktop.files.xlsx_splice import SheetSplicer
from em_desktop.files.xml_text import as_utf8, check, contains, plain, restored, tags
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

_HOLDS_TEXT = re.compile(rb"<(?:[^\s:<>/]+:)?(?:v|t)(?=[\s>])")


def read_xlsx(
    content: bytes,
    path: Path | None,
    options: ReadOptions,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Opened:
    """Read one sheet of an XLSX or XLSM workbook.

    Args:
        content: the whole file.
        path: where it lies, if anywhere.
        options: ``sheet`` names the sheet, ``header_row`` the header's 0-based row.
        progress: told the share that is done.
        cancelled: asked between chunks.

    Raises:
        SheetNeeded: several sheets hold rows and the options name none.
        FileProblem: no workbook, protected, damaged, too large, or without rows.
        ReadCancelled: the user has cancelled.
    """
    pace = Pace(progress, cancelled)
    book = read_book(Archive(content))
    sheet = _choose(book, options.sheet)
    return _read(content, book, sheet, path, options, pace)


def _read(
    content: bytes,
    book: Book,
    sheet: Sheet,
    path: Path | None,
    options: ReadOptions,
    pace: Pace,
) -> Opened:
    reader = SheetReader(read_strings(book, pace), read_styles(book))
    grid = _grid(book, sheet, reader, pace)
    if grid.is_empty:
        raise FileProblem(
            f"The sheet {sheet.name} holds no text or numbers. Choose another sheet or file."
        )
    header = grid.detect_header(options.area) if options.header_row is None else options.header_row
    area = grid.area(header, options.area)
    if not area.columns:
        raise nothing_there(area, sheet.name)
    roster = grid.roster(area)
    number_columns = _number_columns(reader, area, roster)
    pace.step(1.0)
    source = XlsxSource(content, book, sheet, area, roster, number_columns)
    face = grid.face(sheet.name, [each.name for each in book.sheets])
    return Opened(path, roster, source, _notes(area, reader), face=face)


def _number_columns(reader: SheetReader, area: TableArea, roster: Roster) -> frozenset[int]:
    """Return the columns whose answers are mostly numbers, heading and gaps not counted."""
    found = set()
    for column, n in reader.numbers.items():
        texts = reader.texts.get(column, 0) - (area.header >= 0)
        if n > texts or n > texts - worded_gaps(roster, area, column):
            found.add(column)
    return frozenset(found)


def _grid(book: Book, sheet: Sheet, reader: SheetReader, pace: Pace) -> Grid:
    with pace.part(0.2, 0.25):
        raw = book.archive.read(sheet.part, pace.step)
    with pace.part(0.25, 0.35):
        xml = plain(check(raw, sheet.part, pace.step))
    with pace.part(0.35, 0.95):
        return reader.read(xml, sheet.part, pace)


def _choose(book: Book, name: str | None) -> Sheet:
    """Return the named sheet, or the only one that holds rows (a visible one, if any)."""
    if name is not None:
        return book.sheets[find_sheet([sheet.name for sheet in book.sheets], name)]
    for visible in (True, False):
        sheets = [sheet for sheet in book.sheets if sheet.visible == visible]
        if len(book.sheets) > 1:
            sheets = [s for s in sheets if contains(book.archive.read(s.part), _HOLDS_TEXT)]
        if len(sheets) == 1:
            return sheets[0]
        if sheets:
            raise SheetNeeded(tuple(sheet.name for sheet in sheets))
    raise FileProblem("The workbook has no sheet that holds rows. Choose another file.")


def _notes(area: TableArea, reader: SheetReader) -> tuple[str, ...]:
    notes = where_found(area)
    if reader.without_result:
        notes.append(
            f"{reader.without_result:,} formulas have no saved result and are shown empty. Open "
            "the workbook in your spreadsheet program and save it to see them."
        )
    return tuple(notes)


class XlsxSource:
    """An XLSX workbook that can write itself again with some cells of one sheet changed."""

    def __init__(
        self,
        content: bytes,
        book: Book,
        sheet: Sheet,
        area: TableArea,
        roster: Roster,
        number_columns: frozenset[int],
    ) -> None:
        """Remember what was read.

        Args:
            content: the whole file.
            book: its frame.
            sheet: the sheet that was read.
            area: where the roster stands in it.
            roster: its text.
            number_columns: 0-based columns whose cells are mostly numbers.
        """
        self._content = content
        self._book = book
        self._sheet = sheet
        self._area = area
        self._roster = roster
        self._number_columns = number_columns
        self._written: tuple[bytes, TableArea] | None = None

    @property
    def content(self) -> bytes:
        """The whole file as it was read."""
        return self._content

    @property
    def format(self) -> Format:
        """The file's format."""
        return Format.XLSX

    @property
    def splices(self) -> bool:
        """Always: what nobody changed is the file's own."""
        return True

    @property
    def keeps(self) -> str:
        """What a corrected file keeps."""
        return SPLICED

    @property
    def area(self) -> TableArea:
        """Where the roster stands in its sheet."""
        return self._area

    @property
    def summary(self) -> str:
        """A short description for the status bar."""
        return f"Excel workbook, sheet {self._sheet.name}"

    @property
    def suffixes(self) -> frozenset[str]:
        """The suffix that Excel demands: a workbook with macros does not open as ``.xlsx``."""
        return suffixes(self._book)

    @property
    def extras(self) -> tuple[str, ...]:
        """What a new file with the table's text would lack."""
        return extras(self._book, self._sheet, formulas=self.has_formulas)

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:
        """Return what stands in the way of writing the changes."""
        no_place = no_room(changes, self._area, self._roster)
        if no_place is not None:
            return (no_place,)
        made = plan(changes, self._area, self._roster)
        return () if made.is_empty else self._spliced(changes, made)[1]

    def cautions(self, changes: Changes) -> tuple[str, ...]:
        """Return what the written file will no longer hold or show."""
        made = plan(changes, self._area, self._roster)
        if made.is_empty:
            return ()
        found = []
        if is_signed(self._book):
            found.append(SIGNED)
        depend = self._dependence(made)
        if depend.elsewhere and not self._asks_for_all():
            found.append(OLD_RESULTS_ELSEWHERE)
        elif depend.here or depend.elsewhere:
            found.append(OLD_RESULTS)
        if has_stale_pivot(self._book, self._sheet):
            found.append(STALE_PIVOT)
        if made.new_columns:
            found += self._beside_tables(made)
        return tuple(found)

    def _beside_tables(self, made: Plan) -> Iterator[str]:
        for name, (_, _, _, right), _ in tables(self._book, self._sheet):
            if right == made.new_columns[0] - 1:
                yield (
                    f"The new columns stand beside the table {name}, not in it: its filters, "
                    "formats and totals do not reach them."
                )

    def _dependence(self, made: Plan) -> Dependence:
        return dependence(self._book, self._sheet, Cells(made.cells))

    def _asks_for_all(self) -> bool:
        part = self._book.part
        return asks_for_all(as_utf8(self._book.archive.read(part), part), part)

    def rewrite(self, changes: Changes) -> bytes:
        """Return the workbook with the changes made and all else as it was.

        Only the sheet's part changes; and the workbook's list of sheets, where formulas of other
        sheets must be computed again and it does not ask for that already.

        Raises:
            FileProblem: a cell holds a formula, is merged or protected, or rows may not go.
        """
        made = plan(changes, self._area, self._roster)
        area = replace(self._area, rows=made.final_rows(), columns=made.columns)
        if made.is_empty:
            self._written = self._content, area
            return self._content
        archive, frame_part = self._book.archive, self._book.part
        depend = self._dependence(made)
        parts = {}
        request = False
        if depend.here or depend.elsewhere:
            raw_frame = archive.read(frame_part)
            frame = as_utf8(raw_frame, frame_part)
            if not asks_for_all(frame, frame_part):
                request = not depend.elsewhere
                if depend.elsewhere:
                    parts[frame_part] = restored(with_recalculation(frame, frame_part), raw_frame)
        spliced, found = self._spliced(changes, made, request=request)
        problem = refusal(found)
        if problem is not None:
            raise problem
        written = archive.replaced({**parts, self._sheet.part: spliced})
        self._written = written, area
        return written

    def _spliced(
        self, changes: Changes, made: Plan, *, request: bool = False
    ) -> tuple[bytes, tuple[Obstacle, ...]]:
        """Return the sheet's part with the changes made, and what stands in their way.

        Args:
            changes: what is meant.
            made: the same as places.
            request: ask in the part for computing its formulas.
        """
        part = self._sheet.part
        around = Surroundings(
            styles=read_styles(self._book),
            number_columns=self._number_columns.union(
                compress(made.new_columns, number_only(changes.new_columns))
            ),
            headings=table_headings(self._book, self._sheet),
            book_refers=self._referring(made),
        )
        raw = self._book.archive.read(part)
        content = as_utf8(raw, part)
        splicer = SheetSplicer(content, part, around, made)
        spliced, found = splicer.splice(sheet_request(content, part) if request else b"")
        return restored(spliced, raw), found

    def reread(self, content: bytes, n_columns: int) -> Roster:
        """Read what ``rewrite`` returned, exactly as this file was read.

        Args:
            content: bytes that ``rewrite`` returned.
            n_columns: columns of the file and the new ones.

        Raises:
            FileProblem: the bytes cannot be read.
        """
        book = read_book(Archive(content))
        sheet = next((s for s in book.sheets if s.part == self._sheet.part), self._sheet)
        pace = Pace()
        reader = SheetReader(read_strings(book, pace), read_styles(book))
        grid = _grid(book, sheet, reader, pace)
        if self._written is not None and self._written[0] == content:
            return grid.roster(self._written[1])
        area = replace(grid.area(self._area.header, self._area.within), columns=self._area.columns)
        return grid.roster(area.widened(n_columns - len(area.columns)))

    @property
    def has_formulas(self) -> bool:
        """Whether any sheet has a formula; ``cautions`` knows which depend on what is written."""
        return has_formulas(self._book)

    def _referring(self, made: Plan) -> str:
        """Return in words what elsewhere in the workbook refers to rows of the sheet."""
        if made.deleted:
            if self.has_formulas:
                return "formulas"
        elif made.added:
            last = {made.template: made.columns}
            depend = dependence(self._book, self._sheet, Cells(last))
            if depend.here or depend.elsewhere:
                return "formulas"
        else:
            return ""
        frame = self._book.archive.read(self._book.part)
        if any(tag.name == "definedName" for tag in tags(frame, self._book.part)):
            return "names for ranges"
        if any("/charts/" in name or "/pivot" in name for name in self._book.archive.names):
            return "charts or pivot tables"
        return ""
