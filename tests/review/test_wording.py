import math

import pytest

from em_desktop.review.wording import (
    FAR_MORE,
    MORE,
    Bearing,
    bearing,
    counted,
    exact_words,
    odds,
    percent,
    percent_below,
    sampled_percent,
)


def test_counts():
    assert counted(1, "row") == "1 row"
    assert counted(0, "row") == "0 rows"
    assert counted(1204, "entry", "entries") == "1,204 entries"


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.9449, "94 %"),
        (0.9496, "94 %"),
        (0.95, "95 %"),
        (0.29, "29 %"),
        (1.0, "> 99 %"),
        (0.996, "> 99 %"),
        (0.004, "< 1 %"),
        (0.0, "0 %"),
    ],
)
def test_a_percentage_never_claims_certainty(probability, words):
    assert percent(probability) == words


@pytest.mark.parametrize(
    ("probability", "threshold", "words"),
    [
        (0.94, 0.95, "94 %"),
        (0.9492, 0.95, "94.9 %"),
        (0.94996, 0.95, "94.996 %"),
        (0.9999, 1.0, "99.99 %"),
        (0.95 - 1e-12, 0.95, "just under 95 %"),
    ],
)
def test_a_percentage_below_a_threshold_looks_it(probability, threshold, words):
    assert percent_below(probability, threshold) == words


@pytest.mark.parametrize(
    ("density_ratio", "share_ratio", "expected"),
    [
        (FAR_MORE, 1, Bearing.FAR_MORE),
        (9.99, 1, Bearing.MORE),
        (MORE, 3, Bearing.MORE),
        (1.49, 1, Bearing.SLIGHTLY),
        (1.49, 0.9, Bearing.SLIGHTLY),
        (1.2, 1.1, Bearing.LITTLE),
        (1.0, 1.0, Bearing.NOTHING),
        (1.04, 0.99, Bearing.NOTHING),
        (1.0, 1.06, Bearing.LITTLE),
        (1.06, 1.0, Bearing.SLIGHTLY),
        (0.7, 2, Bearing.LITTLE),
        (1 / MORE, 2, Bearing.AGAINST),
        (0.01, 200, Bearing.AGAINST),
    ],
)
def test_what_decided_between_two_categories(density_ratio, share_ratio, expected):
    assert bearing(density_ratio, share_ratio) is expected


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1.0, "even"),
        (1.04, "even"),
        (1.06, "1.1 to 1"),
        (1.34, "1.3 to 1"),
        (6.02, "6 to 1"),
        (9.94, "9.9 to 1"),
        (9.96, "10 to 1"),
        (20.4, "20 to 1"),
        (99.4, "99 to 1"),
        (99.6, "100 to 1"),
        (234, "230 to 1"),
        (999, "1,000 to 1"),
        (1e4, "> 1,000 to 1"),
        (1e300, "> 1,000 to 1"),
    ],
)
def test_odds_in_words_whichever_way_they_lean(times, words):
    assert odds(math.log(times)) == odds(-math.log(times)) == words


def test_odds_beyond_all_numbers():
    assert odds(math.inf) == "> 1,000 to 1"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (1.0, "> 99 %"),
        (0.996, "> 99 %"),
        (0.994, "99 %"),
        (0.5, "50 %"),
        (0.004, "< 1 %"),
        (0.0, "< 1 %"),
    ],
)
def test_a_sample_says_neither_all_nor_none(part, words):
    assert sampled_percent(part) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(171.0, "171 cm"), (171.5, "171.5 cm"), (1.625, "1.625 cm"), (1 / 3, "0.3333 cm")],
)
def test_a_value_with_the_decimals_that_it_has(number, words):
    assert exact_words(number, "cm") == words
