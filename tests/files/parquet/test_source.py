import io
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.obstacles import Kind
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.parquet import source as parquet
from em_desktop.files.parquet.source import KEEPS
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.files.writing import write_table
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

GENDER = pa.dictionary(pa.int8(), pa.string(), ordered=True)
SCHEMA = pa.schema(
    [
        pa.field("id", pa.uint32(), nullable=False, metadata={"unit": "none"}),
        ("name", pa.string()),
        ("gender", GENDER),
        ("height", pa.float32()),
        ("fee", pa.decimal128(6, 2)),
        ("seen", pa.timestamp("ns", "UTC")),
        ("tags", pa.list_(pa.string())),
    ],
    metadata={"made by": "a test"},
)
ROWS = [
    (1, "Zoë", "M", 172.5, Decimal("1.50"), 981173106_000000001, ["a"]),
    (2, None, None, None, None, None, None),
    (3, "Ben", "F", 180.0, Decimal("2.00"), 0, []),
    (4, "", "F", float("nan"), Decimal("3.25"), 86_400_000_000_000, ["b", "c"]),
    (5, "Zoë", None, 0.1, None, None, None),
]


def table() -> pa.Table:
    by_column = zip(*ROWS, strict=True)
    columns = [
        pa.array(column, field.type) for field, column in zip(SCHEMA, by_column, strict=True)
    ]
    genders = pa.DictionaryArray.from_arrays(
        pa.array([0, None, 1, 1, None], pa.int8()), pa.array(["M", "F"]), ordered=True
    )
    columns[2] = genders
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def content(made: pa.Table | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table() if made is None else made, out, **options)
    return out.getvalue()


def opened(found: bytes) -> Opened:
    return open_bytes(found, None, ReadOptions(), Pace())


def exported(found: Opened, changes: Changes, target: Format = Format.PARQUET) -> bytes:
    return prepare(
        found, Workspace(found.roster, found.roster, Roles()), changes, Manner(target)
    ).content


def read(found: bytes) -> pa.Table:
    return pq.ParquetFile(pa.BufferReader(found)).read()


def test_a_parquet_file_is_read_as_text() -> None:
    found = opened(content())
    assert found.roster.header == tuple(SCHEMA.names)
    rows = list(zip(*found.roster.columns, strict=True))
    assert rows[0] == ("1", "Zoë", "M", "172.5", "1.50", "2001-02-03 04:05:06.000000001Z", '["a"]')
    assert rows[1] == ("2", "", "", "", "", "", "")
    assert rows[3] == ("4", "", "F", "nan", "3.25", "1970-01-02 00:00:00Z", '["b", "c"]')
    assert found.notes == ("One column holds lists or records, shown as JSON.",)
    source = found.source
    assert (source.format, source.splices, source.keeps) == (Format.PARQUET, False, KEEPS)
    assert source.summary == "Parquet"


CHANGES = Changes(
    {(1, 2): "F", (4, 2): "X", (1, 3): "165.5", (0, 4): "1.75", (2, 5): ""},
    new_columns=(
        NewColumn("gender_source", {1: "accepted", 4: "entered"}),
        NewColumn("gender_probability", {1: "0.97"}),
    ),
)


def test_the_changed_cells_alone_differ_and_every_type_is_kept() -> None:
    found = opened(content(row_group_size=2, compression="zstd", use_dictionary=["name"]))
    written = exported(found, CHANGES)
    before, after = read(content()), read(written)
    assert after.select(range(7)).schema.equals(before.schema, check_metadata=True)
    assert after.schema.field("gender_probability").type == pa.float64()
    assert after.column("gender").combine_chunks().dictionary.to_pylist() == ["M", "F", "X"]
    assert after.column("gender").to_pylist() == ["M", "F", "F", "F", "X"]
    assert after.column("height").to_pylist()[:3] == [172.5, 165.5, 180.0]
    assert after.column("fee").to_pylist()[0] == Decimal("1.75")
    assert after.column("seen").cast(pa.int64()).to_pylist()[2:] == [None, 86_400_000_000_000, None]
    for name in ("id", "name", "tags"):
        assert after.column(name).to_pylist() == before.column(name).to_pylist()
    facts = pq.ParquetFile(pa.BufferReader(written)).metadata
    assert [facts.row_group(i).num_rows for i in range(3)] == [2, 2, 1]
    assert {facts.row_group(0).column(i).compression for i in range(9)} == {"ZSTD"}
    assert facts.row_group(0).column(1).has_dictionary_page
    assert not facts.row_group(0).column(3).has_dictionary_page


