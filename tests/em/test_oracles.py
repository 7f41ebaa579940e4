"""Fits against closed forms, scikit-learn, scipy, and a log likelihood that is written here."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import multivariate_normal, multivariate_t
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.mixture import GaussianMixture

from em_desktop.em import Design, Options, Outcome, fit
from em_desktop.em.cancelling import never
from em_desktop.em.model import build

EXACT = Options(variance_floor=1e-9, tolerance=0.0, max_iterations=5000)
CATEGORIES = ("girl", "boy")


def _pupils(n_rows, hidden, seed=0, *, gaps=0.0, skewed=False):
    """Return a design of heights and weights, and who the pupils are."""
    random = np.random.default_rng(seed)
    boys = (random.random(n_rows) < 0.45).astype(int)
    noise = random.standard_normal((n_rows, 2))
    heights = np.where(boys, 177, 163) + 6.5 * noise[:, 0]
    weights = np.where(boys, 74, 61) + 2.0 * noise[:, 0] + 7.0 * noise[:, 1]
    if skewed:
        weights = 60 * np.exp((weights - 65) / 40)
    holes = random.random((n_rows, 2)) < gaps
    both = np.where(holes, np.nan, np.column_stack([heights, weights]))
    labels = np.where(random.random(n_rows) < hidden, -1, boys)
    return Design(both[:, 0], labels, CATEGORIES, further=both[:, 1:]), boys


def _values(design):
    return np.column_stack([design.values, design.further])


def _estimates(result, design=None):
    """Return shares, means and covariances (scales of the t) in the units of the design."""
    model, _ = build(design or result.design, result.options, never)
    shares, measured = result.estimates[:2]
    spreads = np.array([scale.lengths(np.array(1.0)) for scale in model.scales])
    means = [
        scale.places(z) for scale, z in zip(model.scales, measured.trends[:, 0].T, strict=True)
    ]
    covariances = measured.covariances * np.outer(spreads, spreads)
    return shares.by_slot[:, 0], np.array(means).T, covariances


def _log_densities(values, means, covariances, tails=np.inf):
    """Return (n, K); of what is known in each row."""
    logs = np.zeros((len(values), len(means)))
    known = ~np.isnan(values)
    for pattern in np.unique(known, axis=0):
        which, at = (known == pattern).all(axis=1), np.flatnonzero(pattern)
        for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
            if not len(at):
                continue
            own = mean[at], covariance[np.ix_(at, at)]
            law = multivariate_normal(*own) if np.isinf(tails) else multivariate_t(*own, df=tails)
            logs[which, k] = law.logpdf(values[which][:, at])
    return logs


def _log_likelihood(design, shares, means, covariances, tails=np.inf, values=None):
    logs = _log_densities(_values(design) if values is None else values, means, covariances, tails)
    joint = np.log(shares) + logs
    recorded = design.labels >= 0
    own = joint[recorded, design.labels[recorded]].sum()
    return own + np.logaddexp.reduce(joint[~recorded], axis=1).sum()


def _bayes(shares, logs):
    joint = np.log(shares) + logs
    return np.exp(joint - np.logaddexp.reduce(joint, axis=1)[:, np.newaxis])


class TestClosedForms:
    def test_with_nothing_missing(self):
        design, boys = _pupils(300, 0.0)
        shares, means, covariances = _estimates(fit(design, EXACT))
        for k in (0, 1):
            own = _values(design)[boys == k]
            assert shares[k] == pytest.approx(len(own) / 300, rel=1e-10)
            np.testing.assert_allclose(means[k], own.mean(axis=0), rtol=1e-10)
            np.testing.assert_allclose(covariances[k], np.cov(own.T, ddof=0), rtol=1e-10)

    def test_with_missing_rows_that_weigh_nothing(self):
        """A quadratic discriminant of the recorded rows, and nothing else."""
        design, _ = _pupils(200, 0.6)
        result = fit(design, replace(EXACT, missing_weight=0.0))
        recorded = design.labels >= 0
        values = _values(design)
        oracle = QuadraticDiscriminantAnalysis(store_covariance=True)
        oracle.fit(values[recorded], design.labels[recorded])
        shares, means, covariances = _estimates(result)
        np.testing.assert_allclose(shares, oracle.priors_, rtol=1e-10)
        np.testing.assert_allclose(means, oracle.means_, rtol=1e-10)
        own = [np.cov(values[design.labels == k].T, ddof=0) for k in (0, 1)]
        np.testing.assert_allclose(covariances, own, rtol=1e-10)
        expected = _bayes(shares, _log_densities(values, oracle.means_, own))
        np.testing.assert_allclose(result.probabilities(), expected, atol=1e-10)

    def test_weights_of_missing_rows_between_nothing_and_all(self):
        """Weight 1/2 is as good as each recorded row written twice."""
        design, _ = _pupils(150, 0.7)
        rows = np.concatenate([np.arange(150), np.flatnonzero(design.labels >= 0)])
        half = fit(design, replace(EXACT, missing_weight=0.5))
        twice = fit(design.take(rows), EXACT)
        for one, other in zip(_estimates(half), _estimates(twice), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-5)

    def test_rows_written_twice_weigh_twice(self):
        design, _ = _pupils(60, 0.5, gaps=0.2)
        for options in (Options(), Options(tails=8.0, apart=True, missing_weight=0.4)):
            once, _ = build(design, options, never)
            twice, _ = build(design.take(np.tile(np.arange(60), 2)), options, never)
            doubled = once.with_counts(2 * once.cells.counts)
            estimates = fit(design, options).estimates
            (one, sums), (other, own) = (m.expect(estimates, never) for m in (doubled, twice))
            assert one == pytest.approx(other, rel=1e-12)
            for a, b in zip(sums.parts, own.parts, strict=True):
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


class TestScikitLearn:
    @pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
    @pytest.mark.parametrize("n_categories", [1, 2, 3])
    def test_without_records_it_is_the_same_mixture_from_the_same_start(self, n_categories):
        design, _ = _pupils(400, 1.0)
        design = replace(design, categories=tuple("abc"[:n_categories]))
        options = Options(variance_floor=1e-9, max_iterations=60, tolerance=1e-12, starts=1)
        mine = fit(design, options)
        shares, means, covariances = _estimates(fit(design, replace(options, max_iterations=0)))
        theirs = GaussianMixture(
            n_categories,
            weights_init=shares,
            means_init=means,
            precisions_init=np.linalg.inv(covariances),
            reg_covar=0.0,
            tol=0.0,
            max_iter=max(1, mine.n_iterations),
        ).fit(_values(design))
        shares, means, covariances = _estimates(mine)
        np.testing.assert_allclose(shares, theirs.weights_, rtol=1e-8)
        np.testing.assert_allclose(means, theirs.means_, rtol=1e-8)
        np.testing.assert_allclose(covariances, theirs.covariances_, rtol=1e-8)
        score = 400 * theirs.score(_values(design))
        assert mine.log_likelihood == pytest.approx(score, rel=1e-10)
        expected = theirs.predict_proba(_values(design))
        np.testing.assert_allclose(mine.probabilities(), expected, atol=1e-8)

    def test_at_the_same_tolerance_it_stops_at_the_same_step(self):
        design, _ = _pupils(400, 1.0)
        options = Options(variance_floor=1e-9, tolerance=1e-4, starts=1)
        mine = fit(design, options)
        shares, means, covariances = _estimates(fit(design, replace(options, max_iterations=0)))
        theirs = GaussianMixture(
            2,
            weights_init=shares,
            means_init=means,
            precisions_init=np.linalg.inv(covariances),
            reg_covar=0.0,
            tol=1e-4,
            max_iter=500,
        ).fit(_values(design))
        assert mine.outcome is Outcome.CONVERGED
        # It looks at the gain of the last step but one.
        assert theirs.n_iter_ in {mine.n_iterations, mine.n_iterations + 1}
        np.testing.assert_allclose(
            mine.log_likelihood, 400 * theirs.score(_values(design)), rtol=1e-4
        )


class TestTheTop:
    @pytest.mark.parametrize("tails", [np.inf, 6.0])
    @pytest.mark.parametrize("gaps", [0.0, 0.25])
    def test_the_reported_log_likelihood_is_the_definition(self, gaps, tails):
        design, _ = _pupils(150, 0.5, gaps=gaps)
        result = fit(design, Options(tails=tails))
        expected = _log_likelihood(design, *_estimates(result), tails)
        assert result.log_likelihood == pytest.approx(expected, rel=1e-10)

    @pytest.mark.parametrize("tails", [np.inf, 6.0])
    def test_that_of_a_logarithm_is_of_the_values_themselves(self, tails):
        design, _ = _pupils(150, 0.5, gaps=0.2, skewed=True)
        result = fit(design, Options(tails=tails, logarithmic=(False, True)))
        values = _values(design)
        jacobian = np.nansum(np.log(values[:, 1]))
        values[:, 1] = np.log(values[:, 1])
        expected = _log_likelihood(design, *_estimates(result), tails, values) - jacobian
        assert result.log_likelihood == pytest.approx(expected, rel=1e-10)
        assert result.log_likelihood > fit(design, Options(tails=tails)).log_likelihood

    @pytest.mark.parametrize("tails", [np.inf, 6.0])
    @pytest.mark.parametrize("gaps", [0.0, 0.25])
    def test_the_gradient_of_the_log_likelihood_vanishes(self, gaps, tails):
        design, _ = _pupils(250, 0.6, gaps=gaps)
        options = replace(EXACT, tails=tails, accelerate=True)
        shares, means, covariances = _estimates(fit(design, options))
        roots = np.linalg.cholesky(covariances)
        lower = np.tril_indices(2)
        top = np.concatenate([shares[:1], means.ravel(), roots[0][lower], roots[1][lower]])

        def height(at):
            own = np.zeros((2, 2, 2))
            own[0][lower], own[1][lower] = at[5:8], at[8:11]
            pair = np.array([at[0], 1 - at[0]])
            means = at[1:5].reshape(2, 2)
            return _log_likelihood(design, pair, means, own @ own.transpose(0, 2, 1), tails)

        for axis, size in zip(np.eye(11), [0.1, *[5.0] * 10], strict=True):
            step = 1e-4 * size * axis
            slope = (height(top + step) - height(top - step)) / 2e-4
            assert abs(slope) < 5e-3  # for a step of one standard deviation or so; 250 rows
            assert height(top + 300 * step) < height(top) > height(top - 300 * step)

    @pytest.mark.parametrize("tails", [np.inf, 6.0])
    def test_probabilities_follow_from_bayes(self, tails):
        design, _ = _pupils(150, 0.5, gaps=0.3)
        result = fit(design, Options(tails=tails))
        shares, means, covariances = _estimates(result)
        logs = _log_densities(_values(design), means, covariances, tails)
        np.testing.assert_allclose(result.probabilities(), _bayes(shares, logs), atol=1e-10)


class TestGaps:
    def test_rows_with_gaps_are_used_and_not_dropped(self):
        """Weights are missing where the pupil is tall: dropping these rows bends the means."""
        dropped, used = [], []
        for seed in range(3):
            design, boys = _pupils(300, 0.5, seed)
            tall = design.values > np.quantile(design.values, 0.6)
            weights = np.where(tall, np.nan, design.further[:, 0])
            gaps = replace(design, further=weights[:, np.newaxis])
            truth = np.array([_values(design)[boys == k].mean(axis=0) for k in (0, 1)])
            for errors, some in ((used, gaps), (dropped, gaps.take(np.flatnonzero(~tall)))):
                means = _estimates(fit(some, Options(tolerance=1e-6, accelerate=True)))[1]
                errors.append(np.abs(means - truth).mean())
        assert np.mean(used) < 0.5 * np.mean(dropped)

    def test_a_second_measurement_tells_more_than_one(self):
        right = []
        for seed in range(4):
            design, boys = _pupils(300, 0.5, seed, gaps=0.2)
            alone = Design(design.values, design.labels, CATEGORIES)
            missing = (design.labels < 0) & ~np.isnan(_values(design)).any(axis=1)
            right.append(
                [
                    (fit(d).probabilities().argmax(axis=1) == boys)[missing].mean()
                    for d in (design, alone)
                ]
            )
        assert np.subtract(*np.mean(right, axis=0)) > 0.01


class TestApart:
    @pytest.mark.parametrize("seed", range(3))
    def test_a_category_that_is_hidden_more_often_is_found_among_the_missing(self, seed):
        design, boys = _pupils(1500, 0.0, seed)
        hidden = np.random.default_rng(seed).random(1500) < np.where(boys, 0.8, 0.2)
        design = replace(design, labels=np.where(hidden, -1, boys))
        result = fit(design, Options(apart=True))
        recorded, missing = result.estimates[0].by_slot.T
        own = boys[~hidden].mean(), boys[hidden].mean()
        assert recorded[1] == pytest.approx(own[0], rel=1e-10)
        assert missing[1] == pytest.approx(own[1], abs=0.04)
        assert result.parameters.shares[1] == pytest.approx(boys.mean(), abs=0.03)
        found = [
            (fit(design, Options(apart=apart)).probabilities().argmax(axis=1) == boys)[hidden]
            for apart in (True, False)
        ]
        assert found[0].mean() > found[1].mean()
