"""Which heights a threshold takes in, in words that hold for every row."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.height_words import heights_words
from em_desktop.review.heights import Sureness, sureness
from em_desktop.roster.roles import Roles

INF = float("inf")
HEADER, ROLES = ("name", "gender", "height"), Roles(name=0, category=1, measurement=2)
WIDE, NARROW = np.array([140.0, 200.0]), np.array([155.0, 164.0])


def test_heights_are_said_as_a_teacher_would():
    two = ((-INF, 158.2), (181.4, INF))
    assert heights_words(two, "cm", WIDE) == "below 158 cm and above 181 cm"
    assert heights_words(((-INF, 158.2),), "cm", NARROW) == "below 158.2 cm"
    assert heights_words(((1.5, 1.62),), "m", np.array([1.4, 2.0])) == "1.50–1.62 m"
    assert heights_words(((-INF, INF),), "cm", WIDE) == "at any value"
    assert heights_words(((2000, INF),), "", np.array([0.0, 5000.0])) == "above 2,000"
    assert heights_words((), "cm", WIDE) == ""
    many = tuple((float(i), i + 0.5) for i in range(5))
    assert heights_words(many, "cm", WIDE) == "in 5 stretches"
    assert heights_words(((-INF, 158.2),), "cm", np.empty(0)) == "below 159 cm"


@pytest.mark.parametrize(
    ("end", "rows", "words"),
    [
        (152.3, (140.0, 152.0, 153.0, 200.0), "below 153 cm"),  # 152 is taken in
        (152.7, (140.0, 152.0, 153.0, 200.0), "below 153 cm"),
        (152.3, (140.0, 151.0, 152.0, 152.4, 200.0), "below 152.3 cm"),  # neither 152 nor 153
        (152.3, (140.0, 152.27, 152.31, 200.0), "below 152.3 cm"),
    ],
)
def test_a_number_is_rounded_to_the_side_on_which_the_rows_lie(end, rows, words):
    assert heights_words(((-INF, end),), "cm", np.array(rows)) == words


def is_inside(words: str, value: float) -> bool:
    """Whether a reader of the words would take a row to be meant."""
    found = words == "at any value"
    for part in re.split(r" and |, (?=[ab\d])", words):
        numbers = [float(x.replace(",", "")) for x in re.findall(r"\d[\d,]*(?:\.\d+)?", part)]
        if part.startswith("below"):
            found |= value < numbers[0]
        elif part.startswith("above"):
            found |= value > numbers[0]
        elif len(numbers) == 2:
            found |= numbers[0] <= value <= numbers[1]
    return found


@given(
    st.lists(st.tuples(st.integers(1000, 2500), st.floats(0.5, 1)), min_size=2, max_size=30),
    st.sampled_from((1.0, 10.0)),
    st.integers(50, 99),
)
def test_the_words_are_true_of_every_row(rows, unit, percent):
    """Whatever the rows are, and however close they lie: it is said of those that are taken in."""
    sure = dict(sorted((value / unit, p) for value, p in rows))
    values, best = np.array(list(sure)), np.array(list(sure.values()))
    said = heights_words(Sureness(values, best).intervals(percent / 100), "cm", values)
    if "stretches" in said:
        return
    for value, p in sure.items():
        assert is_inside(said, value) == (p >= percent / 100), (said, value)


@pytest.mark.parametrize("threshold", [0.55, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
def test_the_words_are_true_of_the_rows_of_a_fit(desk_of, threshold):
    """Whole centimetres, as rosters have them: each edge lies between two neighbours."""
    rows = [("", ("f", "m")[i % 2], f"{(163, 177)[i % 2] + (7 * i) % 12 - 6}") for i in range(60)]
    desk = desk_of([*rows, *(("", "", f"{h}") for h in range(140, 206))], ROLES, HEADER)
    found, suggestions = sureness(desk.infer()), desk.suggestions
    said = heights_words(found.intervals(threshold), "cm", found.rows)
    heights = desk.reading.measurement.values[desk.workspace.roster.positions(suggestions.row_ids)]
    taken = suggestions.probabilities.max(axis=1) >= threshold
    assert [is_inside(said, h) for h in heights] == taken.tolist()