def test_rows_go_and_come() -> None:
    found = opened(content())
    row = ("9", "Dora", "F", "171", "4.00", "2024-05-06 07:08:09Z", "")
    after = read(exported(found, Changes(deleted=frozenset({0, 3}), added=((7, row),))))
    assert after.column("id").to_pylist() == [2, 3, 5, 9]
    assert after.column("gender").to_pylist() == [None, "F", None, "F"]
    assert after.column("tags").to_pylist() == [None, [], None, None]
    assert after.schema.equals(read(content()).schema, check_metadata=True)


def test_nothing_changed_is_the_same_file() -> None:
    assert exported(opened(content()), Changes()) == content()


@pytest.mark.parametrize(
    ("cell", "text"), [((0, 0), "1.5"), ((0, 0), ""), ((2, 3), "tall"), ((0, 6), "b")]
)
def test_a_text_that_its_column_cannot_hold_is_named(cell: tuple[int, int], text: str) -> None:
    found = opened(content())
    changes = Changes({cell: text, (1, 2): "F"})
    (obstacle,) = found.source.obstacles(changes)
    assert (obstacle.kind, obstacle.cells) == (Kind.TYPE, (cell,))
    with pytest.raises(FileProblem, match=rf"{SCHEMA.names[cell[1]]}, row {cell[0] + 1}") as told:
        exported(found, changes)
    assert "tall" not in str(told.value)
    assert read(exported(found, Changes({(1, 2): "F"}))).num_rows == 5


def test_a_small_index_that_is_full_is_told() -> None:
    values = pa.array([f"c{i}" for i in range(128)]).dictionary_encode()
    full = pa.DictionaryArray.from_arrays(values.indices.cast(pa.int8()), values.dictionary)
    found = opened(content(pa.table({"c": full})))
    with pytest.raises(FileProblem, match="cannot take these changes"):
        exported(found, Changes({(0, 0): "one more"}))


def test_a_file_without_rows_and_one_without_groups() -> None:
    empty = opened(content(table().slice(0, 0)))
    assert empty.roster.n_rows == 0
    assert empty.notes[-1] == "The file holds a header and no rows."
    row = ("9", "Dora", "F", "171", "4.00", "", "")
    after = read(exported(empty, Changes(added=((0, row),))))
    assert after.column("name").to_pylist() == ["Dora"]
    assert after.schema.equals(read(content()).schema, check_metadata=True)


def test_columns_may_share_a_name() -> None:
    made = pa.Table.from_arrays([pa.array(["a"]), pa.array([1])], names=["x", "x"])
    found = opened(content(made))
    assert read(exported(found, Changes({(0, 1): "2"}))).column(1).to_pylist() == [2]


def test_a_file_that_does_not_tell_its_arrow_types_does_not_begin_to() -> None:
    found = opened(content(pa.table({"a": [1]}), store_schema=False))
    facts = pq.ParquetFile(pa.BufferReader(exported(found, Changes({(0, 0): "2"})))).metadata
    assert b"ARROW:schema" not in (facts.metadata or {})


def test_any_table_can_become_parquet() -> None:
    rows = [("007", "172", "1.5", "n/a"), ("008", "", "2", "")]
    found = read(write_table(("id", "height", "x", "note"), rows, Format.PARQUET))
    assert found.to_pydict() == {
        "id": ["007", "008"],
        "height": [172, None],
        "x": [1.5, 2.0],
        "note": ["n/a", None],
    }
    assert read(write_table(("a", "a"), [], Format.PARQUET)).num_rows == 0
    with pytest.raises(FileProblem, match="half a character"):
        write_table(("a",), [("\ud800",)], Format.PARQUET)


