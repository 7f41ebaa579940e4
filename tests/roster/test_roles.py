import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.roles import Role, Roles, guess_roles, measurable_columns
from em_desktop.roster.table import Roster

PUPILS = [
    ("Anna Schmidt", "F", "165", "10a"),
    ("Ben Okafor", "M", "178", "10a"),
    ("Chloé Martin", "", "170", "10a"),
    ("Dieter Groß", "M", "181", "10b"),
    ("Eva Rossi", "F", "162", "10b"),
    ("Farid Nazari", "?", "175", "10b"),
]


def guess(header: list[str], rows: list[tuple[str, ...]]) -> dict[str, str]:
    roles = guess_roles(Roster.from_rows(header, rows), DEFAULT_MISSING_WORDS)
    return {role.value: header[c] for role in Role for c in roles.columns_of(role)}


def test_a_column_called_height_that_a_spreadsheet_filled_with_dates_is_the_measurement() -> None:
    days = [f"2026-0{month}-05" for month in range(2, 8)]
    rows = [(*pupil[:2], day, pupil[3]) for pupil, day in zip(PUPILS, days, strict=True)]
    header = ["name", "gender", "height", "class"]
    assert guess(header, rows)["measurement"] == "height"
    feet = [(*pupil[:2], f"5-{inches}", pupil[3]) for inches, pupil in enumerate(PUPILS)]
    assert guess(header, feet)["measurement"] == "height"
    for other in ("born", "date of birth", "Height date", "day"):
        assert "measurement" not in guess([*header[:2], other, "class"], rows)


@pytest.mark.parametrize(
    "header",
    [
        ["name", "gender", "height", "class"],
        ["Name", "Geschlecht", "Größe [cm]", "Klasse"],
        ["Nom", "Sexe", "Taille (cm)", "Classe"],
        ["Nombre", "Género", "Estatura", "Grupo"],
        ["Nome", "Sesso", "Altezza", "Classe"],
        ["Naam", "Geslacht", "Lengte", "Klas"],
        ["Namn", "Kön", "Längd", "Klass"],
        ["Imię", "Płeć", "Wzrost", "Klasa"],
        ["Имя", "Пол", "Рост", "Класс"],
        ["Ad Soyad", "Cinsiyet", "Boy", "Sınıf"],
        ["姓名", "性别", "身高", "班级"],
        ["氏名", "性別", "身長cm", "クラス"],
        ["이름", "성별", "키", "반"],
        ["الاسم", "الجنس", "الطول", "الصف"],
        ["नाम", "लिंग", "लंबाई", "कक्षा"],
        ["Student", "SEX", "Ht", "Year group"],
    ],
)
def test_headers_in_many_languages(header: list[str]) -> None:
    name, category, measurement, group = header
    assert guess(header, PUPILS) == {
        "name": name,
        "category": category,
        "measurement": measurement,
        "group": group,
    }


def test_a_file_without_a_header_is_guessed_from_its_content() -> None:
    found = guess(["column 1", "column 2", "column 3", "column 4"], PUPILS)
    assert found == {"name": "column 1", "category": "column 2", "measurement": "column 3"}


def test_a_file_with_a_header_only() -> None:
    assert guess(["name", "sex", "height"], []) == {
        "name": "name",
        "category": "sex",
        "measurement": "height",
    }


def test_the_persons_own_height_is_preferred() -> None:
    header = ["father", "mother", "midparentHeight", "gender", "childHeight"]
    rows = [("70", "65", "69", "male", "71"), ("68", "66", "68", "female", "64")] * 3
    assert guess(header, rows)["measurement"] == "childHeight"
    assert "measurement" not in guess(header[:4], [row[:4] for row in rows])


def test_content_decides_between_headers() -> None:
    rows = [("165", "girl", "3"), ("171", "boy", "4"), ("168", "girl", "3")] * 4
    assert guess(["boy", "kind", "n"], rows) == {"measurement": "boy", "category": "kind"}
    heights_in_words = [("tall", "172"), ("short", "160"), ("tall", "180")]
    assert guess(["height", "Column 2"], heights_in_words)["measurement"] == "Column 2"


def test_numbers_that_are_no_heights_are_not_guessed() -> None:
    rows = [(str(i), str(2000 + i % 9), str(40 + i % 30), "a") for i in range(100, 180)]
    assert "measurement" not in guess(["rownames", "year", "weight", "note"], rows)
    assert "measurement" not in guess(
        ["id", "pulse", "weight", "note"], [(r[0], "72", *r[2:]) for r in rows]
    )


def test_codes_are_a_category_only_where_the_header_says_so() -> None:
    rows = [("151.5", "1"), ("139.7", "0"), ("136.5", "0"), ("156.8", "1")] * 3
    assert guess(["height", "male"], rows)["category"] == "male"
    assert "category" not in guess(["height", "treated"], rows)


def test_some_category_where_there_is_no_gender() -> None:
    rows = [("10.5", "red"), ("11.5", "blue"), ("12.0", ""), ("9.9", "red")] * 4
    assert guess(["column 1", "column 2"], rows)["category"] == "column 2"
    two = [(*row, row[1]) for row in rows]
    assert "category" not in guess(["column 1", "column 2", "column 3"], two)


