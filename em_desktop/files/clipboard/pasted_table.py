"""A roster from what lies on the clipboard: the table in it, and which row is its header."""

from collections.abc import Sequence
from dataclasses import dataclass

from em_desktop.files.clipboard.html_table import largest_table
from em_desktop.files.clipboard.text import from_text
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions
from em_desktop.files.text.detection import detect_header
from em_desktop.files.workbook.table_area import MAX_CELLS, too_large
from em_desktop.review.changed import rows_of

MAX_LETTERS = 32 << 20
"""A clipboard with more is not read; a file carries that better."""
_SAMPLE_ROWS = 300

NO_TABLE = (
    "The clipboard holds no table. In a spreadsheet, a browser or a text editor, mark a table of "
    "at least two columns with its header, copy it, and come back."
)


@dataclass(frozen=True)
class PastedTable:
    """A table from the clipboard.

    Attributes:
        header: column names.
        rows: each as long as the header.
        notes: what is worth knowing, a sentence each.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def pasted_table(html: str, text: str, pace: Pace) -> PastedTable:
    """Return the table on a clipboard.

    A table in HTML comes first, as it knows its cells; then text with tabs, then CSV.

    Args:
        html: what it holds as HTML; empty if nothing.
        text: what it holds as plain text.
        pace: told about progress.

    Raises:
        FileProblem: it holds no table, or one that is too large.
        ReadCancelled: cancelled.
    """
    if max(len(html), len(text)) > MAX_LETTERS:
        raise FileProblem(
            f"The clipboard holds more than {MAX_LETTERS >> 20} million characters. Save the table "
            "as a file instead, and open that."
        )
    if "<table" in html.lower():
        with pace.part(0.0, 0.9):
            found = _filled(largest_table(html, pace))
        if _is_table(found):
            return _with_header(found)
    if "\t" in text:
        found = _filled(from_text(text.replace("\0", "")))
        if _is_table(found):
            return _with_header(found)
    return _of_text(text, pace)


def _filled(rows: list[list[str]]) -> list[list[str]]:
    return [row for row in rows if any(cell.strip() for cell in row)]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    return len(rows) > 1 and max(map(len, rows)) > 1


def _of_text(text: str, pace: Pace) -> PastedTable:
    if not text.strip():
        raise FileProblem(NO_TABLE)
    content = text.encode("utf-8", "replace")
    try:
        opened = open_bytes(content, None, ReadOptions(encoding="utf-8"), pace)
    except FileProblem as problem:
        raise FileProblem(NO_TABLE) from problem
    roster = opened.roster
    is_prose = 2 * len(roster.ragged) > roster.n_rows  # with a comma here and there
    if roster.n_columns < 2 or not roster.n_rows or is_prose:
        raise FileProblem(NO_TABLE)
    return PastedTable(roster.header, tuple(rows_of(roster)), opened.notes)


def _with_header(rows: list[list[str]]) -> PastedTable:
    """Find the header and the width of a table whose cells are known and whose rows are filled."""
    width = max(map(len, rows))
    if width * len(rows) > MAX_CELLS:
        raise too_large()
    even = [(*row, *[""] * (width - len(row))) for row in rows]
    columns = [c for c in range(width) if any(row[c].strip() for row in even)]
    even = [tuple(row[c] for c in columns) for row in even]
    at = detect_header(even[:_SAMPLE_ROWS])
    notes = []
    if at < 0:
        header = tuple(f"column {c + 1}" for c in range(len(columns)))
        notes.append("No header was found: every line is a row, and the columns are numbered.")
    else:
        header = even[at]
    if at > 0:
        notes.append(
            "The line above the header was left out."
            if at == 1
            else f"The {at:,} lines above the header were left out."
        )
    if len(columns) < 2:
        raise FileProblem(NO_TABLE)
    return PastedTable(header, tuple(even[at + 1 :]), tuple(notes))
