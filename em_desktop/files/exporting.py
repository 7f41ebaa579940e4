"""From changes to a corrected file, proven before it takes its place."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from em_desktop.files.formats import READ_ONLY_SUFFIXES
from em_desktop.files.obstacles import Kind, Obstacle, refusal
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.proof.proof import Proof, prove_anew, prove_splice
from em_desktop.files.replacing import replace_file
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.obstacles import formula_like, not_encodable
from em_desktop.files.text.recoding import in_utf8, is_utf8
from em_desktop.files.writing import write_table
from em_desktop.review.changed import changed, rows_of
from em_desktop.review.changes import Changes
from em_desktop.review.workspace import Workspace
from em_desktop.roster.table import Roster

_DELIMITED = frozenset({Format.CSV, Format.TSV})
_LONGEST_STEM = 200
_FURTHER = {
    ".xlsm": Format.XLSX,
    ".xltx": Format.XLSX,
    ".xltm": Format.XLSX,
    ".xlam": Format.XLSX,
    ".ots": Format.ODS,
}
"""Workbooks that are spliced like the usual ones and keep their own suffix."""


@dataclass(frozen=True)
class Manner:
    """How a corrected file is written.

    Attributes:
        format: of the file; the source's own is kept, with only the changes written into it.
        anew: write a new file with the table's text, though the format is the source's own.
        utf8: write a delimited text in UTF-8, whatever its encoding was.
    """

    format: Format
    anew: bool = False
    utf8: bool = False


@dataclass(frozen=True)
class Prepared:
    """A corrected file's bytes, proven, before they are written.

    Attributes:
        content: all bytes.
        proof: what they have in common with the original.
        changes: what was written.
        manner: how.
        cautions: what the file will no longer hold or show, one sentence each.
    """

    content: bytes
    proof: Proof
    changes: Changes
    manner: Manner
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """What an export did.

    Attributes:
        path: the file.
        format: its format.
        spliced: True where all but the changes is the original file's own bytes or parts;
            False where the table was written anew.
        proof: what it has in common with the original.
        kept: the old file under its second name; None where none was kept.
    """

    path: Path
    format: Format
    spliced: bool
    proof: Proof
    kept: Path | None = None


def corrected_path(path: Path, target: Format | None = None) -> Path:
    """Return ``NAME-corrected.EXT`` beside the file.

    Args:
        path: the file that was opened.
        target: the format; None keeps the file's own suffix.
    """
    suffix = path.suffix if target is None or _same_kind(path.suffix, target) else target.value
    return path.with_name(f"{_shortened(path.stem)}-corrected{suffix}")


def export(
    opened: Opened,
    workspace: Workspace,
    changes: Changes,
    target: Path,
    *,
    overwrite: bool,
    backup: bool = False,
) -> Exported:
    """Write the corrected file.

    The target's suffix chooses the format. The bytes are read back and compared with the
    original; only then do they take the target's place, in one step.

    Args:
        opened: the file as it was read.
        workspace: its ``original`` is the roster of the file.
        changes: what is to differ.
        target: where to write; may be the opened file itself.
        overwrite: whether a file that exists may be replaced.
        backup: keep the file that is replaced as ``NAME.bak``.

    Raises:
        FileProblem: nothing was written.
    """
    manner = Manner(target_format(opened, target))
    prepared = prepare(opened, workspace, changes, manner)
    kept = replace_file(target, prepared.content, overwrite=overwrite, backup=backup)
    return Exported(target, manner.format, is_spliced(opened, manner), prepared.proof, kept)


def is_spliced(opened: Opened, manner: Manner) -> bool:
    """Whether all but the changes is the original's own."""
    own = manner.format is opened.source.format and not manner.anew
    return own and opened.source.splices


def in_the_way(
    opened: Opened, workspace: Workspace, changes: Changes, manner: Manner
) -> tuple[Obstacle, ...]:
    """Return what cannot be written, or not as it may be expected.

    Args:
        opened: the file as it was read.
        workspace: its ``original`` is the roster of the file.
        changes: what is to differ.
        manner: how it is to be written.
    """
    found: tuple[Obstacle, ...] = ()
    if manner.format is opened.source.format and not manner.anew:
        found = opened.source.obstacles(changes)
    if manner.utf8:
        found = tuple(each for each in found if each.kind is not Kind.ENCODING)
        found += not_encodable(workspace.original.header, changes, "utf-8", "UTF-8")
    if manner.format in _DELIMITED:
        found += formula_like(workspace.original, changes)
    return found


