"""Numbers as people write them: decimal commas, thousands marks, digits of any script."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 64
"""No number is written with more characters; longer cells are not looked at."""

LARGEST = 1e100
"""No measurement is larger; its square is still a number."""

_SIGN = "\u2212\ufe63\uff0d\u2010\u2011"
_PRIMES = dict.fromkeys("’‘′ʹˈ´`＇‵ʼ", "'") | dict.fromkeys("″“”„ʺ＂〃‶", '"')
_OTHERS = {"\u066b": ".", "\u066c": ",", "½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
_CHARACTERS = str.maketrans(dict.fromkeys(_SIGN, "-") | _PRIMES | _OTHERS)

PLAIN = {
    ".": re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?"),
    ",": re.compile(r"[0-9]{1,15}(?:\.(?:[0-9]{1,2}|[0-9]{4,15}))?"),
}
"""The usual numbers, by decimal mark, which ``float`` reads as they stand."""

_NUMBER = re.compile(r"[+-]?(?=\.?\d)([\d.,' ]*)(e[+-]?\d{1,4})?", re.ASCII)
_GROUPS = {
    mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", re.ASCII) for mark in ".,' "
}


def tidied(text: str) -> str:
    """Return a cell's text with plain digits, quotes and spaces, without case.

    Full-width, Arabic and Indic digits become 0 to 9; primes and typographic quotes become
    ``'`` and ``"``; half signs become fractions; spaces of any kind become one.
    """
    if not text.isascii():
        text = text.translate(_CHARACTERS)
        text = unicodedata.normalize("NFKC", text)
        text = "".join(
            str(unicodedata.decimal(c, c)) for c in text if unicodedata.category(c) != "Cf"
        )
        text = text.translate(_CHARACTERS)
    return " ".join(text.casefold().split())


def parse_number(text: str, decimal_mark: str) -> float | None:
    """Read a number, or return None.

    Only a single mark before exactly three digits is doubtful (``1,234``); ``decimal_mark``
    settles it. Everything else is read as it must be: ``172,5`` and ``1.234,5`` are clear.

    Args:
        text: tidied text.
        decimal_mark: ``"."`` or ``","``.

    Returns:
        A number of at most ``LARGEST``; None for anything else, ``inf``, ``nan`` and ``1e400``
        included.
    """
    if PLAIN[decimal_mark].fullmatch(text):
        return float(text)
    match = _NUMBER.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    digits = _with_point(match[1], decimal_mark)
    if digits is None:
        return None
    number = float(digits + (match[2] or ""))
    if not number <= LARGEST:
        return None
    return -number if text[0] == "-" else number


def _with_point(written: str, decimal_mark: str) -> str | None:
    """Return the digits with a point for the decimal mark and no thousands marks."""
    marks = [c for c in written if c in ".,"]
    if (
        not marks
        or (len(marks) > 1 and marks[-1] == marks[0])
        or (len(marks) == 1 and marks[0] != decimal_mark and _may_be_thousands(written, marks[0]))
    ):
        whole, fraction = written, ""
    else:
        whole, _, fraction = written.rpartition(marks[-1])
    if fraction and not fraction.isdecimal():
        return None
    if whole and not whole.isdecimal():
        mark = next(c for c in whole if not c.isdecimal())
        if not _GROUPS[mark].fullmatch(whole):
            return None
        whole = whole.replace(mark, "")
    return f"{whole or '0'}.{fraction or '0'}"


def _may_be_thousands(written: str, mark: str) -> bool:
    return written[0] != "0" and _GROUPS[mark].fullmatch(written) is not None


def decimal_mark_votes(texts: Iterable[str]) -> dict[str, int]:
    """Count the texts that can only mean a decimal point, and those that mean a comma.

    Args:
        texts: numbers as written, perhaps with units around them.
    """
    votes = {".": 0, ",": 0}
    for text in texts:
        if len(text) > LONGEST or ("." not in text and "," not in text):
            continue
        for number in re.findall(r"\d[\d.,]*\d|[.,]\d+", text):
            mark = _certain_mark(number)
            if mark:
                votes[mark] += 1
    return votes


def _certain_mark(number: str) -> str | None:
    marks = [c for c in number if c in ".,"]
    if not marks:
        return None
    if marks.count(marks[-1]) > 1:  # 1.234.567: thousands, so the other one is decimal
        return "," if marks[-1] == "." else "."
    if len(marks) > 1:
        return marks[-1]
    return None if _may_be_thousands(number, marks[0]) else marks[0]


def favoured_mark(votes: dict[str, int]) -> str | None:
    """Return the decimal mark that has more votes, or None."""
    if votes["."] == votes[","]:
        return None
    return max(votes, key=votes.__getitem__)
