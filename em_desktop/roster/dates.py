"""Dates and times of day as spreadsheets write them, for cells that should hold a number."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from em_desktop.roster.folding import unaccented
from em_desktop.roster.numerals import tidied

_LONGEST = 40

_NAMES = (
    "jan january januar janv janvier ene enero jän jänner gennaio gen januari styczeń sty led",
    "feb february februar févr fév février febrero fev fevereiro febbraio februari luty lut úno",
    "mar march mär märz mrz mars marzo março mrt maart marzec bře",
    "apr april avr avril abr abril aprile kwi kwiecień dub",
    "may mai mayo maio mag maggio mei maj kvě",
    "jun june juni juin junio junho giu giugno cze czerwiec čvn",
    "jul july juli juil juillet julio julho lug luglio lip lipiec čvc",
    "aug august août aoû ago agosto augustus augusti sie sierpień srp",
    "sep sept september septembre septiembre set setembro settembre wrz wrzesień zář",
    "oct october okt oktober octobre octubre out outubro ott ottobre paź październik říj",
    "nov november novembre noviembre novembro lis listopad",
    "dec december dez dezember déc décembre dic diciembre dezembro dicembre gru grudzień pro",
)
_MONTHS = {
    unaccented(word.casefold()): number
    for number, words in enumerate(_NAMES, start=1)
    for word in words.split()
}
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_CLOCK = r"(?:[ t]([0-2]?\d):([0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d\d?)\2(\d\d?){_CLOCK}z?")
_NUMERIC = re.compile(rf"(\d\d?)([-/.]) ?(\d\d?)\2 ?(\d{{4}}|\d\d){_CLOCK}")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th)?[- /.]*([^\W\d_]+)\.?,?(?:[- /.]*(\d{4}|\d\d))?"
)
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?[- /.]*(\d{1,2}|\d{4})(?:,?[- /.]+(\d{4}|\d\d))?")
_TIME = re.compile(r"(\d\d?):([0-5]\d)(?::([0-5]\d))?")
_SERIAL = re.compile(r"[345]\d{4}")
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Written:
    """A date or a time of day.

    Attributes:
        day: of the month; None for a time of day.
        month: 1 to 12; None for a time of day.
        year: with its century where the text has it or a spreadsheet would guess it.
        clock: hour and minute of a time of day.
        is_clear: whether day and month cannot be the other way round.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    clock: tuple[int, int] | None = None
    is_clear: bool = True

    @property
    def words(self) -> str:
        """The date for a sentence, such as ``5 July``; as a person would say it."""
        if self.day is None or self.month is None or not self.is_clear:
            return "a date" if self.clock is None else "a time of day"
        return f"a date, {self.day} {_ENGLISH[self.month - 1]}"


def read_date(text: str) -> Written | None:
    """Read a date or a time of day, or return None.

    Args:
        text: a cell, such as ``2026-07-05``, ``2026-07-05 00:00:00``, ``7/5/2026``, ``5.7.26``,
            ``05-Jul``, ``5. Jul``, ``Jul-05``, ``Jan 70``, ``05:07:00``; never a bare number.
    """
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    text = tidied(text)
    if match := _ISO.fullmatch(text):
        return _valid(int(match[4]), int(match[3]), int(match[1]))
    if match := _NUMERIC.fullmatch(text):
        return _numeric(int(match[1]), int(match[3]), match[2], match[4])
    if match := _TIME.fullmatch(text):
        return Written(clock=(int(match[1]), int(match[2]))) if int(match[1]) < 24 else None
    if match := _DAY_NAME.fullmatch(text):
        return _named(int(match[1]), match[2], match[3])
    if match := _NAME_DAY.fullmatch(text):
        return _named(int(match[2]), match[1], match[3])
    return None


def date_of_serial(text: str) -> Written | None:
    """Read a bare number as the date of 1982 to 2064 that a spreadsheet stores so, or return None.

    Args:
        text: a cell.
    """
    text = text.strip()
    if not text.isascii() or not _SERIAL.fullmatch(text):
        return None
    found = _DAY_ZERO + timedelta(days=int(text))
    return Written(found.day, found.month, found.year)


def _numeric(first: int, second: int, mark: str, year: str) -> Written | None:
    """Read ``7/5/2026``: month first with a slash, day first else, unless that cannot be."""
    day, month = (second, first) if mark == "/" else (first, second)
    if month > 12:
        day, month = month, day
    return _valid(day, month, _full_year(year), is_clear=max(first, second) > 12 or first == second)


def _named(number: int, word: str, year: str | None) -> Written | None:
    month = _MONTHS.get(unaccented(word))
    if month is None:
        return None
    if year is None and number > 31:  # Jan 70
        return Written(1, month, number if number > 99 else _full_year(f"{number:02}"))
    return _valid(number, month, _full_year(year) if year else None)


def _full_year(year: str) -> int:
    """Return a year with the century that spreadsheets guess."""
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 30 else 1900)


def _valid(day: int, month: int, year: int | None, *, is_clear: bool = True) -> Written | None:
    try:
        date(year or 2000, month, day)  # a leap year
    except ValueError:
        return None
    return Written(day, month, year, is_clear=is_clear)
