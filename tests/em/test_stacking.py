from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Options, Source, infer
from em_desktop.em.crossval import Folds
from em_desktop.em.stacking import TAILS, Member, Stack, members, split, stack, temper

BASE = Options(seed=3)


def folds(labels):
    n = len(labels)
    return Folds(np.eye(n), np.arange(n), np.zeros(n, int), np.asarray(labels), np.ones(n))


def calibrated(n, seed=0):
    random = np.random.default_rng(seed)
    first = random.uniform(0.02, 0.98, n)
    return (random.random(n) < first).astype(int), np.column_stack([1 - first, first])


def tried(recorded, missing, *, strays=False):
    return members(BASE, recorded, missing, strays=strays)


def weights_of(found, tails):
    return sorted(m.options.missing_weight for m in found if m.options and m.options.tails == tails)


@pytest.mark.parametrize(
    ("recorded", "missing", "expected"),
    [
        (100.0, 0.0, [1.0]),
        (100.0, 50.0, [0.0, 1.0]),
        (100.0, 200.0, [0.0, 0.5, 1.0]),
        (50.0, 1000.0, [0.0, 0.05, 0.15, 1.0]),
    ],
)
def test_models_that_would_be_the_same_are_tried_once(recorded, missing, expected):
    found = tried(recorded, missing)
    assert weights_of(found, np.inf) == pytest.approx(expected)
    assert weights_of(found, TAILS) == pytest.approx(expected)
    assert len(found) == 2 * len(expected) + 1
    assert found[-1].options is None
    assert all(m.options is None or m.options.seed == 3 for m in found)


def test_models_put_together_keep_their_prior_weight():
    few, many = (tried(100.0, n) for n in (50.0, 5000.0))
    assert sum(m.prior for m in few) == pytest.approx(sum(m.prior for m in many))


def test_beside_strays_normal_components_are_believed_less():
    def normals(*, strays):
        found = tried(100.0, 100.0, strays=strays)
        return sum(m.prior for m in found if m.options and np.isinf(m.options.tails))

    assert normals(strays=True) < 0.1 * normals(strays=False)


def test_weights_are_prior_times_likelihood():
    labels = np.array([0, 1, 1])
    one = np.array([[0.8, 0.2], [0.4, 0.6], [0.5, 0.5]])
    other = np.array([[0.5, 0.5], [0.5, 0.5], [0.1, 0.9]])
    found = [Member(BASE, 3.0), Member(None, 0.5)]
    stacked = stack(found, [one, other], folds(labels))
    expected = np.array([3.0 * 0.8 * 0.6 * 0.5, 0.5 * 0.5 * 0.5 * 0.9])
    np.testing.assert_allclose(
        stacked.weights, expected / expected.sum(), rtol=0.01
    )  # a few records may be mistakes
    assert stacked.best == 0


def test_counts_of_hidden_rows_are_likelihoods_to_a_power():
    labels = np.array([0, 1])
    predicted = [np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([[0.6, 0.4], [0.3, 0.7]])]
    found = [Member(BASE, 1.0), Member(BASE, 1.0)]
    counted = replace(folds(labels), counts=np.array([3.0, 2.0]))
    again = [0, 0, 0, 1, 1]
    one = stack(found, predicted, counted)
    other = stack(found, [p[again] for p in predicted], folds(labels[again]))
    np.testing.assert_allclose(one.weights, other.weights)
    assert one.temperature == other.temperature


def test_one_row_that_was_thought_impossible_does_not_decide_alone():
    labels = np.repeat([0, 1], 30)
    good = np.repeat([[0.9, 0.1], [0.1, 0.9]], 30, axis=0)
    good[0] = [0.0, 1.0]
    plain = np.full((60, 2), 0.5)
    stacked = stack([Member(BASE, 1.0), Member(None, 1.0)], [good, plain], folds(labels))
    assert np.isfinite(stacked.weights).all()
    assert stacked.weights[0] > 0.99


def test_a_mix_is_a_probability_and_at_temperature_1_the_weighted_mean():
    random = np.random.default_rng(0)
    parts = list(random.dirichlet([0.3, 0.3, 0.3], (4, 50)))
    parts[0][0] = [1.0, 0.0, 0.0]
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    own = tuple(Member(BASE, 1.0) for _ in parts)
    for temperature in (0.5, 0.93, 1.0, 1.3):
        mix = Stack(own, weights, temperature).mix(parts)
        assert (mix >= 0).all()
        np.testing.assert_allclose(mix.sum(axis=1), 1.0)
    expected = np.tensordot(weights, np.array(parts), axes=1)
    np.testing.assert_allclose(Stack(own, weights, 1.0).mix(parts), expected, atol=1e-12)


def test_a_low_temperature_makes_modest_and_keeps_the_order():
    sure = np.array([[0.9, 0.08, 0.02]])
    modest = temper(sure, 0.5)
    assert modest.max() < 0.9
    assert (np.argsort(modest) == np.argsort(sure)).all()


@pytest.mark.parametrize(
    ("power", "low", "high"), [(1.0, 0.9, 1.05), (2.0, 0.45, 0.75), (0.5, 1.05, 1.4)]
)
def test_the_temperature_undoes_what_is_too_sure_or_too_modest(power, low, high):
    labels, probabilities = calibrated(3000)
    predicted = temper(probabilities, power)
    stacked = stack([Member(BASE, 1.0)], [predicted], folds(labels))
    assert low < stacked.temperature < high


def test_few_hidden_rows_leave_the_temperature_where_experience_puts_it():
    for seed in range(5):
        labels, probabilities = calibrated(8, seed)
        stacked = stack([Member(BASE, 1.0)], [probabilities], folds(labels))
        assert 0.85 < stacked.temperature < 1.0


def test_where_missing_rows_may_differ_each_fit_is_made_both_ways():
    whole = Stack((Member(BASE, 1.0), Member(None, 0.2)), np.array([0.7, 0.3]), 0.9)
    parts = split(whole, 0.25)
    assert [m.options and m.options.apart for m in parts.members] == [False, True, None]
    np.testing.assert_allclose(parts.weights, [0.525, 0.175, 0.3])
    assert parts.temperature == 0.9
    assert not parts.members[parts.best].options.apart


def test_where_a_measurement_is_noise_the_model_that_says_nothing_counts():
    """Suggestions then hardly differ from how common the categories are."""
    spreads, nothing = [], []
    for seed in range(4):
        random = np.random.default_rng(seed)
        labels = random.choice([-1, 0, 1], 300, p=[0.5, 0.3, 0.2])
        design = Design(random.normal(170, 9, 300).round(), labels, ("girl", "boy"))
        found = infer(design, frozenset({Source.MEASUREMENT}))
        assert found.trust.accuracy < 0.7
        spreads.append(found.probabilities[:, 0].std())
        pairs = zip(found.stack.members, found.stack.weights, strict=True)
        nothing.append(sum(weight for member, weight in pairs if member.options is None))
    assert np.mean(spreads) < 0.06
    assert np.mean(nothing) > 0.05


def test_where_a_measurement_tells_the_model_that_says_nothing_does_not_count(pupils):
    design, _ = pupils(200, 0.5)
    found = infer(design, frozenset({Source.MEASUREMENT}))
    assert found.stack.members[-1].options is None
    assert found.stack.weights[-1] < 1e-6
