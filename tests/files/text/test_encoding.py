import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.encoding import (
    TextEncoding,
    detect_encoding,
    searchable,
    to_utf8,
)

PACE = Pace()


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
@pytest.mark.parametrize("wanted", [False, True])
def test_a_mark_names_the_encoding(codec: str, mark: bytes, wanted: bool) -> None:
    content = mark + "name,höhe\nA,1\n".encode(codec)
    assert detect_encoding(content, codec if wanted else None, PACE) == TextEncoding(codec, mark)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["name,height\nA,172\n", "имя\tпол\nИван\tм\n", "名前,性別\n田中,男\n"]
)
def test_utf16_without_a_mark_is_known_by_its_zeros(codec: str, text: str) -> None:
    assert detect_encoding(text.encode(codec), None, PACE).codec == codec


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Name,Geschlecht,Größe\nAnna,weiblich,170\nBjörn,männlich,180\n"),
        ("cp1252", "nom,sexe,taille\nHélène,f,170\n"),
        ("cp1252", "navn,køn\nSøren,m\nÅse,k\n"),
        ("cp1250", "imię,płeć\nŁukasz,mężczyzna\nAgnieszka,kobieta\nŻaneta,kobieta\n"),
        ("cp1251", "имя,пол\nИван,м\nАнна,ж\n"),
        ("cp1253", "όνομα,φύλο\nΓιώργος,α\n"),
        ("cp1254", "ad,cinsiyet\nIşıl,kız\nOğuz,erkek\n"),
        ("shift_jis", "名前,性別\n田中,男\n佐藤,女\n"),
        ("gb18030", "姓名,性别\n王伟,男\n李娜,女\n"),
    ],
)
def test_a_code_page_is_guessed_and_said_to_be_a_guess(codec: str, text: str) -> None:
    found = detect_encoding(text.encode(codec), None, PACE)
    assert found.guessed
    assert text.encode(codec).decode(found.codec) == text


def test_a_few_damaged_bytes_do_not_make_utf8_another_encoding() -> None:
    content = "Zoë,Ñu,Åse,Øre,Łuk\n".encode() + b"J\xfcrgen\n"
    found = detect_encoding(content, None, PACE)
    assert (found.codec, found.errors) == ("utf-8", "replace")


def test_far_down_text_decides_too() -> None:
    content = b"name,height\n" + b"Anna,170\n" * 200_000 + "Björn,180\n".encode("cp1252")
    found = detect_encoding(content, None, PACE)
    assert "Björn" in content[-20:].decode(found.codec)


@pytest.mark.parametrize(
    ("content", "wanted", "words"),
    [
        (b"a,b\n\xff\n", "utf-8", "not written in UTF-8"),
        (b"a,b\n", "klingon", "no text encoding of that name"),
        (b"a,b\n", "rot13", "no text encoding of that name"),
        (b"\xff\xfea\0b", None, "damaged further on"),
        (b"a,b\nA\0,1\n", None, "^Line 2 holds a NUL character"),
        (bytes(range(256)) * 10, None, "not a table of text"),
        (bytes(range(1, 32)) * 100, None, "not a table of text"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, wanted: str | None, words: str) -> None:
    with pytest.raises(FileProblem, match=words):
        detect_encoding(content, wanted, PACE)


@pytest.mark.parametrize(
    ("codec", "delimiter", "in_bytes"),
    [
        ("utf-8", ",", True),
        ("utf-8", "§", True),
        ("cp1252", "¦", True),
        ("iso8859-15", "|", True),
        ("cp932", ",", True),
        ("cp932", "|", False),  # the second byte of ポ is a vertical bar
        ("gb18030", ",", False),
        ("utf-16-le", ",", False),
        ("iso2022_jp", ",", False),
        ("cp037", ",", False),
        ("euc_jp", "、", False),
    ],
)
def test_where_separators_can_be_searched_in_bytes(
    codec: str, delimiter: str, in_bytes: bool
) -> None:
    assert searchable(codec, delimiter) is in_bytes


@given(st.text(), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "gb18030"]))
def test_the_copy_holds_the_same_text(text: str, codec: str) -> None:
    assert to_utf8(text.encode(codec), TextEncoding(codec), PACE) == text.encode()


def test_a_copy_that_would_not_turn_back_is_refused() -> None:
    twice = b"\x1b$B\x1b$B0l\x1b(B"  # the same shift written two times
    assert twice.decode("iso2022_jp")
    with pytest.raises(FileProblem, match="cannot be written back unchanged"):
        to_utf8(twice, TextEncoding("iso2022_jp"), PACE)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("iso8859-1", "Latin-1")],
)
def test_encodings_have_names_that_people_know(codec: str, name: str) -> None:
    assert TextEncoding(codec).name == name