def test_a_value_that_nobody_changed_is_held_against_the_original(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = opened(content(pa.table({"a": ["x", "y"], "t": pa.array([1, 2], pa.int64())})))
    real = parquet.changed_table

    def spoilt(table: pa.Table, changes: Changes, roster: Roster) -> pa.Table:
        return real(table.set_column(1, "t", pa.array([1, 3], pa.int64())), changes, roster)

    monkeypatch.setattr(parquet, "changed_table", spoilt)
    with pytest.raises(FileProblem, match="nothing was written"):
        exported(found, Changes({(0, 0): "z"}))


@given(st.data())
def test_a_table_comes_back_from_parquet_as_it_was(data: st.DataObject) -> None:
    numbers = st.floats(allow_nan=False).map(str) | st.integers().map(str) | st.just("")
    text = numbers | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    width = data.draw(st.integers(1, 4))
    rows = data.draw(st.lists(st.tuples(*[text] * width), max_size=8))
    header = data.draw(st.tuples(*[st.text(st.characters(exclude_categories=["Cs"]))] * width))
    found = opened(write_table(header, rows, Format.PARQUET)).roster
    assert found.header == header
    assert list(zip(*found.columns, strict=True)) == rows


@given(st.data())
def test_any_edits_leave_all_else_as_it_was(data: st.DataObject) -> None:
    before = read(content())
    found = opened(content(row_group_size=data.draw(st.integers(1, 5))))
    texts = {2: ["M", "F", "other", ""], 1: ["Ada", ""], 3: ["170", "170.25", ""], 4: ["9.99", ""]}
    cells = {
        (data.draw(st.integers(0, 4)), column): data.draw(st.sampled_from(texts[column]))
        for column in data.draw(st.lists(st.sampled_from(sorted(texts)), max_size=6))
    }
    deleted = data.draw(st.frozensets(st.integers(0, 4), max_size=4))
    after = read(exported(found, Changes(cells, deleted=deleted)))
    assert after.schema.equals(before.schema, check_metadata=True)
    kept = [row for row in range(5) if row not in deleted]
    for column in range(before.num_columns):
        for at, row in enumerate(kept):
            if (row, column) not in cells:
                one, other = before.column(column)[row], after.column(column)[at]
                assert one.equals(other) or repr(one) == repr(other)


def encrypted() -> bytes:
    return b"PARE" + bytes(40) + b"PARE"


BAD: dict[str, Callable[[], bytes]] = {
    "damaged or not complete": lambda: content()[:-20],
    "damaged or not complete.": lambda: b"PAR1" + bytes(100) + b"PAR1",
    "is encrypted": encrypted,
}


@pytest.mark.parametrize("words", BAD)
def test_bad_files_end_in_a_sentence(words: str) -> None:
    with pytest.raises(FileProblem, match=words) as told:
        opened(BAD[words]())
    assert str(told.value).endswith(".")


def test_damaged_files_end_in_a_table_or_a_sentence() -> None:
    draw, whole = random.Random(7), content(row_group_size=2)
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(draw.choice([1, 4, 32])):
            spoilt[draw.randrange(4, len(spoilt))] = draw.randrange(256)
        try:
            found = opened(bytes(spoilt))
            written = exported(found, Changes({(0, 1): "new"}))
        except FileProblem as problem:
            assert str(problem).endswith(".")  # noqa: PT017 - either end is right
        else:
            assert read(written).num_rows == found.roster.n_rows


@pytest.mark.parametrize(
    ("limit", "most"), [("MAX_CELLS", 10), ("MAX_UNPACKED", 10), ("MAX_COLUMNS", 3)]
)
def test_limits_are_told(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(parquet, limit, most)
    with pytest.raises(FileProblem, match=r"rows and columns that matter|columns that matter"):
        opened(content())


def test_reading_tells_its_progress_and_can_be_cancelled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parquet, "_ROWS_AT_ONCE", 1)
    shares: list[float] = []
    open_bytes(content(), None, ReadOptions(), Pace(shares.append, None))
    assert shares == sorted(shares)
    assert len(shares) >= 5
    with pytest.raises(ReadCancelled):
        open_bytes(content(), None, ReadOptions(), Pace(None, lambda: True))
