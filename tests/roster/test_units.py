import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.options import Unit
from em_desktop.roster.units import CENTIMETRES, UNIT_NAMES, convert, parse_measurement

CM, M, MM, IN, FT = Unit.CENTIMETRE, Unit.METRE, Unit.MILLIMETRE, Unit.INCH, Unit.FOOT


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("172", 172, None),
        ("172.5", 172.5, None),
        ("172,5", 172.5, None),
        ("1.7E+02", 170, None),
        ("1.72 m", 1.72, M),
        ("1,72m", 1.72, M),
        ("1,72 м", 1.72, M),
        ("1.72メートル", 1.72, M),
        ("1 m 72", 1.72, M),
        ("1m72", 1.72, M),
        ("1m72cm", 1.72, M),
        ("1'72", 1.72, M),
        ("1’72 m", 1.72, M),
        ("1m 7cm", 1.07, M),
        ("172cm", 172, CM),
        ("172 cm.", 172, CM),
        ("172 CM", 172, CM),
        ("cm 172", 172, CM),
        ("172公分", 172, CM),
        ("１７２㎝", 172, CM),
        ("172,5 Zentimeter", 172.5, CM),
        ("1720 mm", 1720, MM),
        ("5'7\"", 67, IN),
        ("5' 7", 67, IN),
        ("5'7", 67, IN),
        ("5’7”", 67, IN),
        ("5′7″", 67, IN),
        ("5'7''", 67, IN),
        ('6\'3""', 75, IN),
        ("5'-7\"", 67, IN),
        ("5 ft 7 in", 67, IN),
        ("5 ft. 7 in.", 67, IN),
        ("5ft7", 67, IN),
        ("5ft7in", 67, IN),
        ("5 FEET 7 INCHES", 67, IN),
        ("5 foot 7", 67, IN),
        ("5 feet and 7 inches", 67, IN),
        ("5 Fuß 7 Zoll", 67, IN),
        ("5 pieds 7 pouces", 67, IN),
        ("5フィート7インチ", 67, IN),
        ("5'11.5\"", 71.5, IN),
        ("5'7½\"", 67.5, IN),
        ("5' 7 1/2\"", 67.5, IN),
        ("67 in", 67, IN),
        ('67"', 67, IN),
        ("67 1/2 in", 67.5, IN),
        ("67.5 inches", 67.5, IN),
        ("5'", 5, FT),
        ("5 ft", 5, FT),
        ("5.5 ft", 5.5, FT),
        ("  172 cm\u00a0", 172, CM),
    ],
)
def test_heights_as_people_write_them(text: str, number: float, unit: Unit | None) -> None:
    parsed = parse_measurement(text, ".")
    assert parsed is not None
    assert parsed[0] == pytest.approx(number)
    assert parsed[1] is unit


@pytest.mark.parametrize(
    "text",
    [
        *("", "tall", "5'12\"", "5' 13", "5 ft 12 in", "Under 5 ft.", "6'6\" and above", "5-7"),
        *("inf", "nan", "1e400", "1e400 cm", "170-175", "172 cm 5", "70 kg", "5 7", "cm", "'"),
        *('"', "1m7", "\0", "\ud800"),
        pytest.param("1" * 1_000_000, id="a million ones"),
        pytest.param(" " * 1_000_000 + "x", id="a million spaces"),
        pytest.param("5'" * 50_000, id="fifty thousand feet"),
    ],
)
def test_what_is_no_measurement(text: str) -> None:
    assert parse_measurement(text, ".") is None


STYLES = {
    CM: ["{} cm", "{}cm", "{} CM.", "{} centimetres"],
    M: ["{} m", "{}m", "{} metres", "{} Meter"],
    MM: ["{} mm", "{}mm"],
    IN: ["{} in", '{}"', "{} inches", "{}″"],
    FT: ["{} ft", "{}ft", "{} feet", "{}'"],
}


@given(st.floats(40, 270), st.sampled_from(list(STYLES)), st.data(), st.sampled_from(".,"))
def test_a_height_comes_back_in_every_unit_and_style(
    height: float, unit: Unit, data: st.DataObject, mark: str
) -> None:
    digits = {M: 2, FT: 2}.get(unit, 1)
    written = f"{convert(height, CM, unit):.{digits}f}"
    style = data.draw(st.sampled_from(STYLES[unit]))
    parsed = parse_measurement(style.format(written.replace(".", mark)), mark)
    assert parsed == (float(written), unit)


@given(
    st.integers(1, 8),
    st.integers(0, 11),
    st.sampled_from(["{}'{}\"", "{}' {}", "{} ft {} in", "{}ft{}", "{}′{}″", "{} feet {} inches"]),
)
def test_feet_and_inches_come_back(feet: int, inches: int, style: str) -> None:
    assert parse_measurement(style.format(feet, inches)) == (feet * 12 + inches, IN)


@given(st.text(max_size=100), st.sampled_from(".,"))
def test_any_text_is_finite_or_none(text: str, mark: str) -> None:
    parsed = parse_measurement(text, mark)
    assert parsed is None or math.isfinite(parsed[0])


@given(st.text("0123456789.,'\"″ ftincmx½-+e/", max_size=30), st.sampled_from(".,"))
def test_near_misses_are_finite_or_none(text: str, mark: str) -> None:
    parsed = parse_measurement(text, mark)
    assert parsed is None or math.isfinite(parsed[0])


@given(st.floats(0.1, 1e4), st.sampled_from(list(CENTIMETRES)), st.sampled_from(list(CENTIMETRES)))
def test_conversion_goes_both_ways(number: float, one: Unit, other: Unit) -> None:
    assert convert(convert(number, one, other), other, one) == pytest.approx(number)


def test_plain_numbers_are_not_converted() -> None:
    assert convert(5, Unit.PLAIN, CM) == 5
    assert convert(5, CM, Unit.PLAIN) == 5


def test_an_inch_is_the_international_inch() -> None:
    assert convert(1, IN, CM) == pytest.approx(2.54)
    assert convert(1, FT, IN) == pytest.approx(12)


def test_each_unit_has_a_name() -> None:
    assert set(UNIT_NAMES) == set(Unit)
