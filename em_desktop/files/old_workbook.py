"""Workbooks of the old kinds, XLS and XLSB: read, and written anew as XLSX.

They are read by a library in a process of its own; see ``em_desktop.files.reading_apart``.
"""

import json
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import em_desktop
from em_desktop.files.formats import CHOOSE
from em_desktop.files.new_workbook import write_xlsx
from em_desktop.files.obstacles import Obstacle
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.reading_apart import NO_ROWS, NO_WORKBOOK, TOO_LARGE
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.files.workbook.archive import PROTECTED, damaged
from em_desktop.files.workbook.table_area import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    TableArea,
    too_large,
)
from em_desktop.files.xlsx.source import read_xlsx
from em_desktop.review.changed import changed, rows_of
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

_LEAST_MEMORY = 1 << 30
_MOST_MEMORY = 6 << 30
_MEMORY_FOR_A_BYTE = 160
"""The library keeps 64 bytes for each cell; of XLSB files, each byte unpacks to ten."""
_ASKED_EVERY = 0.05
_ROWS_AT_ONCE = 500
_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = 0x2F
_DOCUMENTS = (
    ("WordDocument", "a Word document (.doc)"),
    ("PowerPoint Document", "a presentation (.ppt)"),
    ("VisioDocument", "a drawing (.vsd)"),
    ("__properties_version1.0", "an e-mail (.msg)"),
)

KEEPS = (
    "An old workbook cannot be written. The new Excel workbook (.xlsx) holds this sheet’s text "
    "and numbers, not its styles, formulas and charts, nor other sheets."
)


def read_old_workbook(
    content: bytes, path: Path | None, options: ReadOptions, pace: Pace, *, binary: bool
) -> Opened:
    """Read one sheet of an XLS or XLSB workbook.

    Args:
        content: the whole file.
        path: where it lies, if anywhere.
        options: ``sheet`` names the sheet, ``header_row`` the header's 0-based row.
        pace: told about progress; asked whether to stop, also while the library works.
        binary: XLSB; else XLS.

    Raises:
        SheetNeeded: several sheets hold rows and the options name none.
        FileProblem: no workbook, protected, damaged, too large, or without rows.
        ReadCancelled: cancelled.
    """
    if not binary:
        _refuse_other_documents(content)
    with _read_apart(content, options.sheet, pace) as lines:
        sheet, names, grid = _grid(lines, pace)
    if grid.is_empty:
        raise FileProblem(
            f"The sheet {sheet} holds no text or numbers. Choose another sheet or file."
        )
    area = grid.table(options, sheet)
    roster = grid.roster(area)
    kind = "Excel binary workbook (.xlsb)" if binary else "Old Excel workbook (.xls)"
    source = OldWorkbookSource(kind, sheet, roster)
    return Opened(path, roster, source, _notes(area, binary), face=grid.face(sheet, names))


class OldWorkbookSource:
    """An old workbook's table, able to write itself as a new XLSX workbook."""

    format = Format.XLSX
    splices = False
    keeps = KEEPS
    suffixes = frozenset({Format.XLSX.value})
    extras = ()  # all that ``rewrite`` returns is a new file, and ``cautions`` says so

    def __init__(self, kind: str, sheet: str, roster: Roster) -> None:
        """Remember what was read.

        Args:
            kind: of the workbook, in words.
            sheet: its name.
            roster: its text.
        """
        self._kind, self._sheet, self._roster = kind, sheet, roster

    @property
    def summary(self) -> str:
        """A short description for the status bar."""
        return f"{self._kind}, sheet {self._sheet}"

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:  # noqa: ARG002 - part of the protocol
        """Nothing stands in the way of a new workbook."""
        return ()

    def cautions(self, changes: Changes) -> tuple[str, ...]:  # noqa: ARG002 - part of the protocol
        """Say that the file is a new one."""
        return (KEEPS,)

    def rewrite(self, changes: Changes) -> bytes:
        """Return a new XLSX workbook with the changed table.

        Raises:
            FileProblem: a text that a cell cannot hold.
        """
        meant = changed(self._roster, changes)
        return write_xlsx(meant.header, rows_of(meant))

    def reread(self, content: bytes, n_columns: int) -> Roster:  # noqa: ARG002 - part of the protocol
        """Read the new workbook."""
        return read_xlsx(content, None, ReadOptions(header_row=0)).roster


def _notes(area: TableArea, binary: bool) -> tuple[str, ...]:
    kind = ".xlsb" if binary else ".xls"
    notes = [f"Workbooks of the kind {kind} can be read but not written: export makes a new .xlsx."]
    if area.within is not None:
        notes.append(f"Only the range {area.within} is read.")
    elif area.header > 0:
        notes.append(f"The header was found in row {area.header + 1} of the sheet.")
    return tuple(notes)


