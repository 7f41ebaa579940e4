"""Units of length: their words, their sizes, and measurements that state them."""

import re

from em_desktop.roster.numerals import LONGEST, parse_number, tidied
from em_desktop.roster.options import Unit

CENTIMETRES: dict[Unit, float] = {
    Unit.CENTIMETRE: 1.0,
    Unit.METRE: 100.0,
    Unit.MILLIMETRE: 0.1,
    Unit.INCH: 2.54,
    Unit.FOOT: 30.48,
}
"""How many centimetres one unit has (the international inch and foot of 1959)."""

UNIT_NAMES: dict[Unit, str] = {
    Unit.CENTIMETRE: "centimetres",
    Unit.METRE: "metres",
    Unit.MILLIMETRE: "millimetres",
    Unit.INCH: "inches",
    Unit.FOOT: "feet",
    Unit.PLAIN: "plain numbers",
}

_WORDS: dict[Unit, str] = {
    Unit.CENTIMETRE: (
        "cm cms centimetre centimetres centimeter centimeters zentimeter centimètre "
        "centimètres centimetro centímetro centímetros centimetri centymetr centymetrów "
        "santimetre см сантиметр сантиметров 厘米 公分 センチ センチメートル 센티미터 센티 سم "
        "सेमी ซม"
    ),
    Unit.METRE: (
        "m mt mtr mtrs metre metres meter meters mètre mètres metro metros metri metr metrów м "
        "метр метра метров 米 公尺 メートル 미터 م متر मीटर ม"
    ),
    Unit.MILLIMETRE: "mm millimetre millimetres millimeter millimeters millimètres мм 毫米 ミリ",
    Unit.INCH: (
        "in ins inch inches zoll pouce pouces pulgada pulgadas polegada polegadas pollice "
        "pollici tum tommer duim cal cale дюйм дюймов 英寸 吋 インチ 인치"
    ),
    Unit.FOOT: "ft foot feet fuß pied pieds pie pies pé pés piede piedi voet fot fod фут фута "
    "футов 英尺 呎 フィート 피트",
}

UNIT_WORDS: dict[str, Unit] = {
    tidied(word): unit for unit, words in _WORDS.items() for word in words.split()
}
"""The unit that each word means, tidied."""


def _any_of(unit: Unit) -> str:
    words = sorted((w for w, u in UNIT_WORDS.items() if u is unit), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, words)) + r")(?![^\W\d_])\.?"


_FRACTION = r"(?:\s+([1357])/([248]))?"
_FEET = re.compile(
    rf"(\d{{1,2}})\s*(?:'|{_any_of(Unit.FOOT)})[\s,-]*(?:and\s+|&\s*|und\s+|et\s+)?"
    rf"(?:(\d{{1,2}}(?:[.,]\d{{1,3}})?){_FRACTION}\s*(?:\"{{1,2}}|''|{_any_of(Unit.INCH)})?)?"
)
_INCHES = re.compile(rf"(\d{{1,3}}){_FRACTION}\s*(?:\"{{1,2}}|''|{_any_of(Unit.INCH)})")
_METRES = re.compile(
    rf"(\d)\s*{_any_of(Unit.METRE)}\s*(\d{{2}}|\d(?=\s*c))\s*(?:{_any_of(Unit.CENTIMETRE)})?"
)
_SUFFIXED = re.compile(r"(.*?[\d.,])\s*([^\d\s.,+-][^\d]*?)\.?", re.DOTALL)
_METRES_WITH_APOSTROPHE = re.compile(r"([12])'([1-9]\d)\s*(?:m\.?)?")
_PREFIXED = re.compile(r"(cm|mt|m)\.?\s*(\d.*)", re.DOTALL)
_AS_TEXT = re.compile(r"'\s?([^']+)|=\s?\"([^\"]+)\"")
_INCHES_IN_A_FOOT = 12


def parse_measurement(text: str, decimal_mark: str = ".") -> tuple[float, Unit | None] | None:
    """Read one measurement.

    Args:
        text: a cell, such as ``172``, ``1,72 m``, ``172cm``, ``5'7"``, ``5 ft 7 in``, ``1 m 72``,
            ``1'72`` (metres: no foot has 72 inches). The marks by which spreadsheets keep a number
            as text are passed over: ``'172``, ``="172"``.
        decimal_mark: ``"."`` or ``","``; settles only what is doubtful, such as ``1,234``.

    Returns:
        The number and the unit that the cell itself states (None where it states none). Feet
        with inches are given in inches. None where the text is no finite number, or has twelve
        or more inches after the feet.
    """
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        return None
    text = _unwrapped(tidied(text))
    number = parse_number(text, decimal_mark)
    if number is not None:
        return number, None
    return _feet_and_inches(text) or _metres_and_centimetres(text) or _with_unit(text, decimal_mark)


def _unwrapped(text: str) -> str:
    """Return a text without the marks by which spreadsheets keep a number as text."""
    match = _AS_TEXT.fullmatch(text)
    return text if match is None else (match[1] or match[2])


def _fraction(match: re.Match[str], first: int) -> float:
    return int(match[first]) / int(match[first + 1]) if match[first] else 0.0


def _feet_and_inches(text: str) -> tuple[float, Unit] | None:
    if match := _FEET.fullmatch(text):
        feet = int(match[1])
        if match[2] is None:
            return float(feet), Unit.FOOT
        inches = float(match[2].replace(",", ".")) + _fraction(match, 3)
        return (feet * 12 + inches, Unit.INCH) if inches < _INCHES_IN_A_FOOT else None
    if match := _INCHES.fullmatch(text):
        return int(match[1]) + _fraction(match, 2), Unit.INCH
    return None


def _metres_and_centimetres(text: str) -> tuple[float, Unit] | None:
    match = _METRES.fullmatch(text) or _METRES_WITH_APOSTROPHE.fullmatch(text)
    return (int(match[1]) + int(match[2]) / 100, Unit.METRE) if match else None


def _with_unit(text: str, decimal_mark: str) -> tuple[float, Unit] | None:
    if match := _SUFFIXED.fullmatch(text):
        number, word = match[1], match[2]
    elif match := _PREFIXED.fullmatch(text):
        word, number = match[1], match[2]
    else:
        return None
    unit = _unit_of_suffix(word)
    size = parse_number(number.strip(), decimal_mark) if unit else None
    return (size, unit) if unit is not None and size is not None else None


def _unit_of_suffix(word: str) -> Unit | None:
    if word in {'"', "''", '""'}:
        return Unit.INCH
    return Unit.FOOT if word == "'" else UNIT_WORDS.get(word)


def convert(number: float, old: Unit, new: Unit) -> float:
    """Return a length in another unit; unchanged where either unit is ``PLAIN``."""
    if old is new or Unit.PLAIN in (old, new):
        return number
    return number * CENTIMETRES[old] / CENTIMETRES[new]
