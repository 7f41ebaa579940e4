"""Ages read from text, in years."""

import re

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import distinct
from em_desktop.roster.headers import MONTH_WORDS, header_words, mentions
from em_desktop.roster.missing import missing_texts
from em_desktop.roster.numerals import LONGEST, tidied
from em_desktop.roster.table import Texts

OLDEST = 130
"""No person was ever older; a larger number is no age in years."""

_MONTHS_IN_A_YEAR = 12

_YEAR_WORDS = (
    "y yr yrs year years yo j jahr jahre jahren an ans año años ano anos anno anni jaar år vuotta "
    "lat lata rok let év ani год года лет г р років години yaş yaşında yıl 岁 歲 歳 才 세 살 سنة "
    "سنوات عام साल वर्ष ปี tahun tuổi"
)
_MONTH_WORDS = (
    "m mo mos mth mths month months monat monate monaten mon mois mes meses mese mesi maand "
    "maanden mnd månad månader måned måneder mdr miesiąc miesiące miesięcy mies měsíc měsíce "
    "měsíců hónap luni мес месяц месяца месяцев ay 月 个月 個月 か月 ヶ月 ヵ月 개월 شهر أشهر "
    "माह महीने เดือน bulan tháng"
)
_YEARS = frozenset(map(tidied, _YEAR_WORDS.split())) | {"year old", "years old", "yrs old"}
_MONTHS = frozenset(map(tidied, _MONTH_WORDS.split()))
_AGE = re.compile(
    r"(?P<number>\d{1,4}(?:[.,]\d{1,15})?)(?: (?P<over>[13])/(?P<under>[24]))?"
    r"\s*(?P<word>[^\d.,;/+-]*?)\.?"
    r"(?:(?P<apart>[\s,;]*)(?:(?<=\s)(?:and|und|et|y|e|en|og|och)\s)?(?P<rest>\d{1,2})"
    r"\s*(?P<rest_word>[^\d.,;/+-]*?)\.?)?",
    re.ASCII,
)


def parse_age(text: str, *, in_months: bool = False) -> float | None:
    """Read one age.

    Args:
        text: a cell, such as ``12``, ``12,5``, ``12½``, ``12 years``, ``12y 3m``, ``12;3``,
            ``18 months``.
        in_months: a bare number is in months.

    Returns:
        Years, 0 to ``OLDEST``; None for anything else.
    """
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        return None
    match = _AGE.fullmatch(tidied(text))
    if match is None:
        return None
    number = float(match["number"].replace(",", "."))
    if match["over"]:
        number += int(match["over"]) / int(match["under"])
    word = match["word"].strip()
    if match["rest"]:
        number += int(match["rest"]) / _MONTHS_IN_A_YEAR
        if not _has_months(match, word):
            return None
    elif word in _MONTHS or (in_months and not word):
        number /= _MONTHS_IN_A_YEAR
    elif word and word not in _YEARS:
        return None
    return number if number <= OLDEST else None


def says_months(header: str) -> bool:
    """Tell whether the header of a column of ages says that they are in months."""
    return mentions(header_words(header), MONTH_WORDS) > 0


def _has_months(match: re.Match[str], word: str) -> bool:
    """Tell whether years and months are meant: ``12y 3m``, ``12 years 3``, ``12;3``."""
    rest_word = match["rest_word"].strip()
    if int(match["rest"]) >= _MONTHS_IN_A_YEAR or rest_word not in _MONTHS | {""}:
        return False
    return word in _YEARS or (not word and not rest_word and match["apart"].strip() == ";")


def read_ages(column: Texts, header: str, missing_words: tuple[str, ...]) -> NDArray[np.float64]:
    """Read a column of ages.

    Args:
        column: shape ``(n_rows,)``.
        header: the column's name as written; it may say that ages are in months.
        missing_words: texts that mean "missing".

    Returns:
        Years, shape ``(n_rows,)``; NaN where a cell is missing or no age.
    """
    in_months = says_months(header)
    found = distinct(column)
    missing = missing_texts(found, missing_words)
    ages = np.array(
        [
            np.nan if gone or (age := parse_age(text, in_months=in_months)) is None else age
            for text, gone in zip(found.texts, missing, strict=True)
        ],
        dtype=np.float64,
    )
    spread: NDArray[np.float64] = found.spread(ages)
    return spread
