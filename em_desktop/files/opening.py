"""From a path to a roster, whatever the format."""

import errno
import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path

from em_desktop.files.formats import CHOOSE
from em_desktop.files.other_kinds import kind_of_archive, other_kind, refuse_other_kinds
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Cancelled, Format, Opened, Progress, ReadOptions
from em_desktop.files.text.delimited import face_of, read_delimited
from em_desktop.files.version import Stamp, Version
from em_desktop.files.workbook.archive import Archive
from em_desktop.files.writing import write_table
from em_desktop.roster.folding import shown

MAX_BYTES = 1 << 30
"""A larger file is not opened: its text would need several times this much memory."""

_CHUNK = 1 << 20
_LONGEST_NAME = 120
_AWAY = frozenset(
    {errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENOTCONN}
)
"""A drive was taken out, or a network folder does not answer."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET = (b"PAR1", b"PARE")


def open_roster(
    path: Path,
    options: ReadOptions | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Opened:
    """Read a roster; the content decides the format, not the name.

    Args:
        path: a CSV, TSV, XLSX or ODS file of at most ``MAX_BYTES``.
        options: what the user knows better than we can guess.
        progress: told the share that is done; called from this thread.
        cancelled: asked between chunks of work.

    Raises:
        FileProblem: the file cannot be read; the message says why and what to do.
        SheetNeeded: a workbook with several sheets and none named.
        ReadCancelled: cancelled.
    """
    path = Path(path)
    pace = Pace(progress, cancelled)
    try:
        with pace.part(0.0, 0.1):
            content, version = _content(path, pace)
    except OSError as error:
        raise read_problem(error, path) from error
    try:
        with pace.part(0.1, 1.0):
            opened = open_bytes(content, path, options or ReadOptions(), pace)
    except MemoryError as error:
        raise needs_memory(path) from error
    pace.step(1.0)
    return replace(opened, options=options or ReadOptions(), digest=version.digest, version=version)


def content_of(path: Path, pace: Pace) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileProblem: it cannot be read; the message says why and what to do.
        ReadCancelled: cancelled.
    """
    try:
        return _content(path, pace)[0]
    except OSError as error:
        raise read_problem(error, path) from error
    except MemoryError as error:
        raise needs_memory(path) from error


def holds_text(content: bytes) -> bool:
    """Tell whether a file's bytes are text, as far as its first ones tell."""
    return not content.startswith((*_ZIP, _OLE, *_PARQUET)) and other_kind(content) is None


def open_bytes(content: bytes, path: Path | None, options: ReadOptions, pace: Pace) -> Opened:
    """Read a roster from the bytes of a file.

    Args:
        content: the whole file.
        path: where it lies, or what it is to be called; None for an untitled roster.
        options: as in ``open_roster``.
        pace: told about progress.

    Raises:
        FileProblem: as in ``open_roster``.
        SheetNeeded: as in ``open_roster``.
        ReadCancelled: cancelled.
    """
    if content.startswith((*_ZIP, _OLE)):
        return _workbook(content, path, options, pace)
    if content.startswith(_PARQUET):
        from em_desktop.files.parquet.source import read_parquet  # noqa: PLC0415 - a large library

        return read_parquet(content, path, pace)
    refuse_other_kinds(content)
    tabs_likely = path is not None and path.suffix.lower() in {".tsv", ".tab"}
    roster, table, notes = read_delimited(content, options, pace, tabs_likely=tabs_likely)
    return Opened(path, roster, table, notes, face=face_of(table))


def untitled(header: tuple[str, ...]) -> Opened:
    """Return a new roster without rows, to be filled in and saved as CSV."""
    content = write_table(header, (), Format.CSV)
    options = ReadOptions(encoding="utf-8", delimiter=",", header_row=0)
    opened = open_bytes(content, None, options, Pace())
    return Opened(None, opened.roster, opened.source, options=options)


