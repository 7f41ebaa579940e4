import pytest

from em_desktop.files.cell_writer import CellWriter
from em_desktop.files.encoding import TextEncoding
from em_desktop.files.grammar import Grammar
from em_desktop.files.problem import FileProblem


def writer(codec: str = "utf-8", delimiter: bytes = b",") -> CellWriter:
    return CellWriter(Grammar(delimiter, codec), TextEncoding(codec))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("F", b"F"),
        ("a,b", b'"a,b"'),
        ("5'7\"", b'"5\'7"""'),
        ("a\rb", b'"a\rb"'),
        ("the end\x1a", b'"the end\x1a"'),
        ("", b""),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be(text: str, wanted: bytes) -> None:
    write = writer()
    assert write.cell(text, 0, "x") == wanted
    assert write.cell(text, 0, "x", quoted=True).startswith(b'"')
    assert write.cell(text, 0, "x") == wanted


def test_each_place_is_named_where_a_text_cannot_be_written() -> None:
    write = writer("cp1252")
    with pytest.raises(FileProblem, match=r"^In row 3, column “name”.*Windows-1252"):
        write.cell("Ł", 2, "name")
    with pytest.raises(FileProblem, match=r"^In the header, column “sex”"):
        write.cell("Ł", "the header", "sex")
