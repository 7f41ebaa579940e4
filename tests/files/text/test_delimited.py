from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import Format, ReadOptions
from em_desktop.files.text.delimited import DelimitedSource, read_delimited
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster


def read(
    content: bytes, options: ReadOptions | None = None
) -> tuple[Roster, DelimitedSource, tuple[str, ...]]:
    return read_delimited(content, options or ReadOptions(), Pace())


def rows(roster: Roster) -> list[list[str]]:
    return [list(row) for row in zip(*roster.columns, strict=True)]


def test_cells_are_the_text_of_the_file() -> None:
    roster, source, notes = read(b"id,name,height\n007, Anna ,1.70E+02\n008,NA,\n")
    assert roster.header == ("id", "name", "height")
    assert rows(roster) == [["007", " Anna ", "1.70E+02"], ["008", "NA", ""]]
    assert roster.row_ids.tolist() == [0, 1]
    assert not roster.columns[0].flags.writeable
    assert source.format is Format.CSV
    assert source.summary == "UTF-8, comma"
    assert notes == ()


def test_every_real_table_reads_and_writes_back_the_same(tables: Path) -> None:
    for path in sorted(tables.glob("*.csv")):
        content = path.read_bytes()
        roster, source, notes = read(content)
        assert source.rewrite(Changes()) == content, path.name
        assert roster.n_rows > 50, path.name
        assert roster.header[0].islower() or roster.header[0] == "Sex", path.name
        assert notes == (), path.name


@pytest.mark.parametrize(
    ("content", "header", "note"),
    [
        (b"name,height\n", ("name", "height"), "a header and no rows"),
        (b"name,height", ("name", "height"), "a header and no rows"),
        (b"A,F,172\nB,M,180\nC,F,165\n", ("column 1", "column 2", "column 3"), "No header"),
        (b"name,a,a\nA,1,2\n", ("name", "a", "a"), "the same name"),
        (b"name,a\nA,1\nB\nC,1,2\n", ("name", "a"), "2 rows have more or fewer cells"),
        (b"name,a\nA,1\nB\n", ("name", "a"), "One row has more or fewer cells"),
        (b"Class 10a\n\nname,a\nA,1\n", ("name", "a"), "The header is line 3"),
        ("naïve,a\nA,1\n".encode("cp1252"), ("naïve", "a"), "guessed: Windows-1252"),
        ("naïve,a\nA,1\n".encode("cp1252"), ("naïve", "a"), "“How this file is read”"),
    ],
)
def test_what_is_worth_knowing_is_said(content: bytes, header: tuple[str, ...], note: str) -> None:
    roster, source, notes = read(content)
    assert roster.header == header
    assert [found for found in notes if note in found]
    assert source.rewrite(Changes()) == content


def test_rows_that_differ_from_the_header_are_marked() -> None:
    roster, _, _ = read(b"name,a\nA,1\n\nB\nC,1,2\n")
    assert rows(roster) == [["A", "1"], ["B", ""], ["C", "1"]]
    assert roster.ragged == {1, 2}


def test_columns_that_most_rows_have_are_shown_though_the_header_lacks_them() -> None:
    roster, _, _ = read(b"name,height\nA,172,x,y\nB,180,x,y\nC,165\n")
    assert roster.header == ("name", "height", "column 3", "column 4")
    assert roster.ragged == {2}


def test_the_first_column_of_r_has_no_name() -> None:
    roster, _, _ = read(b"sex height\n1 F 170\n2 M 180\n", ReadOptions(delimiter=" "))
    assert roster.header == ("", "sex", "height")
    assert roster.ragged == frozenset()


def test_options_decide() -> None:
    content = "Ä;1,5\nB;2,5\n".encode("cp1252")
    options = ReadOptions(encoding="latin-1", delimiter=",", header_row=-1)
    roster, source, _ = read(content, options)
    assert rows(roster) == [["Ä;1", "5"], ["B;2", "5"]]
    assert source.options == ReadOptions("iso8859-1", ",", -1)
    assert source.summary == "Latin-1, comma"


def test_the_header_may_be_chosen_further_down() -> None:
    roster, source, _ = read(b"a,b\n\nc,d\ne,f\n", ReadOptions(header_row=2))
    assert (roster.header, rows(roster)) == (("c", "d"), [["e", "f"]])
    assert source.rewrite(Changes({(0, 0): "x"})) == b"a,b\n\nc,d\nx,f\n"


def test_a_vertical_bar_inside_a_japanese_character_separates_nothing() -> None:
    content = "名前|性別\nポソ|男\n表|女\n".encode("cp932")
    roster, source, _ = read(content, ReadOptions(encoding="cp932", delimiter="|"))
    assert rows(roster) == [["ポソ", "男"], ["表", "女"]]
    assert source.rewrite(Changes({(1, 1): "男"})) == content[:-3] + "男\n".encode("cp932")


