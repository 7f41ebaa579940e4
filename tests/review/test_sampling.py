"""The sample before a bulk acceptance: drawn soundly, the same again, and going on where it was."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from em_desktop.review.accept import accept, open_above
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.edits import SetCells, SetChecks, Several
from em_desktop.review.sampling import checks_of, drawn, sample, seed
from em_desktop.roster.roles import Roles

GENDER = 1


@pytest.fixture
def desk(desk_of):
    """Twenty girls and twenty boys recorded, ids 0 to 39; thirty missing, ids 40 to 69."""
    known = [("", ("f", "m")[i % 2], f"{(163, 177)[i % 2] + (7 * i) % 12 - 6}") for i in range(40)]
    missing = [("", "", f"{150 + i}") for i in range(15)] + [
        ("", "", f"{176 + i}") for i in range(15)
    ]
    roles = Roles(name=0, category=1, measurement=2)
    desk = desk_of(known + missing, roles, ("name", "gender", "height"))
    desk.infer()
    return desk


def sample_of(desk, threshold=0.9):
    workspace = desk.workspace
    ids = open_above(
        desk.suggestions, workspace.roster.row_ids, desk.status, threshold, workspace.decisions
    )
    return sample(workspace, desk.suggestions, ids, threshold)


def answer(desk, row_id, found, said=None):
    """Accept a row of the sample, or write another category; one step, which this returns."""
    suggested = desk.suggestions.of(row_id)
    text = suggested.text if said is None else said
    check = Check(
        *(CheckKind.SAMPLE, text, suggested.text, suggested.probability),
        threshold=found.threshold,
        draw=found.draw,
    )
    reply = accept(desk.suggestions, [row_id])
    if said is not None:
        reply = SetCells(GENDER, (row_id,), (said,))
    return desk.do(Several((reply, SetChecks({row_id: check}))))


def test_every_row_is_as_likely_as_any_other():
    ids = np.array([3, 17, 18, 40, 41, 42, 99, 500], dtype=np.int64)
    counts = np.zeros(501, dtype=int)
    for draw in range(4000):
        counts[drawn(draw, ids, 3)] += 1
    assert counts.sum() == 12_000
    assert chisquare(counts[ids]).pvalue > 0.001


def test_every_set_of_rows_is_as_likely_as_any_other():
    ids = np.arange(10, 16, dtype=np.int64)
    sets = dict.fromkeys(combinations(ids.tolist(), 2), 0)
    for draw in range(6000):
        sets[tuple(sorted(drawn(draw, ids, 2).tolist()))] += 1
    assert chisquare(list(sets.values())).pvalue > 0.001


@given(st.integers(0, 2**48 - 1), st.sets(st.integers(0, 300), min_size=2), st.integers(1, 12))
def test_a_row_that_goes_leaves_its_place_to_the_next_and_all_others_stay(draw, ids, n):
    rows = np.array(sorted(ids), dtype=np.int64)
    before = drawn(draw, rows, n).tolist()
    gone = before[0]
    after = drawn(draw, rows[rows != gone], n).tolist()
    assert after[: len(before) - 1] == before[1:]
    assert drawn(draw, rows[::-1], n).tolist() == before


def test_a_sample_has_ten_rows_of_those_above_the_threshold(desk):
    found = sample_of(desk)
    assert (found.size, found.checked) == (10, ())
    assert found.population == found.size + found.others > 20
    best = [desk.suggestions.of(i).probability for i in found.waiting]
    assert min(best) >= 0.9


def test_where_there_are_fewer_all_are_looked_at(desk_of):
    rows = [("", ("f", "m")[i % 2], str(160 + 15 * (i % 2) + i % 5)) for i in range(20)]
    desk = desk_of([*rows, ("", "", "150"), ("", "", "190")], Roles(category=1, measurement=2))
    desk.infer()
    found = sample_of(desk, 0.5)
    assert (found.size, found.others) == (2, 0)
    assert sample_of(desk, 1.1).size == 0


def test_what_was_looked_at_stays_in_the_sample_and_the_others_keep_their_order(desk):
    first = sample_of(desk)
    answer(desk, first.waiting[0], first)
    answer(
        desk,
        first.waiting[1],
        first,
        "f" if desk.suggestions.of(first.waiting[1]).text == "m" else "m",
    )
    then = sample_of(desk)
    assert then.draw == first.draw
    assert then.checked == first.waiting[:2]
    assert then.waiting == first.waiting[2:]
    assert (then.size, then.others, then.population) == (10, first.others, first.population)
    assert (then.measured.n, then.measured.agreed) == (2, 1)


def test_undo_gives_the_row_back_to_the_sample(desk):
    first = sample_of(desk)
    back = answer(desk, first.waiting[0], first)
    desk.do(back)
    assert sample_of(desk) == first


def test_the_same_fit_again_goes_on_with_the_same_sample(desk):
    first = sample_of(desk)
    answer(desk, first.waiting[0], first)
    desk.infer(number=2)  # as after a new start
    assert sample_of(desk).checked == first.waiting[:1]
    assert sample_of(desk).draw == first.draw


def test_another_threshold_is_another_draw(desk):
    first, other = sample_of(desk), sample_of(desk, 0.95)
    assert first.draw != other.draw
    answer(desk, first.waiting[0], first)
    assert sample_of(desk, 0.95).checked == ()


def test_a_seed_is_a_number_that_json_keeps(desk):
    assert 0 <= seed(desk.workspace, desk.suggestions, 0.9) < 2**48


def test_blind_answers_are_no_part_of_a_sample(desk):
    first = sample_of(desk)
    check = Check(CheckKind.BLIND, "m", "m", 0.9, draw=first.draw)
    desk.do(SetChecks({first.waiting[0]: check}))
    assert checks_of(desk.workspace, first.draw) == {}
