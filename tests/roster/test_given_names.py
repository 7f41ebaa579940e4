import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.given_names import read_given_names
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.table import texts


def readings(*cells: str) -> list[list[str | None]]:
    return [
        [names[code] if code >= 0 else None for code in codes]
        for names, codes in read_given_names(texts(cells), DEFAULT_MISSING_WORDS)
    ]


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("John Smith", "john", "smith"),
        ("JOHN  Paul\u00a0Smith", "john", "smith"),
        ("Anna\u2003Lena\tBerg", "anna", "berg"),
        ("Anne-Marie Dupont", "anne-marie", "dupont"),
        ("Anne\u2010Marie Dupont", "anne-marie", "dupont"),
        ("Dr. Anna Maria de la Cruz", "anna", "cruz"),
        ("De la Cruz Maria", "cruz", "maria"),
        ("Ludwig van Beethoven", "ludwig", "beethoven"),
        ("Al Bundy", "al", "bundy"),
        ("Don Draper", "don", "draper"),
        ("Don Juan Carlos", "juan", "carlos"),
        ("Prof. Dr. med. Eva Klein", "eva", "klein"),
        ("Mrs Jane Doe", "jane", "doe"),
        ("M. Jean Petit", "jean", "petit"),
        ("John Smith Jr.", "john", "smith"),
        ("Sammy Davis, Jr.", "sammy", "davis"),
        ("Robert (Bob) Jones", "robert", "jones"),
        ("Mary “Molly” Malone", "mary", "malone"),
        ("O’Neil Seán", "o'neil", "seán"),
        ("anna.smith", "anna", "smith"),
        ("3 Anna Smith", "anna", "smith"),
        ("Иванова Анна Петровна", "иванова", "петровна"),
        ("पूजा शर्मा", "पूजा", "शर्मा"),
        ("山田　太郎", "山田", "太郎"),
        ("김 철수 씨", "김", "철수"),
        ("约翰·史密斯", "约翰", "史密斯"),
        ("王小明", "王小明", "小明"),
        ("欧阳娜娜", "欧阳娜娜", "娜娜"),
        ("山田太郎", "山田太郎", "太郎"),
        ("김철수", "김철수", "철수"),
        ("王明先生", "王明先生", "明"),
    ],
)
def test_the_first_and_the_last_name(cell, first, last):
    assert readings(cell, "Ada Byron") == [[first, "ada"], [last, "byron"]]


def test_initials_are_no_names():
    assert readings("J. Smith", "J.R.R. Tolkien", "Ann B.", "Ann B. Carr") == [
        [None, None, "ann", "ann"],
        ["smith", "tolkien", None, "carr"],
    ]


def test_one_reading_where_all_names_are_single_words():
    assert readings("Ada", "Ben", "ADA", "NA", "") == [["ada", "ben", "ada", None, None]]
    assert readings("明", "芳") == [["明", "芳"]]


def test_the_word_after_the_comma_where_most_have_one():
    cells = ("Smith, John", "DOE, Jane A.", "Davis, Sammy, Jr.", "Lee, Dr. Ann", "Gray,", "Al Pi")
    assert readings(*cells) == [["john", "jane", "sammy", "ann", None, "al"]]
    assert readings("李，小龙", "ابن، احمد") == [["小龙", "احمد"]]


def test_a_comma_among_names_without():
    assert readings("Smith, John", "Jane Doe", "Ann Lee") == [
        ["john", "jane", "ann"],
        ["john", "doe", "lee"],
    ]


def test_without_a_name_there_is_no_reading():
    assert readings() == []
    assert readings("", "NA", "12", "--", "S") == []


def test_each_name_is_there_once_in_order_of_appearance():
    ((names, codes),) = read_given_names(texts(["ben", "Ada", "BEN", ""]), ())
    assert names == ("ben", "ada")
    assert codes.tolist() == [0, 1, 0, -1]


@given(st.lists(st.text(max_size=12) | st.sampled_from(["Dr. ", "a, b", "de", ", Jr", "王 ,"])))
def test_any_text_gives_valid_codes(cells):
    for names, codes in read_given_names(texts(cells), DEFAULT_MISSING_WORDS):
        assert names
        assert len(set(names)) == len(names)
        assert all(names)
        assert codes.shape == (len(cells),)
        assert set(codes.tolist()) - {-1} == set(range(len(names)))
        assert codes.dtype == np.intp
