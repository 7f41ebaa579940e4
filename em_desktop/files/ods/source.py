"""ODS workbooks: reading one sheet as a roster, and writing it back with a few cells changed."""

import re
from dataclasses import replace
from pathlib import Path

from em_desktop.files.formats import CHOOSE, SPLICED
from em_desktop.files.obstacles import Obstacle, refusal
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
from em_desktop.files.workbook.sheet_plan import no_room, number_only, plan
from em_desktop.files.workbook.table_area import (
    Grid,
    TableArea,
    no_results,
    nothing_there,
    where_found,
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
    header = grid.detect_header(options.area) if options.header_row is None else options.header_row
    area = grid.area(header, options.area)
    if not area.columns:
        raise nothing_there(area, sheet.name)
    roster = grid.roster(area)
    kinds = {
        column: _usual(counts, column, area, roster) for column, counts in reader.kinds.items()
    }
    pace.step(1.0)
    position = sheets.index(sheet)
    source = OdsSource(content, archive, position, sheet.name, area, roster, kinds)
    face = grid.face(sheet.name, [each.name for each in sheets])
    return Opened(path, roster, source, _notes(area, reader), face=face)


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


def _notes(area: TableArea, reader: SheetReader) -> tuple[str, ...]:
    notes = where_found(area)
    if reader.without_result:
        notes.append(no_results(reader.without_result))
    return tuple(notes)


def _usual(counts: dict[bytes, int], column: int, area: TableArea, roster: Roster) -> bytes:
    """Return the type that most answers of a column have, heading and gaps not counted."""
    below = dict(counts)
    if b"string" in below and len(below) > 1:
        below[b"string"] -= (area.header >= 0) + worded_gaps(roster, area, column)
    return max(below, key=lambda kind: below[kind])


class OdsSource:
    """An ODS workbook that can write itself again with some cells of one sheet changed."""

    format = Format.ODS
    splices = True
    keeps = SPLICED
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
        self._content = content
        self._archive = archive
        self._position = position
        self._name = name
        self._area = area
        self._roster = roster
        self._kinds = kinds
        self._last: CarriedOut | None = None

    @property
    def content(self) -> bytes:
        """The whole file as it was read."""
        return self._content

    @property
    def area(self) -> TableArea:
        """Where the roster stands in its sheet."""
        return self._area

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

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:
        """Return what stands in the way of writing the changes."""
        no_place = no_room(changes, self._area, self._roster)
        return self._carried_out(changes).obstacles if no_place is None else (no_place,)

    def cautions(self, changes: Changes) -> tuple[str, ...]:
        """Return what the written file will no longer hold or show."""
        return self._carried_out(changes).cautions

    def rewrite(self, changes: Changes) -> bytes:
        """Return the workbook with the changes made and all else as it was.

        Only the part ``content.xml`` changes, and in it only the rows of the changed cells.

        Raises:
            FileProblem: a cell holds a formula, is merged or protected, or rows may not go.
        """
        done = self._carried_out(changes)
        problem = refusal(done.obstacles)
        if problem is not None:
            raise problem
        return done.content

    def _carried_out(self, changes: Changes) -> CarriedOut:
        """Return what became of the changes, remembered because it is asked for several times."""
        if self._last is None or self._last.changes is not changes:
            self._last = self._carry_out(changes)
        return self._last

    def _carry_out(self, changes: Changes) -> CarriedOut:
        made = plan(changes, self._area, self._roster)
        area = replace(self._area, rows=made.final_rows(), columns=made.columns)
        if made.is_empty:
            return CarriedOut(changes, self._content, area)
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

    def reread(self, content: bytes, n_columns: int) -> Roster:
        """Read what ``rewrite`` returned, exactly as this file was read.

        Args:
            content: bytes that ``rewrite`` returned.
            n_columns: columns of the file and the new ones.

        Raises:
            FileProblem: the bytes cannot be read.
        """
        pace = Pace()
        xml = _content(open_ods(content), pace)
        markup = Markup(xml)
        grid = SheetReader(markup).read(xml, markup.sheets(xml)[self._position], pace)
        if self._last is not None and self._last.content == content:
            return grid.roster(self._last.area)
        area = replace(grid.area(self._area.header, self._area.within), columns=self._area.columns)
        return grid.roster(area.widened(n_columns - len(area.columns)))
