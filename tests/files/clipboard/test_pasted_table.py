import pytest

from em_desktop.files.clipboard import pasted_table as module
from em_desktop.files.clipboard.pasted_table import pasted_table
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem

ROWS = (("Anna", "F", "172,5"), ("Ben", "", "180"))
HEADER = ("name", "gender", "height")
HTML = (
    "<html><body><!--StartFragment--><table><tr><td>name</td><td>gender</td><td>height</td></tr>"
    '<tr><td>Anna</td><td>F</td><td sdval="172.5">172,5</td></tr>'
    "<tr><td>Ben</td><td></td><td>180</td></tr></table><!--EndFragment--></body></html>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (HTML, "something else"),
        ("", "name\tgender\theight\nAnna\tF\t172,5\nBen\t\t180\n"),
        ("<p>no table</p>", "name\tgender\theight\r\nAnna\tF\t172,5\r\nBen\t\t180"),
        ("", 'name,gender,height\nAnna,F,"172,5"\nBen,,180\n'),
        ("", "name;gender;height\nAnna;F;172,5\nBen;;180\n"),
    ],
)
def test_a_table_of_any_kind_is_taken(html, text):
    found = pasted_table(html, text, Pace())
    assert (found.header, found.rows, found.notes) == (HEADER, ROWS, ())


def test_titles_blank_rows_and_blank_columns_are_left_out():
    text = "Class 10A\t\t\t\n\t\t\t\nname\t\tgender\theight\nAnna\t\tF\t172\nBen\t\t\t180\n"
    found = pasted_table("", text, Pace())
    assert found.header == HEADER
    assert found.rows == (("Anna", "F", "172"), ("Ben", "", "180"))
    assert found.notes == ("The line above the header was left out.",)


def test_a_table_without_a_header_gets_one():
    found = pasted_table("", "Anna\tF\t172\nBen\tM\t180\nCleo\tF\t165\n", Pace())
    assert found.header == ("column 1", "column 2", "column 3")
    assert len(found.rows) == 3
    assert "No header was found" in found.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "one word",
        "Dear Anna,\nthank you, and all",
        "a\nb\nc",
        "\t\t\n\t\t",
        "\0\x01\x02",
        "only\ta header",
    ],
)
def test_what_is_no_table_is_said(text):
    with pytest.raises(FileProblem, match=r"holds no table.*copy it"):
        pasted_table("<p>none</p>", text, Pace())


def test_far_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_LETTERS", 10)
    with pytest.raises(FileProblem, match="Save the table as a file"):
        pasted_table("", "a\tb\n" * 10, Pace())
