"""ODS workbooks: reading one sheet as a roster, and writing it back with a few cells changed."""

import re
from dataclasses import replace
from pathlib import Path

from em_desktop.files.formats import CHOOSE
from em_desktop.files.ods.extras import (
    OLD_RESULTS,
    SIGNED,
    STALE_PIVOT,
    depends,
    extras,
    has_pivot,
    is_signed,
)
from em_desktop.files.ods.locks import unlocked_styles
from em_desktop.files.ods.sheet import Markup, Sheet, SheetReader
from em_desktop.files.ods.splice import ContentSplicer
from em_desktop.files.ods.text import PART
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.source import Cancelled, Format, Opened, Progress, ReadOptions
from em_desktop.files.workbook.archive import PROTECTED, Archive, damaged
from em_desktop.files.workbook.carried_out import CarriedOut
from em_desktop.files.workbook.references import Cells
from em_desktop.files.workbook.sheet_names import find_sheet
from em_desktop.files.workbook.sheet_plan import number_only, plan
from em_desktop.files.workbook.spliced import SplicedWorkbook
from em_desktop.files.workbook.table_area import (
    Grid,
    TableArea,
    notes_on,
    worded_gaps,
)
from em_desktop.files.workbook.xml_text import (
    as_utf8,
    check,
    contains,
    masked,
    plain,
    restored,
    tags,
)
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

_FORMULA = re.compile(rb"\s(?:[^\s:<>\"'/=]+:)?formula\s*=")
_KINDS = ("spreadsheet", "spreadsheet-template")


