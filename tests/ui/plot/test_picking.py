import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.ui.plot.picking import BarCursor, Some

N = 8
walks = st.lists(st.tuples(st.sampled_from([-999, -2, -1, 1, 2, 999]), st.booleans()), max_size=20)


@given(walks, st.integers(0, N - 1))
def test_steps_stay_among_the_bars_and_keep_what_is_taken_in(walk, start):
    cursor = BarCursor()
    anchor = here = None
    for step, keep in walk:
        at = cursor.step(step, N, start, keep=keep)
        if here is None:
            anchor = here = start
        else:
            here = min(max(here + step, 0), N - 1)
            anchor = anchor if keep else here
        assert at == cursor.at == Some(min(anchor, here), max(anchor, here))


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.integers(-9, 9))
def test_climbing_goes_round_the_filled_parts_and_the_whole(counts, steps):
    table = np.zeros((6, N), dtype=int)
    table[:, 3] = counts
    cursor = BarCursor()
    assert cursor.climb(1, table, 3) == Some(3, 3)
    order = [None, *(part for part, n in enumerate(counts) if n)]
    place = 0
    for _ in range(abs(steps)):
        place += 1 if steps > 0 else -1
        at = cursor.climb(1 if steps > 0 else -1, table, 3)
        assert at == Some(3, 3, order[place % len(order)])


def test_a_forgotten_cursor_begins_anew():
    cursor = BarCursor()
    cursor.set(5, 2)
    cursor.forget()
    assert cursor.at is None
    assert cursor.extend(4) == Some(4, 4)
