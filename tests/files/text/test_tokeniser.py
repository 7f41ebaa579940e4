import csv
import io
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from em_desktop.files.problem import FileProblem
from em_desktop.files.text import tokeniser
from em_desktop.files.text.grammar import (
    Grammar,
    after_line_end,
    record_cells,
    unquoted,
)
from em_desktop.files.text.tokeniser import blocks, find_cells

# Few characters, all of them meaningful, so that every adjacency is tried.
soup = st.text(alphabet='a,",\n\r;é " ', max_size=60)
chunks = st.integers(1, 40)


def one_by_one(content: bytes, delimiter: bytes) -> list[tuple[int, int, list[str]]]:
    """The grammar's measure: every record by itself."""
    records = []
    at = 0
    while at < len(content):
        spans, end = record_cells(content, at, delimiter)
        if end > at:
            cells = [unquoted(content[s:e].decode()) for s, e in spans]
            records.append((at, end, cells))
        at = after_line_end(content, end)
    return records


def in_blocks(content: bytes, grammar: Grammar, chunk: int) -> list[tuple[int, int, list[str]]]:
    records = []
    with mock.patch.multiple(tokeniser, CHUNK=chunk, _SLOW_CHUNK=chunk):
        for block in blocks(content, 0, grammar):
            at = 0
            texts = block.cells.texts()
            places = zip(block.starts, block.ends, block.widths, strict=True)
            for start, end, width in places:
                records.append((int(start), int(end), texts[at : at + width]))
                at += int(width)
            assert at == len(texts)
    return records


@given(soup, chunks)
@example('a,"b\r', 3)
@example('"a\r\n"\r\nb', 4)
@example('"a""', 2)
@example('a"b,"c"\n', 20)
def test_blocks_find_what_single_records_find(text: str, chunk: int) -> None:
    content = text.encode()
    try:
        wanted = one_by_one(content, b",")
    except FileProblem:
        with pytest.raises(FileProblem):
            in_blocks(content, Grammar(b",", "utf-8"), chunk)
    else:
        assert in_blocks(content, Grammar(b",", "utf-8"), chunk) == wanted


@given(soup, chunks, st.sampled_from([",", ";", "é"]))
def test_the_grammar_is_that_of_the_csv_module(text: str, chunk: int, delimiter: str) -> None:
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    try:
        found = in_blocks(text.encode(), Grammar(delimiter.encode(), "utf-8"), chunk)
    except FileProblem:
        return  # the csv module closes an open quote silently
    assert [cells for _, _, cells in found] == rows


@pytest.mark.parametrize("codec", ["cp1252", "utf-8", "euc_jp"])
@pytest.mark.parametrize("errors", ["strict", "replace"])
def test_cells_beyond_ascii_stand_in_their_places(codec: str, errors: str) -> None:
    name = "表示" if codec == "euc_jp" else "Zoë"
    text = f'"{name}, A",{name}\n{name},"{name}"\n'
    grammar = Grammar(b",", codec, errors)
    found = in_blocks(text.encode(codec), grammar, 1000)
    assert [cells for _, _, cells in found] == [[f"{name}, A", name], [name, name]]


def test_a_byte_above_127_may_separate_cells() -> None:
    found = in_blocks("a¦b\n".encode("cp1252"), Grammar(b"\xa6", "cp1252"), 1000)
    assert found == [(0, 3, ["a", "b"])]


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'a,b\n"c,d\n', 2), (b'"', 1), (b'a\r"b""\r', 2), (b'a\r\n\r\nx,"y""z', 3)],
)
@pytest.mark.parametrize("chunk", [1, 1000])
def test_a_quote_that_is_never_closed_is_named_by_its_line(
    content: bytes, line: int, chunk: int
) -> None:
    with pytest.raises(FileProblem, match=f"^Line {line}: a quotation mark"):
        in_blocks(content, Grammar(b",", "utf-8"), chunk)


def test_a_long_record_is_taken_whole() -> None:
    content = b'a,"' + b"x\n" * 200_000 + b'"\nb,c\n'
    found = in_blocks(content, Grammar(b",", "utf-8"), 1 << 10)
    assert [len(cells[1]) for _, _, cells in found] == [400_000, 1]


@given(soup, st.integers(1, 30), st.sampled_from([1, 3, 100]), st.data())
def test_a_cell_is_found_where_the_grammar_has_it(
    text: str, chunk: int, many: int, data: st.DataObject
) -> None:
    content = text.encode()
    try:
        records = [(at, record_cells(content, at, b",")) for at, *_ in one_by_one(content, b",")]
    except FileProblem:
        return
    wanted = [
        (at, end, column, span)
        for at, (spans, end) in records
        for column, span in enumerate(spans)
        if data.draw(st.booleans())
    ]
    starts, ends, columns = (
        np.array([each[i] for each in wanted], dtype=np.int64) for i in range(3)
    )
    with mock.patch.multiple(tokeniser, CHUNK=chunk, _MANY=many):
        found = find_cells(content, starts, ends, columns, Grammar(b",", "utf-8"))
    assert list(zip(*(each.tolist() for each in found), strict=True)) == [w[3] for w in wanted]
