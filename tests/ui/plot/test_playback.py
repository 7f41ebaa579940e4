import math
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.ui.plot.playback import Playback, moves

some_moves = st.lists(st.floats(0, 1e6), max_size=60)
seconds = st.floats(0.01, 10)


@given(some_moves, seconds)
def test_it_begins_with_the_first_and_rests_on_the_last(steps, total):
    playback = Playback(steps, total)
    assert playback.position(0) == 0 or not steps
    assert playback.position(total) == playback.position(total * 100) == len(steps)
    assert playback.iteration(total) == len(steps)


@given(some_moves, seconds, st.lists(st.floats(-1, 11), min_size=2))
def test_it_never_goes_back_nor_beyond_the_ends(steps, total, times):
    playback = Playback(steps, total)
    positions = [playback.position(time) for time in sorted(times)]
    assert all(a <= b for a, b in pairwise(positions))
    assert all(0 <= position <= len(steps) for position in positions)


@given(some_moves, seconds)
def test_every_iteration_has_its_moment(steps, total):
    playback = Playback(steps, total)
    moments = [playback.reached(place) for place in range(len(steps) + 1)]
    assert all(a < b for a, b in pairwise(moments))
    for place, moment in enumerate(moments):
        assert playback.position(moment) == pytest.approx(place, abs=1e-6)


@given(some_moves)
def test_instant_shows_only_the_last(steps):
    playback = Playback(steps, 0)
    assert playback.position(0) == len(steps)


def test_time_goes_where_the_curves_move():
    playback = Playback([9.0, 1.0, 1.0, 0.0], 1.0)
    durations = np.diff([playback.reached(place) for place in range(5)])
    assert durations[0] > durations[1] == pytest.approx(durations[2])
    assert durations[2] > durations[3] > 0


def test_what_is_no_number_is_no_move():
    assert Playback([math.nan, 1.0], 1.0).position(1.0) == 2


def parameters(mean, deviation, share):
    return SimpleNamespace(
        means=np.array([mean, 176.0]),
        standard_deviations=np.array([deviation, 6.0]),
        shares=np.array([share, 1 - share]),
    )


def test_moves_do_not_depend_on_the_unit():
    in_cm = [parameters(160, 6, 0.5), parameters(163, 7, 0.4), parameters(163, 7, 0.4)]
    in_m = [
        SimpleNamespace(
            means=p.means / 100, standard_deviations=p.standard_deviations / 100, shares=p.shares
        )
        for p in in_cm
    ]
    assert moves(in_cm) == pytest.approx([0.5 + math.log(7 / 6) + 0.2, 0])
    assert moves(in_m) == pytest.approx(moves(in_cm))


def test_a_single_iteration_has_no_moves():
    assert moves([parameters(160, 6, 0.5)]) == moves([]) == []
