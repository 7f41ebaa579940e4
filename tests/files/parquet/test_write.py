import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from em_desktop.files.parquet.write import changed_table, new_texts, packed, write_parquet
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

ROSTER = Roster.from_rows(("a", "b"), [("x", "1"), ("y", "2"), ("z", "3")])


def test_only_texts_that_differ_are_written() -> None:
    changes = Changes(
        {(0, 0): "x", (1, 0): "new", (2, 0): "gone"}, frozenset({2}), ((5, ("n", "")),)
    )
    assert new_texts(changes, 0, ROSTER) == ([1, 5], ["new", "n"])
    assert new_texts(changes, 1, ROSTER) == ([5], [""])


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_a_column_keeps_its_type(kind: pa.DataType) -> None:
    table = pa.table({"a": pa.array(["x", "y", "z"], kind), "b": [1, 2, 3]})
    after = changed_table(table, Changes({(1, 0): "new"}), ROSTER)
    assert after.schema == table.schema
    assert after.column("a").to_pylist() == ["x", "new", "z"]
    assert after.column("b") is table.column("b") or after.column("b").equals(table.column("b"))


def test_groups_of_rows_stay_as_large_as_they_were() -> None:
    out = io.BytesIO()
    table = pa.table({"a": ["x", "y", "z"], "b": [1, 2, 3]})
    pq.write_table(table, out, row_group_size=2, compression="gzip")
    before = pq.ParquetFile(pa.BufferReader(out.getvalue()))
    for rows, sizes in ((3, [2, 1]), (1, [1]), (0, [])):
        found = pq.ParquetFile(pa.BufferReader(packed(table.slice(0, rows), before))).metadata
        assert [found.row_group(i).num_rows for i in range(found.num_row_groups)] == sizes


def test_a_new_file_is_read_by_everybody() -> None:
    found = pq.ParquetFile(pa.BufferReader(write_parquet(("a",), [("Zoë",), ("",)])))
    assert found.read().to_pydict() == {"a": ["Zoë", None]}
    assert found.metadata.row_group(0).column(0).compression == "SNAPPY"
