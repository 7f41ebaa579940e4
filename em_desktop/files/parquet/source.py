"""Parquet files: reading one as a roster, and writing it with some cells changed.

A Parquet file cannot be patched in place: its columns are packed, and each is written anew. What
nobody changed has the same value in the new file, which is read back and compared; types, the
schema and the file's own metadata, compression and groups of rows are kept.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from em_desktop.files.obstacles import Kind, Obstacle
from em_desktop.files.pacing import Pace
from em_desktop.files.parquet.text import as_values, column_texts, is_nested, same_values
from em_desktop.files.parquet.write import changed_table, new_texts, packed
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format, Opened
from em_desktop.files.workbook.table_area import MAX_CELLS
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster, Texts

MAX_COLUMNS = 16_384
MAX_UNPACKED = 4 << 30
"""Bytes of the columns, unpacked, of the largest file that is read."""
_ROWS_AT_ONCE = 1 << 16
_ENCRYPTED = b"PARE"
_COLUMNS_AT_ONCE = 64
T = TypeVar("T")

KEEPS = (
    "A Parquet file is always written anew. Each value that you did not change, the types of the "
    "columns and the file’s own metadata are the same."
)
_DAMAGED = (
    "The Parquet file is damaged or not complete. Copy it again, or have the program that made it "
    "write it again."
)
_PROTECTED = (
    "The Parquet file is encrypted. Have the program that made it write it without encryption."
)
_TYPE = (
    "the column holds values of another type ({kind}), which this text is not as it is written. "
    "Choose another value, or export as CSV or XLSX."
)


def read_parquet(content: bytes, path: Path | None, pace: Pace) -> Opened:
    """Read a Parquet file.

    Args:
        content: the whole file.
        path: where it lies, if anywhere.
        pace: told about progress.

    Raises:
        FileProblem: encrypted, damaged, or too large.
        ReadCancelled: cancelled.
    """
    file = _opened(content)
    roster = _roster(file, pace)
    notes = []
    nested = [field.name for field in file.schema_arrow if is_nested(field.type)]
    if nested:
        notes.append(
            f"{len(nested):,} columns hold lists or records, shown as JSON."
            if len(nested) > 1
            else "One column holds lists or records, shown as JSON."
        )
    if roster.n_rows == 0:
        notes.append("The file holds a header and no rows.")
    return Opened(path, roster, ParquetSource(content, roster), tuple(notes))


class ParquetSource:
    """A Parquet file's content, able to write itself again with some cells changed."""

    format = Format.PARQUET
    splices = False  # the columns are packed, and written anew
    keeps = KEEPS
    summary = "Parquet"
    suffixes: frozenset[str] = frozenset()  # what reads Parquet goes by the content
    extras = ("the types of the columns",)

    def __init__(self, content: bytes, roster: Roster) -> None:
        """Remember what was read.

        Args:
            content: the whole file.
            roster: its text.
        """
        self._content, self._roster = content, roster

    def obstacles(self, changes: Changes) -> tuple[Obstacle, ...]:
        """Return the cells whose new text is none of their column's type."""
        found = []
        schema = _opened(self._content).schema_arrow
        for column, field in enumerate(schema):
            ids, new = new_texts(changes, column, self._roster)
            _, refused = as_values(new, field.type)
            if not field.nullable:
                refused = sorted({*refused, *(i for i, text in enumerate(new) if not text)})
            if refused:
                cells = tuple((ids[i], column) for i in refused)
                places = tuple(f"{field.name}, row {ids[i] + 1}" for i in refused)
                why = _TYPE.format(kind=field.type)
                found.append(Obstacle(Kind.TYPE, cells, places, why))
        return tuple(found)

    def cautions(self, changes: Changes) -> tuple[str, ...]:  # noqa: ARG002 - part of the protocol
        """Say that the file is written anew."""
        return (KEEPS,)

    def rewrite(self, changes: Changes) -> bytes:
        """Return a new file with the changes made and every other value as it was.

        Raises:
            FileProblem: a text that its column's type cannot hold.
        """
        for obstacle in self.obstacles(changes):
            raise FileProblem(obstacle.sentence)
        if not (changes.cells or changes.deleted or changes.added or changes.new_columns):
            return self._content
        file = _opened(self._content)
        before: pa.Table = _guarded(file.read)
        try:
            after = changed_table(before, changes, self._roster)
            content = packed(after, file)
        except pa.ArrowMemoryError as error:
            raise MemoryError from error
        except (pa.ArrowException, ValueError, OverflowError) as error:
            raise FileProblem(
                "The Parquet file cannot take these changes. Export as CSV or XLSX."
            ) from error
        self._prove(before, after, changes, content)
        return content

    def reread(self, content: bytes, n_columns: int) -> Roster:  # noqa: ARG002 - part of the protocol
        """Read what ``rewrite`` returned."""
        return _roster(_opened(content), Pace())

    def _prove(self, before: pa.Table, after: pa.Table, changes: Changes, content: bytes) -> None:
        """Compare what was written with what was meant, and what nobody changed with the original.

        Schema, metadata and each value, not only what is shown of it.
        """
        found: pa.Table = _guarded(_opened(content).read)
        kept = pa.schema(list(found.schema)[: before.num_columns], found.schema.metadata)
        same = (
            found.schema.equals(after.schema, check_metadata=True)
            and kept.equals(before.schema, check_metadata=True)
            and all(map(same_values, found.columns, after.columns))
            and _same_where_unchanged(before, found, changes)
        )
        if not same:
            raise FileProblem(
                "The new Parquet file would not have the same types and values, so nothing was "
                "written. Export as CSV or XLSX."
            )


