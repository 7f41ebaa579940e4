from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Interrupted, Source, infer
from em_desktop.em.oddness import FAR, UNLIKELY, odd_rows

HEIGHT = frozenset({Source.MEASUREMENT})


def test_a_row_with_height_and_weight_swapped_is_found(pupils):
    design, _ = pupils(200, 0.3)
    values = np.array(design.values)
    values[11] = 57.0
    rows, distances = odd_rows(replace(design, values=values))
    assert rows.tolist() == [11]
    assert distances[0] > 10
    found = infer(replace(design, values=values), HEIGHT).doubtful
    assert found.odd_rows.tolist() == [11]


def test_odd_rows_are_ranked_and_found_among_missing_and_recorded_rows(pupils):
    design, _ = pupils(300, 0.5)
    values = np.array(design.values)
    recorded, missing = (
        int(np.flatnonzero(own)[0]) for own in (design.labels >= 0, design.labels < 0)
    )
    values[recorded], values[missing] = 240.0, 66.0
    rows, distances = odd_rows(replace(design, values=values))
    assert rows.tolist() == [missing, recorded]
    assert (np.diff(distances) < 0).all()
    assert (distances > FAR).all()


def test_a_further_measurement_may_be_odd_too(pupils):
    design, _ = pupils(200, 0.3)
    weights = np.random.default_rng(0).normal(60, 8, 200)
    weights[5] = 171.0
    assert odd_rows(replace(design, further=weights[:, np.newaxis]))[0].tolist() == [5]


def test_far_from_one_category_is_not_odd_if_near_another():
    values = np.concatenate([np.linspace(3, 4, 40), np.linspace(80, 90, 40)])
    design = Design(values, np.repeat([0, 1], 40), ("short", "long"))
    assert len(odd_rows(design)[0]) == 0


def test_clean_small_tables_have_next_to_no_odd_rows(pupils):
    found = sum(len(odd_rows(pupils(60, 0.3, seed)[0])[0]) for seed in range(30))
    assert found <= 2  # of 1,800


def test_nothing_known_is_nothing_odd():
    nothing = Design(np.full(5, np.nan), np.zeros(5, int), ("a",))
    assert len(odd_rows(nothing)[0]) == 0
    alike = Design([3.0, 3, 3, 3, 99], [0, 0, 0, 0, 0], ("a",))  # no spread to measure by
    assert len(odd_rows(alike)[0]) == 0
    unrecorded = Design([3.0, 4, 5, 6, 99], np.full(5, -1), ("a",))
    assert len(odd_rows(unrecorded)[0]) == 0
    assert len(odd_rows(Design([], [], ("a",)))[0]) == 0


def test_it_can_be_interrupted(pupils):
    with pytest.raises(Interrupted):
        odd_rows(pupils(50, 0.3)[0], lambda: True)


@pytest.mark.parametrize("seed", range(3))
def test_mislabelled_rows_are_listed_before_others(pupils, seed):
    design, boys = pupils(400, 0.3, seed, apart=18.0)
    clear = (design.labels >= 0) & (np.abs(design.values - 172) > 12)
    clear &= (design.values > 172) == boys
    wrong = np.random.default_rng(seed).choice(np.flatnonzero(clear), 5, replace=False)
    labels = np.array(design.labels)
    labels[wrong] = 1 - labels[wrong]
    found = infer(replace(design, labels=labels), HEIGHT).doubtful
    assert set(wrong) <= set(found.rows.tolist())
    assert set(found.rows[:4].tolist()) <= set(wrong)
    assert (np.diff(found.chances) >= 0).all()
    assert (found.chances < UNLIKELY).all()
    assert (labels[found.rows] >= 0).all()
    assert len(found.rows) < 0.05 * 280


def test_in_clean_tables_next_to_nothing_is_doubted(pupils):
    """Where a chance is below 5 % it happens now and then."""
    found = [infer(pupils(60, 0.3, seed)[0], HEIGHT).doubtful for seed in range(6)]
    assert sum(len(own.rows) for own in found) <= 0.03 * 6 * 42
    assert sum(len(own.odd_rows) for own in found) == 0


def test_equal_rows_are_doubted_together():
    values = np.concatenate([np.full(20, 160.0), np.full(20, 180.0), [180.0, 180.0]])
    values[:40] += np.tile([-3, -1, 0, 1, 3], 8)
    labels = np.concatenate([np.repeat([0, 1], 20), [0, 0]])
    found = infer(Design(values, labels, ("girl", "boy")), HEIGHT).doubtful
    assert {40, 41} <= set(found.rows.tolist())
