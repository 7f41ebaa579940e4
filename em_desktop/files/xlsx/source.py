"""XLSX workbooks: reading one sheet as a roster, and writing it back with a few cells changed."""

import re
from pathlib import Path

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.source import Cancelled, Format, Opened, Progress, ReadOptions
from em_desktop.files.workbook.archive import Archive
from em_desktop.files.workbook.carried_out import CarriedOut
from em_desktop.files.workbook.sheet_names import find_sheet
from em_desktop.files.workbook.spliced import SplicedWorkbook
from em_desktop.files.workbook.table_area import (
    Grid,
    TableArea,
    notes_on,
    worded_gaps,
)
from em_desktop.files.workbook.xml_text import check, contains, plain
from em_desktop.files.xlsx.calc import has_formulas
from em_desktop.files.xlsx.extras import extras, suffixes
from em_desktop.files.xlsx.parts import Book, Sheet, read_book, read_strings, read_styles
from em_desktop.files.xlsx.sheet import SheetReader
from em_desktop.files.xlsx.writing import Writer
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
    area = grid.table(options, sheet.name)
    roster = grid.roster(area)
    number_columns = _number_columns(reader, area, roster)
    pace.step(1.0)
    source = XlsxSource(Writer(content, book, sheet, area, roster, number_columns))
    face = grid.face(sheet.name, [each.name for each in book.sheets])
    return Opened(path, roster, source, notes_on(area, reader.without_result), face=face)


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


class XlsxSource(SplicedWorkbook):
    """An XLSX workbook that can write itself again with some cells of one sheet changed."""

    format = Format.XLSX
    sheet_number = -1  # the part holds one sheet alone

    def __init__(self, writer: Writer) -> None:
        """Remember what was read.

        Args:
            writer: able to carry changes out in it.
        """
        super().__init__(writer.content, writer.area, writer.roster)
        self._writer = writer

    @property
    def part(self) -> str:
        """The part of the archive that holds the sheet."""
        return self._writer.sheet.part

    @property
    def summary(self) -> str:
        """A short description for the status bar."""
        return f"Excel workbook, sheet {self._writer.sheet.name}"

    @property
    def suffixes(self) -> frozenset[str]:
        """The suffix that Excel demands: a workbook with macros does not open as ``.xlsx``."""
        return suffixes(self._writer.book)

    @property
    def extras(self) -> tuple[str, ...]:
        """What a new file with the table's text would lack."""
        book = self._writer.book
        return extras(book, self._writer.sheet, formulas=has_formulas(book))

    def _carry_out(self, changes: Changes) -> CarriedOut:
        return self._writer.carry_out(changes)

    def _grid_of(self, content: bytes) -> Grid:
        book = read_book(Archive(content))
        sheet = next(
            (s for s in book.sheets if s.part == self._writer.sheet.part), self._writer.sheet
        )
        pace = Pace()
        reader = SheetReader(read_strings(book, pace), read_styles(book))
        return _grid(book, sheet, reader, pace)
