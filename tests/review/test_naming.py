import pytest

from em_desktop.review.naming import category_noun, group_noun, measurement_noun
from em_desktop.roster.roles import Roles

ROLES = Roles(name=0, category=1, measurement=2, group=3)


def nouns(desk):
    return (
        category_noun(desk.workspace),
        measurement_noun(desk.workspace, desk.reading),
        group_noun(desk.workspace),
    )


def rows(unit):
    return [(f"n{i}", "fm"[i % 2], f"{160 + i}{unit}", "9a") for i in range(12)]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("name", "gender", "size", "class"), ("gender", "height", "class")),
        (("name", "", "", " "), ("category", "height", "group")),
        (
            ("name", "sex\u202e\nof pupil", "x", "  home   room "),
            ("sex of pupil", "height", "home room"),
        ),
    ],
)
def test_columns_are_named_for_a_sentence(desk_of, header, expected):
    assert nouns(desk_of(rows(" cm"), ROLES, header)) == expected


def test_what_is_no_height_is_called_as_its_column(desk_of):
    weights = [
        (name, sex, f"{10 + 0.7 * i:.1f}", "9a") for i, (name, sex, *_) in enumerate(rows(""))
    ]
    desk = desk_of(weights, ROLES, ("name", "sex", "weight in\tkg", "class"))
    assert nouns(desk)[1] == "weight in kg"
    desk = desk_of(weights, ROLES, ("name", "sex", "", "class"))
    assert nouns(desk)[1] == "measurement"


def test_a_long_header_is_cut(desk_of):
    assert len(nouns(desk_of(rows(""), ROLES, ("name", "y" * 999, "x", "z")))[0]) == 40


def test_without_columns_there_are_general_words(desk_of):
    assert nouns(desk_of(rows(""), Roles())) == ("category", "measurement", "group")
