import pytest

from em_desktop.files.problem import FileProblem
from em_desktop.files.text.cell_writer import CellWriter
from em_desktop.files.text.encoding import TextEncoding
from em_desktop.files.text.grammar import Grammar


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


def test_an_escape_character_would_spoil_what_follows_in_some_encodings() -> None:
    assert writer().cell("\x1b1", 0, "x") == b"\x1b1"
    write = CellWriter(Grammar(b",", "utf-8"), TextEncoding("iso2022_jp"))
    with pytest.raises(FileProblem, match=r"encoding, .*, lacks"):
        write.cell("\x1b1", 0, "x")


def test_half_a_character_is_refused_though_an_encoding_has_it() -> None:
    write = CellWriter(Grammar(b",", "utf-8"), TextEncoding("utf-7"))
    with pytest.raises(FileProblem, match="half a character"):
        write.cell("\ud800", 0, "x")