def _same_where_unchanged(before: pa.Table, found: pa.Table, changes: Changes) -> bool:
    """Return whether each value that nobody changed is the original's."""
    stays = np.ones(before.num_rows, dtype=bool)
    stays[sorted(changes.deleted)] = False
    written: dict[int, list[int]] = {}
    for row_id, column in changes.cells:
        written.setdefault(column, []).append(row_id)
    place = np.cumsum(stays) - 1
    for column in range(before.num_columns):
        same = stays.copy()
        same[written.get(column, [])] = False
        old = before.column(column).filter(pa.array(same))
        new = found.column(column).take(pa.array(place[same]))
        if pa.types.is_dictionary(old.type):  # its dictionary may have got new entries
            old, new = (each.cast(each.type.value_type) for each in (old, new))
        if not same_values(new, old):
            return False
    return True


def _opened(content: bytes) -> pq.ParquetFile:
    if content.startswith(_ENCRYPTED):
        raise FileProblem(_PROTECTED)
    file: pq.ParquetFile = _guarded(lambda: pq.ParquetFile(pa.BufferReader(content)))
    found = file.metadata
    if len(file.schema_arrow) > MAX_COLUMNS or found.num_columns > MAX_COLUMNS:
        raise FileProblem(
            f"The Parquet file has more than {MAX_COLUMNS:,} columns. Have a file written with "
            "the columns that matter."
        )
    unpacked = sum(found.row_group(i).total_byte_size for i in range(found.num_row_groups))
    if found.num_rows * max(found.num_columns, 1) > MAX_CELLS or unpacked > MAX_UNPACKED:
        raise FileProblem(
            f"The Parquet file holds more than the {MAX_CELLS:,} cells or {MAX_UNPACKED >> 30} GB "
            "that can be opened. Have a file written with the rows and columns that matter."
        )
    return file


def _roster(file: pq.ParquetFile, pace: Pace) -> Roster:
    n_rows = file.metadata.num_rows
    header = tuple(field.name for field in file.schema_arrow)
    parts: list[list[Texts]] = [[] for _ in header]
    done = 0
    batches = iter(file.iter_batches(_ROWS_AT_ONCE))
    while (batch := _guarded(lambda: next(batches, None))) is not None:
        done += batch.num_rows
        if done > n_rows:
            raise FileProblem(_DAMAGED)
        for column, values in enumerate(batch.columns):
            parts[column].append(_guarded(partial(column_texts, values)))
            if column % _COLUMNS_AT_ONCE == 0:
                pace.pause()
        pace.step(done / max(n_rows, 1))
    if done != n_rows:
        raise FileProblem(_DAMAGED)
    columns = []
    for pieces in parts:
        whole = np.concatenate(pieces) if pieces else np.empty(0, dtype=object)
        whole.flags.writeable = False
        columns.append(whole)
    return Roster(header, tuple(columns), np.arange(n_rows, dtype=np.int64))


def _guarded(work: Callable[[], T]) -> T:
    """Do what the library may refuse.

    Raises:
        FileProblem: encrypted, of an unknown kind, or damaged.
    """
    try:
        return work()
    except pa.ArrowMemoryError as error:
        raise MemoryError from error
    except pa.ArrowNotImplementedError as error:
        raise FileProblem(
            "The Parquet file uses something that this program cannot read. Have it written with "
            "plain types."
        ) from error
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError, IndexError) as error:
        raise FileProblem(_PROTECTED if "crypt" in str(error) else _DAMAGED) from error
