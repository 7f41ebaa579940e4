import numpy as np
import pytest

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.progress import (
    Progress,
    next_flagged,
    next_match,
    next_waiting,
    progress,
)
from em_desktop.review.status import Status
from em_desktop.roster.table import texts


def test_progress_counts_answers_out_of_what_can_be_answered(desk):
    assert progress(desk.status) == Progress(0, 0)  # nothing is suggested yet
    desk.infer()
    assert progress(desk.status) == Progress(0, 3)
    desk.do(accept(desk.suggestions, [40]))
    desk.do(leave_blank([41, 43]))
    assert progress(desk.status) == Progress(3, 4)


WAITING = np.array(
    [Status.RECORDED, Status.SUGGESTED, Status.ACCEPTED, Status.UNSURE, Status.MISSING],
    dtype=np.int8,
)


@pytest.mark.parametrize(
    ("after", "expected"), [(-1, 1), (0, 1), (1, 3), (2, 3), (3, 1), (4, 1), (99, 1)]
)
def test_the_next_row_that_waits_goes_round(after, expected):
    assert next_waiting(WAITING, np.arange(5), after) == expected


def test_rows_are_counted_as_the_view_shows_them():
    assert next_waiting(WAITING, np.array([3, 0, 1]), 0) == 2
    assert next_waiting(WAITING, np.array([3, 0, 1]), 2) == 0
    assert next_waiting(WAITING, np.array([0, 2, 4]), -1) is None
    assert next_waiting(WAITING, np.array([], dtype=np.intp), -1) is None


@pytest.mark.parametrize(
    ("after", "answered", "expected"), [(1, [1], 3), (3, [3], 1), (1, [1, 3], None), (4, [2], 1)]
)
def test_a_row_that_is_being_answered_waits_no_more(after, answered, expected):
    assert next_waiting(WAITING, np.arange(5), after, answered) == expected


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
