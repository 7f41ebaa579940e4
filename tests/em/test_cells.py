from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Options, fit
from em_desktop.em.cancelling import Interrupted, never
from em_desktop.em.cells import collapse
from em_desktop.em.frame import frame
from em_desktop.em.names import Names
from em_desktop.em.sources import Source

EVERYTHING = frozenset(Source)


def _collapse(design, size=1000, cancelled=never, **more):
    return collapse(frame(design, EVERYTHING), size, cancelled, **more)


def _school(n_rows, decimals=0, *, groups=False, ages=False, gaps=False, seed=0):
    random = np.random.default_rng(seed)
    boys = random.random(n_rows) < 0.45
    values = np.where(boys, 176, 163) + 6.5 * random.standard_normal(n_rows)
    if gaps:
        values[random.random(n_rows) < 0.2] = np.nan
    age = random.integers(14, 18, n_rows).astype(float)
    age[::11] = np.nan
    return Design(
        values.round(decimals),
        np.where(random.random(n_rows) < 0.6, -1, boys),
        ("girl", "boy"),
        random.integers(-1, 4, n_rows) if groups else None,
        4 if groups else 0,
        ages=age if ages else None,
    )


def _rows(cells):
    """Return the cells as sorted tuples, NaN as None."""
    columns = [*cells.values.T, *cells.basis.T[1:], cells.slots, cells.labels, cells.counts]
    rows = zip(*(np.asarray(column).tolist() for column in columns), strict=True)
    return sorted((tuple(None if x != x else x for x in row) for row in rows), key=repr)


def test_equal_rows_become_one_cell():
    values = [2.0, 1.0, 2.0, 2.0, -0.0, 0.0, np.nan, np.nan]
    cells = _collapse(Design(values, [0, -1, 0, 1, -1, -1, 1, 1], ("a", "b")), 2).cells
    expected = [
        (0.0, 0, -1, 2.0),
        (1.0, 0, -1, 1.0),
        (2.0, 0, 0, 2.0),
        (2.0, 0, 1, 1.0),
        (None, 0, 1, 2.0),
    ]
    assert _rows(cells) == expected


def test_rows_of_different_groups_stay_apart_and_blank_ones_come_last():
    cells = _collapse(Design([1.0] * 4, [-1, -1, -1, 0], ("a",), [0, -1, -1, 1], 2), 3).cells
    assert cells.n_slots == 3
    assert _rows(cells) == [(1.0, 0, -1, 1.0), (1.0, 1, 0, 1.0), (1.0, 2, -1, 2.0)]


def test_rows_of_different_ages_stay_apart():
    ages = [6.0, 7.0, 6.0, np.nan, np.nan]
    cells = _collapse(Design([1.0] * 5, [-1] * 5, ("a",), ages=ages)).cells
    assert sorted(cells.counts) == [1.0, 2.0, 2.0]
    assert len(np.unique(cells.basis, axis=0)) == 3


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("ages", [False, True])
def test_chunks_make_no_difference(ages, gaps):
    design = _school(500, groups=True, ages=ages, gaps=gaps)
    once, often = _collapse(design), _collapse(design, 7)
    assert _rows(once.cells) == _rows(often.cells)
    assert once.cells.counts.sum() == 500
    assert once.cells.n_cells < 500


@pytest.mark.parametrize("kind", ["plain", "groups", "ages"])
def test_counting_on_a_grid_and_by_search_is_the_same(kind, monkeypatch):
    design = _school(400, 1, groups=kind == "groups", ages=kind == "ages")
    on_grid = _collapse(design, 70, with_rows=True)
    monkeypatch.setattr("em_desktop.em.cells.find_grid", lambda values, most: None)
    by_search = _collapse(design, 70, with_rows=True)
    assert _rows(on_grid.cells) == _rows(by_search.cells)
    np.testing.assert_array_equal(on_grid.cell_of_row, by_search.cell_of_row)


@pytest.mark.parametrize("most", [1 << 18, 0])
def test_each_row_knows_its_cell(most, monkeypatch):
    monkeypatch.setattr("em_desktop.em.cells._MOST_COUNTERS", most)
    design = _school(300, groups=True, ages=True, gaps=True)
    collapsed = _collapse(design, 17, with_rows=True)
    np.testing.assert_array_equal(collapsed.spread(collapsed.cells.values[:, 0]), design.values)
    np.testing.assert_array_equal(collapsed.spread(collapsed.cells.labels), design.labels)
    own = np.where(design.groups < 0, 4, design.groups)
    np.testing.assert_array_equal(collapsed.spread(collapsed.cells.slots), own)
    basis = frame(design, EVERYTHING).basis(design.ages)
    np.testing.assert_array_equal(collapsed.spread(collapsed.cells.basis), basis)
    assert (collapsed.cell_of_row is None) == (most == 0)


def test_too_many_different_values_stay_rows():
    design = _school(200_000, 12)
    cells = _collapse(design, 10_000).cells
    assert cells.n_cells == 200_000
    np.testing.assert_array_equal(cells.values[:, 0], design.values)
    assert (cells.counts == 1).all()


def test_several_measurements_and_names_stay_rows():
    plain = _school(50)
    further = replace(plain, further=np.ones((50, 2)))
    assert _collapse(further).cells.values.shape == (50, 3)
    reading = Names(("a", "b"), np.arange(50) % 2)
    cells = collapse(frame(plain, EVERYTHING, reading), 1000, never).cells
    np.testing.assert_array_equal(cells.names, reading.codes)


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(tails=8.0, shrinkage=20.0, even_rows=2.0, missing_weight=0.3),
        Options(apart=True, accelerate=True, logarithmic=(True,)),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "groups", "ages"])
def test_the_fit_of_cells_is_that_of_rows(kind, options, monkeypatch):
    """Exact but for rounding, and as many iterations."""
    design = _school(2000, groups=kind == "groups", ages=kind == "ages", gaps=True)
    options = replace(options, evidence=EVERYTHING, tolerance=1e-7, max_iterations=40)
    of_cells = fit(design, options)
    monkeypatch.setattr("em_desktop.em.cells._MOST_COUNTERS", 0)
    of_rows = fit(design, options)
    assert of_cells.n_iterations == of_rows.n_iterations >= 3
    assert of_rows.log_likelihood == pytest.approx(of_cells.log_likelihood, rel=1e-12)
    found = of_rows.probabilities()
    monkeypatch.undo()
    np.testing.assert_allclose(of_cells.probabilities(), found, rtol=0, atol=1e-12)


def test_cancel_is_obeyed_at_the_chunk_that_asks():
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) == 4

    with pytest.raises(Interrupted):
        _collapse(_school(1000), 100, cancelled)
    assert len(asked) == 4


def test_a_part_and_some_cells_are_those_rows():
    cells = _collapse(_school(300, groups=True, ages=True)).cells
    chosen = np.array([5, 2, 9])
    assert _rows(cells.take(chosen)) == sorted(
        (_rows(cells.part(slice(i, i + 1)))[0] for i in chosen), key=repr
    )


def test_a_recorded_cell_may_have_its_own_category_only():
    cells = _collapse(Design([1.0, 2.0, 3.0], [-1, 1, 0], ("a", "b"))).cells
    np.testing.assert_array_equal(cells.allowed(), [[True, False, True], [True, True, False]])
    assert cells.part(slice(0, 1)).allowed() is None
