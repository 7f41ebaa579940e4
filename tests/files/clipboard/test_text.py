import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.clipboard import text as clipboard_text
from em_desktop.files.clipboard.html_table import largest_table
from em_desktop.files.clipboard.text import copied, from_text, to_html, to_text
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.review.edits import new_rows
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

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


HEADER = ("id", "name", "height", "note")
ROWS = [
    ("007", "Zoë", "172.5", "=1+1"),
    ("008", "O'Neil <b>&amp;", "180", "two\nlines"),
    ("12345678901234567890", "Ann", "", "2001-02-03"),
    ("5-7", "+49 30 1234", "171", "-5"),
]


@given(blocks())
def test_html_is_read_back_as_it_was_written(block):
    seen = [[cell.replace("\0", "").strip("\n") for cell in row] for row in block]
    assert largest_table(to_html(seen[0], seen[1:]), Pace()) == seen


def test_numbers_are_numbers_and_all_else_is_marked_as_text():
    html = to_html(HEADER, ROWS)
    assert '<td sdval="172.5" sdnum="1033;" x:num="172.5">172.5</td>' in html
    for text in ("007", "=1+1", "-5", "12345678901234567890"):
        (line,) = [part for part in html.split("<td") if f">{text}</td>" in part]
        assert "mso-number-format:'\\@'" in line


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_makes_the_same_cells_of_it(tmp_path: Path):
    (tmp_path / "table.html").write_text(to_html(HEADER, ROWS), encoding="utf-8")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--infilter=HTML (StarCalc)",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "table.html"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    cells = list(openpyxl.load_workbook(tmp_path / "table.xlsx").active.iter_rows())
    found = [tuple(cell.value for cell in row) for row in cells]
    assert found[0] == HEADER
    assert found[1] == ("007", "Zoë", 172.5, "=1+1")
    assert found[2] == ("008", "O'Neil <b>&amp;", 180, "two\nlines")
    assert found[3] == ("12345678901234567890", "Ann", None, "2001-02-03")
    assert found[4] == ("5-7", "+49 30 1234", 171, "-5")
    assert {cell.data_type for row in cells for cell in row} == {"s", "n"}


def workspace(rows):
    header = Roster.from_rows(HEADER, [])
    found = Workspace.of(header, Roles())
    roster = found.roster.with_rows(new_rows(found, rows).row_ids, rows)
    return Workspace(header, roster, Roles())


def test_the_table_is_copied_as_it_would_be_exported():
    found = workspace(ROWS)
    made = copied(found, read(found.roster, found.roles, found.options))
    assert from_text(made.text) == [list(HEADER), *map(list, ROWS)]
    assert made.sentence.startswith("4 rows copied, with the header. 1 cell would run")
    plain = workspace(ROWS[1:2])
    said = copied(plain, read(plain.roster, plain.roles, plain.options)).sentence
    assert said == "1 row copied, with the header."


def test_a_table_that_is_too_large_is_not_copied(monkeypatch):
    monkeypatch.setattr(clipboard_text, "MAX_CELLS", 19)
    found = workspace(ROWS)
    with pytest.raises(FileProblem, match=r"more than the 19 cells.*Export"):
        copied(found, read(found.roster, found.roles, found.options))
