"""What an export is about to do, counted and in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExportSummary:
    """Counts of what an export changes.

    Attributes:
        category: header of the column that is filled; empty where there is none.
        accepted: suggestions that the user took.
        overridden: missing cells that the user filled with an own entry.
        left_blank: missing cells that the user wants to stay blank.
        still_missing: missing cells that nobody has decided about.
        other_edits: cells of the file, other than those filled, whose text changes.
        rows_added: rows that the file did not have.
        rows_deleted: rows of the file that go.
    """

    category: str = ""
    accepted: int = 0
    overridden: int = 0
    left_blank: int = 0
    still_missing: int = 0
    other_edits: int = 0
    rows_added: int = 0
    rows_deleted: int = 0

    @property
    def filled(self) -> int:
        """Missing cells that get a text."""
        return self.accepted + self.overridden

    @property
    def unchanged(self) -> bool:
        """Whether the new file will say the same as the original."""
        return not (self.filled or self.other_edits or self.rows_added or self.rows_deleted)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The summary in plain sentences, the most important first."""
        return tuple(_sentences(self))


def _sentences(summary: ExportSummary) -> list[str]:
    said = []
    if summary.unchanged:
        said.append("Nothing has changed yet: the new file will say the same as the original.")
    if summary.filled:
        where = f"in “{summary.category}” " if summary.category else ""
        parts = []
        if summary.accepted:
            parts.append(_counted(summary.accepted, "accepted suggestion"))
        if summary.overridden:
            parts.append(_counted(summary.overridden, "entry of your own", "entries of your own"))
        verb = "is" if summary.filled == 1 else "are"
        cells = _counted(summary.filled, "missing cell")
        said.append(f"{cells} {where}{verb} filled: {' and '.join(parts)}.")
    if summary.left_blank:
        stay = "stays" if summary.left_blank == 1 else "stay"
        said.append(f"{summary.left_blank:,} {stay} blank, as you decided.")
    if summary.still_missing:
        verb = "is" if summary.still_missing == 1 else "are"
        said.append(f"{summary.still_missing:,} {verb} still missing: not decided yet.")
    if summary.other_edits:
        change = "changes" if summary.other_edits == 1 else "change"
        said.append(f"{_counted(summary.other_edits, 'other cell')} {change}, edited by you.")
    if summary.rows_added:
        verb = "is" if summary.rows_added == 1 else "are"
        said.append(f"{_counted(summary.rows_added, 'row')} {verb} added.")
    if summary.rows_deleted:
        verb = "is" if summary.rows_deleted == 1 else "are"
        said.append(f"{_counted(summary.rows_deleted, 'row')} {verb} deleted.")
    return said


def _counted(n: int, noun: str, plural: str | None = None) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {plural or noun + 's'}"
