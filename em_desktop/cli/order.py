"""What a person asks for on the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from em_desktop.em.sources import Source
from em_desktop.files.preview.how_read import HowRead


class RepairError(Exception):
    """The order or the roster cannot be used; one sentence says why. No file was written."""


@dataclass(frozen=True)
class ClusterOrder:
    """The groups that are to be found.

    Attributes:
        number: how many; None for what BIC chooses.
        names: in ascending order of the main measurement; empty for A, B and so on.
    """

    number: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """What a person asks for on the command line.

    Attributes:
        roster: file to read.
        output: corrected file to write.
        accept: probability from which a suggestion is written.
        columns: column by role, as named by the person; empty for "no such column".
        further: columns of further measurements, as named by the person.
        evidence: what is to tell the categories apart; None for what the columns named imply.
        auto: use the evidence that cross-validation supports; ``evidence`` is None then.
        clusters: the groups to find; None where the category column tells them.
        proposed: read doubtful measurements as proposed; they are left out otherwise.
        how: how the file is read, as far as the person says.
        receipt: file for the receipt.
        report: file for the report, in HTML.
        overwrite: whether files that exist may be replaced.
        skip_unwritable: leave cells as they are that cannot be written, and write the others.
        backup: keep a file that is replaced as ``NAME.bak``.
        utf8: write a delimited text in UTF-8, whatever its encoding was.
    """

    roster: Path
    output: Path
    accept: float
    columns: Mapping[str, str]
    further: tuple[str, ...] = ()
    evidence: frozenset[Source] | None = None
    auto: bool = False
    clusters: ClusterOrder | None = None
    proposed: bool = False
    how: HowRead = field(default_factory=HowRead)
    receipt: Path | None = None
    report: Path | None = None
    overwrite: bool = False
    skip_unwritable: bool = False
    backup: bool = False
    utf8: bool = False
