import numpy as np
import pytest

from em_desktop.review.progress import next_flagged, next_match
from em_desktop.roster.table import texts


def test_the_next_flag_goes_round():
    mask = np.array([True, False, True])
    assert next_flagged(mask, np.arange(3), 0) == 2
    assert next_flagged(mask, np.arange(3), 2) == 0
    assert next_flagged(mask, np.array([1]), -1) is None


COLUMNS = (texts(["Ann", "Bob", "Joanna", "Cy"]), texts(["x", "ANNEX", "", "y"]))


@pytest.mark.parametrize(
    ("after", "text", "expected"),
    [
        (-1, "ann", (0, 3)),
        (0, "ANN", (1, 3)),
        (2, "ann", (0, 3)),
        (-1, "zoë", (None, 0)),
        (-1, "y", (3, 1)),
    ],
)
def test_find_looks_in_all_columns_in_any_case(after, text, expected):
    assert next_match(COLUMNS, np.arange(4), after, text) == expected


def test_find_looks_at_what_is_shown_only():
    assert next_match(COLUMNS, np.array([3, 2]), -1, "ann") == (1, 1)
