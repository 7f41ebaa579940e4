from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.pace import ENOUGH, PAUSE, seconds_left, time_left


def evenly(gap, n):
    return [gap * i for i in range(n)]


def test_nothing_is_said_before_a_few_answers():
    assert time_left(evenly(4, ENOUGH - 1), 48) == ""
    assert time_left(evenly(4, ENOUGH), 48) == "about 3 minutes left"


def test_nothing_is_said_where_nothing_is_left():
    assert seconds_left(evenly(4, 20), 0) is None


def test_one_long_thought_changes_nothing():
    times = [0, 4, 8, 100, 104, 108, 112]
    assert seconds_left(times, 10) == 40


def test_pauses_are_left_out():
    times = [*evenly(4, 6), 5000, 5004, 5008]
    assert seconds_left(times, 10) == 40


def test_after_a_pause_alone_nothing_is_said():
    assert seconds_left(evenly(PAUSE + 1, 9), 10) is None


def test_the_last_answers_count():
    slow, quick = evenly(60, 20), [1200 + 2 * i for i in range(16)]
    assert seconds_left([*slow, *quick], 30) == 60


def test_a_clock_that_was_set_back_does_no_harm():
    assert seconds_left([100, 104, 20, 24, 28, 32], 10) == 40


def test_the_time_left_is_told_as_a_person_would():
    times = evenly(6, 10)
    assert time_left(times, 5) == "less than a minute left"
    assert time_left(times, 10) == "about 1 minute left"
    assert time_left(times, 590) == "about 59 minutes left"
    assert time_left(times, 600) == "about 1 hour left"
    assert time_left(times, 920) == "about 1.5 hours left"
    assert time_left(times, 1_000_000) == ""


@given(st.lists(st.floats(0, 1e9), max_size=40), st.integers(0, 10**6))
def test_it_is_never_negative(times, left):
    seconds = seconds_left(times, left)
    assert seconds is None or 0 <= seconds <= PAUSE * left
