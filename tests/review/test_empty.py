from itertools import product

import numpy as np
import pytest

from em_desktop.review.empty import NO_ROWS, SHOWS, Next, empty
from em_desktop.review.order import _SHOWN
from em_desktop.review.show import Show
from em_desktop.review.status import Status

R, M, S, U, A, E, B = Status
CATEGORY_FILTERS = (Show.MISSING, Show.SUGGESTED, Show.UNSURE, Show.DECIDED, Show.WORTH_A_LOOK)


def of(show, status, *, category=True, measurement=True, inferred=True):
    return empty(
        show,
        np.array(status, dtype=np.int8),
        has_category=category,
        has_measurement=measurement,
        inferred=inferred,
    )


def test_a_roster_without_rows_says_how_to_begin():
    assert {of(show, []) for show in Show} == {NO_ROWS}


@pytest.mark.parametrize("show", CATEGORY_FILTERS)
def test_without_a_column_to_fill_in_groups_can_be_found(show):
    assert of(show, [R, R], category=False, inferred=False).next is Next.FIND_GROUPS


@pytest.mark.parametrize("show", [Show.SUGGESTED, Show.UNSURE, Show.DECIDED, Show.WORTH_A_LOOK])
def test_before_anything_is_inferred_that_is_what_is_next(show):
    assert of(show, [R, M], inferred=False).next is Next.INFER
    without = of(show, [R, M], inferred=False, measurement=False)
    assert without.next is None
    assert "measurement" in without.said


@pytest.mark.parametrize(
    ("show", "status", "said", "step"),
    [
        (Show.MISSING, [R, S], "Every missing row has a suggestion.", Next.SHOW_SUGGESTED),
        (Show.SUGGESTED, [R, U], "All suggestions that wait are unsure.", Next.SHOW_UNSURE),
        (Show.UNSURE, [R, S], "No suggestion is unsure.", Next.SHOW_SUGGESTED),
        (Show.SUGGESTED, [R, A, M], "No suggestion waits. 1 row without", Next.SHOW_MISSING),
        (Show.DECIDED, [R, S], "Nothing is decided yet. 1 suggestion waits", Next.SHOW_SUGGESTED),
        (Show.DECIDED, [S, S], "Nothing is decided yet. 2 suggestions wait", Next.SHOW_SUGGESTED),
        (Show.DECIDED, [R, M], "Nothing is decided yet, and nothing", Next.SHOW_MISSING),
        (Show.SUGGESTED, [R, A, E, B], "All is decided.", Next.EXPORT),
        (Show.UNSURE, [R, R], "Nothing was missing", Next.SHOW_ALL),
        (Show.FLAGGED, [R, M], "No rule found anything odd", Next.SHOW_ALL),
        (Show.WORTH_A_LOOK, [R, M], "No recorded row looks unlikely.", Next.SHOW_ALL),
    ],
)
def test_each_filter_says_what_to_do_next(show, status, said, step):
    found = of(show, status)
    assert found.said.startswith(said)
    assert found.next is step


def test_no_button_leads_to_a_filter_that_is_empty_too():
    """Nobody is sent from one empty page to another."""
    for status in product(Status, repeat=3):
        for show, inferred in product(_SHOWN, (True, False)):
            if any(s in _SHOWN[show] for s in status):
                continue
            step = of(show, status, inferred=inferred).next
            if step in SHOWS and SHOWS[step] is not Show.ALL:
                assert any(s in _SHOWN[SHOWS[step]] for s in status), (show, status)


def test_after_the_export_nobody_is_told_to_export():
    found = empty(
        Show.SUGGESTED,
        np.array([R, A], dtype=np.int8),
        has_category=True,
        has_measurement=True,
        inferred=True,
        is_exported=True,
    )
    assert found.said == "All is decided and exported."
    assert found.next is Next.SHOW_ALL
