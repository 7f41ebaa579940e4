from datetime import UTC, date, datetime

import pytest

from em_desktop.review.moments import moment


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ((2026, 3, 1, 14, 2), "today 14:02"),
        ((2026, 3, 1, 0, 5), "today 0:05"),
        ((2026, 2, 28, 9, 30), "yesterday 9:30"),
        ((2026, 1, 26, 9, 30), "26 January 9:30"),
        ((2025, 12, 31, 23, 59), "31 December 2025 23:59"),
        ((2027, 1, 1, 8, 0), "1 January 2027 8:00"),  # a clock that went wrong
    ],
)
def test_a_moment_is_said_as_a_person_says_it(then, words):
    assert moment(datetime(*then, tzinfo=UTC), date(2026, 3, 1)) == words
