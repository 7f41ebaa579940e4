"""Tables as spreadsheets exchange them over the clipboard: tab-separated text, and HTML."""

import csv
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.cell_text import number_columns, plain_number
from em_desktop.review.changed import changed, rows_of
from em_desktop.review.resolve import resolve
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.formula_text import runs_as_formula
from em_desktop.roster.reading import Reading

_AS_TEXT = """ style="mso-number-format:'\\@'" sdnum="1033;0;@\""""
"""Says to Excel, and to LibreOffice, that a cell is text: ``007`` keeps its zeros, ``=1`` is run
by neither."""

_HTML_START = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
    "<style>br{mso-data-placement:same-cell}</style></head><body><table>"
)

MAX_CELLS = 2_000_000
"""Rows times columns of the largest table that is copied; a file carries more."""


@dataclass(frozen=True)
class Copied:
    """A table for the clipboard.

    Attributes:
        text: tab-separated.
        html: the same for spreadsheets, with texts marked as such.
        sentence: what was copied.
    """

    text: str
    html: str
    sentence: str


def copied(workspace: Workspace, reading: Reading) -> Copied:
    """Return the table as an export would write it, accepted suggestions and all.

    Args:
        workspace: never changed by this.
        reading: of the workspace's roster.

    Raises:
        FileProblem: it is too large for a clipboard.
    """
    meant = changed(workspace.original, resolve(workspace, reading))
    if (meant.n_rows + 1) * meant.n_columns > MAX_CELLS:
        raise FileProblem(
            f"The table has more than the {MAX_CELLS:,} cells that can be copied. Export it to a "
            "file instead."
        )
    rows = list(rows_of(meant))
    said = f"{counted(len(rows), 'row')} copied, with the header."
    like_formulas = sum(runs_as_formula(text) for row in (meant.header, *rows) for text in row)
    if like_formulas:
        said += (
            f" {counted(like_formulas, 'cell')} would run as formulas and are marked as text: do "
            "not paste as unformatted text."
        )
    return Copied(to_text([meant.header, *rows]), to_html(meant.header, rows), said)


def to_text(block: Sequence[Sequence[str]]) -> str:
    """Return a block as tab-separated lines."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(block)
    return out.getvalue()


def from_text(text: str) -> list[list[str]]:
    """Return the block that a spreadsheet's copied text holds.

    Cells in quotes may hold tabs and line breaks. A text that is no sound quoting is split
    at tabs and line ends as it stands.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    body = text[:-1] if text.endswith("\n") else text
    if not body:
        return [[""]] if text else []
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(body)))
    try:
        rows = list(csv.reader(io.StringIO(body), dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in body.split("\n")]
    finally:
        csv.field_size_limit(usual)
    return [row or [""] for row in rows]


def to_html(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of which a spreadsheet makes the same cells.

    Plain numbers in columns of numbers become numbers, as in a new workbook; all other cells are
    marked as text.

    Args:
        header: column names.
        rows: one text for each column, for each row.
    """
    numeric = number_columns(rows, len(header))
    pieces = [_HTML_START]
    pieces += _row(header, [False] * len(header), "th")
    for row in rows:
        pieces += _row(row, numeric, "td")
    pieces.append("</table></body></html>")
    return "".join(pieces)


def _row(row: Iterable[str], numeric: Sequence[bool], tag: str) -> list[str]:
    pieces = ["<tr>"]
    for text, may_be_number in zip(row, numeric, strict=True):
        if not text or (may_be_number and plain_number(text) is not None):
            exact = f' sdval="{text}" sdnum="1033;" x:num="{text}"' if text else ""
            pieces.append(f"<{tag}{exact}>{text}</{tag}>")
            continue
        mark = _AS_TEXT
        if text != " ".join(text.split()):  # spaces that HTML would fold
            mark = mark.replace('style="', 'style="white-space:pre-wrap;', 1)
        inner = html.escape(text).replace("\r\n", "<br>").replace("\n", "<br>")
        pieces.append(f"<{tag}{mark}>{inner}</{tag}>")
    pieces.append("</tr>\n")
    return pieces