def read_ods(
    content: bytes,
    path: Path | None,
    options: ReadOptions,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Opened:
    """Read one sheet of an ODS workbook.

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
    archive = open_ods(content)
    xml = _content(archive, pace)
    markup = Markup(xml)
    sheets = markup.sheets(xml)
    with pace.part(0.3, 0.95):
        sheet, grid, reader = _choose(xml, markup, sheets, options.sheet, pace)
    area = grid.table(options, sheet.name)
    roster = grid.roster(area)
    kinds = {
        column: _usual(counts, column, area, roster) for column, counts in reader.kinds.items()
    }
    pace.step(1.0)
    position = sheets.index(sheet)
    source = OdsSource(content, archive, position, sheet.name, area, roster, kinds)
    face = grid.face(sheet.name, [each.name for each in sheets])
    return Opened(path, roster, source, notes_on(area, reader.without_result), face=face)


def open_ods(content: bytes) -> Archive:
    """Return a workbook's archive.

    Raises:
        FileProblem: no ODS workbook, or protected by a password.
    """
    archive = Archive(content)
    manifest = archive.find("META-INF/manifest.xml")
    if manifest is not None and any(
        tag.name == "encryption-data" for tag in tags(archive.read(manifest), manifest)
    ):
        raise FileProblem(PROTECTED)
    mimetype = archive.find("mimetype")
    kind = archive.read(mimetype).decode("ascii", "replace") if mimetype else ""
    if mimetype and kind.strip().rpartition(".")[2] not in _KINDS:
        raise FileProblem(f"This is a document but no workbook. {CHOOSE}")
    if archive.find(PART) is None:
        raise damaged(f"the part {PART} is missing")
    return archive


def _content(archive: Archive, pace: Pace) -> bytes:
    with pace.part(0.0, 0.1):
        raw = archive.read(PART, pace.step)
    with pace.part(0.1, 0.3):
        return plain(check(raw, PART, pace.step))


def _choose(
    xml: bytes, markup: Markup, sheets: list[Sheet], name: str | None, pace: Pace
) -> tuple[Sheet, Grid, SheetReader]:
    """Return the named sheet, or the only one that holds rows (a visible one, if any)."""
    if name is not None:
        sheets = [sheets[find_sheet([sheet.name for sheet in sheets], name)]]
    for visible in (True, False):
        read = []
        for sheet in sheets:
            if sheet.visible == visible:
                reader = SheetReader(markup)
                grid = reader.read(xml, sheet, pace)
                if not grid.is_empty:
                    read.append((sheet, grid, reader))
        if len(read) == 1:
            return read[0]
        if read:
            raise SheetNeeded(tuple(sheet.name for sheet, _, _ in read))
    raise FileProblem("The workbook has no sheet that holds rows. Choose another sheet or file.")


def _usual(counts: dict[bytes, int], column: int, area: TableArea, roster: Roster) -> bytes:
    """Return the type that most answers of a column have, heading and gaps not counted."""
    below = dict(counts)
    if b"string" in below and len(below) > 1:
        below[b"string"] -= (area.header >= 0) + worded_gaps(roster, area, column)
    return max(below, key=lambda kind: below[kind])


class OdsSource(SplicedWorkbook):
    """An ODS workbook that can write itself again with some cells of one sheet changed."""

    format = Format.ODS
    suffixes: frozenset[str] = frozenset()  # programs open it under any name
    part = PART

    def __init__(
        self,
        content: bytes,
        archive: Archive,
        position: int,
        name: str,
        area: TableArea,
        roster: Roster,
        kinds: dict[int, bytes],
    ) -> None:
        """Remember what was read.

        Args:
            content: the whole file.
            archive: its members.
            position: of the sheet among all.
            name: of the sheet.
            area: where the roster stands in it.
            roster: its text.
            kinds: the usual type of value by 0-based column.
        """
        super().__init__(content, area, roster)
        self._archive = archive
        self._position = position
        self._name = name
        self._kinds = kinds

    @property
    def sheet_number(self) -> int:
        """The sheet's position among those of the part, from 0."""
        return self._position

    @property
    def summary(self) -> str:
        """A short description for the status bar."""
        return f"OpenDocument workbook, sheet {self._name}"

    @property
    def has_formulas(self) -> bool:
        """Whether any sheet has a formula; LibreOffice may show old results of it.

        It computes them anew when it is told to (Ctrl+Shift+F9).
        """
        return contains(self._archive.read(PART), _FORMULA)

    @property
    def extras(self) -> tuple[str, ...]:
        """What a new file with the table's text would lack."""
        xml = self._plain()
        return extras(self._archive, xml, Markup(xml), formulas=self.has_formulas)

    def _carry_out(self, changes: Changes) -> CarriedOut:
        """Change the part ``content.xml``, and in it only the rows of the changed cells."""
        made = plan(changes, self.area, self._roster)
        area = replace(self.area, rows=made.final_rows(), columns=made.columns)
        if made.is_empty:
            return CarriedOut(changes, self.content, area)
        raw = self._archive.read(PART)
        xml = as_utf8(raw, PART)
        mask = masked(xml)
        markup = Markup(mask)
        sheet = markup.sheets(mask)[self._position]
        numeric = number_only(changes.new_columns)
        kinds = self._kinds | {
            place: b"float"
            for place, is_numeric in zip(made.new_columns, numeric, strict=True)
            if is_numeric
        }
        unlocked = unlocked_styles(mask, self._archive) if sheet.protected else frozenset()
        splicer = ContentSplicer(xml, mask, markup, sheet, kinds, made, unlocked)
        spliced, found = splicer.splice()
        told = (
            (is_signed(self._archive), SIGNED),
            (depends(mask, markup, self._position, Cells(made.cells)), OLD_RESULTS),
            (has_pivot(mask, markup, sheet), STALE_PIVOT),
        )
        written = self._archive.replaced({PART: restored(spliced, raw)})
        cautions = tuple(sentence for holds, sentence in told if holds)
        return CarriedOut(changes, written, area, found, cautions)

    def _plain(self) -> bytes:
        return plain(as_utf8(self._archive.read(PART), PART))

    def _grid_of(self, content: bytes) -> Grid:
        pace = Pace()
        xml = _content(open_ods(content), pace)
        markup = Markup(xml)
        return SheetReader(markup).read(xml, markup.sheets(xml)[self._position], pace)
