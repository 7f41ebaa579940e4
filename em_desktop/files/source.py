"""What every file format offers once it has been read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from em_desktop.files.cell_range import CellRange
from em_desktop.files.face import Face
from em_desktop.files.obstacles import Obstacle
from em_desktop.files.version import Version
from em_desktop.review.changes import Changes

if TYPE_CHECKING:  # numpy comes with it, which the window does without at first
    from em_desktop.roster.table import Roster


class Format(StrEnum):
    """A file format that can be read and written; the value is its usual suffix."""

    CSV = ".csv"
    TSV = ".tsv"
    XLSX = ".xlsx"
    ODS = ".ods"
    PARQUET = ".parquet"

    @property
    def short_name(self) -> str:
        """What people call it: ``CSV``, ``Parquet``."""
        letters = self.value.removeprefix(".")
        return letters.upper() if len(letters) < 5 else letters.capitalize()


@dataclass(frozen=True)
class ReadOptions:
    """How a file is read; None means: find out from the file.

    Attributes:
        encoding: a Python codec name.
        delimiter: one character.
        header_row: 0-based record of the header, blank lines counted (in most files: its line
            number minus one); -1 where there is none.
        sheet: name of a workbook's sheet.
        area: the part that holds the table, with its header; cells outside of it are no part of
            the roster and stay in the file as they are. The header may also stand above it.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    area: CellRange | None = None


Progress = Callable[[float], None]
"""Called with the share that is done, 0 to 1. May be called from a worker thread."""

Cancelled = Callable[[], bool]
"""Asked between chunks of work; True stops the reading with ``ReadCancelled``."""


class Source(Protocol):
    """A file's content, able to write itself again with some cells changed."""

    @property
    def format(self) -> Format:
        """The format that ``rewrite`` returns."""
        ...

    @property
    def splices(self) -> bool:
        """Whether ``rewrite`` keeps the file's own bytes or parts; False: it makes a new file."""
        ...

    @property
    def keeps(self) -> str:
        """What the file that ``rewrite`` returns keeps of this one, in a sentence or two."""
        ...

    @property
    def summary(self) -> str:
        """A short description for the status bar, such as ``UTF-8, comma``."""
        ...

    @property
    def suffixes(self) -> frozenset[str]:
        """The suffixes under which programs open what ``rewrite`` returns; empty for any."""
        ...

    @property
    def extras(self) -> tuple[str, ...]:
        """What a new file with the table's text would lack, in words (``the formulas``)."""
        ...

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:
        """Return what stands in the way of writing the changes; see ``files.obstacles``.

        Where none of them blocks, ``rewrite`` succeeds (but for the limits of a cell's text).
        """
        ...

    def cautions(self, changes: Changes) -> tuple[str, ...]:
        """Return what the written file will no longer hold or show, one sentence each.

        Such as a signature that lapses, or results that are old until they are computed anew.
        """
        ...

    def rewrite(self, changes: Changes) -> bytes:
        """Return the file's bytes with the changes made and all else as it was.

        Raises:
            FileProblem: a change cannot be written (a character that the encoding lacks,
                a formula cell…).
        """
        ...

    def reread(self, content: bytes, n_columns: int) -> "Roster":
        """Read what ``rewrite`` returned, exactly as this file was read.

        An export proves itself with it: the same sheet, header row, delimiter and encoding,
        nothing guessed anew.

        Args:
            content: bytes that ``rewrite`` returned.
            n_columns: columns that the roster now has (those of the file and the new ones).

        Raises:
            FileProblem: the bytes cannot be read.
        """
        ...


@dataclass(frozen=True)
class Opened:
    """A file that was read.

    Attributes:
        path: where it lies; None for an untitled roster.
        roster: its text.
        source: able to write the file again.
        notes: one sentence for each thing worth knowing (rows of unequal length…).
        options: how it was read, as far as a person said; reading the same bytes with them again
            gives the same rows with the same ids.
        digest: SHA-256 of its bytes, in hexadecimal digits; empty where there is no file.
        face: the first rows as they stand in the file; None where it has none to show.
        version: the state of the file that was read; None where there is no file.
    """

    path: Path | None
    roster: "Roster"
    source: Source
    notes: tuple[str, ...] = ()
    options: ReadOptions = field(default_factory=ReadOptions)
    digest: str = ""
    face: Face | None = None
    version: Version | None = None
