import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.ui.table.keeping import merged, returned, successor

ids = st.lists(st.integers(0, 12), unique=True)


def array(values):
    return np.array(values, dtype=np.int64)


def order(before, now):
    return [now[i] for i in merged(array(before), array(now))]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([3, 1, 2], [1, 2, 3], [3, 1, 2]),
        ([3, 1], [1, 2, 3], [3, 1, 2]),  # 2 follows 1
        ([3, 2], [1, 2, 3], [1, 3, 2]),  # 1 is the first
        ([9, 1, 3], [1, 2, 3], [1, 2, 3]),  # 9 has gone
        ([], [2, 1], [2, 1]),
        ([2, 1], [], []),
        ([5, 1], [1, 7, 6, 5], [5, 1, 7, 6]),
    ],
)
def test_rows_come_behind_those_that_they_follow(before, now, expected):
    assert order(before, now) == expected


@given(ids, ids)
def test_known_rows_keep_their_order_and_none_is_lost(before, now):
    found = order(before, now)
    assert sorted(found) == sorted(now)
    assert [i for i in found if i in before] == [i for i in before if i in now]
    if before:
        leaders = [-1, *now]
        for i in set(now) - set(before):
            at = found.index(i)
            assert leaders[now.index(i)] == (found[at - 1] if at else -1)


@given(ids, st.permutations(range(13)))
def test_a_row_that_comes_back_to_an_untouched_order_stands_where_it_was(gone, everything):
    before = [i for i in everything if i not in gone]
    assert order(before, everything) == list(everything)


@given(ids, ids, st.integers(-1, 13))
def test_the_successor_is_the_row_itself_or_the_first_behind_it(before, now, row):
    expected = next((i for i in before[max(row, 0) :] if i in now), None)
    found = successor(array(before), row, array(now))
    assert (None if found is None else now[found]) == expected


@pytest.mark.parametrize(
    ("touched", "shown", "selected", "current", "expected"),
    [
        ([7, 8], [1, 7, 8], [1], 1, 7),  # it goes to the first
        ([7, 8], [8, 1, 7], [1], 1, 8),  # in the order of the view
        ([7], [1, 2], [1], 1, None),  # what was touched is not shown
        ([], [1, 2], [1, 2], 1, None),
        ([7, 8], [7, 8], [7], 7, None),
        ([7, 8], [7, 8], [8, 7], 8, None),  # all that was touched stays selected
        ([7, 8], [1, 7, 8], [1, 7], 7, 7),  # a leftover goes
        ([7, 8, 9], [7, 8, 9], [7, 8], 7, 7),
        ([7], [1, 7], [], None, 7),
    ],
)
def test_after_a_step_what_it_touched_is_selected_alone(
    touched, shown, selected, current, expected
):
    assert returned(array(touched), array(shown), array(selected), current) == expected
