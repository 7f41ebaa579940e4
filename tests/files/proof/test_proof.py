"""The proof finds what a splicer has done wrong, and says what is true where it has done right."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.exporting import Manner, Prepared, in_the_way, prepare
from em_desktop.files.obstacles import Kind
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.files.writing import write_table
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Roles

CONTENT = (
    b"\xef\xbb\xbf# school list\r\nname;gender;height\r\n"
    b'"Anna";F;172,5\r\n\r\n"Ben; Jr";;180 \nCleo;"";"1""7"\rDora;x\r\nEmil;M;1;extra\r\n\x1a'
)
CHANGES = Changes({(1, 1): "M", (2, 1): "F", (3, 2): "165"})
KINDS = {
    "cells": CHANGES,
    "nothing": Changes(),
    "rows go": Changes({(2, 2): "x"}, deleted=frozenset({0, 3})),
    "rows come": Changes(added=((9, ("Zoe", "F", "171")), (10, ("Yan", "M", "")))),
    "columns": Changes({(0, 0): "Ann"}, new_columns=(NewColumn("by", {1: "a;b"}),)),
    "all": Changes(
        {(0, 1): "M", (4, 2): "9"},
        frozenset({1, 2}),
        ((9, ("Zoe", "F", "1")),),
        (NewColumn("p", {0: "1", 9: "2"}), NewColumn("q", {})),
    ),
}


def opened_of(content: bytes, path: str = "class.csv", **options: object) -> Opened:
    return open_bytes(content, Path(path), ReadOptions(**options), Pace())


def done(opened: Opened, changes: Changes, **manner: bool) -> Prepared:
    workspace = Workspace(opened.roster, opened.roster, Roles())
    return prepare(opened, workspace, changes, Manner(opened.source.format, **manner))


@pytest.mark.parametrize("changes", KINDS.values(), ids=KINDS)
def test_what_is_right_is_proven(changes: Changes) -> None:
    assert done(opened_of(CONTENT), changes).proof.identical


def test_the_summary_counts_what_changed() -> None:
    opened = opened_of(CONTENT)
    assert done(opened, CHANGES).proof.sentences == ("3 cells changed, all else identical.",)
    assert done(opened, Changes()).proof.sentences[0].endswith("byte for byte.")
    assert done(opened, KINDS["all"]).proof.sentences == (
        "2 cells changed, 1 row added, 2 rows deleted and 2 columns added, all else identical.",
    )


def test_a_cell_that_is_written_as_it_was_is_no_change() -> None:
    assert done(opened_of(CONTENT), Changes({(0, 1): "F"})).proof.cells == 0


# Each spoils what reads back as the same cells, so that only the bytes tell.
SPOILT = {
    "line end": (b"180 \n", b"180 \r\n"),
    "last line end": (b"extra\r\n\x1a", b"extra\r\n\r\n\x1a"),
    "quotes": (b'"Anna"', b"Anna"),
    "quotes of a changed cell": (b'"F"', b"F"),
    "blank line": (b"\r\n\r\n", b"\r\n"),
    "comment": (b"# school list", b"# School list"),
    "mark": (b"\xef\xbb\xbf", b""),
    "end mark": (b"\x1a", b""),
    "cell beyond the header": (b"extra", b"ekstra"),
    "header": (b"name;", b'"name";'),
    "delimiter at the end": (b"Dora;x;165", b"Dora;x;165;"),
}


@pytest.mark.parametrize(("old", "new"), SPOILT.values(), ids=SPOILT)
def test_a_byte_that_nobody_changed_is_found_out(
    old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opened_of(CONTENT)
    real = type(opened.source).rewrite

    def spoil(source: object, changes: Changes) -> bytes:
        written = real(source, changes)
        assert old in written
        return written.replace(old, new, 1)

    monkeypatch.setattr(type(opened.source), "rewrite", spoil)
    with pytest.raises(FileProblem, match="nothing was written"):
        done(opened, CHANGES)


@given(data=st.data())
def test_any_single_byte_that_changes_elsewhere_is_found_out(data: st.DataObject) -> None:
    opened = opened_of(CONTENT)
    right = done(opened, CHANGES).content
    at = data.draw(st.integers(0, len(right) - 1))
    written = [(right.index(text), len(text)) for text in (b"M;180", b"165")]
    if any(start <= at < start + length for start, length in written):
        return
    wrong = bytearray(right)
    wrong[at] ^= data.draw(st.sampled_from([1, 2, 4, 8, 0x20]))
    source = type(opened.source)
    real = source.rewrite
    try:
        source.rewrite = lambda _self, _changes: bytes(wrong)
        with pytest.raises(FileProblem):
            done(opened, CHANGES)
    finally:
        source.rewrite = real


def test_utf16_is_compared_too() -> None:
    content = "name,gender\r\nZoë,\r\n".encode("utf-16")
    found = done(opened_of(content), Changes({(0, 1): "♀"}))
    assert found.content.decode("utf-16") == "name,gender\r\nZoë,♀\r\n"
    assert found.proof.identical


def test_it_can_be_cancelled() -> None:
    opened = opened_of(CONTENT)
    workspace = Workspace(opened.roster, opened.roster, Roles())
    with pytest.raises(ReadCancelled):
        prepare(opened, workspace, CHANGES, Manner(Format.CSV), Pace(cancelled=lambda: True))


LATIN = "name;gender\nJosé;\n\nZoë;F\n".encode("latin-1")


def test_a_character_that_the_encoding_lacks_is_named_before() -> None:
    opened = opened_of(LATIN, encoding="latin-1")
    workspace = Workspace(opened.roster, opened.roster, Roles())
    changes = Changes({(0, 1): "♀", (1, 0): "Zoe"})
    (found,) = in_the_way(opened, workspace, changes, Manner(Format.CSV))
    assert (found.kind, found.cells) == (Kind.ENCODING, ((0, 1),))
    assert found.sentence.startswith("Cell “gender” in row 1: it holds a character")
    assert in_the_way(opened, workspace, changes, Manner(Format.CSV, utf8=True)) == ()
    with pytest.raises(FileProblem, match="Latin-1"):
        done(opened, changes)


def test_the_file_can_be_written_as_utf8_instead() -> None:
    found = done(opened_of(LATIN, encoding="latin-1"), Changes({(0, 1): "♀"}), utf8=True)
    assert found.content == "\ufeffname;gender\nJosé;♀\n\nZoë;F\n".encode()
    assert not found.proof.identical
    assert found.proof.sentences == (
        "1 cell changed. The file was Latin-1 and is UTF-8 now; every other character is the same.",
    )


def test_a_file_in_utf8_stays_as_it_is() -> None:
    found = done(opened_of(b"name,gender\nAnn,\n"), Changes({(0, 1): "f"}), utf8=True)
    assert found.content == b"name,gender\nAnn,f\n"
    assert found.proof.identical


def test_cells_of_the_original_that_look_dangerous_are_counted_and_left() -> None:
    content = b"name,note\nAnn,=1+1\nBen,@x\nCy,-5\n"
    found = done(opened_of(content), Changes({(1, 1): "x"}))
    assert found.proof.dangerous == 1
    assert (
        "Beware: 1 cell that you did not change begins like a formula" in found.proof.sentences[1]
    )
    assert b"Ann,=1+1" in found.content


@pytest.fixture
def workbook() -> Opened:
    rows = [("Ann", "f", "160"), ("Ben", "", "180"), ("Cy", "", "171")]
    content = write_table(("name", "gender", "height"), rows, Format.XLSX)
    return opened_of(content, "class.xlsx")


def test_of_a_workbook_only_the_sheet_differs(workbook: Opened) -> None:
    proof = done(workbook, Changes({(1, 1): "m", (2, 1): "f"})).proof
    assert [part.name for part in proof.parts] == ["xl/worksheets/sheet1.xml"]
    assert proof.sentences == ("2 cells changed, all else identical.",)


def test_a_sheet_that_asks_for_computing_is_told() -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["name", "gender", "height"])
    for row, record in enumerate([("Ann", "f", 160), ("Ben", "", 180), ("Cy", "", 171)], start=1):
        sheet.write_row(row, 0, record)
    sheet.write_formula("E2", '=COUNTIF(B2:B4,"f")', None, 1)
    book.close()
    quiet = io.BytesIO()  # without the request that XlsxWriter always adds
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(quiet, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' fullCalcOnLoad="1"', b""))
    opened = opened_of(quiet.getvalue(), "class.xlsx", header_row=0)
    assert done(opened, Changes({(1, 1): "f"})).proof.sentences == (
        "1 cell changed. All else is identical but for this:",
        "The sheet also asks Excel to compute its formulas anew.",
    )


def test_a_new_file_says_so(workbook: Opened) -> None:
    proof = done(workbook, Changes({(1, 1): "m"}), anew=True).proof
    assert proof.sentences == (
        "1 cell changed. The table was written as a new XLSX file; every cell was read back and "
        "is as meant.",
    )
