import numpy as np
import pytest

from em_desktop.review.selected import Selected, limited_words, selected, selected_words


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (Selected(0), ""),
        (Selected(1, low=158.0, high=158.0, unit="cm", open=1), ""),
        (
            Selected(5, 0, 158.0, 171.5, "cm", 3, 2, True),
            "5 rows selected: 158–171.5 cm, 3 to review",
        ),
        (Selected(2, 0, 170.0, 170.0, "cm", 1), "2 rows selected: 170 cm, 1 missing"),
        (Selected(1200), "1,200 rows selected"),
        (
            Selected(9, 3, 3500.0, 4200.0),
            "9 rows selected: 3,500–4,200; 3 more hidden",
        ),
        (Selected(1, 2), "1 row selected; 2 more hidden"),
        (Selected(0, 1), "1 row hidden by the filter"),
        (Selected(0, 12), "12 rows hidden by the filter"),
    ],
)
def test_what_is_said_of_a_selection(about, words):
    assert selected_words(about) == words


def test_a_selection_is_looked_at(desk):
    rows = np.arange(38, 44)
    before = selected(rows, 2, desk.reading, desk.status, None)
    assert (before.n, before.hidden, before.open, before.to_review) == (6, 2, 4, 0)
    values = desk.reading.measurement.values[38:43]
    assert (before.low, before.high, before.unit) == (values.min(), values.max(), "cm")
    desk.infer()
    after = selected(rows, 0, desk.reading, desk.status, desk.suggestions)
    assert (after.open, after.waiting, after.to_review) == (4, 3, 4)


def test_without_a_measurement_there_is_no_range(desk):
    about = selected(np.array([43]), 0, desk.reading, desk.status, None)
    assert (about.low, about.high) == (None, None)


def test_what_is_said_of_a_review_of_some_rows():
    assert limited_words(12, 5) == "Reviewing 12 chosen rows: 5 left"
    assert limited_words(12, 0) == "All 12 chosen rows reviewed"
    assert limited_words(1, 1) == "Reviewing 1 chosen row: 1 left"
    assert limited_words(1, 0) == "Row reviewed"