def test_ten_thousand_columns() -> None:
    header = ",".join(f"c{i}" for i in range(10_000))
    line = ",".join(str(i) for i in range(10_000))
    content = f"{header}\n{line}\n{line}\n".encode()
    roster, source, _ = read(content)
    assert roster.n_columns == 10_000
    assert roster.cell(1, 9_999) == "9999"
    assert source.rewrite(Changes({(1, 9_999): "9999"})) == content


def test_a_cell_of_a_megabyte() -> None:
    content = b'name,note\nA,"' + b"x\n" * 500_000 + b'"\nB,y\n'
    roster, source, _ = read(content)
    assert [len(text) for text in roster.columns[1]] == [1_000_000, 1]
    assert source.rewrite(Changes({(1, 1): "z"})) == content.replace(b"B,y", b"B,z")


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"\n\n \n", ReadOptions(), "empty"),
        (b"\xef\xbb\xbf", ReadOptions(), "empty"),
        (b"a,b\n1,2\n", ReadOptions(delimiter=",,"), "one character"),
        (b"a,b\n1,2\n", ReadOptions(delimiter='"'), "one character"),
        (b"a,b\n1,2\n", ReadOptions(header_row=7), "fewer than 8 lines"),
        (b"a,b\n1,2\n", ReadOptions(header_row=-2), "counted from 0"),
        (b'a,b\n1,2\n"3,4\n', ReadOptions(), "^Line 3: a quotation mark"),
        (b"," * 200_000 + b"\n1\n", ReadOptions(header_row=0), "more than 100,000 columns"),
        (
            b"," * 90_000 + b"\n" + b"1\n" * 90_000,
            ReadOptions(delimiter=",", header_row=0),
            "far more cells",
        ),
    ],
)
def test_what_cannot_be_a_roster_is_refused(
    content: bytes, options: ReadOptions, words: str
) -> None:
    with pytest.raises(FileProblem, match=words):
        read(content, options)


def test_reading_asks_and_tells_between_chunks() -> None:
    content = b"name,height\n" + b"Anna Smith,172.5\n" * 60_000
    shares: list[float] = []
    read_delimited(content, ReadOptions(), Pace(shares.append))
    assert len(shares) > len(content) / (1 << 18)
    assert np.all(np.diff(shares) >= 0)


def test_reading_can_be_cancelled_at_every_step() -> None:
    content = b"name,height\n" + b"Anna Smith,172.5\n" * 30_000
    steps: list[float] = []
    read_delimited(content, ReadOptions(), Pace(steps.append))
    for stop in range(len(steps)):
        left = iter([False] * stop + [True])
        with pytest.raises(ReadCancelled):
            read_delimited(content, ReadOptions(), Pace(cancelled=lambda left=left: next(left)))


def test_no_cell_shows_in_a_representation() -> None:
    _, source, _ = read(b"name,height\nSecretname,172\n")
    assert "Secretname" not in repr(source)


def test_a_table_is_reread_in_its_own_layout() -> None:
    _, source, _ = read(b"A,F\nB,M\nC,F\n")
    found = source.reread(b"name,sex\nB,M\n", 2)
    assert found.header == ("column 1", "column 2")
    assert found.n_rows == 2


@given(st.binary(max_size=200) | st.text(alphabet='ab1,;\t|"\n\r# é\0', max_size=80))
def test_anything_ends_in_a_roster_that_writes_back_or_in_a_sentence(
    anything: bytes | str,
) -> None:
    content = anything.encode() if isinstance(anything, str) else anything
    try:
        roster, source, _ = read(content)
    except FileProblem:
        return
    assert source.rewrite(Changes()) == content
    again = source.reread(content, roster.n_columns)
    assert rows(again) == rows(roster)
    assert read(content, source.options)[0].header == roster.header


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n\x1a", "\x1a", "\n\x1a\x1a"])
def test_an_end_mark_of_dos_is_no_row_and_stays_last(codec: str, end: str) -> None:
    content = f"name,height\nJürgen,172\nZoë,165{end}".encode(codec)
    roster, source, _ = read(content)
    assert rows(roster) == [["Jürgen", "172"], ["Zoë", "165"]]
    assert source.rewrite(Changes()) == content
    written = source.rewrite(Changes(cells={(1, 1): "166"}, added=((2, ("Ed", "150")),)))
    assert written.decode(codec).startswith("name,height\nJürgen,172\nZoë,166")
    assert written.decode(codec).endswith("\x1a")
    assert rows(source.reread(written, 2))[1:] == [["Zoë", "166"], ["Ed", "150"]]
