import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.workbook.cell_text import (
    NumberKind,
    NumberStyle,
    number_columns,
    number_style,
    number_text,
    plain_number,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (172.0, "172"),
        (172.5, "172.5"),
        (172.30000000000001, "172.3"),
        (-0.0, "0"),
        (1e15, "1" + "0" * 15),
    ],
)
def test_numbers_are_shown_as_people_write_them(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(
    "text",
    ["172.50", "007", "1e5", "+1", "1,5", " 1", "-0", "", "1.", ".5", "12345678901234567890", "١"],
)
def test_texts_that_no_number_gives_back_are_no_plain_numbers(text):
    assert plain_number(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_numbers_come_back_as_the_same_text(value):
    text = number_text(value)
    number = plain_number(text)
    if number is not None:
        assert number_text(number) == text
    elif 1e-4 < abs(value) < 1e15:
        pytest.fail(f"{value!r} should be plain")


@pytest.mark.parametrize(
    ("format_id", "code", "value", "text"),
    [
        (0, None, 43000.0, "43000"),
        (14, None, 43000.0, "2017-09-22"),
        (22, None, 43000.5, "2017-09-22 12:00:00"),
        (14, None, 59.0, "1900-02-28"),
        (14, None, 60.0, "1900-02-29"),
        (14, None, 61.0, "1900-03-01"),
        (14, None, -1.0, "-1"),
        (14, None, 1e9, "1000000000"),
        (20, None, 0.25, "06:00:00"),
        (164, "[h]:mm", 1.5, "36:00:00"),
        (164, "dd/mm/yyyy", 43000.0, "2017-09-22"),
        (164, "[$-409]d\\-mmm;@", 43000.0, "2017-09-22"),
        (164, "00000", 172.0, "00172"),
        (164, '"Mad dash "0.0', 2.5, "2.5"),
        (164, "[Red]0.00;General", 2.5, "2.5"),
        (164, "General", 2.5, "2.5"),
        (164, "#,##0.0", 1234.5, "1234.5"),
        (9, None, 0.5, "0.5"),
    ],
)
def test_styles_show_numbers(format_id, code, value, text):
    style = number_style(format_id, code, from_1904=False)
    assert style.text(value) == text
    again = style.number(text)
    assert again is None or style.text(again) == text


def test_dates_of_1904():
    style = number_style(14, None, from_1904=True)
    assert style.text(0.0) == "1904-01-01"
    assert style.text(41538.0) == "2017-09-22"
    assert style.number("2017-09-22") == 41538


@pytest.mark.parametrize("from_1904", [False, True])
@given(days=st.integers(1, 2_900_000), seconds=st.integers(0, 86_399))
def test_every_date_becomes_the_number_that_shows_it(from_1904, days, seconds):
    style = NumberStyle(NumberKind.DATE, from_1904=from_1904)
    text = style.text(days + seconds / 86_400)
    number = style.number(text)
    if days == 60 and not from_1904:
        assert number is None
    else:
        assert number == pytest.approx(days + seconds / 86_400, abs=1e-9)


@pytest.mark.parametrize(
    "text", ["2017-02-30", "2017-9-22", "22.09.2017", "2017-09-22T10:00:00", "x"]
)
def test_other_texts_are_no_dates(text):
    assert NumberStyle(NumberKind.DATE).number(text) is None


def test_columns_of_numbers():
    rows = [["Anna", "007", "172", "10"], ["Bo", "12", "n/a", "10A"], ["", "", "160.5", "10B"]]
    assert number_columns(rows, 4) == [False, False, True, False]
    assert number_columns([], 2) == [False, False]
