import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.headers import (
    CATEGORY_WORDS,
    GROUP_WORDS,
    HEIGHT_WORDS,
    NAME_WORDS,
    OTHER_PERSON_WORDS,
    header_words,
    mentions,
    says_something,
    unit_of_header,
)
from em_desktop.roster.options import Unit


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("childHeight", ("child", "height")),
        ("HeightCM", ("height", "cm")),
        ("height_cm", ("height", "cm")),
        ("Größe [cm]", ("grosse", "cm")),
        ("身長cm", ("身長", "cm")),
        ("Wr.Hnd", ("wr", "hnd")),
        ("लिंग", ("लिंग",)),
        ("CİNSİYET", ("cinsiyet",)),
        ("", ()),
        ("2007", ()),
    ],
)
def test_words(header: str, words: tuple[str, ...]) -> None:
    assert header_words(header) == words


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("height_cm", Unit.CENTIMETRE),
        ("Height (in)", Unit.INCH),
        ("Height, inches", Unit.INCH),
        ("Größe [cm]", Unit.CENTIMETRE),
        ("Größe in cm", Unit.CENTIMETRE),
        ("Height in feet", Unit.FOOT),
        ("Taille (m)", Unit.METRE),
        ("stature_mm", Unit.MILLIMETRE),
        ("身高（厘米）", Unit.CENTIMETRE),
        ("Рост, см", Unit.CENTIMETRE),
        ("childHeight", None),
        ("Height", None),
        ("in", None),
        ("", None),
    ],
)
def test_unit(header: str, unit: Unit | None) -> None:
    assert unit_of_header(header) is unit


HEIGHTS = ["height", "Körpergröße", "Groesse", "taille", "Altura (cm)", "estatura", "altezza"]
HEIGHTS += [
    "lengte",
    "längd",
    "høyde",
    "wzrost",
    "Рост",
    "BOY",
    "身高",
    "身長",
    "키",
    "الطول",
    "ht",
    "hgt",
]
CATEGORIES = ["gender", "Sex", "Geschlecht", "sexe", "género", "Sexo", "genere", "geslacht", "kön"]
CATEGORIES += [
    "køn",
    "płeć",
    "Пол",
    "cinsiyet",
    "性别",
    "性別",
    "성별",
    "الجنس",
    "लिंग",
    "male",
    "Genre",
]
NAMES = [
    "name",
    "Nom",
    "Prénom",
    "nombre",
    "Nome",
    "naam",
    "Vorname",
    "имя",
    "ФИО",
    "姓名",
    "氏名",
    "이름",
]
GROUPS = [
    "class",
    "Grade",
    "Klasse",
    "classe",
    "form",
    "year group",
    "班级",
    "학년",
    "класс",
    "turma",
]


@pytest.mark.parametrize(
    ("words", "headers"),
    [
        (HEIGHT_WORDS, HEIGHTS),
        (CATEGORY_WORDS, CATEGORIES),
        (NAME_WORDS, NAMES),
        (GROUP_WORDS, GROUPS),
    ],
    ids=["height", "category", "name", "group"],
)
def test_headers_of_many_languages(words: frozenset[str], headers: list[str]) -> None:
    assert [header for header in headers if not mentions(header_words(header), words)] == []


def test_a_header_that_is_the_word_matches_best() -> None:
    scores = [
        mentions(header_words(header), HEIGHT_WORDS)
        for header in ("height", "child height", "Scheitelgröße", "weight")
    ]
    assert scores == [3, 2, 1, 0]


@pytest.mark.parametrize("header", ["household_income", "homeworld", "information"])
def test_words_inside_other_words_are_none(header: str) -> None:
    words = header_words(header)
    assert not any(
        mentions(words, v) for v in (NAME_WORDS, GROUP_WORDS, CATEGORY_WORDS, HEIGHT_WORDS)
    )


@pytest.mark.parametrize("header", ["midparentHeight", "father's height", "Größe der Mutter"])
def test_other_people_are_noticed(header: str) -> None:
    assert mentions(header_words(header), OTHER_PERSON_WORDS)


def test_generic_headers_say_nothing() -> None:
    silent = ["", "Column 3", "column AB", "V1", "x", "Spalte 2", "Unnamed: 0", "7"]
    assert not any(says_something(header_words(header)) for header in silent)
    assert all(
        says_something(header_words(header)) for header in ("weight", "列の名", "Column weight")
    )


@given(st.text(st.characters()))
def test_any_header_has_words(header: str) -> None:
    assert all(header_words(header))
    unit_of_header(header)
