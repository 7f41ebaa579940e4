"""How the records of a delimited text are laid out: header, columns, and the part that is read."""

from dataclasses import dataclass

from em_desktop.files.cell_range import CellRange, column_letters
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions
from em_desktop.files.text.detection import common_width, detect_header, first_records
from em_desktop.files.text.encoding import TextEncoding
from em_desktop.files.text.grammar import Grammar, after_line_end, record_cells, unquoted
from em_desktop.files.text.record_range import record_start

MAX_COLUMNS = 100_000
"""More columns than this are no table that a person could want."""


@dataclass(frozen=True)
class Layout:
    """What must be known to read a delimited file; found out once, then fixed.

    Attributes:
        encoding: of the file.
        delimiter: one character.
        header_row: which record is the header, blank lines counted; -1 for none.
        n_columns: columns of the roster.
        row_names: True where the header has no name for the first column (R writes so).
        end_mark: bytes after the last row with which DOS programs end a text; usually none.
        area: the part that is read; None for all of it.
        tail: bytes of the text below the range's last row that holds text.
    """

    encoding: TextEncoding
    delimiter: str
    header_row: int
    n_columns: int
    row_names: bool = False
    end_mark: bytes = b""
    area: CellRange | None = None
    tail: int = 0


def find_layout(
    body: bytes,
    encoding: TextEncoding,
    delimiter: str,
    grammar: Grammar,
    options: ReadOptions,
) -> tuple[Layout, tuple[str, ...]]:
    """Find the layout of a text, as far as a person has not said it.

    Args:
        body: the text's bytes without a mark.
        encoding: of the file.
        delimiter: one character.
        grammar: how the bytes are taken apart.
        options: what a person said.

    Returns:
        The layout, and notes on what is worth knowing.

    Raises:
        FileProblem: the header row or the range is not there.
    """
    if options.area is not None:
        return _find_layout_in(options.area, body, encoding, delimiter, grammar, options.header_row)
    records = first_records(body, grammar.delimiter, grammar.codec)
    header_row = detect_header(records) if options.header_row is None else options.header_row
    if header_row < -1:
        raise FileProblem("Header rows are counted from 0. Choose -1 where there is none.")
    rows = [r for r in records[header_row + 1 :] if len(r) > 1 or r[0]]
    usual = common_width(rows) if rows else 0
    if header_row < 0:
        return Layout(encoding, delimiter, -1, max(usual, 1)), ()
    header = header_of(body, grammar, header_row)[0]
    n_columns, row_names = len(header), False
    agreeing = [row for row in rows if len(row) == usual]
    if usual > n_columns and len(agreeing) * 2 > len(rows):
        row_names = usual == n_columns + 1 and any(row[-1].strip() for row in agreeing)
        n_columns = usual
    notes: list[str] = []
    if any(cell.strip() for record in records[:header_row] for cell in record):
        notes.append(f"The header is line {header_row + 1}; the lines before it are kept.")
    return Layout(encoding, delimiter, header_row, n_columns, row_names), tuple(notes)


def _find_layout_in(
    area: CellRange,
    body: bytes,
    encoding: TextEncoding,
    delimiter: str,
    grammar: Grammar,
    wanted_header: int | None,
) -> tuple[Layout, tuple[str, ...]]:
    """Find the layout of the table in a range of records and cells."""
    start = record_start(body, area.top, grammar.delimiter)
    below = len(body)
    if area.bottom is not None:
        n_rows = area.bottom + 1 - area.top
        below = record_start(body, n_rows, grammar.delimiter, start, or_end=True)
    columns = slice(area.left, None if area.right is None else area.right + 1)
    found = first_records(body, grammar.delimiter, grammar.codec, start=start, stop=below)
    records = [record[columns] or [""] for record in found]
    header_row = wanted_header
    if header_row is None:
        header_row = detect_header(records) if records else -1
        header_row += area.top if header_row >= 0 else 0
    if header_row < -1 or (area.bottom is not None and header_row > area.bottom):
        raise FileProblem(
            f"The header row lies below the range {area}. Choose one inside of it or above."
        )
    rows = [r for r in records[max(header_row + 1 - area.top, 0) :] if len(r) > 1 or r[0]]
    usual = common_width(rows) if rows else 0
    width = usual
    if header_row >= 0:
        width = len(header_of(body, grammar, header_row)[0][columns])
        agreeing = sum(len(row) == usual for row in rows)
        width = usual if usual > width and agreeing * 2 > len(rows) else width
    if not width:
        raise FileProblem(
            f"No line of the range {area} reaches as far as column {column_letters(area.left)}. "
            "Choose another range."
        )
    layout = Layout(encoding, delimiter, header_row, width, area=area, tail=len(body) - below)
    return layout, (f"Only the range {area} is read; all else stays in the file as it is.",)


def header_of(body: bytes, grammar: Grammar, header_row: int) -> tuple[list[str], tuple[int, int]]:
    """Return the names in the header and where the record lies."""
    at = 0
    for _ in range(header_row):
        at = after_line_end(body, record_cells(body, at, grammar.delimiter)[1])
        if at >= len(body):
            raise FileProblem(
                f"The file has fewer than {header_row + 1} lines. Choose another header row."
            )
    spans, end = record_cells(body, at, grammar.delimiter)
    check_width(len(spans))
    return [unquoted(grammar.decode(body[a:b])) for a, b in spans], (at, end)


def check_width(n_columns: int) -> None:
    """Refuse a table of too many columns, before much work is done for it.

    Raises:
        FileProblem: it has more than ``MAX_COLUMNS``.
    """
    if n_columns > MAX_COLUMNS:
        raise FileProblem(
            f"The table has more than {MAX_COLUMNS:,} columns. Check which character separates "
            "the cells, or save the columns that matter as a file of their own."
        )


def complete_names(names: list[str], layout: Layout) -> tuple[str, ...]:
    """Return one name for each column."""
    named = ["", *names] if layout.row_names else list(names)
    named += [f"column {i + 1}" for i in range(len(named), layout.n_columns)]
    return tuple(named[: layout.n_columns])
