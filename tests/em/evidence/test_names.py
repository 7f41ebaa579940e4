import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from em_desktop.em.evidence.names import NameGrams, build_features
from em_desktop.em.names import Names

GIRLS = ("Anna", "Emma", "Maria", "Julia", "Laura", "Sofia", "Clara", "Nina", "Lisa", "Eva", "Ida")
BOYS = ("John", "Peter", "Martin", "Simon", "Robert", "Erik", "Victor", "Edgar", "Viktor", "Jack")


def grams(texts, codes, labels, n_categories=2, **options):
    names = Names(tuple(texts), np.array(codes, dtype=np.intp))
    features = build_features(names)
    return NameGrams(
        features, names.codes, np.array(labels, dtype=np.intp), n_categories, **options
    )


def densities(source, n_cells, n_categories=2, weights=None):
    whole = slice(0, n_cells)
    weights = np.ones((n_categories, n_cells)) if weights is None else weights
    estimate = source.estimate(source.gather(weights, None, whole), None)
    return source.log_density(estimate, whole)


def school(n=200, seed=0, hidden=0.5):
    random = np.random.default_rng(seed)
    texts = GIRLS + BOYS
    codes = random.integers(0, len(texts), n)
    truth = (codes >= len(GIRLS)).astype(np.intp)
    return texts, codes, truth, np.where(random.random(n) < hidden, -1, truth)


def test_names_tell_and_so_do_names_never_recorded():
    texts, codes, _, labels = school()
    texts = [*texts, "Petra", "Hektor", "李"]
    codes = np.append(codes, [len(texts) - 3, len(texts) - 2, len(texts) - 1, -1])
    labels = np.append(labels, [-1, -1, -1, -1])
    logs = densities(grams(texts, codes, labels), len(codes))
    difference = logs[1] - logs[0]
    assert (difference[codes == texts.index("Anna")] < -1).all()
    assert (difference[codes == texts.index("Viktor")] > 1).all()
    assert difference[-4] < -0.5
    assert difference[-3] > 0.5
    assert (logs[:, -2:] == 0).all()  # letters met nowhere, and no name


def test_temper_scales_and_zero_is_silence():
    texts, codes, _, labels = school()
    plain = densities(grams(texts, codes, labels, temper=1.0), len(codes))
    half = densities(grams(texts, codes, labels, temper=0.5), len(codes))
    np.testing.assert_allclose(half, plain / 2, rtol=1e-12)
    assert (densities(grams(texts, codes, labels, temper=0.0), len(codes)) == 0).all()


def test_a_rare_category_is_not_what_unknown_names_are():
    """Shares are told by another source: a name met once in each category says little of them."""
    texts = [f"{a}{b}" for a in "bcdfghjk" for b in "lmnpqrst"]
    codes = np.arange(64)
    labels = np.where(codes % 8 < 7, 0, 1)
    texts, codes, labels = [*texts, "bz"], np.append(codes, 64), np.append(labels, -1)
    logs = densities(grams(texts, codes, labels), 65)
    assert abs(logs[1, -1] - logs[0, -1]) < 0.05


