from dataclasses import fields, replace

import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.cancelling import never
from em_desktop.em.cells import collapse
from em_desktop.em.evidence.grouped import GroupedEstimate, GroupedNormal, lay_out
from em_desktop.em.scale import standardise


def _cells(n_groups=3, rows_a_group=8, blank=True, seed=0):
    random = np.random.default_rng(seed)
    groups = np.repeat(np.arange(n_groups), rows_a_group)
    if blank:
        groups[::5] = -1
    values = 10.0 * groups + 4 * random.standard_normal(len(groups))
    design = Design(values, np.full(len(groups), -1), ("a", "b"), groups, n_groups)
    return standardise(collapse(design, 1000, never), 1000, never)[0]


@pytest.mark.parametrize("blank", [False, True])
def test_repeated_m_steps_reach_the_top_of_likelihood_and_penalty(blank):
    cells = _cells(blank=blank)
    source = GroupedNormal(cells, lay_out(cells, 1000, never), 1e-3)
    random = np.random.default_rng(1)
    weights = random.dirichlet([1, 1], cells.n_cells).T * cells.counts
    whole = slice(0, cells.n_cells)

    def height(estimate):
        logs = source.log_density(estimate, whole)
        return float((weights * logs).sum()) + source.log_penalty(estimate)

    sums = source.gather(weights, None, whole)
    estimate = source.estimate(sums, None)
    heights = [height(estimate)]
    for _ in range(400):
        estimate = source.estimate(sums, estimate)
        heights.append(height(estimate))
    assert (np.diff(heights) > -1e-9).all()
    assert heights[-1] > heights[0] + 1e-3
    for _ in range(300):
        moved = _moved(estimate, random, 10.0 ** random.uniform(-4, -1))
        assert height(moved) < heights[-1] + 1e-9


def _moved(estimate, random, size):
    """Move all that is free a little: differences, group effects, interactions, variances."""
    changed = {
        field.name: getattr(estimate, field.name).copy() for field in fields(GroupedEstimate)
    }
    n_categories, n_slots = estimate.means.shape
    groups = size * random.standard_normal(n_slots) * (random.random() < 0.7)
    differences = size * random.standard_normal((n_categories, 1)) * (random.random() < 0.7)
    changed["group_effects"] += groups
    changed["additive"] += groups + differences
    changed["means"] += size * random.standard_normal((n_categories, n_slots))
    for name in ("variances", "common_variances"):
        changed[name] *= np.exp(size * random.standard_normal(changed[name].shape))
    return replace(estimate, **changed)


def test_sums_over_slices_are_those_of_all():
    cells = _cells()
    source = GroupedNormal(cells, lay_out(cells, 1000, never), 1e-3)
    weights = np.random.default_rng(0).random((2, cells.n_cells))
    parts = [
        source.gather(weights[:, rows], None, rows)
        for rows in (slice(0, 5), slice(5, cells.n_cells))
    ]
    whole = source.gather(weights, None, slice(0, cells.n_cells))
    np.testing.assert_allclose(sum(parts), whole, rtol=1e-12, atol=1e-12)


def test_the_layout_finds_the_variances_between_and_within_groups():
    random = np.random.default_rng(4)
    groups = np.repeat(np.arange(400), 25)
    values = 3.0 * random.standard_normal(400)[groups] + 4.0 * random.standard_normal(10_000)
    design = Design(values, np.full(10_000, -1), ("a",), groups, 400)
    cells, scale = standardise(collapse(design, 1000, never), 1000, never)
    layout = lay_out(cells, 1000, never)
    assert scale.lengths(np.sqrt(layout.between)) == pytest.approx(3.0, abs=0.3)
    assert scale.lengths(np.sqrt(layout.within)) == pytest.approx(4.0, abs=0.1)
    assert layout.tells


def test_a_group_without_rows_has_the_mean_of_its_component_and_no_effect():
    design = Design(np.linspace(0, 9, 10), np.full(10, -1), ("a", "b"), np.array([0, 2] * 5), 3)
    cells = standardise(collapse(design, 1000, never), 1000, never)[0]
    source = GroupedNormal(cells, lay_out(cells, 1000, never), 1e-3)
    whole = slice(0, cells.n_cells)
    weights = np.stack([cells.values > 0, cells.values <= 0]).astype(float)
    estimate = source.estimate(source.gather(weights, None, whole), None)
    assert estimate.group_effects[1] == 0.0
    np.testing.assert_array_equal(estimate.means[:, 1], estimate.additive[:, 1])
    assert estimate.means[0, 1] > estimate.means[1, 1]
