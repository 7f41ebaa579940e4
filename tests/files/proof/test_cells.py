"""The quick proof of changed cells agrees with what is right and with nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.proof import cells as proof_of_cells
from em_desktop.files.proof.cells import prove_changed_cells, suits
from em_desktop.files.source import Opened, ReadOptions
from em_desktop.review.changes import Changes

CONTENT = (
    b"\xef\xbb\xbf# school list\r\nname;gender;height\r\n"
    b'"Anna";F;172,5\r\n\r\n"Ben; ""Jr""\n";;180 \nCleo;"";"1""7"\rDora;x;\r\n'
    b'Emil;"M"\xc3\xa9;1\r\n\x1a'
)
CHANGES = Changes(
    {(1, 1): "M;", (2, 1): "F", (2, 0): "Cl\u00e9o", (3, 2): '5"', (4, 2): "", (4, 1): ""}
)


def opened_of(content: bytes) -> Opened:
    return open_bytes(content, Path("class.csv"), ReadOptions(), Pace())


def prove(content: bytes, changes: Changes = CHANGES) -> None:
    opened = opened_of(CONTENT)
    assert suits(opened.source, changes)
    prove_changed_cells(opened.source, changes, content, Pace())


RIGHT = opened_of(CONTENT).source.rewrite(CHANGES)


def test_what_is_right_is_proven() -> None:
    prove(RIGHT)
    prove(CONTENT, Changes({(0, 0): "Anna", (3, 2): ""}))


def test_it_is_for_cells_of_regular_records_alone() -> None:
    source = opened_of(CONTENT + b"Fay;F\n").source
    assert not suits(source, Changes({(5, 1): "M"}))
    assert not suits(source, Changes())
    assert not suits(source, Changes({(0, 1): "M"}, deleted=frozenset({1})))
    assert not suits(source, Changes({(0, 1): "M" * 1_000_000}))
    assert suits(source, Changes({(0, 1): "M"}))
    wide = opened_of(b";".join(b"n%d" % i for i in range(50)) + b"\n" + b"1;" * 49 + b"1\n").source
    assert not suits(wide, Changes({(0, column): "2" for column in range(50)}))


SPOILT = {
    "another cell": (b"Dora;x", b"Dora;y"),
    "a changed cell": (b'"M;"', b'"N;"'),
    "quotes gone": (b'"F"', b"F"),
    "quotes come": (b"Dora", b'"Dora"'),
    "a cell more": (b'"M;"', b'"M;";'),
    "a cell less": (b'"F";', b'"F"'),
    "a row more": (b'"5"""', b'"5"""\r\n;;'),
    "a row less": (b'"5"""\r\n', b'"5"""'),
    "a quote never closed": (b'"5"""', b'"5""'),
    "a line end": (b"180 \n", b"180 \r\n"),
    "a blank line": (b"\r\n\r\n", b"\r\n"),
    "header": (b"name;", b'"name";'),
    "mark": (b"\xef\xbb\xbf", b""),
    "end mark": (b"\x1a", b""),
    "the end": (b"\r\n\x1a", b"\x1a"),
    "a row behind the last": (b"\r\n\x1a", b"\r\nx;y;z\r\n\x1a"),
}


@pytest.mark.parametrize(("old", "new"), SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_is_found_out(old: bytes, new: bytes) -> None:
    assert old in RIGHT
    with pytest.raises(FileProblem, match="nothing was written"):
        prove(RIGHT.replace(old, new, 1))


@given(at=st.integers(0, len(RIGHT) - 1), bit=st.sampled_from([1, 2, 4, 8, 0x10, 0x20, 0x40]))
def test_any_bit_that_changes_is_found_out(at: int, bit: int) -> None:
    wrong = bytearray(RIGHT)
    wrong[at] ^= bit
    with pytest.raises(FileProblem):
        prove(bytes(wrong))


@given(
    st.integers(0, len(RIGHT)), st.integers(0, 3), st.sampled_from([b"", b'"', b";", b"\n", b'"";'])
)
def test_bytes_that_come_or_go_are_found_out(at: int, gone: int, come: bytes) -> None:
    wrong = RIGHT[:at] + come + RIGHT[at + gone :]
    if wrong != RIGHT:
        with pytest.raises(FileProblem):
            prove(wrong)


def test_a_row_of_one_empty_cell_is_written_so_that_it_stays_a_row() -> None:
    opened = open_bytes(b"name\nAnn\nBen\n", Path("n.csv"), ReadOptions(delimiter=","), Pace())
    changes = Changes({(0, 0): ""})
    prove_changed_cells(opened.source, changes, b'name\n""\nBen\n', Pace())
    with pytest.raises(FileProblem):
        prove_changed_cells(opened.source, changes, b"name\n\nBen\n", Pace())


def test_it_can_be_cancelled() -> None:
    opened = opened_of(CONTENT)
    with pytest.raises(ReadCancelled):
        prove_changed_cells(opened.source, CHANGES, RIGHT, Pace(cancelled=lambda: True))


@pytest.mark.parametrize("place", ["gap", "rest"])
def test_long_stretches_between_the_changes_are_compared(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_of_cells, "_CHUNK", 7)
    rows = "".join(f"Ann {i};F\n" for i in range(40))
    opened = opened_of(f"name;sex\n{rows}".encode())
    changes = Changes({(0, 1): "M", (20, 1): "M"})
    right = opened.source.rewrite(changes)
    prove_changed_cells(opened.source, changes, right, Pace())
    old = b"Ann 15" if place == "gap" else b"Ann 39"
    for wrong in (right.replace(old, b"Anm" + old[3:]), right.replace(old, old + b"0")):
        with pytest.raises(FileProblem):
            prove_changed_cells(opened.source, changes, wrong, Pace())