def test_calendar_years_and_rare_values_are_no_groups() -> None:
    rows = [("2007", f"family {i}", "x") for i in range(20)]
    assert "group" not in guess(["year", "group", "z"], rows)


@pytest.mark.parametrize(
    ("header", "ages"),
    [
        ("age", ("12", "13.5", "")),
        ("Alter (Jahre)", ("12", "12,5", "13")),
        ("âge", ("12 ans", "13 ans", "?")),
        ("Edad", ("12", "13", "14")),
        ("leeftijd", ("12", "13", "14")),
        ("ålder", ("12", "13", "14")),
        ("Возраст", ("12", "13", "14")),
        ("출생나이", ("12", "13", "14")),
        ("年齢", ("12歳", "13歳", "14歳")),
        ("age_in_months", ("144", "150", "163")),
        ("Age", ()),
    ],
)
def test_the_age_is_guessed(header: str, ages: tuple[str, ...]) -> None:
    rows = [("Ann", age) for age in ages] * 4
    assert guess(["name", header], rows) == {"name": "name", "age": header}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("age group", ("12", "13", "14")),
        ("age", ("2008", "2009", "2010")),
        ("age", ("18-25", "26-35", "36-45")),
        ("Behälter", ("12", "13", "14")),
        ("mother's age", ("41", "42", "43")),
        ("weight", ("41", "42", "43")),
        ("birthday", ("2008-01-02", "2009-02-03", "2008-09-09")),
    ],
)
def test_what_is_no_age_is_not_guessed(header: str, cells: tuple[str, ...]) -> None:
    assert "age" not in guess(["name", header], [("Ann", cell) for cell in cells] * 4)


def test_the_age_takes_no_column_from_another_role() -> None:
    rows = [(name, sex, height, "12", "10a") for name, sex, height, _ in PUPILS]
    found = guess(["name", "sex", "height", "age", "class"], rows)
    assert found == {
        "name": "name",
        "category": "sex",
        "measurement": "height",
        "group": "class",
        "age": "age",
    }


def test_pupils_may_go_by_numbers() -> None:
    rows = [(f"P{i:03}", "F") for i in range(20)]
    assert guess(["Student", "sex"], rows)["name"] == "Student"
    assert "name" not in guess(["Student", "sex"], [(str(i), "F") for i in range(20)])


def test_a_wide_table_is_guessed_from_few_rows() -> None:
    width = 10_000
    rows = [["x"] * (width - 1) + ["172"] for _ in range(50)]
    header = [f"q{i}" for i in range(width - 1)] + ["height"]
    assert guess_roles(Roster.from_rows(header, rows)).measurement == width - 1


@pytest.mark.parametrize(("header", "rows"), [([], []), ([""], [("",)]), (["\0"], [("\ud800",)])])
def test_empty_tables_have_no_roles(header: list[str], rows: list[tuple[str, ...]]) -> None:
    assert guess_roles(Roster.from_rows(header, rows)) == Roles()


TEXT = st.text(st.characters(), max_size=6) | st.sampled_from(["F", "M", "172", "5'7\"", "", "Ann"])


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=8), st.tuples(TEXT, TEXT, TEXT))
def test_any_table_gets_each_role_at_most_once(
    rows: list[tuple[str, ...]], header: tuple[str, ...]
) -> None:
    roles = guess_roles(Roster.from_rows(header, rows))
    columns = [c for role in Role for c in roles.columns_of(role)]
    assert len(columns) == len(set(columns))
    assert all(0 <= c < 3 for c in columns)


def test_assigning_a_role_takes_it_from_the_column_that_had_it() -> None:
    roles = Roles(name=0, category=1)
    assert roles.assign(1, Role.NAME) == Roles(name=1)
    assert roles.assign(0, None) == Roles(category=1)
    assert roles.role_of(1) is Role.CATEGORY
    assert roles.role_of(7) is None


def test_several_columns_may_be_measured_too() -> None:
    roles = Roles(name=0, measurement=2).assign(4, Role.FURTHER).assign(3, Role.FURTHER)
    assert roles.further == (3, 4)
    assert roles.columns_of(Role.FURTHER) == (3, 4)
    assert roles.role_of(4) is Role.FURTHER
    assert roles.assign(3, Role.FURTHER) == roles
    assert roles.assign(4, Role.MEASUREMENT) == Roles(name=0, measurement=4, further=(3,))
    assert roles.assign(2, Role.FURTHER) == Roles(name=0, further=(2, 3, 4))
    assert roles.assign(3, None).assign(4, None) == Roles(name=0, measurement=2)
    assert roles.columns_of(Role.AGE) == ()


def test_columns_of_numbers_can_be_measured() -> None:
    header = ("no", "minutes", "same", "word", "mixed", "height", "blank")
    rows = [
        (str(i + 1), f"{i * 7 % 5}.5", "4", "a", "x" if i % 2 else "1", f"{160 + i % 9} cm", "")
        for i in range(30)
    ]
    assert measurable_columns(Roster.from_rows(header, rows)) == (1, 5)
    assert measurable_columns(Roster.from_rows(header, [])) == ()
