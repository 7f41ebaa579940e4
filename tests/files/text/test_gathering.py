import csv
import io
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.text import gathering, short_texts, tokeniser
from em_desktop.files.text.gathering import Columns
from em_desktop.files.text.grammar import Grammar
from em_desktop.files.text.tokeniser import blocks
from em_desktop.roster.table import Roster

GRAMMAR = Grammar(b",", "utf-8")


def gathered(content: bytes, n_columns: int) -> Roster:
    columns = Columns(n_columns, len(content), Pace())
    for block in blocks(content, 0, GRAMMAR):
        columns.add(block)
    return columns.roster(tuple("x" * n_columns))


@given(
    st.lists(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=4), max_size=20),
    st.integers(1, 3),
    st.sampled_from([1, 3, 10**9]),
    st.sampled_from([1, 10**9]),
)
def test_records_are_padded_and_cut_whatever_the_blocks(
    records: list[list[str]], n_columns: int, at_once: int, many: int
) -> None:
    content = b"".join(",".join(record).encode() + b"\n" for record in records)
    with mock.patch.multiple(gathering, _ROWS_AT_ONCE=at_once, _MANY_ROWS=many):
        roster = gathered(content, n_columns)
    wanted = [(record + [""] * n_columns)[:n_columns] for record in records]
    assert [list(row) for row in zip(*roster.columns, strict=True)] == wanted
    assert roster.ragged == {i for i, r in enumerate(records) if len(r) != n_columns}
    assert roster.row_ids.tolist() == list(range(len(records)))


def test_equal_texts_of_a_column_are_one_object() -> None:
    roster = gathered(b"".join(b"Pupil %d,female\n" % i for i in range(50_000)), 2)
    assert len({id(text) for text in roster.columns[1]}) == 1
    assert roster.cell(49_999, 0) == "Pupil 49999"


def test_padding_has_bounds() -> None:
    with pytest.raises(FileProblem, match="far more cells than the rows"):
        gathered(b"1\n" * 90_000, 90_000)


CELLS = st.text(alphabet='aé表 ,"\n', max_size=12)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), max_size=30)))
def test_columns_of_short_and_long_texts_are_gathered_alike(rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    content = text.getvalue().encode()
    width = len(rows[0]) if rows else 1
    with (
        mock.patch.multiple(gathering, _MANY_ROWS=1, _DISTINCT_SAMPLE=5),
        mock.patch.object(tokeniser, "CHUNK", 64),
        mock.patch.object(short_texts, "_MOST", 4),
    ):
        roster = gathered(content, width)
    assert [tuple(row) for row in zip(*roster.columns, strict=True)] == rows
