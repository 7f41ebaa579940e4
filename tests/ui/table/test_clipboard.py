import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import SetCells
from em_desktop.roster.roles import Roles
from em_desktop.ui.table.clipboard import cells as copied_cells
from em_desktop.ui.table.clipboard import from_text, to_text

cells = st.one_of(
    st.sampled_from(["", "5'7\"", '"', '""', 'say "hi"', "a\nb", "a\tb", '"\n"', " x ", "Zoë"]),
    st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=6),
)


@st.composite
def blocks(draw):
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4))


@given(blocks())
def test_what_is_copied_is_pasted_the_same(block):
    assert from_text(to_text(block)) == block


@pytest.mark.parametrize(
    ("copied", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),  # Excel on Windows
        ("a\tb\nc\td\n", [["a", "b"], ["c", "d"]]),  # LibreOffice
        ("a\rb\r", [["a"], ["b"]]),  # an old Mac
        ("female", [["female"]]),
        ("5'7\"\t160\n", [["5'7\"", "160"]]),  # both leave quotes within alone
        ('"two\nlines"\tx\n', [["two\nlines", "x"]]),
        ('"two\r\nlines"\tx\r\n', [["two\nlines", "x"]]),
        ('"say ""hi""\nagain"\n', [['say "hi"\nagain']]),
        ("a\t\n\tb\n", [["a", ""], ["", "b"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("\n", [[""]]),
        ("\t\n", [["", ""]]),
        ("", []),
        ("a\tb\nc\n", [["a", "b"], ["c"]]),
    ],
)
def test_what_spreadsheets_copy_is_understood(copied, block):
    assert from_text(copied) == block


@pytest.mark.parametrize(
    ("copied", "block"),
    [
        ('"Ann" Smith\tx\ny\tz\n', [['"Ann" Smith', "x"], ["y", "z"]]),
        ('"open\tx\ny\tz', [['"open', "x"], ["y", "z"]]),
    ],
)
def test_quotes_that_are_no_quoting_are_taken_as_they_stand(copied, block):
    assert from_text(copied) == block


def test_a_very_long_cell_is_pasted_whole():
    long = "x" * 1_000_000
    assert from_text(to_text([[long, "a\tb"]])) == [[long, "a\tb"]]


# What a block holds.


def copied(document, rows, columns):
    return copied_cells(document.workspace, document.status, np.array(rows), columns)


def test_cells_are_copied_as_the_file_has_them(document):
    odd = "a\nb\u00a0c\u200dd"
    document.do(SetCells(0, (3,), (odd,)), "edit")
    assert copied(document, [3, 0], [0, 2]) == [(odd, "175"), ("Pupil 0", "158")]


def test_what_was_accepted_is_copied_and_what_is_only_suggested_is_not(document, infer):
    infer(document)
    document.do(accept(document.suggestions, [12]), "accept")
    document.do(leave_blank([13]), "blank")
    assert copied(document, [12, 13, 14], [1]) == [("female",), ("?",), ("n/a",)]
    assert document.workspace.roster.columns[1][12] == ""


def test_nothing_is_copied_as_nothing(document_of):
    document = document_of([], Roles())
    assert copied(document, np.array([], dtype=int), [0, 1]) == []
