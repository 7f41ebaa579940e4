"""From changes to a corrected file, proven before it takes its place."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from em_desktop.files.formats import READ_ONLY_SUFFIXES
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.replacing import replace_file
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.files.writing import write_table
from em_desktop.review.changed import changed, rows_of
from em_desktop.review.changes import Changes
from em_desktop.review.workspace import Workspace
from em_desktop.roster.table import Roster

_DELIMITED = frozenset({Format.CSV, Format.TSV})
_RUNS = ("=", "@", "\t", "\r")
_SIGNS = ("+", "-")
_HARMLESS = re.compile(r"[-+]?[\d\s.,()/%-]*(?:[eE][-+]?\d+)?")
"""Numbers, dates and telephone numbers: a spreadsheet reads them but runs nothing."""


@dataclass(frozen=True)
class Exported:
    """What an export did.

    Attributes:
        path: the file.
        format: its format.
        spliced: True where all but the changes is the original file's own bytes or parts;
            False where the table was written anew.
    """

    path: Path
    format: Format
    spliced: bool


def corrected_path(path: Path, target: Format | None = None) -> Path:
    """Return ``NAME-corrected.EXT`` beside the file.

    Args:
        path: the file that was opened.
        target: the format; None keeps the file's own suffix.
    """
    suffix = path.suffix if target is None or _same_kind(path.suffix, target) else target.value
    return path.with_name(f"{path.stem}-corrected{suffix}")


def export(
    opened: Opened, workspace: Workspace, changes: Changes, target: Path, *, overwrite: bool
) -> Exported:
    """Write the corrected file.

    The target's suffix chooses the format. The bytes are read back and compared with what was
    meant; only then do they take the target's place, in one step.

    Args:
        opened: the file as it was read.
        workspace: its ``original`` is the roster of the file.
        changes: what is to differ.
        target: where to write; may be the opened file itself.
        overwrite: whether a file that exists may be replaced.

    Raises:
        FileProblem: nothing was written.
    """
    chosen = target_format(opened, target)
    content = export_bytes(opened, workspace, changes, chosen)
    replace_file(target, content, overwrite=overwrite)
    spliced = chosen is opened.source.format and opened.source.splices
    return Exported(target, chosen, spliced)


def export_bytes(opened: Opened, workspace: Workspace, changes: Changes, target: Format) -> bytes:
    """Return the corrected file's bytes, read back and found to be what was meant.

    Args:
        opened: the file as it was read.
        workspace: its ``original`` is the roster of the file.
        changes: what is to differ.
        target: the source's own format splices the file where it can; another writes a new one.

    Raises:
        FileProblem: a change cannot be written in this format, or would not read back.
    """
    original = workspace.original
    if target in _DELIMITED:
        _refuse_formulas(original, changes)
    meant = changed(original, changes)
    if target is opened.source.format:
        content = opened.source.rewrite(changes)
        found = opened.source.reread(content, meant.n_columns)
    else:
        content = write_table(meant.header, rows_of(meant), target)
        options = ReadOptions(header_row=0)
        if target in _DELIMITED:
            delimiter = "\t" if target is Format.TSV else ","
            options = ReadOptions(encoding="utf-8", delimiter=delimiter, header_row=0)
        found = open_bytes(content, None, options, Pace()).roster
    _prove(meant, found)
    return content


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
    try:
        return Format(suffix)
    except ValueError as error:
        known = ", ".join(sorted(Format))
        raise FileProblem(f"The name must end in one of {known}, to choose the format.") from error


def runs_as_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a cell's text for a formula and run it.

    Plain numbers, dates and telephone numbers (``-5``, ``+49 30 1234``) are harmless, and so
    is a lone sign.
    """
    if text.startswith(_RUNS):
        return True
    return text.startswith(_SIGNS) and _HARMLESS.fullmatch(text) is None


def _same_kind(suffix: str, target: Format) -> bool:
    known = suffix.lower() in list(Format)
    return suffix.lower() == target or (bool(suffix) and not known and target is Format.CSV)


def _refuse_formulas(original: Roster, changes: Changes) -> None:
    """Refuse to write a text that a spreadsheet would run, unless its column has it already.

    In a workbook our texts are marked as text; a delimited file has no such mark. To alter
    the text silently would be worse than to ask.
    """
    writes = [(f"row {i + 1}", c, text) for (i, c), text in changes.cells.items()]
    for row_id, row in changes.added:
        writes += [(f"the added row {row_id + 1}", c, text) for c, text in enumerate(row)]
    for place, column, text in writes:
        if runs_as_formula(text) and not (original.columns[column] == text).any():
            raise _formula(place, original.header[column])
    has_such = any(runs_as_formula(name) for name in original.header)  # new names may begin so too
    for new in changes.new_columns:
        if runs_as_formula(new.header) and not has_such:
            raise _formula("the header", new.header)
        for text in set(new.texts.values()):
            if runs_as_formula(text):
                row_id = next(i for i, each in new.texts.items() if each == text)
                raise _formula(f"row {row_id + 1}", new.header)


def _formula(place: str, column: str) -> FileProblem:
    return FileProblem(
        f"In {place}, column “{column}”, the text begins like a formula (=, +, -, @ or a tab), "
        "which a spreadsheet would run. Begin it with another character, or export as XLSX."
    )


def _prove(meant: Roster, found: Roster) -> None:
    same = found.n_rows == meant.n_rows and found.n_columns == meant.n_columns
    if not same:
        raise FileProblem(
            "The corrected file would not read back with the same rows and columns, so nothing "
            "was written. Export to another format."
        )
    for name, old, new in zip(meant.header, meant.columns, found.columns, strict=True):
        different = np.flatnonzero(old != new)
        if len(different):
            raise FileProblem(
                f"In row {different[0] + 1}, column “{name}”, the corrected file would not read "
                "back as it was meant, so nothing was written. Export to another format."
            )
