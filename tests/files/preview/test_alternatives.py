import pytest

from em_desktop.files.pacing import Pace
from em_desktop.files.preview.alternatives import (
    delimiter_choices,
    encoding_choices,
    encoding_is_doubtful,
)
from em_desktop.files.text.encoding import TextEncoding, detect_encoding

CZECH = "jméno;výška\nZdeněk Růžička;170\nŘehoř Kříž;171\nEliška Šťastná;160\nVěra Černá;165\n"


def offered(content):
    found = detect_encoding(content, None, Pace())
    return encoding_choices(content, found)


def test_the_encoding_that_was_found_comes_first_and_shows_how_it_spells_names():
    first, *others = offered(CZECH.encode("cp1250"))
    assert first.codec == "cp1250"
    assert first.name == "Windows-1250"
    assert any("Růžička" in word for word in first.words)
    assert {"utf-8", "cp1252"} <= {choice.codec for choice in others}


def test_the_words_are_those_that_the_encodings_read_differently():
    choices = offered(CZECH.encode("cp1250"))
    assert len({choice.words for choice in choices}) > 1
    assert len({len(choice.words) for choice in choices}) == 1


def test_bytes_that_mean_nothing_are_counted():
    by_codec = {choice.codec: choice for choice in offered(CZECH.encode("cp1250"))}
    assert by_codec["utf-8"].undecodable > 0
    assert by_codec["cp1250"].undecodable == 0


def test_encodings_that_read_all_alike_are_offered_once():
    content = "name,height\nJürgen,170\nÄnne,160\n".encode("cp1252")
    codecs = [choice.codec for choice in offered(content)]
    assert "cp1252" in codecs
    assert "iso8859-1" not in codecs
    assert "iso8859-15" not in codecs


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", "\ufeffä,b\n1,2\n".encode(), "ä,b\n".encode("utf-16")]
)
def test_where_there_is_no_question_one_is_offered(content):
    assert len(offered(content)) == 1


def test_only_a_guess_is_doubted():
    content = CZECH.encode("cp1250")
    assert encoding_is_doubtful(content, TextEncoding("cp1250", guessed=True))
    assert not encoding_is_doubtful(content, TextEncoding("cp1250"))
    assert not encoding_is_doubtful(b"a,b\n", TextEncoding("cp1252", guessed=True))


def test_a_wrong_western_reading_of_czech_names_is_doubted():
    assert encoding_is_doubtful(CZECH.encode("cp1250"), TextEncoding("cp1252", guessed=True))


def test_delimiters_say_how_many_columns_they_make():
    choices = delimiter_choices(b"a;b;c,d\n1;2;3,5\n4;5;6,5\n", "utf-8", ";")
    assert choices[0].character == ";"
    assert (choices[0].name, choices[0].columns, choices[0].regular) == ("Semicolon", 3, 1.0)
    assert {choice.character: choice.columns for choice in choices}[","] == 2
    assert {"\t", "|", " "} <= {choice.character for choice in choices}


@pytest.mark.parametrize("codec", ["cp850", "mac_roman"])
@pytest.mark.parametrize("name", ["Élève", "Jörg Müller", "François Hélène"])
def test_western_letters_of_dos_and_old_macs_are_doubted(name: str, codec: str) -> None:
    lines = [f"{name} {i};{160 + i};{'mf'[i % 2]}\n" for i in range(50)]
    content = ("Name;Height;Sex\n" + "".join(lines)).encode(codec)
    found = detect_encoding(content, None, Pace())
    assert encoding_is_doubtful(content, found)
    windows = content.decode(codec).encode("cp1252")
    assert not encoding_is_doubtful(windows, detect_encoding(windows, None, Pace()))
