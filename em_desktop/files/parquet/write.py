"""Writing Parquet: a table of texts anew, or one that was read with some of its values changed."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from em_desktop.files.parquet.text import as_values, taken
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.cell_text import plain_number
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

_ROWS_IN_A_GROUP = 1 << 20
_VERSION = "2.6"
"""Of the format; earlier ones lose unsigned numbers and nanoseconds."""
_CODECS = {"SNAPPY", "GZIP", "BROTLI", "LZ4", "ZSTD"}


def write_parquet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a new Parquet file: columns of plain numbers as numbers, all others as text.

    Args:
        header: column names.
        rows: one text for each column, for each row; an empty one is a missing value.

    Raises:
        FileProblem: a text that no file can hold.
    """
    columns = list(zip(*rows, strict=True)) or [() for _ in header]
    try:
        arrays = [_new_column(column) for column in columns]
        fields = [pa.field(name, values.type) for name, values in zip(header, arrays, strict=True)]
        table = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
        out = io.BytesIO()
        pq.write_table(table, out, row_group_size=_ROWS_IN_A_GROUP, version=_VERSION)
    except UnicodeEncodeError as error:
        raise FileProblem(
            "The new file would hold half a character, which no file can. Type that cell again."
        ) from error
    return out.getvalue()


def _new_column(texts: Sequence[str]) -> pa.Array:
    """Return texts as numbers where all are plain numbers, else as text."""
    filled = {text for text in texts if text}
    numbers = {text: plain_number(text) for text in filled}
    if not filled or any(number is None for number in numbers.values()):
        return pa.array([text or None for text in texts], pa.string())
    if any("." in text for text in filled):
        return pa.array([numbers[text] if text else None for text in texts], pa.float64())
    return pa.array([int(text) if text else None for text in texts], pa.int64())


def new_texts(changes: Changes, column: int, roster: Roster) -> tuple[list[int], list[str]]:
    """Return the ids of rows whose cell is written, those of the file first, and the texts."""
    cells = {
        row_id: text
        for (row_id, c), text in changes.cells.items()
        if c == column and row_id not in changes.deleted and roster.cell(row_id, c) != text
    }
    ids = [*cells, *(row_id for row_id, _ in changes.added)]
    return ids, [*cells.values(), *(row[column] for _, row in changes.added)]


def changed_table(table: pa.Table, changes: Changes, roster: Roster) -> pa.Table:
    """Return a table with the changes made; columns keep their types, and values theirs.

    Args:
        table: as it was read.
        changes: texts that their columns can hold; see ``as_values``.
        roster: the table's texts.
    """
    n_rows, n_added = table.num_rows, len(changes.added)
    kept = np.ones(n_rows, dtype=bool)
    kept[sorted(changes.deleted)] = False
    columns = []
    for at, values in enumerate(table.columns):
        ids, texts = new_texts(changes, at, roster)
        if not ids and not changes.deleted:
            columns.append(values)
            continue
        new, _ = as_values(texts, values.type)
        places = np.arange(n_rows, dtype=np.int64)
        n_cells = len(ids) - n_added
        places[ids[:n_cells]] = n_rows + np.arange(n_cells)
        added = n_rows + n_cells + np.arange(n_added)
        columns.append(_taken(values, new, np.concatenate([places[kept], added])))
    fields = list(table.schema)
    ids = [*np.flatnonzero(kept).tolist(), *(row_id for row_id, _ in changes.added)]
    for column in changes.new_columns:
        values = _new_column([column.texts.get(row_id, "") for row_id in ids])
        columns.append(values)
        fields.append(pa.field(column.header, values.type))
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, table.schema.metadata))


def _taken(values: pa.ChunkedArray, new: pa.Array, places: NDArray[np.int64]) -> pa.Array:
    """Return the values at these places in a column with new ones behind its own."""
    if pa.types.is_dictionary(values.type):
        values = values.unify_dictionaries()
    pool = pa.chunked_array([*values.chunks, new], values.type)
    if pa.types.is_dictionary(values.type):  # entries keep their order; new ones come last
        pool = pool.unify_dictionaries()
    return taken(pool, pa.array(places))


def packed(table: pa.Table, before: pq.ParquetFile) -> bytes:
    """Return a Parquet file packed as another is: codecs, dictionaries, groups of rows."""
    found = before.metadata
    codecs: dict[str, str] = {}
    dictionaries: list[str] = []
    if found.num_row_groups:
        group = found.row_group(0)
        for at in range(group.num_columns):
            column = group.column(at)
            codec = column.compression
            codecs[column.path_in_schema] = codec if codec in _CODECS else "NONE"
            if column.has_dictionary_page:
                dictionaries.append(column.path_in_schema)
    usual = Counter(codecs.values()).most_common(1)
    known = {field.name for field in before.schema_arrow}
    for name in table.schema.names:
        if name not in known:
            codecs[name] = usual[0][0] if usual else "SNAPPY"
            dictionaries.append(name)
    out = io.BytesIO()
    with pq.ParquetWriter(
        out,
        table.schema,
        compression=codecs or "SNAPPY",
        use_dictionary=dictionaries or not found.num_row_groups,
        version=_VERSION,
        store_schema=b"ARROW:schema" in (found.metadata or {}),
    ) as writer:
        start = 0
        for size in _group_sizes(table.num_rows, before):
            writer.write_table(table.slice(start, size), row_group_size=max(size, 1))
            start += size
    return out.getvalue()


def _group_sizes(n_rows: int, before: pq.ParquetFile) -> list[int]:
    """Return how many rows each group has: as before, or as many as the first one had."""
    found = before.metadata
    sizes = [found.row_group(at).num_rows for at in range(found.num_row_groups)]
    if sum(sizes) == n_rows:
        return sizes
    usual = max(sizes[0], 1) if sizes else _ROWS_IN_A_GROUP
    return [min(usual, n_rows - start) for start in range(0, n_rows, usual)]
