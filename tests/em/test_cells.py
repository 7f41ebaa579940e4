import numpy as np
import pytest

from em_desktop.em import Design, Options, fit, posterior
from em_desktop.em.cancelling import Interrupted, never
from em_desktop.em.cells import collapse


def _design(n_rows, decimals, *, groups=False, seed=0):
    random = np.random.default_rng(seed)
    boys = random.random(n_rows) < 0.45
    values = np.where(boys, 176, 163) + 6.5 * random.standard_normal(n_rows)
    labels = np.where(random.random(n_rows) < 0.6, -1, boys)
    where = random.integers(-1, 4, n_rows) if groups else None
    return Design(values.round(decimals), labels, ("girl", "boy"), where, 4 if groups else 0)


def test_equal_rows_become_one_cell():
    design = Design([2.0, 1.0, 2.0, 2.0, -0.0, 0.0], [0, -1, 0, 1, -1, -1], ("a", "b"))
    cells = collapse(design, 2, never)
    found = sorted(zip(cells.values, cells.labels, cells.counts, strict=True))
    assert found == [(0.0, -1, 2.0), (1.0, -1, 1.0), (2.0, 0, 2.0), (2.0, 1, 1.0)]


def test_rows_of_different_groups_stay_apart():
    design = Design([1.0, 1.0, 1.0, 1.0], [-1, -1, -1, 0], ("a",), [0, -1, -1, 1], 2)
    cells = collapse(design, 3, never)
    found = sorted(zip(cells.slots, cells.labels, cells.counts, strict=True))
    assert found == [(0, -1, 1.0), (1, 0, 1.0), (2, -1, 2.0)]


def test_chunks_make_no_difference():
    design = _design(500, 0, groups=True)
    once, often = collapse(design, 1000, never), collapse(design, 7, never)
    for name in ("values", "labels", "slots", "counts"):
        np.testing.assert_array_equal(getattr(once, name), getattr(often, name))
    assert once.n_cells < 500
    assert once.counts.sum() == 500


def test_too_many_different_values_stay_rows():
    design = _design(200_000, 12)
    cells = collapse(design, 10_000, never)
    assert cells.n_cells == 200_000
    np.testing.assert_array_equal(cells.values, design.values)


@pytest.mark.parametrize("groups", [False, True])
def test_the_fit_of_cells_is_that_of_rows(groups, monkeypatch):
    design = _design(3000, 0, groups=groups)
    options = Options(tolerance=1e-10)
    of_cells = fit(design, options)
    monkeypatch.setattr("em_desktop.em.cells._MOST_COUNTERS", 0)
    of_rows = fit(design, options)
    assert of_cells.n_iterations == of_rows.n_iterations > 5
    assert of_rows.log_likelihood == pytest.approx(of_cells.log_likelihood, rel=1e-12)
    np.testing.assert_allclose(
        posterior(design, of_cells.parameters),
        posterior(design, of_rows.parameters),
        rtol=0,
        atol=1e-12,
    )


def test_cancel_is_obeyed_at_the_chunk_that_asks():
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) == 4

    with pytest.raises(Interrupted):
        collapse(_design(1000, 0), 100, cancelled)
    assert len(asked) == 4
