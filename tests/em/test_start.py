import numpy as np
import pytest

from em_desktop.em import Design, Options, fit

TWO_HUMPS = np.concatenate([np.linspace(95, 105, 40), np.linspace(195, 205, 40)])


def _start(values, labels, categories=("a", "b"), **choices):
    return fit(Design(values, labels, categories), Options(max_iterations=0, **choices)).parameters


def test_recorded_rows_say_where_to_start():
    labels = np.full(80, -1)
    labels[[0, 10, 30]], labels[[45, 60, 79]] = 1, 0  # the tall ones are the first category
    start = _start(TWO_HUMPS, labels)
    assert start.means[0] > 170
    assert start.means[1] < 130


def test_a_single_recorded_row_does_not_start_as_a_spike():
    labels = np.full(80, -1)
    labels[10], labels[60] = 0, 1
    start = _start(TWO_HUMPS, labels)
    assert (start.standard_deviations > 0.2 * TWO_HUMPS.std()).all()


def test_without_records_categories_name_components_in_ascending_order():
    start = _start(TWO_HUMPS, np.full(80, -1))
    assert start.means == pytest.approx([100, 200], abs=1)


def test_a_category_without_records_finds_rows_of_its_own():
    values = np.concatenate([TWO_HUMPS, np.linspace(295, 305, 40)])
    labels = np.full(120, -1)
    labels[:10], labels[40:50] = 0, 1
    result = fit(Design(values, labels, ("a", "b", "c")))
    assert result.parameters.means == pytest.approx([100, 200, 300], abs=1)
    assert result.parameters.shares == pytest.approx([1 / 3] * 3, abs=0.01)


def test_more_starts_never_end_lower():
    random = np.random.default_rng(5)
    humps = [
        random.normal(m, s, n) for m, s, n in [(0, 1, 200), (9, 3, 40), (14, 0.5, 30), (40, 2, 9)]
    ]
    design = Design(np.concatenate(humps), np.full(279, -1), ("a", "b", "c", "d"))
    found = [fit(design, Options(starts=n)).log_likelihood for n in (1, 4, 20)]
    assert found[0] <= found[1] + 1e-3 <= found[2] + 2e-3
    assert found[2] > found[0] + 1  # here the first start is not the best


def test_the_seed_decides_and_nothing_else():
    random = np.random.default_rng(1)
    design = Design(random.normal(size=300), np.full(300, -1), ("a", "b", "c"))
    one, same = (fit(design, Options(seed=3)) for _ in range(2))
    assert [i.log_likelihood for i in one.iterations] == [i.log_likelihood for i in same.iterations]


def test_more_categories_than_values_is_no_accident():
    result = fit(Design([1.0, 2.0, 1.0, 2.0], [-1] * 4, ("a", "b", "c", "d")))
    assert np.isfinite(result.log_likelihood)
    assert result.parameters.shares.sum() == pytest.approx(1.0)
