import pytest

from em_desktop.files.text.cell_spans import Spans
from em_desktop.files.text.grammar import Grammar
from em_desktop.files.text.tokeniser import blocks


def spans(text: str) -> Spans:
    (block,) = blocks(text.encode(), 0, Grammar(b",", "utf-8"))
    return block.cells


def test_columns_are_chosen_with_their_quotes() -> None:
    cells = spans('a,"b""c",d\n1,2,"é""x"y\n')
    assert cells.columns([1, 2], 3).texts() == ['b"c', "d", "2", 'é"xy']
    assert cells.columns([0], 3).texts() == ["a", "1"]
    assert cells.columns([0, 1, 2], 3).texts() == ["a", 'b"c', "d", "1", "2", 'é"xy']


@pytest.mark.parametrize("text", ['a,"b"c\n', "a,123456789\n"])
def test_long_and_involved_cells_have_no_number(text: str) -> None:
    assert spans(text).numbers() is None


def test_equal_cells_have_equal_numbers() -> None:
    numbers = spans('é,"é",12345678,"",\n').numbers()
    assert numbers is not None
    assert numbers[0] == numbers[1] != numbers[2]
    assert numbers[3] == numbers[4] == 0


def test_long_cells_are_taken_one_by_one() -> None:
    assert spans(f"{'é' * 900},b\n").texts() == ["é" * 900, "b"]