def _workbook(content: bytes, path: Path | None, options: ReadOptions, pace: Pace) -> Opened:
    """Read a workbook of the kind that its members show."""
    if content.startswith(_OLE):
        return _old_workbook(content, path, options, pace, binary=False)
    archive = Archive(content)
    if archive.find("content.xml"):
        from em_desktop.files.ods.source import read_ods  # noqa: PLC0415 - for workbooks only

        return read_ods(content, path, options, pace.step)
    if archive.find("xl/workbook.bin"):
        return _old_workbook(content, path, options, pace, binary=True)
    if archive.find("[Content_Types].xml") and not archive.find("word/document.xml"):
        from em_desktop.files.xlsx.source import read_xlsx  # noqa: PLC0415 - for workbooks only

        return read_xlsx(content, path, options, pace.step)
    raise kind_of_archive(archive.names) or FileProblem(
        f"This is an archive or a document, not a table. {CHOOSE} Unpack the archive first if "
        "the file is in it."
    )


def _old_workbook(
    content: bytes, path: Path | None, options: ReadOptions, pace: Pace, *, binary: bool
) -> Opened:
    from em_desktop.files.old_workbook import read_old_workbook  # noqa: PLC0415 - rarely needed

    return read_old_workbook(content, path, options, pace, binary=binary)


def _content(path: Path, pace: Pace) -> tuple[bytes, Version]:
    """Return the bytes of a file and its version, which is found while it is read."""
    kind = path.stat().st_mode  # before opening: a pipe would wait for ever
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(kind):
        raise FileProblem(f"“{_name(path)}” is a device, not a file. Choose a file.")
    with path.open("rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        if before.st_size > MAX_BYTES:
            raise FileProblem(
                f"“{_name(path)}” has {before.st_size / 1e9:,.1f} GB; files of up to "
                f"{MAX_BYTES / 1e9:,.1f} GB can be opened. Split it, or remove columns."
            )
        pieces: list[bytes] = []
        digest = hashlib.sha256()
        size = 0
        while piece := file.read(_CHUNK):
            pieces.append(piece)
            digest.update(piece)
            size += len(piece)
            if size > before.st_size:
                break
            pace.step(size / before.st_size)
        after = os.fstat(file.fileno())
        now = path.stat()  # an editor may have put another file in its place
    if size != before.st_size or not Stamp.of(before) == Stamp.of(after) == Stamp.of(now):
        raise FileProblem(
            f"“{_name(path)}” was changed by another program while it was read. Open it again."
        )
    if not size:
        raise FileProblem(f"“{_name(path)}” is empty. Choose a file that holds a table.")
    return b"".join(pieces), Version.at(Stamp.of(after), digest.hexdigest())


def needs_memory(path: Path) -> FileProblem:
    """Return the problem of a file that is too much for the computer."""
    return FileProblem(
        f"“{_name(path)}” needs more memory than this computer has free. "
        "Close other programs, or split the file."
    )


def read_problem(error: OSError, path: Path) -> FileProblem:
    """Return what kept a file from being read, and what to do."""
    name = f"“{_name(path)}”"
    number = error.errno
    if number == errno.EISDIR:
        text = f"{name} is a folder. Choose a file in it."
    elif number in {errno.ENOENT, errno.ENOTDIR}:
        text = f"{name} does not exist. It may have been moved or renamed; choose it again."
    elif number in {errno.EACCES, errno.EPERM}:
        text = (
            f"You have no permission to read {name}. Ask its owner, or copy it to your own folder."
        )
    elif number == errno.ENAMETOOLONG:
        text = f"The name {name} is too long. Choose a file with a shorter name."
    elif number == errno.ELOOP:
        text = f"{name} is a link that leads back to itself. Choose another file."
    elif number in _AWAY:
        text = (
            f"{name} cannot be reached: its drive or network folder does not answer. Connect it "
            "again, or choose a copy on this computer."
        )
    else:
        text = f"{name} could not be read ({error.strerror}). Copy it to this computer first."
    return FileProblem(text)


def _name(path: Path) -> str:
    return shown(path.name or str(path), _LONGEST_NAME)
