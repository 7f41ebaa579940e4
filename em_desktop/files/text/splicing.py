"""Writing a delimited file again: what nobody changed keeps its bytes."""

import io
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from em_desktop.files.cell_range import CellRange, column_letters
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.cell_spans import Positions
from em_desktop.files.text.cell_writer import CellWriter
from em_desktop.files.text.encoding import TextEncoding
from em_desktop.files.text.grammar import Grammar, after_line_end, record_cells
from em_desktop.files.text.quotes import QUOTE
from em_desktop.files.text.tokeniser import find_cells
from em_desktop.review.changes import Changes

_STYLE_RECORDS = 32
_PIECES = 10_000
_SHORT = 10_000
_STRANGE_ROW = "a changed cell's row is not in the file"


@dataclass(frozen=True, eq=False, repr=False)
class Splicer:
    """The bytes of a delimited text, and where its records lie.

    Attributes:
        body: the text's bytes, in the grammar's encoding, without a mark.
        grammar: how they are taken apart.
        encoding: of the file; a new text must fit into it.
        header: the header's names, for messages; one for each column of the roster.
        header_span: where the header lies; None where there is none.
        header_cells: cells that the header should have (fewer than columns where the first
            column of row names has no header).
        starts: where each record begins, shape ``(n_rows,)``.
        ends: where each record ends before its line end, shape ``(n_rows,)``.
        ragged: rows that have more or fewer cells than the roster has columns.
        area: the part that is the roster; None for all of the text.
        tail: bytes below the part's last row.
    """

    body: bytes
    grammar: Grammar
    encoding: TextEncoding
    header: tuple[str, ...]
    header_span: tuple[int, int] | None
    header_cells: int
    starts: Positions
    ends: Positions
    ragged: frozenset[int]
    area: CellRange | None = None
    tail: int = 0

    def splice(self, changes: Changes) -> bytes:
        """Return the body with the changes made.

        A changed cell that was quoted stays quoted; another is quoted if it must be. A short
        record is padded up to a changed or new cell. A deleted record goes with its line end.
        Added rows follow the last line, in the line end and the quoting of the last records;
        those of a range follow its last row, and what stands below moves down.

        Raises:
            FileProblem: the encoding lacks a character, or cells beside a range are in the way.
        """
        body = memoryview(self.body)
        if self.area is not None:
            self._check_neighbours(changes, self.area)
        writer = CellWriter(self.grammar, self.encoding)
        quoting = self._quoting()
        out = io.BytesIO()
        at = 0
        if changes.new_columns and self.header_span is not None:
            begin, at = self.header_span
            out.write(body[:begin])
            quoted = self.body.endswith(b'"', begin, at)
            names = [
                writer.cell(new.header, "the header", new.header, quoted=quoted)
                for new in changes.new_columns
            ]
            out.write(self._record(begin, {}, names, self.header_cells))
        if changes.new_columns or self.area is not None:
            splices: Iterable[tuple[int, int, bytes]]
            splices = self._records(changes, writer, quoted=quoting[-1])
        else:
            splices = self._cells(changes, writer)
        pieces: list[bytes | memoryview] = []
        for begin, end, raw in splices:
            few = begin - at < _SHORT  # which are copied sooner than seen
            pieces += (self.body[at:begin] if few else body[at:begin], raw)
            at = end
            if len(pieces) > _PIECES:
                out.write(b"".join(pieces))
                pieces.clear()
        out.write(b"".join(pieces))
        stop = len(body) - self.tail
        out.write(body[at:stop])
        if changes.added:
            last_byte = out.getbuffer()[-1:].tobytes()
            out.write(self._appended(changes, writer, quoting, last_byte))
        out.write(body[stop:])
        return out.getvalue()

    def _records(
        self, changes: Changes, writer: CellWriter, *, quoted: bool
    ) -> Iterator[tuple[int, int, bytes]]:
        """Return each record that changes and what takes its place, first to last."""
        width, new = len(self.header), changes.new_columns
        by_row = _by_row(changes, range(len(self.starts)))
        touched = range(len(self.starts)) if new else sorted(by_row.keys() | changes.deleted)
        for row_id in touched:
            begin, end = int(self.starts[row_id]), int(self.ends[row_id])
            if row_id in changes.deleted:
                yield begin, after_line_end(self.body, end), b""
                continue
            extra = [
                writer.cell(c.texts.get(row_id, ""), row_id, c.header, quoted=quoted) for c in new
            ]
            if row_id not in by_row and row_id not in self.ragged and self.area is None:
                yield end, end, self.grammar.delimiter.join((b"", *extra))
                continue
            cells = {
                column: writer.cell(text, row_id, self.header[column])
                for column, text in by_row.get(row_id, {}).items()
            }
            yield begin, end, self._record(begin, cells, extra, width)

    def _cells(self, changes: Changes, writer: CellWriter) -> Iterable[tuple[int, int, bytes]]:
        """Return the same cell by cell: only rows of another width are written whole."""
        places = np.fromiter(chain.from_iterable(changes.cells), np.int64, 2 * len(changes.cells))
        rows, columns = places.reshape(-1, 2).T
        if len(rows) and not 0 <= rows.min() <= rows.max() < len(self.starts):
            raise ValueError(_STRANGE_ROW)
        even = np.ones(len(self.starts), dtype=bool)
        even[[*self.ragged, *changes.deleted]] = False
        order = np.flatnonzero(even[rows])
        order = order[np.lexsort((columns[order], rows[order]))]
        rows, columns = rows[order], columns[order]
        found = find_cells(self.body, self.starts[rows], self.ends[rows], columns, self.grammar)
        texts = list(changes.cells.values())
        body = np.frombuffer(self.body, dtype=np.uint8)
        first = np.minimum(found[0], max(len(body) - 1, 0))
        quoted = (found[0] < found[1]) & (body[first] == QUOTE)
        raws = writer.cells(
            [texts[index] for index in order.tolist()],
            quoted.tolist(),
            zip(rows.tolist(), columns.tolist(), strict=True),
            self.header,
        )
        if len(self.header) == 1:
            raws = [self._not_blank(raw) for raw in raws]
        splices = zip(found[0].tolist(), found[1].tolist(), raws, strict=True)
        uneven = changes.deleted
        if self.ragged:
            uneven |= _by_row(changes, self.ragged).keys()
        if not uneven:
            return splices
        cells = {place: text for place, text in changes.cells.items() if place[0] in uneven}
        others = self._records(Changes(cells, changes.deleted), writer, quoted=False)
        return sorted([*splices, *others])

    def _check_neighbours(self, changes: Changes, area: CellRange) -> None:
        """Refuse what would move or remove cells beside the range."""
        places = [int(self.starts[row_id]) for row_id in sorted(changes.deleted)]
        if any(self._beside(begin, area) for begin in places):
            raise FileProblem(
                f"Rows cannot be deleted from the range {area}: other cells stand beside it in "
                "their lines. Bring the rows back, or save the roster as a new workbook."
            )
        below = len(self.body) - self.tail
        if changes.added and self.tail and self._beside(below, area, alone=True):
            raise FileProblem(
                f"The range {area} has no room for more rows: beside it the lines go on with "
                "other cells. Delete the new rows, or save the roster as a new workbook."
            )
        if changes.new_columns:
            spans = [] if self.header_span is None else [self.header_span[0]]
            right = area.left + len(self.header)
            if any(self._filled(begin, right) for begin in (*spans, *self.starts.tolist())):
                raise FileProblem(
                    f"There is no room for a new column beside the range {area}: other cells "
                    f"stand in column {column_letters(right)} or right of it. Save the roster as "
                    "a new workbook."
                )

    def _beside(self, begin: int, area: CellRange, *, alone: bool = False) -> bool:
        """Whether a record has text beside the range; with ``alone``, and none in it."""
        columns = self._filled(begin)
        beside = any(not area.holds_column(column) for column in columns)
        return beside and not (alone and any(area.holds_column(column) for column in columns))

    def _filled(self, begin: int, first: int = 0) -> list[int]:
        """Return the columns of a record that hold text, from ``first`` on."""
        spans, _ = record_cells(self.body, begin, self.grammar.delimiter)
        return [
            column
            for column, (start, end) in enumerate(spans)
            if column >= first and self.body[start:end].strip(b' "')
        ]

    def _record(
        self, begin: int, cells: Mapping[int, bytes], extra: Sequence[bytes], width: int
    ) -> bytes:
        spans, _ = record_cells(self.body, begin, self.grammar.delimiter)
        raw = [self.body[start:end] for start, end in spans]
        left = 0 if self.area is None else self.area.left
        width += left
        missing = max([width if extra else 0, *(left + column + 1 for column in cells)]) - len(raw)
        raw += [b""] * missing
        for column, cell in cells.items():
            quoted = raw[left + column].startswith(b'"') and not cell.startswith(b'"')
            raw[left + column] = b'"' + cell + b'"' if quoted else cell
        raw[width:width] = extra
        return self._not_blank(self.grammar.delimiter.join(raw))

    def _appended(
        self,
        changes: Changes,
        writer: CellWriter,
        quoting: Sequence[bool],
        last_byte: bytes,
    ) -> bytes:
        line_end = self._line_end()
        left = [b""] * (0 if self.area is None else self.area.left)
        lines = []
        for row_id, row in changes.added:
            place = f"the added row {row_id + 1}"
            cells = [
                writer.cell(text, place, name, quoted=quoted)
                for text, name, quoted in zip(row, self.header, quoting, strict=True)
            ]
            cells += [
                writer.cell(c.texts.get(row_id, ""), place, c.header, quoted=quoting[-1])
                for c in changes.new_columns
            ]
            lines.append(self._not_blank(self.grammar.delimiter.join([*left, *cells])))
        first = b"" if last_byte in {b"", b"\n", b"\r"} else line_end
        last = line_end if self.tail or self.body.endswith((b"\n", b"\r")) else b""
        return first + line_end.join(lines) + last

    def _not_blank(self, record: bytes) -> bytes:
        """A record without a byte would be no row; an empty quoted cell means the same."""
        return record or b'""'

    def _line_end(self) -> bytes:
        """Return the last line end of the file, LF where it has none."""
        body = self.body
        if not body.endswith((b"\n", b"\r")):
            begin = self.header_span[0] if self.header_span is not None else 0
            begin = int(self.starts[-1]) if len(self.starts) else begin
            body = body[max(begin - 2, 0) : begin]
        if body.endswith(b"\r\n"):
            return b"\r\n"
        return body[-1:] if body.endswith((b"\n", b"\r")) else b"\n"

    def _quoting(self) -> tuple[bool, ...]:
        """Return for each column whether most filled cells of the last records are quoted."""
        balance = np.zeros(len(self.header), dtype=np.int64)
        for begin in self.starts[-_STYLE_RECORDS:].tolist():
            spans, _ = record_cells(self.body, begin, self.grammar.delimiter)
            spans = spans[0 if self.area is None else self.area.left :]
            for column, (start, end) in enumerate(spans[: len(balance)]):
                if end > start:
                    balance[column] += 1 if self.body.startswith(b'"', start) else -1
        return tuple((balance > 0).tolist())


def _by_row(changes: Changes, rows: Container[int]) -> dict[int, dict[int, str]]:
    """Return the changed cells of some rows that stay."""
    by_row: dict[int, dict[int, str]] = {}
    for (row_id, column), text in changes.cells.items():
        if row_id in rows and row_id not in changes.deleted:
            by_row.setdefault(row_id, {})[column] = text
    return by_row
