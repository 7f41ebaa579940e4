"""What an export is about to do, counted and in plain words."""

from dataclasses import dataclass

from em_desktop.review.wording import counted, joined


@dataclass(frozen=True)
class ExportSummary:
    """Counts of what an export changes.

    Attributes:
        category: header of the column that is filled, for a sentence; empty where there is none.
        accepted: suggestions that the user took.
        overridden: missing cells that the user filled with an own entry.
        left_blank: missing cells that the user wants to stay blank.
        still_missing: missing cells that nobody has decided about.
        other_edits: cells of the file, other than those filled, whose text changes.
        rows_added: rows that the file did not have.
        rows_deleted: rows of the file that go.
        lapsed: accepted suggestions that are not written, since their cells count as missing no
            more.
        columns_added: names of columns that the file did not have.
        readings: doubtful cells that a person has read otherwise; their text stays.
        notes: rows of which a person has noted something; that is never in the file.
        flagged: rows in which something still looks odd, besides what is missing.
    """

    category: str = ""
    accepted: int = 0
    overridden: int = 0
    left_blank: int = 0
    still_missing: int = 0
    other_edits: int = 0
    rows_added: int = 0
    rows_deleted: int = 0
    lapsed: int = 0
    columns_added: tuple[str, ...] = ()
    readings: int = 0
    notes: int = 0
    flagged: int = 0

    @property
    def filled(self) -> int:
        """Missing cells that get a text."""
        return self.accepted + self.overridden

    @property
    def unchanged(self) -> bool:
        """Whether the new file will say the same as the original."""
        return not (
            self.filled
            or self.other_edits
            or self.columns_added
            or self.rows_added
            or self.rows_deleted
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """The summary in plain sentences, the most important first."""
        return tuple(_sentences(self))


def _sentences(summary: ExportSummary) -> list[str]:
    said = []
    if summary.unchanged:
        said.append("Nothing has changed yet: the new file will say the same as the original.")
    said += [f"The column “{name}” is added on the right." for name in summary.columns_added]
    if summary.filled:
        said.append(_filled(summary))
    rest = (
        (summary.left_blank, "stays blank, as you decided", "stay blank, as you decided"),
        (
            summary.still_missing,
            "is still missing: not decided yet",
            "are still missing: not decided yet",
        ),
        (
            summary.lapsed,
            "accepted suggestion is not written: its cell counts as missing no more",
            "accepted suggestions are not written: their cells count as missing no more",
        ),
        (
            summary.other_edits,
            "other cell changes, edited by you",
            "other cells change, edited by you",
        ),
        (summary.rows_added, "row is added", "rows are added"),
        (summary.rows_deleted, "row is deleted", "rows are deleted"),
    )
    said += [f"{n:,} {one if n == 1 else many}." for n, one, many in rest if n]
    kept_back = joined(
        [
            counted(n, noun)
            for n, noun in ((summary.readings, "reading"), (summary.notes, "note"))
            if n
        ]
    )
    if kept_back:
        only = summary.readings + summary.notes == 1
        said.append(f"{kept_back} of yours {'is' if only else 'are'} in the receipt, not the file.")
    if summary.flagged:
        rows = counted(summary.flagged, "row")
        said.append(f"{rows} still {'has' if summary.flagged == 1 else 'have'} a flag.")
    return said


def _filled(summary: ExportSummary) -> str:
    where = f"in “{summary.category}” " if summary.category else ""
    parts = []
    if summary.accepted:
        parts.append(counted(summary.accepted, "accepted suggestion"))
    if summary.overridden:
        parts.append(counted(summary.overridden, "entry of your own", "entries of your own"))
    verb = "is" if summary.filled == 1 else "are"
    return f"{counted(summary.filled, 'missing cell')} {where}{verb} filled: {' and '.join(parts)}."
