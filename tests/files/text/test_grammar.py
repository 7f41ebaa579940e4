from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.problem import FileProblem
from em_desktop.files.text import grammar
from em_desktop.files.text.grammar import line_number, record_cells


def test_lines_are_counted_whatever_ends_them() -> None:
    content = b"a\nb\r\nc\rd"
    assert [line_number(content, at) for at in (0, 2, 5, 7)] == [1, 2, 3, 4]


def test_a_cell_of_quotes_alone_is_closed_at_once_however_long() -> None:
    content = b'"' + b'""' * 500_000 + b'",x\n"' + b'a""' * 500_000 + b'"'
    spans, end = record_cells(content, 0, b",")
    assert spans == [(0, 1_000_002), (1_000_003, 1_000_004)]
    spans, end = record_cells(content, end + 1, b",")
    assert spans == [(1_000_005, len(content))]


@pytest.mark.parametrize("inner", [b'""' * 500_000, b'a""' * 500_000])
def test_a_quote_that_never_closes_is_found_so_after_any_number_of_quotes(inner: bytes) -> None:
    with pytest.raises(FileProblem, match=r"^Line 2:"):
        record_cells(b'a\n"' + inner, 2, b",")


@given(st.lists(st.sampled_from(['"', '""', "x", ",", "\n"]), max_size=40), st.integers(1, 7))
def test_a_far_closing_quote_is_the_same_as_a_near_one(pieces: list[str], chunk: int) -> None:
    content = ('"' + "".join(pieces)).encode()

    def found(few: int) -> object:
        with mock.patch.multiple(grammar, _FEW_RUNS=few, _CHUNK=chunk):
            try:
                return record_cells(content, 0, b",")
            except FileProblem as problem:
                return str(problem)

    assert found(0) == found(1000)
