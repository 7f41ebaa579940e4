import numpy as np
import pytest
from scipy.stats import binomtest

from em_desktop.em.trust import Expected, Trust


def predictions(n, seed=0, doubt=1.0):
    """Return labels and probabilities; wrong ``doubt`` times as often as they say."""
    random = np.random.default_rng(seed)
    first = random.beta(0.7, 0.7, n)
    probabilities = np.column_stack([1 - first, first])
    wrong = random.random(n) < doubt * probabilities.min(axis=1)
    best = probabilities.argmax(axis=1)
    return np.where(wrong, 1 - best, best), probabilities


def trust(n=400, seed=0, doubt=1.0, **changes):
    return Trust(*predictions(n, seed, doubt), np.ones(n), **changes)


def test_the_interval_of_the_accuracy_is_wilsons():
    found = trust(57)
    right = int((found.probabilities.argmax(axis=1) == found.labels).sum())
    oracle = binomtest(right, 57).proportion_ci(0.9, method="wilson")
    assert found.accuracy == pytest.approx(right / 57)
    assert found.accuracy_interval() == pytest.approx((oracle.low, oracle.high), abs=1e-4)


@pytest.mark.parametrize("right", [True, False])
def test_the_interval_stays_between_none_and_all(right):
    labels = np.full(4, 0 if right else 1)
    low, high = Trust(labels, np.tile([0.9, 0.1], (4, 1)), np.ones(4)).accuracy_interval()
    assert 0 <= low < high <= 1
    assert (high == 1) if right else (low == 0)


def test_losses_are_means_over_rows():
    found = Trust(np.array([0, 1]), np.array([[0.8, 0.2], [0.6, 0.4]]), np.array([3.0, 1.0]))
    assert found.n == 4
    assert found.accuracy == pytest.approx(3 / 4)
    assert found.log_loss == pytest.approx(-(3 * np.log(0.8) + np.log(0.4)) / 4)
    assert found.brier == pytest.approx((3 * 2 * 0.2**2 + 2 * 0.6**2) / 4)


def test_a_certainty_that_was_wrong_gives_a_finite_loss():
    assert np.isfinite(Trust(np.array([1]), np.array([[1.0, 0.0]]), np.ones(1)).log_loss)


def test_bins_of_the_reliability_share_the_rows_out_in_ascending_order():
    found = trust(800)
    bins = found.reliability()
    assert len(bins) == 8
    assert all(own.n == 100 for own in bins)
    assert np.all(np.diff([own.stated for own in bins]) > 0)
    best = np.sort(found.probabilities.max(axis=1))
    assert bins[0].stated == pytest.approx(best[:100].mean())
    assert sum(own.right * own.n for own in bins) / 800 == pytest.approx(found.accuracy)


@pytest.mark.parametrize(("n", "expected"), [(1, 1), (19, 1), (20, 2), (45, 4), (1000, 8)])
def test_there_are_fewer_bins_where_there_are_few_rows(n, expected):
    bins = trust(n).reliability()
    assert len(bins) == expected
    assert sum(own.n for own in bins) == n


def test_bins_of_calibrated_predictions_lie_near_the_diagonal():
    apart = np.mean(
        [[b.right - b.stated for b in trust(2000, seed).reliability()] for seed in range(20)],
        axis=0,
    )
    assert np.abs(apart).max() < 0.02


def test_counts_are_as_good_as_rows_written_several_times():
    labels, probabilities = predictions(60)
    counts = np.random.default_rng(1).integers(1, 5, 60)
    one = Trust(labels, probabilities, counts.astype(float))
    other = Trust(
        np.repeat(labels, counts), np.repeat(probabilities, counts, axis=0), np.ones(counts.sum())
    )
    assert one.n == other.n
    for name in ("accuracy", "log_loss", "brier"):
        assert getattr(one, name) == pytest.approx(getattr(other, name))
    assert one.accuracy_interval() == pytest.approx(other.accuracy_interval())
    best = np.linspace(0.5, 1, 30)
    expected, again = (of.expected_wrong(best, 0.6) for of in (one, other))
    assert (expected.low, expected.high) == (again.low, again.high)
    assert expected.wrong == pytest.approx(again.wrong)


@pytest.mark.parametrize(("hidden", "threshold"), [(40, 0.0), (300, 0.8), (2000, 0.9)])
def test_the_interval_of_wrong_suggestions_covers_what_happens(hidden, threshold):
    covered = []
    for seed in range(150):
        labels, probabilities = predictions(200, 1000 + seed)
        best = probabilities.max(axis=1)
        chosen = best >= threshold
        wrong = (probabilities.argmax(axis=1) != labels)[chosen].sum()
        expected = trust(hidden, seed).expected_wrong(best[chosen], threshold)
        assert expected.n == chosen.sum()
        assert 0 <= expected.low <= expected.wrong <= expected.high <= expected.n
        covered.append(expected.low <= wrong <= expected.high)
    assert np.mean(covered) >= 0.85


def test_the_interval_tells_something():
    best = predictions(200, 1)[1].max(axis=1)
    expected = trust(1000).expected_wrong(best)
    assert expected.high - expected.low < 0.15 * expected.n


def test_predictions_that_were_too_sure_raise_what_is_expected():
    best = predictions(300, 7)[1].max(axis=1)
    calm, sure = trust(2000), trust(2000, doubt=1.8)
    announced = (1 - best).sum()
    assert calm.expected_wrong(best).wrong == pytest.approx(announced, rel=0.15)
    assert sure.expected_wrong(best).wrong == pytest.approx(1.8 * announced, rel=0.15)


def test_without_hidden_rows_as_sure_the_probabilities_are_believed_with_doubt():
    found = Trust(np.zeros(50, int), np.tile([0.6, 0.4], (50, 1)), np.ones(50))
    expected = found.expected_wrong(np.full(100, 0.95), threshold=0.95)
    assert expected.wrong == pytest.approx(5, rel=0.1)
    assert expected.low < 5 < expected.high


def test_no_suggestions_have_no_mistakes():
    assert trust().expected_wrong(np.empty(0), 0.9) == Expected(0, 0.0, 0, 0)


def test_families_that_disagree_widen_the_interval():
    best = predictions(300, 3)[1].max(axis=1)
    one = trust().expected_wrong(best)
    two = trust(families=((0.5, 0.4), (0.5, 1.6))).expected_wrong(best)
    assert two.wrong == pytest.approx(one.wrong, rel=0.1)
    assert two.low < one.low
    assert two.high > one.high


def test_hidden_rows_like_the_missing_ones_count_for_more():
    """The sure ones were right, the unsure ones always wrong, and those are what is missing."""
    labels = np.repeat([0, 1], 200)
    probabilities = np.repeat([[0.9, 0.1], [0.7, 0.3]], 200, axis=0)
    counts = np.ones(400)
    best = np.full(50, 0.7)
    plain = Trust(labels, probabilities, counts).expected_wrong(best)
    even = Trust(labels, probabilities, counts, odds=np.full(400, 3.0)).expected_wrong(best)
    unsure = Trust(labels, probabilities, counts, odds=np.repeat([0.1, 1.0], 200))
    assert even.wrong == pytest.approx(plain.wrong, rel=1e-6)
    assert unsure.expected_wrong(best).wrong > 1.1 * plain.wrong


def test_the_same_seed_gives_the_same_interval():
    best = np.linspace(0.6, 1, 40)
    assert trust().expected_wrong(best, seed=4) == trust().expected_wrong(best, seed=4)
