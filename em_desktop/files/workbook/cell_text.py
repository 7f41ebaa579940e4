"""How a cell's stored value becomes text, and when text may become a stored number again.

A workbook stores numbers, and dates as numbers with a style; a roster is text. The rule
that keeps both true: a text is stored as a number only if that number, in that cell's
style, would be read as exactly this text again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ZERO_LED = re.compile(r"0[0-9]+")
_DATE_TEXT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d))?")
_SECONDS = 86_400
_MOST_DIGITS = 15
_LONGEST_NUMBER = 40
_LAST_DAY = 2_958_466  # 1 January 10000


def number_text(value: float) -> str:
    """Return a number as a person would see it: ``172``, ``172.5``, never ``172.0``."""
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return repr(value)


def plain_number(text: str) -> float | None:
    """Return the number that ``number_text`` writes as exactly this text, if there is one."""
    if not _PLAIN.fullmatch(text) or len(text) > 25:
        return None
    value = float(text)
    return value if number_text(value) == text else None


def number_columns(rows: Sequence[Sequence[str]], n_columns: int) -> list[bool]:
    """Say which columns of a new sheet hold numbers.

    A column does if at least half of its cells with text are plain numbers and none has
    leading zeros (identifiers such as ``007``). In such a column the plain numbers become
    numbers and all other texts stay text; in other columns everything is text.
    """
    numbers = [0] * n_columns
    filled = [0] * n_columns
    zero_led = [False] * n_columns
    for row in rows:
        for column, text in enumerate(row[:n_columns]):
            if text:
                filled[column] += 1
                if plain_number(text) is not None:
                    numbers[column] += 1
                elif _ZERO_LED.fullmatch(text):
                    zero_led[column] = True
    return [
        n > 0 and 2 * n >= total and not zeros
        for n, total, zeros in zip(numbers, filled, zero_led, strict=True)
    ]


class NumberKind(Enum):
    """What a style makes of a number."""

    PLAIN = "plain"
    DATE = "date"
    TIME = "time"
    PADDED = "padded"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a style shows numbers.

    Attributes:
        kind: plain number, date (with time of day if there is one), time, or padded.
        digits: least number of digits of a padded number (format ``00000``).
        from_1904: dates count from 1904 instead of 1900.
    """

    kind: NumberKind = NumberKind.PLAIN
    digits: int = 0
    from_1904: bool = False

    def text(self, value: float) -> str:
        """Return a stored number as text: dates in ISO form, times as ``08:30:00``."""
        if self.kind is NumberKind.PADDED and value.is_integer() and 0 <= value < 1e15:
            return str(int(value)).zfill(self.digits)
        if self.kind is NumberKind.TIME and 0 <= value < _LAST_DAY:
            return clock_text(round(value * _SECONDS))
        if self.kind is NumberKind.DATE and 0 <= value < _LAST_DAY - 1462 * self.from_1904:
            return self._date(value)
        return number_text(value)

    def stored_text(self, value: bytes) -> str:
        """Return a number as text, given the bytes of a workbook.

        Whole numbers of more digits than a float holds, such as long identifiers that another
        program has stored as numbers, keep their digits.
        """
        is_long = _MOST_DIGITS < len(value) < _LONGEST_NUMBER
        shown_whole = self.kind in (NumberKind.PLAIN, NumberKind.PADDED)
        if is_long and shown_whole and value.isdigit() and value[:1] != b"0":
            return value.decode("ascii")
        return self.text(float(value))

    def number(self, text: str) -> float | None:
        """Return the number that this style shows as exactly ``text``, if there is one."""
        value = plain_number(text)
        if value is None and self.kind is NumberKind.DATE:
            value = self._serial(text)
        if value is None and self.kind is NumberKind.PADDED and text.isdecimal():
            value = float(text) if len(text) <= 15 else None
        return value if value is not None and self.text(value) == text else None

    def _date(self, value: float) -> str:
        day, clock = divmod(round(value * _SECONDS), _SECONDS)
        if day == 0 and not self.from_1904:
            return clock_text(clock)
        if day == 60 and not self.from_1904:
            written = "1900-02-29"  # a day that only spreadsheets know
        else:
            written = date.fromordinal(self._origin(day) + day).isoformat()
        return f"{written} {clock_text(clock)}" if clock else written

    def _serial(self, text: str) -> float | None:
        match = _DATE_TEXT.fullmatch(text)
        if not match:
            return None
        year, month, day, *clock = (int(part or 0) for part in match.groups())
        try:
            ordinal = date(year, month, day).toordinal()
        except ValueError:
            return None
        days = ordinal - self._origin(61)
        if days <= 60 and not self.from_1904:
            days -= 1
        hour, minute, second = clock
        return days + (hour * 3600 + minute * 60 + second) / _SECONDS

    def _origin(self, day: int) -> int:
        """Return the ordinal of day 0; Excel's 1900 has a 29 February."""
        if self.from_1904:
            return date(1904, 1, 1).toordinal()
        return date(1899, 12, 31 if day < 60 else 30).toordinal()


def clock_text(seconds: int) -> str:
    """Return seconds as hours, minutes and seconds: ``08:30:00``, ``36:00:00``."""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}"


_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_BUILT_IN_TIMES = {*range(18, 22), 32, 33, 34, 35, 45, 46, 47}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hHmMsS]+\])[^\]]*\]|General', re.DOTALL)


def number_style(format_id: int, code: str | None, from_1904: bool) -> NumberStyle:
    """Return what a number format makes of a number.

    Args:
        format_id: Excel's number of the format.
        code: its code such as ``dd/mm/yyyy``; None for a built-in one.
        from_1904: dates of this workbook count from 1904.
    """
    if code is None:
        if format_id in _BUILT_IN_DATES:
            return NumberStyle(NumberKind.DATE, from_1904=from_1904)
        if format_id in _BUILT_IN_TIMES:
            return NumberStyle(NumberKind.TIME)
        return NumberStyle()
    section = _LITERAL.sub("", code).split(";")[0].lower()
    if re.fullmatch(r"0{2,15}", section):
        return NumberStyle(NumberKind.PADDED, digits=len(section))
    if re.search(r"[hs]", section):
        dated = re.search(r"[yd]", section)
        if not dated:
            return NumberStyle(NumberKind.TIME)
    elif not re.search(r"[yd]|m", section):
        return NumberStyle()
    return NumberStyle(NumberKind.DATE, from_1904=from_1904)
