import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.cancelling import never
from em_desktop.em.cells import collapse
from em_desktop.em.frame import frame
from em_desktop.em.layout import lay_out
from em_desktop.em.scale import measure
from em_desktop.em.sources import Source


def _lay_out(values, groups, n_groups, further=None):
    design = Design(values, [-1] * len(values), ("a",), groups, n_groups, further=further)
    cells = collapse(frame(design, frozenset(Source)), 1000, never).cells
    for column in cells.values.T:
        scale = measure(column, cells.counts, 1000, never)
        column[:] = scale.standard(column)
    return lay_out(cells, 1000, never)


@pytest.fixture(scope="module")
def school():
    random = np.random.default_rng(4)
    groups = np.repeat(np.arange(400), 25)
    values = 3.0 * random.standard_normal(400)[groups] + 4.0 * random.standard_normal(10_000)
    return values, groups


def test_variances_between_and_within_groups(school):
    values, groups = school
    layout = _lay_out(values, groups, 400)
    assert np.sqrt(layout.between) * values.std() == pytest.approx(3.0, abs=0.3)
    assert np.sqrt(layout.within) * values.std() == pytest.approx(4.0, abs=0.1)
    assert layout.tells
    assert layout.rows.sum() == 10_000
    assert layout.occupied.sum() == 400


def test_each_measurement_has_its_own_and_gaps_do_not_count(school):
    values, groups = school
    random = np.random.default_rng(1)
    further = random.standard_normal((10_000, 1))
    further[random.random(10_000) < 0.3] = np.nan
    layout = _lay_out(values, groups, 400, further)
    assert layout.within[1] == pytest.approx(1.0, abs=0.05)
    assert layout.between[1] < 0.03


@pytest.mark.parametrize(
    ("groups", "n_groups", "tells"),
    [
        (np.zeros(8, int), 1, False),
        (np.arange(8), 8, False),
        (np.full(8, -1), 2, False),
        (np.arange(8) // 2, 4, True),
        ([0, 0, 0, 0, -1, -1, -1, -1], 1, True),
    ],
)
def test_one_group_or_one_a_row_tells_nothing(groups, n_groups, tells):
    assert _lay_out([1.0, 2, 3, 5, 8, 13, 21, 34], groups, n_groups).tells is tells


@pytest.mark.parametrize("values", [[1.0, 1, 2, 2, 5, 5], [0.1, 0.1, 0.7, 0.7, 0.3, 0.3]])
def test_groups_of_equal_values_tell_nothing(values):
    assert not _lay_out(values, [0, 0, 1, 1, 2, 2], 3).tells


def test_groups_that_lie_together_and_columns_of_one_group_can_still_be_inverted():
    further = [[1.0], [4.0], [np.nan], [np.nan], [np.nan], [np.nan]]
    layout = _lay_out([1.0, 2, 1, 2, 1, 2], [0, 0, 1, 1, 2, 2], 3, further)
    assert (layout.between > 0).all()
    assert (layout.within > 0).all()
