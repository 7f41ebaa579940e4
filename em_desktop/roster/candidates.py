"""How good a candidate a column is for each role.

Each score is 0 where the column cannot have the role. A header that says so counts more than any
content; content decides between such headers, and alone where the header says nothing.
"""

from em_desktop.roster.ages import parse_age, says_months
from em_desktop.roster.column_units import usual_unit
from em_desktop.roster.headers import (
    AGE_WORDS,
    CATEGORY_WORDS,
    GROUP_WORDS,
    HEIGHT_WORDS,
    NAME_WORDS,
    OTHER_PERSON_WORDS,
    header_words,
    mentions,
    names_heights,
    says_something,
)
from em_desktop.roster.options import Unit
from em_desktop.roster.profile import Profile

WEAK = 2.0
"""A candidate this weak is taken only where no other column is as good."""

_BY_HEADER = 10.0
_SOMEONE_ELSE = 15.0
_EXACTLY = 3
_MOST_CATEGORIES = 20
_LIKELY_CATEGORIES = range(2, 7)
_CERTAIN = 0.8
_NEARLY_ALL = 0.9
_MOSTLY = 0.5
_SELF_EVIDENT = (Unit.CENTIMETRE, Unit.METRE)
_CALENDAR = (1900.0, 2100.0)


def category_score(profile: Profile) -> float:
    """Score a column as the category to fill in: gender, unless there is none."""
    words = header_words(profile.header)
    said = mentions(words, CATEGORY_WORDS)
    few = len(profile.values) <= _MOST_CATEGORIES
    if said and few:
        score = _BY_HEADER * said + 5 * profile.gender_share
        return max(score - _SOMEONE_ELSE * bool(mentions(words, OTHER_PERSON_WORDS)), 0.0)
    if said or mentions(words, HEIGHT_WORDS) or mentions(words, GROUP_WORDS):
        return 0.0
    if few and profile.gender_share >= _CERTAIN:
        return 8 * profile.gender_share
    repeated = profile.repetition >= 3 and len(profile.values) in _LIKELY_CATEGORIES
    if repeated and profile.n_missing and profile.numeric_share == 0 and not says_something(words):
        return WEAK
    return 0.0


def measurement_score(profile: Profile) -> float:
    """Score a column as the measurement: a person's height."""
    words = header_words(profile.header)
    said = mentions(words, HEIGHT_WORDS)
    other = bool(mentions(words, OTHER_PERSON_WORDS))
    if profile.answers and profile.numeric_share < _MOSTLY:
        told = names_heights(profile.header) and not other and profile.feet_share >= _MOSTLY
        return _BY_HEADER * said if told else 0.0  # 5-7 and 5-11, or dates of them
    if said:
        score = _BY_HEADER * said + 5 * profile.unit.is_height - _SOMEONE_ELSE * other
        good_enough = score > _BY_HEADER
        return score if good_enough else 0.0
    if other or len(profile.values) < 2 or profile.is_count_of_rows:
        return 0.0
    nearly_all = profile.states_units or usual_unit(profile.measured)[1] >= _NEARLY_ALL
    if profile.unit.is_height and nearly_all:
        if profile.states_units:
            return 8.0
        return 6.0 if profile.unit.unit in _SELF_EVIDENT else WEAK
    return 0.0


def may_be_measured(profile: Profile) -> bool:
    """Whether a column holds different numbers that are not those of the rows."""
    return (
        len(profile.values) >= 2
        and profile.numeric_share >= _NEARLY_ALL
        and not profile.is_count_of_rows
    )


def group_score(profile: Profile) -> float:
    """Score a column as the group: a class, a grade, a team."""
    words = header_words(profile.header)
    said = mentions(words, GROUP_WORDS)
    if not said or mentions(words, NAME_WORDS) == _EXACTLY:
        return 0.0
    if profile.answers and (profile.repetition < 3 or _holds_years(profile)):
        return 0.0
    return _BY_HEADER * said


def name_score(profile: Profile) -> float:
    """Score a column as the name."""
    words = header_words(profile.header)
    said = mentions(words, NAME_WORDS)
    if said == _EXACTLY and profile.numeric_share < _MOSTLY:
        return _BY_HEADER * said  # pupils may go by numbers, such as P017
    if profile.answers and profile.name_share < _MOSTLY:
        return 0.0
    if said:
        score = _BY_HEADER * said - _SOMEONE_ELSE * bool(mentions(words, OTHER_PERSON_WORDS))
        return max(score - _BY_HEADER * bool(mentions(words, GROUP_WORDS)), 0.0)
    mostly_distinct = len(profile.values) >= 2 and profile.repetition <= 1.5
    if mostly_distinct and profile.name_share >= _CERTAIN and not mentions(words, GROUP_WORDS):
        return 5.0
    return 0.0


def age_score(profile: Profile) -> float:
    """Score a column as the age: its header says so, and nearly all answers are ages."""
    words = header_words(profile.header)
    said = mentions(words, AGE_WORDS)
    if said == 1 and "".join(words).isascii():
        return 0.0  # many other words end so, such as Behälter
    if not said or mentions(words, GROUP_WORDS) or mentions(words, OTHER_PERSON_WORDS):
        return 0.0
    in_months = says_months(profile.header)
    ages = sum(parse_age(text, in_months=in_months) is not None for text in profile.answers)
    return _BY_HEADER * said if ages >= _NEARLY_ALL * len(profile.answers) else 0.0


def _holds_years(profile: Profile) -> bool:
    """Tell whether all answers are years of the calendar, not years of school."""
    numbers = profile.measured.numbers
    return bool(((numbers >= _CALENDAR[0]) & (numbers <= _CALENDAR[1])).all())