def test_counts_are_rows():
    texts, codes, _, labels = school(60)
    counts = np.random.default_rng(1).integers(1, 4, 60)
    cells = densities(grams(texts, codes, labels, counts=counts.astype(float)), 60)
    rows = densities(
        grams(texts, np.repeat(codes, counts), np.repeat(labels, counts)), counts.sum()
    )
    np.testing.assert_allclose(np.repeat(cells, counts, axis=1), rows, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("from_missing", [False, True])
def test_sums_over_slices_are_those_of_all(from_missing):
    texts, codes, _, labels = school(50)
    codes[::7] = -1
    source = grams(texts, codes, labels, from_missing=from_missing)
    weights = np.random.default_rng(0).random((2, 50))
    parts = [source.gather(weights[:, r], None, r) for r in (slice(0, 20), slice(20, 50))]
    whole = source.gather(weights, None, slice(0, 50))
    np.testing.assert_allclose(sum(parts), whole, rtol=1e-12)
    assert np.isclose(whole.sum(), weights[:, codes >= 0].sum() if from_missing else 0.0)


def test_relabelling_and_reordering_change_nothing():
    texts, codes, _, labels = school()
    logs = densities(grams(texts, codes, labels), len(codes))
    other = densities(grams(texts, codes, np.where(labels < 0, -1, 1 - labels)), len(codes))
    np.testing.assert_allclose(other[::-1], logs, atol=1e-12)
    order = np.random.default_rng(3).permutation(len(codes))
    moved = densities(grams(texts, codes[order], labels[order]), len(codes))
    np.testing.assert_allclose(moved, logs[:, order], atol=1e-12)


def _expect(source, estimate, labels, n_categories, shares):
    """Return the objective and the weights: shares and names alone."""
    whole = slice(0, len(labels))
    logs = source.log_density(estimate, whole) + np.log(shares)[:, np.newaxis]
    order = np.arange(n_categories)[:, np.newaxis]
    logs = np.where((labels < 0) | (labels == order), logs, -np.inf)
    highest = logs.max(axis=0)
    total = np.exp(logs - highest).sum(axis=0)
    objective = float((highest + np.log(total)).sum()) + source.log_penalty(estimate)
    return objective, np.exp(logs - highest) / total


@st.composite
def rosters(draw):
    n_categories = draw(st.integers(1, 4))
    texts = draw(st.lists(st.text("abEé李 ", max_size=6), min_size=1, max_size=8, unique=True))
    n = draw(st.integers(1, 25))
    codes = draw(st.lists(st.integers(-1, len(texts) - 1), min_size=n, max_size=n))
    labels = draw(st.lists(st.integers(-1, n_categories - 1), min_size=n, max_size=n))
    return n_categories, texts, codes, labels


@settings(deadline=None)
@given(rosters(), st.booleans(), st.floats(0, 1), st.integers(0, 9))
def test_the_objective_never_falls(roster, from_missing, temper, seed):
    n_categories, texts, codes, labels = roster
    source = grams(texts, codes, labels, n_categories, temper=temper, from_missing=from_missing)
    labels = np.array(labels)
    random = np.random.default_rng(seed)
    shares = random.dirichlet(np.full(n_categories, 3.0)) + 1e-3
    order = np.arange(n_categories)[:, np.newaxis]
    weights = np.where(labels < 0, random.dirichlet(np.ones(n_categories), len(labels)).T, 0)
    weights = np.where(labels == order, 1.0, weights)
    whole = slice(0, len(labels))
    estimate = source.estimate(source.gather(weights, None, whole), None)
    before, weights = _expect(source, estimate, labels, n_categories, shares)
    for _ in range(6):
        estimate = source.estimate(source.gather(weights, estimate, whole), estimate)
        after, weights = _expect(source, estimate, labels, n_categories, shares)
        assert np.isfinite(after)
        assert after >= before - 1e-9 * (1 + abs(before))
        before = after


def test_missing_rows_teach_only_when_asked():
    texts, codes, _, labels = school()
    weights = np.random.default_rng(2).dirichlet([1, 1], len(codes)).T
    fixed = grams(texts, codes, labels)
    learning = grams(texts, codes, labels, from_missing=True)
    first = densities(fixed, len(codes), weights=weights)
    np.testing.assert_array_equal(first, densities(fixed, len(codes), weights=weights[::-1]))
    clamped = np.where(labels == np.arange(2)[:, np.newaxis], 1.0, 0.0)
    np.testing.assert_allclose(densities(learning, len(codes), weights=clamped), first, atol=1e-12)
    assert not np.allclose(densities(learning, len(codes), weights=weights), first)


@pytest.mark.parametrize("from_missing", [False, True])
@pytest.mark.parametrize(
    ("texts", "codes", "labels", "n_categories"),
    [
        ([], [], [], 2),
        ([], [-1, -1], [0, 1], 2),
        (["Kim"], [0, 0, 0], [0, 1, -1], 2),
        (["Kim"], [0, 0, 0], [-1, -1, -1], 2),
        ([f"name {i}" for i in range(60)], range(60), [*range(50), *[-1] * 10], 50),
        (["", "\u0301", "\ud800", "x" * 1000], [0, 1, 2, 3], [0, 1, 0, -1], 3),
        (["A", "B"], [0, 1, 0], [0, 0, -1], 1),
    ],
)
def test_odd_names_end_in_numbers(texts, codes, labels, n_categories, from_missing):
    source = grams(texts, list(codes), labels, n_categories, from_missing=from_missing)
    logs = densities(source, len(labels), n_categories)
    assert logs.shape == (n_categories, len(labels))
    assert np.isfinite(logs).all()


def test_names_that_are_all_alike_say_nothing():
    logs = densities(grams(["Kim"], [0] * 9, [0, 0, 1, 1, 1, 1, -1, -1, -1]), 9)
    np.testing.assert_allclose(logs, 0, atol=1e-12)
