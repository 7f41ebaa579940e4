import numpy as np
import pytest

from em_desktop.review.bars import undecided
from em_desktop.review.histogram import Histogram, histogram
from em_desktop.ui.plot.wording import bar_words, moments, outside_words, rows_words


@pytest.mark.parametrize(
    ("mean", "deviation", "unit", "words"),
    [
        (163.2, 6.4, "cm", "163 ± 6 cm"),
        (163.2, 9.9, "cm", "163 ± 10 cm"),
        (1.632, 0.064, "m", "1.63 ± 0.06 m"),
        (64.3, 0.9, "in", "64.3 ± 0.9 in"),
        (3862.0, 457.0, "", "3,862 ± 457"),
        (5.0, 0.0, "cm", "5 ± 0 cm"),
    ],
)
def test_moments_are_as_exact_as_the_deviation(mean, deviation, unit, words):
    assert moments(mean, deviation, unit) == words


def test_rows_are_counted_in_words():
    assert rows_words(("female", "male"), np.array([1200, 0, 3])) == "1,200 female, 3 missing"
    assert rows_words(("female",), np.array([0, 0])) == "no rows"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.linspace(150.03, 190.07, 37), "150 to 151 cm"),
        (np.arange(150.0, 190.0), "149.5 to 150.5 cm"),
        (np.arange(150.0, 190.0) + 0.95, "163.95 to 164.95 cm"),
        (np.arange(150, 190) / 100, "1.495 to 1.505 cm"),
    ],
)
def test_a_bar_says_what_it_holds(values, words):
    width = 1 if values[0] > 2 else 0.01
    labels = np.zeros(values.size, dtype=np.intp)
    shown = histogram(values, labels, 1)
    first = float(words.split()[0])
    fine = Histogram(np.arange(first, first + 5 * width, width), np.ones((2, 5), dtype=np.intp))
    assert shown.n_rows == values.size
    parts = undecided(fine)
    assert bar_words(fine, 0, parts, None, ("female",), "cm") == f"{words}\n1 female, 1 missing"
    parts[1, 0] = parts[2, 0] = 1
    assert bar_words(fine, 0, parts, parts, ("female",), "cm") == (
        f"{words}\n1 female, 1 decided female, 1 left blank, 1 missing\n4 selected"
    )


def test_rows_outside_the_picture_are_owned_up_to():
    edges, counts = np.arange(3.0), np.ones((1, 2), dtype=np.intp)
    assert outside_words(Histogram(edges, counts)) == ""
    assert outside_words(Histogram(edges, counts, 1, 0)) == "1 value lies outside this picture"
    assert outside_words(Histogram(edges, counts, 1, 2)) == "3 values lie outside this picture"