def _grid(lines: IO[bytes], pace: Pace) -> tuple[str, list[str], Grid]:
    """Take the sheet's name, the names of all, and its cells from what the other process wrote."""
    said = _line(lines.readline())
    if not isinstance(said, dict):
        raise damaged()
    _refuse(said)
    grid = Grid()
    known: dict[str, str] = {}
    total = max(int(said["rows"]), 1)
    with pace.part(0.5, 1.0):
        for n, line in enumerate(lines):
            found = _line(line)
            if isinstance(found, dict):
                _refuse(found)
            row, cells = found
            if row >= MAX_ROWS or cells[-2] >= MAX_COLUMNS:
                raise too_large()
            shared = map(known.setdefault, cells[1::2], cells[1::2])
            grid.add(row, list(zip(cells[::2], shared, strict=True)))
            if n % _ROWS_AT_ONCE == 0:
                pace.step(row / total)
    return said["sheet"], said["sheets"], grid


def _line(line: bytes) -> Any:  # noqa: ANN401 - as JSON has it
    try:
        return json.loads(line)
    except ValueError:  # the process was ended before its first or in its last line
        raise damaged() from None


def _refuse(said: dict[str, Any]) -> None:
    """Raise what the other process found out."""
    if "choose" in said:
        raise SheetNeeded(tuple(said["choose"]))
    problem = said.get("problem")
    if problem == NO_WORKBOOK:
        raise damaged()
    if problem == NO_ROWS:
        raise FileProblem("The workbook has no sheet that holds rows. Choose another file.")
    if problem == TOO_LARGE:
        raise too_large()
    if problem is not None:
        raise FileProblem(str(problem))


@contextmanager
def _read_apart(content: bytes, sheet: str | None, pace: Pace) -> Iterator[IO[bytes]]:
    """Let another process read the workbook; yield what it wrote.

    The bytes go and come through files without a name, so that neither side ever waits for the
    other, and this side can be asked whether to stop.
    """
    memory = min(_LEAST_MEMORY + _MEMORY_FOR_A_BYTE * len(content), _MOST_MEMORY)
    command = [sys.executable, "-m", "em_desktop.files.reading_apart", str(memory)]
    if sheet is not None:
        command.append(sheet)
    with _temporary() as given, _temporary() as written:
        try:
            given.write(content)
            given.seek(0)
        except OSError as error:
            raise _no_room(error) from error
        process = subprocess.Popen(  # noqa: S603 - this program's own module
            command,
            stdin=given,
            stdout=written,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            while not _ended(process):
                pace.step(0.0)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if process.returncode:
            raise damaged("it asks for far more memory or time than a roster needs")
        written.seek(0)
        yield written


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_ASKED_EVERY)
    except subprocess.TimeoutExpired:
        return False
    return True


def _environment() -> dict[str, str]:
    """Return the environment in which the other process finds this very package."""
    home = str(Path(em_desktop.__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{home}{os.pathsep}{before}" if before else home,
        "PYTHONIOENCODING": "utf-8",
        "RUST_BACKTRACE": "0",
    }


def _temporary() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise _no_room(error) from error


def _no_room(error: OSError) -> FileProblem:
    return FileProblem(
        f"The computer’s folder for temporary files cannot be used ({error.strerror}). Make room "
        "there, or save the workbook as .xlsx and open that file here."
    )


def _refuse_other_documents(content: bytes) -> None:
    """Name what lies in the same kind of container as an XLS workbook and is none."""
    for name, kind in _DOCUMENTS:
        if name.encode("utf-16-le") in content and not _has_book(content):
            raise FileProblem(
                f"This is {kind}, not a table. Copy the table into a spreadsheet program, save it "
                "as .xlsx, and open that file here."
            )
    encrypted = "EncryptedPackage".encode("utf-16-le") in content
    if encrypted or _has_password(content):
        raise FileProblem(PROTECTED)
    if not _has_book(content):
        raise FileProblem(
            "This is no workbook: it is a document of another program, or the end of the file is "
            f"missing. {CHOOSE}"
        )


def _has_book(content: bytes) -> bool:
    return any(name.encode("utf-16-le") in content for name in ("Workbook", "Book\0"))


def _has_password(content: bytes) -> bool:
    """Return whether the workbook's first records, which are never encrypted, name a password."""
    at = content.find(_BOF)
    for _ in range(4):
        if at < 0 or at + 4 > len(content):
            return False
        kind, size = struct.unpack_from("<HH", content, at)
        if kind == _FILEPASS:
            return True
        at += 4 + size
    return False
