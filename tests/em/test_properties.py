"""What holds whatever the rows are."""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from em_desktop.em import Design, Options, Outcome, fit, posterior

NAMES = "abcde"
ENDED = {Outcome.CONVERGED, Outcome.ITERATION_LIMIT}


@st.composite
def designs(draw, *, values=None, recorded=None, groups=None):
    """Draw designs; ``recorded`` asks that each category has recorded rows, or that none has."""
    if values is None:
        values = st.integers(1000, 2200).map(lambda tenths: tenths / 10)
    n_categories = draw(st.integers(1, 4))
    n_rows = draw(st.integers(4, 30))
    numbers = draw(st.lists(values, min_size=n_rows, max_size=n_rows))
    lowest = 0 if recorded is False else -1
    highest = n_categories - 1
    labels = draw(st.lists(st.integers(lowest, highest), min_size=n_rows, max_size=n_rows))
    if recorded is False:
        labels = [-1] * n_rows
    if recorded is True:
        labels[:n_categories] = range(n_categories)
    has_groups = draw(st.booleans()) if groups is None else groups
    if not has_groups:
        return Design(numbers, labels, tuple(NAMES[:n_categories]))
    n_groups = draw(st.integers(1, 4))
    slots = draw(st.lists(st.integers(-1, n_groups - 1), min_size=n_rows, max_size=n_rows))
    return Design(numbers, labels, tuple(NAMES[:n_categories]), slots, n_groups)


def _spreads(design):
    return np.unique(design.values).size > 2


def _take(design, order):
    groups = None if design.groups is None else design.groups[order]
    return Design(
        design.values[order], design.labels[order], design.categories, groups, design.n_groups
    )


def _with_values(design, values):
    return Design(values, design.labels, design.categories, design.groups, design.n_groups)


@given(designs())
def test_the_log_likelihood_never_falls(design):
    assume(_spreads(design))
    result = fit(design, Options(starts=3, tolerance=0.0, max_iterations=60))
    assert result.outcome in ENDED
    assert (np.diff([i.log_likelihood for i in result.iterations]) >= 0).all()


@given(designs())
def test_probabilities_and_parameters_are_proper(design):
    assume(_spreads(design))
    result = fit(design, Options(starts=3, max_iterations=50))
    probabilities = posterior(design, result.parameters)
    assert probabilities.shape == (design.n_rows, design.n_categories)
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, atol=1e-12)
    found = result.parameters
    assert found.shares.sum() == pytest.approx(1.0)
    floor = np.sqrt(Options().variance_floor) * design.values.std()
    assert (found.standard_deviations >= floor * (1 - 1e-9)).all()


@given(designs(values=st.floats(allow_nan=False, allow_infinity=False)))
def test_any_numbers_end_in_an_outcome_and_never_in_nan(design):
    result = fit(design, Options(starts=3, max_iterations=20))
    if result.outcome is Outcome.FAILED:
        assert result.message
    for iteration in result.iterations:
        assert np.isfinite(iteration.log_likelihood)
        assert np.isfinite(iteration.parameters.means).all()
        assert np.isfinite(iteration.parameters.standard_deviations).all()
    if result.iterations:
        assert np.isfinite(posterior(design, result.parameters)).all()


@given(designs(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(design, random):
    assume(_spreads(design))
    order = np.array(random.sample(range(design.n_rows), design.n_rows))
    options = Options(starts=3, max_iterations=30)
    one, other = fit(design, options), fit(_take(design, order), options)
    assert other.n_iterations == one.n_iterations
    np.testing.assert_allclose(
        posterior(_take(design, order), other.parameters),
        posterior(design, one.parameters)[order],
        rtol=0,
        atol=1e-9,
    )


@given(designs(recorded=True), st.randoms(use_true_random=False))
def test_the_order_of_categories_does_not_matter(design, random):
    assume(_spreads(design))
    new = np.array(random.sample(range(design.n_categories), design.n_categories))
    labels = np.where(design.labels < 0, -1, new[design.labels])
    renamed = Design(design.values, labels, design.categories, design.groups, design.n_groups)
    options = Options(starts=3, max_iterations=30)
    one, other = fit(design, options), fit(renamed, options)
    assert other.n_iterations == one.n_iterations
    np.testing.assert_allclose(
        posterior(renamed, other.parameters)[:, new],
        posterior(design, one.parameters),
        rtol=0,
        atol=1e-9,
    )


@example(
    Design([140.6, 185.7, 100.1, 141.1, 154.5, 186.1], [1, 1, 2, 0, 1, -1], tuple("abc")),
    1 / 2.54,
    0.0,
)
@example(Design([100.0, 159.0, 175.2, 197.1], [-1, 0, 0, 1], tuple("abc")), 1 / 2.54, 0.0)
@given(designs(), st.sampled_from([1 / 2.54, 0.01, 1e6]), st.sampled_from([0.0, 32.0, -1000.0]))
def test_the_unit_does_not_matter(design, factor, shift):
    assume(_spreads(design))
    options = Options(starts=3, max_iterations=30)
    converted = _with_values(design, (design.values + shift) * factor)
    one, other = fit(design, options), fit(converted, options)
    assert other.n_iterations == one.n_iterations
    np.testing.assert_allclose(
        posterior(converted, other.parameters),
        posterior(design, one.parameters),
        rtol=0,
        atol=1e-9,
    )
    moved = (one.parameters.means + shift) * factor
    np.testing.assert_allclose(other.parameters.means, moved, rtol=1e-8, atol=1e-8 * factor)


@given(designs(recorded=True))
def test_upside_down_does_not_matter(design):
    assume(_spreads(design))
    options = Options(starts=3, max_iterations=30)
    mirrored = _with_values(design, -design.values)
    np.testing.assert_allclose(
        posterior(mirrored, fit(mirrored, options).parameters),
        posterior(design, fit(design, options).parameters),
        rtol=0,
        atol=1e-9,
    )


@given(designs(recorded=False, groups=False), st.integers(2, 4))
def test_rows_written_several_times_weigh_several_times(design, times):
    assume(_spreads(design))
    options = Options(starts=3, max_iterations=30, tolerance=1e-9)
    repeated = _take(design, np.tile(np.arange(design.n_rows), times))
    one, other = fit(design, options), fit(repeated, options)
    np.testing.assert_allclose(
        posterior(design, other.parameters), posterior(design, one.parameters), rtol=0, atol=1e-9
    )
    assert other.log_likelihood == pytest.approx(times * one.log_likelihood, rel=1e-9)