def prepare(
    opened: Opened,
    workspace: Workspace,
    changes: Changes,
    manner: Manner,
    pace: Pace | None = None,
) -> Prepared:
    """Return the corrected file's bytes, read back and found to be what was meant.

    Args:
        opened: the file as it was read.
        workspace: its ``original`` is the roster of the file.
        changes: what is to differ.
        manner: how it is to be written.
        pace: told about progress, asked between chunks.

    Raises:
        FileProblem: a change cannot be written in this manner, or would not read back.
        ReadCancelled: cancelled.
    """
    pace = pace or Pace()
    original, source = workspace.original, opened.source
    problem = refusal(in_the_way(opened, workspace, changes, manner))
    if problem is not None:
        raise problem
    if manner.format is not source.format or manner.anew:
        content, proof = _written_anew(original, changes, manner.format, pace)
        return Prepared(content, proof, changes, manner)
    recoded = ""
    if manner.utf8 and isinstance(source, DelimitedSource) and not is_utf8(source):
        recoded = source.layout.encoding.name
        with pace.part(0.0, 0.3):
            source = in_utf8(source, pace)
    with pace.part(0.3, 0.5):
        content = source.rewrite(changes)
        pace.step(1.0)
    with pace.part(0.5, 1.0):
        proof = prove_splice(source, original, changes, content, pace)
    proof = replace(proof, recoded=recoded, anew="" if source.splices else manner.format.short_name)
    return Prepared(content, proof, changes, manner, source.cautions(changes))


def _written_anew(
    original: Roster, changes: Changes, target: Format, pace: Pace
) -> tuple[bytes, Proof]:
    meant = changed(original, changes)
    content = write_table(meant.header, rows_of(meant), target)
    pace.step(0.5)
    options = ReadOptions(header_row=0)
    if target in _DELIMITED:
        delimiter = "\t" if target is Format.TSV else ","
        options = ReadOptions(encoding="utf-8", delimiter=delimiter, header_row=0)
    with pace.part(0.5, 1.0):
        found = open_bytes(content, None, options, pace).roster
    return content, prove_anew(original, changes, meant, found, target)


def target_format(opened: Opened, target: Path) -> Format:
    """Return the format that a file name asks for.

    The opened file's own suffix, whatever it is (``.txt``), asks for the file's own format, if
    that can be kept.

    Raises:
        FileProblem: the suffix names no format that can be written.
    """
    own = opened.path.suffix.lower() if opened.path is not None else None
    suffix = target.suffix.lower()
    if suffix and suffix == own and opened.source.splices:
        return opened.source.format
    if suffix in READ_ONLY_SUFFIXES:
        raise FileProblem(
            f"A workbook of the kind {suffix} can be read but not written. Let the name end in "
            ".xlsx, for a new Excel workbook."
        )
    demanded = opened.source.suffixes if opened.source.splices else frozenset()
    if suffix in demanded:
        return opened.source.format
    try:
        chosen = Format(suffix)
    except ValueError as error:
        known = ", ".join(sorted({*Format, *demanded}))
        raise FileProblem(f"The name must end in one of {known}, to choose the format.") from error
    if chosen is opened.source.format and demanded:
        raise FileProblem(
            f"Excel opens this kind of workbook only under a name that ends in "
            f"{' or '.join(sorted(demanded))}. Let the name end so, or export as ODS or CSV."
        )
    return chosen


def _shortened(stem: str) -> str:
    """Leave room for what is added to a name: no file system takes more than 255 bytes."""
    encoded = os.fsencode(stem)
    if len(encoded) <= _LONGEST_STEM:
        return stem
    return encoded[:_LONGEST_STEM].decode(errors="ignore").rstrip()


def _same_kind(suffix: str, target: Format) -> bool:
    known = suffix.lower() in list(Format)
    if target is _FURTHER.get(suffix.lower()):
        return True
    text = target in (Format.CSV, Format.TSV)
    return suffix.lower() == target or (bool(suffix) and not known and text)
