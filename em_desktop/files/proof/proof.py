"""What a written file has in common with the original: found out, never assumed.

Nothing here knows how a file is spliced. The bytes to be written are read anew and held against
the original's: text byte for byte (``proof.text``), workbooks part by part
(``proof.workbook``), and the cells of every file against what was meant.
"""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.proof.cells import prove_changed_cells, suits
from em_desktop.files.proof.places import places
from em_desktop.files.proof.text import prove_text
from em_desktop.files.proof.workbook import Part, Workbook, compare_workbooks
from em_desktop.files.source import Format, Source
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.review.changed import changed
from em_desktop.review.changes import Changes
from em_desktop.review.wording import counted, joined
from em_desktop.roster.folding import shown
from em_desktop.roster.formula_text import formula_texts
from em_desktop.roster.table import Roster

_NOTHING = "Nothing was changed: the file is the original, byte for byte."


@dataclass(frozen=True)
class Proof:
    """What was found when a written file was held against the original.

    Attributes:
        cells: of the file whose text changed.
        rows_added: that the file did not have.
        rows_deleted: of the file that went.
        columns_added: that the file did not have.
        anew: the format's name, where the table was written into a new file; empty where the
            original was spliced.
        parts: of a workbook, that differ, and why.
        recoded: the text was written in UTF-8 instead of the encoding that is named here.
        dangerous: cells that we did not write and that a spreadsheet may run as a formula.
    """

    cells: int = 0
    rows_added: int = 0
    rows_deleted: int = 0
    columns_added: int = 0
    anew: str = ""
    parts: tuple[Part, ...] = ()
    recoded: str = ""
    dangerous: int = 0

    @property
    def identical(self) -> bool:
        """Whether all but what the user changed is the original's own."""
        return not self.anew and not self.recoded and all(part.expected for part in self.parts)

    @property
    def changes(self) -> str:
        """What changed, such as ``41 cells changed and 1 row deleted``; empty for nothing."""
        parts = (
            (self.cells, "cell", "changed"),
            (self.rows_added, "row", "added"),
            (self.rows_deleted, "row", "deleted"),
            (self.columns_added, "column", "added"),
        )
        return joined([f"{counted(n, noun)} {what}" for n, noun, what in parts if n])

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the user is told, the most important first."""
        said = []
        if self.anew:
            said.append(
                f"{self.changes or 'No cell changed'}. The table was written as a new "
                f"{self.anew} file; every cell was read back and is as meant."
            )
        elif self.recoded:
            said.append(
                f"{self.changes or 'No cell changed'}. The file was {self.recoded} and is UTF-8 "
                "now; every other character is the same."
            )
        elif not self.changes:
            said.append(_NOTHING)
        elif not all(part.name for part in self.parts):  # they could not be compared
            said.append(f"{self.changes}.")
        elif self.identical:
            said.append(f"{self.changes}, all else identical.")
        else:
            said.append(f"{self.changes}. All else is identical but for this:")
        said += [part.why for part in self.parts if part.why]
        if self.dangerous:
            said.append(_danger(self.dangerous))
        return tuple(said)


def _danger(cells: int) -> str:
    if cells == 1:
        begin, stay = "cell that you did not change begins", "It was left as it is"
    else:
        begin, stay = "cells that you did not change begin", "They were left as they are"
    return f"Beware: {cells:,} {begin} like a formula, which a spreadsheet would run. {stay}."


def prove_splice(
    source: Source,
    original: Roster,
    changes: Changes,
    content: bytes,
    pace: Pace,
) -> Proof:
    """Prove bytes that a source has spliced.

    Args:
        source: that has the original.
        original: the roster of the file.
        changes: what was to differ.
        content: the bytes.
        pace: asked between chunks.

    Raises:
        FileProblem: something differs that was not to differ.
        ReadCancelled: cancelled.
    """
    proof = _counts(original, changes)
    if isinstance(source, DelimitedSource) and suits(source, changes):
        prove_changed_cells(source, changes, content, pace)
        return replace(proof, dangerous=dangerous_cells(original, changes))
    meant = changed(original, changes)
    if isinstance(source, DelimitedSource):
        with pace.part(0.0, 0.6):
            found, after = source.read_back(content, meant.n_columns, pace)
        prove_cells(meant, found)
        with pace.part(0.6, 1.0):
            prove_text(source, after, changes, content, pace)
        return replace(proof, dangerous=dangerous_cells(original, changes))
    with pace.part(0.0, 0.6):
        prove_cells(meant, source.reread(content, meant.n_columns))
        pace.step(1.0)
    if not isinstance(source, Workbook):  # a new file, of which ``rewrite`` tells what it keeps
        return proof
    with pace.part(0.6, 1.0):
        where = places(original, changes, source.area)
        return replace(proof, parts=compare_workbooks(source, content, where, pace))


def prove_anew(
    original: Roster, changes: Changes, meant: Roster, found: Roster, target: Format
) -> Proof:
    """Prove a new file, of which nothing but the table can be compared.

    Raises:
        FileProblem: it does not hold the table that was meant.
    """
    prove_cells(meant, found)
    proof = replace(_counts(original, changes), anew=target.short_name)
    if target in (Format.CSV, Format.TSV):
        return replace(proof, dangerous=dangerous_cells(original, changes))
    return proof


def prove_cells(meant: Roster, found: Roster) -> None:
    """Compare each cell that was read back with what was meant.

    Raises:
        FileProblem: one differs.
    """
    if found.n_rows != meant.n_rows or found.n_columns != meant.n_columns:
        raise FileProblem(
            "The corrected file would not read back with the same rows and columns, so nothing "
            "was written. Export to another format."
        )
    for name, old, new in zip(meant.header, meant.columns, found.columns, strict=True):
        different = np.flatnonzero(old != new)
        if len(different):
            raise FileProblem(
                f"In row {different[0] + 1}, column “{shown(name)}”, the corrected file would not "
                "read back as it was meant, so nothing was written. Export to another format."
            )


def dangerous_cells(original: Roster, changes: Changes) -> int:
    """Return how many cells that stay as they are may be run as formulas by a spreadsheet."""
    count = 0
    for c, column in enumerate(original.columns):
        risky = formula_texts(column)
        if not risky:
            continue
        at = np.flatnonzero(np.fromiter((text in risky for text in column), bool, len(column)))
        count += sum(
            row not in changes.deleted and (row, c) not in changes.cells for row in at.tolist()
        )
    return count


def _counts(original: Roster, changes: Changes) -> Proof:
    columns, deleted = original.columns, changes.deleted
    return Proof(
        cells=sum(
            row not in deleted and columns[column][row] != text
            for (row, column), text in changes.cells.items()
        ),
        rows_added=len(changes.added),
        rows_deleted=len(changes.deleted),
        columns_added=len(changes.new_columns),
    )
