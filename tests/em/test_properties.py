"""What holds whatever the rows are and whatever is chosen."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from em_desktop.em import Design, Options, Outcome, fit
from em_desktop.em.names import Names
from em_desktop.em.sources import Source

CATEGORIES = "abcde"
ENDED = {Outcome.CONVERGED, Outcome.ITERATION_LIMIT}
TEXTS = ("Anna", "Bo", "", "Ciri", "李", "Anne", "Otto")
EXTREMES = [0.0, -0.0, 5e-324, 1e-160, 1e160, 1e300, -1e308, 1.7e308, 170.0, np.nan]

EVERYTHING = frozenset(Source)

few = settings(max_examples=settings.default.max_examples // 3)  # each makes two fits or more
seeds = st.integers(0, 2**32 - 1)
tenths = st.integers(1000, 2200).map(lambda number: number / 10)


@st.composite
def designs(draw, *, values=tenths, recorded=None, wild=False):
    """Draw designs with any evidence; ``recorded`` asks that each category has recorded rows."""
    n_categories = draw(st.integers(1, 4))
    n = draw(st.integers(5, 30))
    numbers = draw(st.lists(values, min_size=n, max_size=n))
    labels = draw(st.lists(st.integers(-1, n_categories - 1), min_size=n, max_size=n))
    if recorded:
        labels[:n_categories] = range(n_categories)
    parts = draw(st.sets(st.sampled_from(["further", "gaps", "ages", "groups", "names"])))
    random = np.random.default_rng(draw(seeds))
    design = Design(numbers, labels, tuple(CATEGORIES[:n_categories]))
    if "further" in parts:
        further = 0.7 * design.values[:, np.newaxis] + random.normal(0, 8, (n, 2)).round(1)
        further[:, 1] = random.choice([further[:, 1], design.values / 2, np.full(n, 60.0)])
        further[0] += 1.0
        design = replace(design, further=further)
    if "ages" in parts:
        design = replace(design, ages=random.integers(6, 18, n).astype(float))
    if "groups" in parts:
        n_groups = int(random.integers(1, 5))
        design = replace(design, groups=random.integers(-1, n_groups, n), n_groups=n_groups)
    if "names" in parts:
        design = replace(design, names=(Names(TEXTS, random.integers(-1, len(TEXTS), n)),))
    if "gaps" in parts:
        design = _changed(design, lambda of: np.where(random.random(of.shape) < 0.2, np.nan, of))
    if wild:

        def spoilt(of):
            extreme = random.choice(EXTREMES, of.shape)
            return np.where(random.random(of.shape) < random.choice([0.1, 0.5]), extreme, of)

        design = _changed(design, spoilt)
    return design


options = st.builds(
    Options,
    max_iterations=st.just(12),
    starts=st.just(2),
    tolerance=st.sampled_from([0.0, 1e-7]),
    evidence=st.sampled_from([EVERYTHING, EVERYTHING - {Source.AGE}]),
    missing_weight=st.sampled_from([1.0, 0.3, 0.0]),
    tails=st.sampled_from([np.inf, 8.0, 3.0]),
    shrinkage=st.sampled_from([0.0, 20.0]),
    even_rows=st.sampled_from([0.0, 2.0]),
    logarithmic=st.sampled_from([(), (True,), (False, True, False), (True, True, True)]),
    ordered=st.booleans(),
    apart=st.booleans(),
    accelerate=st.booleans(),
    chunk_rows=st.sampled_from([8, 1000]),
)


def _changed(design, change):
    """Return a design whose numbers are changed column by column."""
    return replace(
        design,
        values=change(design.values),
        further=None if design.further is None else change(design.further),
        ages=None if design.ages is None else change(design.ages),
    )


def _fit(design, choices):
    result = fit(design, choices)
    assume(result.outcome in ENDED)
    return result


def _same(one, other, tolerance=1e-9):
    np.testing.assert_allclose(other, one, rtol=0, atol=tolerance)


@given(designs(), options)
def test_the_objective_never_falls_whatever_is_chosen(design, choices):
    result = fit(design, replace(choices, max_iterations=25))
    assert "mistake" not in result.message
    heights = [iteration.log_likelihood for iteration in result.iterations]
    assert (np.diff(heights) >= 0).all()


@few
@given(designs())
def test_the_log_likelihood_of_one_measurement_never_falls(design):
    assume(np.unique(design.values[~np.isnan(design.values)]).size > 2)
    result = fit(replace(design, further=None), Options(tolerance=0.0, starts=2, max_iterations=60))
    assert result.outcome in ENDED
    assert (np.diff([i.log_likelihood for i in result.iterations]) >= 0).all()


@few
@given(designs(), options)
def test_probabilities_and_parameters_are_proper(design, choices):
    result = _fit(design, choices)
    probabilities = result.probabilities()
    assert probabilities.shape == (design.n_rows, design.n_categories)
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, atol=1e-12)
    found = result.parameters
    assert found.shares.sum() == pytest.approx(1.0)
    assert (found.standard_deviations > 0).all()


@given(designs(values=st.floats(allow_infinity=False), wild=True), options)
def test_any_numbers_end_in_an_outcome_and_never_in_nan(design, choices):
    result = fit(design, choices)
    if result.outcome is Outcome.FAILED:
        assert result.message.endswith(".")
        assert "mistake" not in result.message
    for iteration in result.iterations:
        assert np.isfinite(iteration.log_likelihood)
        assert np.isfinite(iteration.parameters.shares).all()
        assert np.isfinite(iteration.parameters.means).all()
        assert np.isfinite(iteration.parameters.standard_deviations).all()
    if result.iterations:
        assert np.isfinite(result.probabilities()).all()


@few
@given(designs(), options, seeds)
def test_the_order_of_rows_does_not_matter(design, choices, seed):
    order = np.random.default_rng(seed).permutation(design.n_rows)
    one, other = _fit(design, choices), _fit(design.take(order), choices)
    assert other.n_iterations == one.n_iterations
    _same(one.probabilities()[order], other.probabilities())


@few
@given(designs(recorded=True), options, seeds)
def test_the_order_of_categories_does_not_matter(design, choices, seed):
    new = np.random.default_rng(seed).permutation(design.n_categories)
    labels = np.where(design.labels < 0, -1, new[design.labels])
    one, other = _fit(design, choices), _fit(replace(design, labels=labels), choices)
    assert other.n_iterations == one.n_iterations
    _same(one.probabilities(), other.probabilities()[:, new])


@few
@given(designs(), options, st.sampled_from([1 / 2.54, 0.01, 1e6]))
def test_units_do_not_matter(design, choices, factor):
    choices = replace(choices, tolerance=1e-7)
    one = _fit(design, choices)
    other = _fit(_changed(design, lambda of: of * factor), choices)
    assert other.n_iterations == one.n_iterations
    _same(one.probabilities(), other.probabilities())
    moved = one.parameters.means * factor
    np.testing.assert_allclose(other.parameters.means, moved, rtol=1e-8)


@example(
    Design([140.6, 185.7, 100.1, 141.1, 154.5, 186.1], [1, 1, 2, 0, 1, -1], tuple("abc")),
    Options(starts=3, max_iterations=30),
    0.0,
)
@example(
    Design([100.0, 159.0, 175.2, 197.1], [-1, 0, 0, 1], tuple("abc")),
    Options(starts=3, max_iterations=30),
    0.0,
)
@few
@given(designs(), options, st.sampled_from([0.0, 32.0, -1000.0]))
def test_where_a_unit_has_its_zero_does_not_matter(design, choices, shift):
    choices = replace(choices, tolerance=1e-7, logarithmic=())
    one = _fit(design, choices)
    other = _fit(_changed(design, lambda of: (of + shift) / 1.8), choices)
    _same(one.probabilities(), other.probabilities())
    mirrored = _fit(_changed(design, np.negative), choices)
    if (np.bincount(design.labels + 1, minlength=design.n_categories + 1)[1:] > 0).all():
        _same(one.probabilities(), mirrored.probabilities())


@few
@given(designs(), st.integers(2, 4), options)
def test_rows_written_several_times_weigh_several_times(design, times, choices):
    """Where nothing is pulled by a number of rows, and the start is not either."""
    design = replace(design, labels=np.full(design.n_rows, -1), ages=None, groups=None, n_groups=0)
    choices = replace(choices, shrinkage=0.0, even_rows=0.0, tolerance=1e-7)
    repeated = design.take(np.tile(np.arange(design.n_rows), times))
    one, other = _fit(design, choices), _fit(repeated, choices)
    _same(one.probabilities(), other.probabilities()[: design.n_rows])
    assert other.log_likelihood == pytest.approx(times * one.log_likelihood, rel=1e-9, abs=1e-6)


BAD = {
    "constant": {"values": np.full(60, 170.0)},
    "constant further": {"further": np.full((60, 1), 3.0)},
    "nothing known": {"values": np.full(60, np.nan)},
    "no further known": {"further": np.full((60, 1), np.nan)},
    "one group a row": {"groups": np.arange(60), "n_groups": 60},
    "names all alike": {"names": (Names(("Kim",), np.zeros(60, int)),)},
    "names all different": {"names": (Names(tuple(map(str, range(60))), np.arange(60)),)},
    "empty names": {"names": (Names((), np.full(60, -1)),)},
    "one age": {"ages": np.full(60, 12.0)},
    "an age a row": {"ages": np.linspace(5, 18, 60)},
    "no age known": {"ages": np.full(60, np.nan)},
    "fifty categories": {
        "categories": tuple(map(str, range(50))),
        "labels": np.append(np.arange(50), np.full(10, -1)),
    },
    "nobody recorded": {"labels": np.full(60, -1)},
    "everybody recorded": {"labels": np.arange(60) % 2},
}


@pytest.mark.parametrize("accelerate", [False, True])
@pytest.mark.parametrize("evidence", [frozenset(Source), frozenset({Source.NAME, Source.GROUP})])
@pytest.mark.parametrize("bad", [*BAD, "collinear"])
def test_bad_evidence_ends_in_a_sentence_or_in_numbers(bad, evidence, accelerate):
    random = np.random.default_rng(0)
    y = random.integers(0, 2, 60)
    values = 163 + 13 * y + 6.5 * random.standard_normal(60)
    changes = BAD.get(bad) or {"further": np.column_stack([values, 2 * values + 1, -values])}
    labels = np.where(random.random(60) < 0.5, -1, y)
    design = replace(Design(values, labels, ("girl", "boy")), **changes)
    choices = Options(evidence=evidence, accelerate=accelerate, max_iterations=60, starts=3)
    result = fit(design, choices)
    if result.outcome is Outcome.FAILED:
        assert result.message.endswith(".")
        assert "mistake" not in result.message
        return
    assert np.isfinite(result.log_likelihood)
    probabilities = result.probabilities()
    assert np.isfinite(probabilities).all()
    if bad == "collinear" and Source.MEASUREMENT in evidence:
        assert (probabilities.argmax(axis=1) == y).mean() > 0.75
