"""XLSX workbooks: reading one sheet as a roster, and writing it back with a few cells changed."""

import re
from dataclasses import replace
from itertools import compress
from pathlib import Path

from em_desktop.files.archive import Archive
from em_desktop.files.formats import SPLICED
from em_desktop.files.obstacles import Obstacle
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.sheet_names import find_sheet
from em_desktop.files.source import Cancelled, Format, Opened, Progress, ReadOptions
from em_desktop.files.table_area import (
    Grid,
    TableArea,
    nothing_there,
    number_only,
    plan,
    where_found,
    worded_gaps,
)
from em_desktop.files.xlsx_guard import Range, Surroundings, parse_range
from em_desktop.files.xlsx_parts import (
    Book,
    Sheet,
    prefix_of,
    read_book,
    read_strings,
    read_styles,
    relations,
)
from em_desktop.files.xlsx_sheet import SheetReader
from em_desktop.files.xlsx_splice import SheetSplicer
from em_desktop.files.xml_text import (
    ATTRIBUTES,
    attributes,
    check,
    contains,
    masked,
    plain,
    restored,
    tags,
    with_attributes,
)
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
    def summary(self) -> str:
        """A short description for the status bar."""
        return f"Excel workbook, sheet {self._sheet.name}"

    @property
    def suffixes(self) -> frozenset[str]:
        """The suffixes under which programs open the file."""
        return frozenset()

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:  # noqa: ARG002 - none yet
        """Return what stands in the way of writing the changes."""
        return ()

    def cautions(self, changes: Changes) -> tuple[str, ...]:  # noqa: ARG002 - none yet
        """Return what the written file will no longer hold or show."""
        return ()

    def rewrite(self, changes: Changes) -> bytes:
        """Return the workbook with the changes made and all else as it was.

        Only the sheet's part changes, and the workbook's list of sheets where formulas must
        be computed again when it is next opened.

        Raises:
            FileProblem: a cell holds a formula, is merged or protected, or rows may not go.
        """
        made = plan(changes, self._area, self._roster)
        area = replace(self._area, rows=made.final_rows(), columns=made.columns)
        if made.is_empty:
            self._written = self._content, area
            return self._content
        archive, part = self._book.archive, self._sheet.part
        formulas = self.has_formulas
        around = Surroundings(
            styles=read_styles(self._book),
            number_columns=self._number_columns.union(
                compress(made.new_columns, number_only(changes.new_columns))
            ),
            headings=self._table_headings(),
            book_refers=self._referring(formulas) if made.deleted else "",
        )
        raw = archive.read(part)
        spliced = SheetSplicer(check(raw, part), part, around).splice(made)
        parts = {part: restored(spliced, raw)}
        if formulas:
            frame = archive.read(self._book.part)
            parts[self._book.part] = restored(
                with_recalculation(check(frame, self._book.part), self._book.part), frame
            )
            if parts[self._book.part] == frame:
                del parts[self._book.part]
        written = archive.replaced(parts)
        self._written = written, area
        return written

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
        """Whether any sheet has a formula (one that cannot be read may have).

        Excel computes them when it opens a workbook that we wrote; LibreOffice shows some old
        results until it is told to compute (Ctrl+Shift+F9).
        """
        for sheet in self._book.sheets:
            try:
                content = self._book.archive.read(sheet.part)
                prefix = prefix_of(content, "worksheet", sheet.part)
                if contains(content, re.compile(rb"<%bf(?=[\s/>])" % prefix)):
                    return True
            except FileProblem:
                return True
        return False

    def _referring(self, formulas: bool) -> str:
        """Return in words what elsewhere in the workbook refers to rows of the sheet."""
        if formulas:
            return "formulas"
        frame = self._book.archive.read(self._book.part)
        if any(tag.name == "definedName" for tag in tags(frame, self._book.part)):
            return "names for ranges"
        if any("/charts/" in name or "/pivot" in name for name in self._book.archive.names):
            return "charts or pivot tables"
        return ""

    def _table_headings(self) -> tuple[Range, ...]:
        """Return the header and totals rows of the sheet's tables."""
        found = []
        for _, kind, member in relations(self._book.archive, self._sheet.part):
            if kind != "table":
                continue
            root = tags(self._book.archive.read(member), member)[0].attributes
            area = parse_range(root.get("ref", "").encode())
            if area is not None:
                top, left, bottom, right = area
                if root.get("headerRowCount", "1") != "0":
                    found.append((top, left, top, right))
                if root.get("totalsRowCount", "0") != "0":
                    found.append((bottom, left, bottom, right))
        return tuple(found)


def with_recalculation(frame: bytes, part: str) -> bytes:
    """Return a workbook part that asks for computing all formulas when it is opened."""
    mask = masked(frame)
    p = prefix_of(mask, "workbook", part)
    found = re.search(rb"<%bcalcPr(?=[\s/>])(%b)" % (p, ATTRIBUTES), mask)
    if found:
        if attributes(found[1]).get(b"fullCalcOnLoad") in (b"1", b"true"):
            return frame
        raw = with_attributes(found[1], {b"fullCalcOnLoad": b"1"})
        return frame[: found.start(1)] + raw + frame[found.end(1) :]
    for name in (b"definedNames", b"externalReferences", b"functionGroups", b"sheets"):
        closed = re.search(rb"</%b%b\s*>" % (p, name), mask)
        if closed:
            calc = b'<%bcalcPr fullCalcOnLoad="1"/>' % p
            return frame[: closed.end()] + calc + frame[closed.end() :]
    return frame
