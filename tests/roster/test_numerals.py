import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.numerals import decimal_mark_votes, favoured_mark, parse_number, tidied


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("172", 172, 172),
        ("172.5", 172.5, 172.5),
        ("172,5", 172.5, 172.5),
        ("1,234", 1234, 1.234),
        ("1.234", 1.234, 1234),
        ("1,234.5", 1234.5, 1234.5),
        ("1.234,5", 1234.5, 1234.5),
        ("1,234,567", 1234567, 1234567),
        ("1.234.567,25", 1234567.25, 1234567.25),
        ("1 234,5", 1234.5, 1234.5),
        ("1'234.5", 1234.5, 1234.5),
        ("0,123", 0.123, 0.123),
        ("0.123", 0.123, 0.123),
        (".5", 0.5, 0.5),
        ("172.", 172, 172),
        ("1.7e+02", 170, 170),
        ("1,7e2", 170, 170),
        ("-5", -5, -5),
        ("+5", 5, 5),
        ("0172", 172, 172),
    ],
)
def test_numbers(text: str, point: float, comma: float) -> None:
    assert parse_number(text, ".") == pytest.approx(point)
    assert parse_number(text, ",") == pytest.approx(comma)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", ",", "-", "+", "e5", "1e", "inf", "nan", "1e400", "1e308", "-1e999"),
        *("infinity", "1_000", "12,34,56", "1,23.4", "1.2.3", "1,2,3", "--5", "1 7"),
        *("12 3456", "0x10", "9" * 400, "172 cm"),
    ],
)
def test_no_numbers(text: str) -> None:
    assert parse_number(text, ".") is None
    assert parse_number(text, ",") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１７２", "172"),
        ("١٧٢٫٥", "172.5"),
        ("१७२", "172"),
        ("5′7″", "5'7\""),
        ("5’7”", "5'7\""),
        ("−5", "-5"),
        ("1\u00a0234", "1 234"),
        ("5'7½\"", "5'7 1/2\""),
        ("１７２㎝", "172cm"),
        ("\u200e172", "172"),
    ],
)
def test_tidied(text: str, expected: str) -> None:
    assert tidied(text) == expected


@given(st.floats(-1e9, 1e9), st.integers(0, 2), st.sampled_from(".,"), st.booleans())
def test_formatted_numbers_are_read_back(
    number: float, digits: int, mark: str, grouped: bool
) -> None:
    text = f"{number:,.{digits}f}" if grouped else f"{number:.{digits}f}"
    expected = float(text.replace(",", ""))
    if mark == ",":
        text = text.translate(str.maketrans(".,", ",."))
    assert parse_number(text, mark) == expected


@given(st.text(max_size=80), st.sampled_from(".,"))
def test_any_text_is_a_finite_number_or_none(text: str, mark: str) -> None:
    number = parse_number(tidied(text), mark)
    assert number is None or math.isfinite(number)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,72", "1,8"], ","),
        (["1.72", "1,8", "1.75"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["1.234.567"], ","),
        (["1,234"], None),
        (["172", "x"], None),
        (["1,72 m", "5'7\""], ","),
        (["9" * 100_000 + ",5"], None),
    ],
)
def test_the_decimal_mark_is_voted_on(texts: list[str], mark: str | None) -> None:
    assert favoured_mark(decimal_mark_votes(texts)) == mark
