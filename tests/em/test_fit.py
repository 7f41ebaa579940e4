import numpy as np
import pytest
from sklearn.mixture import GaussianMixture

from em_desktop.em import (
    Design,
    Interrupted,
    Options,
    Outcome,
    fit,
    iterate,
    posterior,
)
from em_desktop.em.cancelling import never
from em_desktop.em.model import build

TO_THE_TOP = Options(tolerance=0.0, max_iterations=20_000)
CATEGORIES = ("girl", "boy")


def _heights(n_rows, seed=0, hidden=0.5, decimals=12):
    """Return a design of girls and boys, and who they are."""
    random = np.random.default_rng(seed)
    boys = (random.random(n_rows) < 0.45).astype(int)
    values = np.where(boys, 177, 163) + random.standard_normal(n_rows) * np.where(boys, 7, 6)
    labels = np.where(random.random(n_rows) < hidden, -1, boys)
    return Design(values.round(decimals), labels, CATEGORIES), boys


def _observed_log_likelihood(design, shares, means, deviations):
    """Compute it row by row, as the definition says."""
    x = design.values[:, np.newaxis]
    joint = shares * np.exp(-0.5 * ((x - means) / deviations) ** 2) / deviations
    joint = joint / np.sqrt(2 * np.pi)
    recorded = design.labels >= 0
    own = joint[recorded, design.labels[recorded]]
    return np.log(own).sum() + np.log(joint[~recorded].sum(axis=1)).sum()


class TestAgainstOracles:
    def test_the_reported_log_likelihood_is_the_definition(self):
        design, _ = _heights(200)
        for iteration in fit(design).iterations:
            found = iteration.parameters
            expected = _observed_log_likelihood(
                design, found.shares, found.means, found.standard_deviations
            )
            assert iteration.log_likelihood == pytest.approx(expected, rel=1e-12)

    def test_with_nothing_missing_it_is_the_closed_form(self):
        design, boys = _heights(300, hidden=0.0)
        found = fit(design).parameters
        for k in (0, 1):
            own = design.values[boys == k]
            assert found.shares[k] == pytest.approx(len(own) / 300, abs=1e-12)
            assert found.means[k] == pytest.approx(own.mean(), rel=1e-12)
            assert found.standard_deviations[k] == pytest.approx(own.std(), rel=1e-10)

    @pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
    @pytest.mark.parametrize("n_categories", [1, 2, 3])
    def test_without_records_it_is_the_mixture_of_scikit_learn(self, n_categories):
        random = np.random.default_rng(3)
        values = np.concatenate([random.normal(m, s, 150) for m, s in [(0, 1), (4, 2), (11, 1)]])
        design = Design(values, np.full(450, -1), tuple("abc"[:n_categories]))
        mine = fit(design, Options(max_iterations=40, tolerance=1e-14))
        start, end = mine.iterations[0].parameters, mine.parameters
        theirs = GaussianMixture(
            n_categories,
            weights_init=start.shares,
            means_init=start.means[:, np.newaxis],
            precisions_init=start.standard_deviations[:, np.newaxis, np.newaxis] ** -2,
            reg_covar=0.0,
            tol=0.0,
            max_iter=max(1, mine.n_iterations),
        ).fit(values[:, np.newaxis])
        np.testing.assert_allclose(end.shares, theirs.weights_, rtol=1e-8)
        np.testing.assert_allclose(end.means, theirs.means_.ravel(), rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(
            end.standard_deviations, np.sqrt(theirs.covariances_.ravel()), rtol=1e-8
        )
        log_likelihood = 450 * theirs.score(values[:, np.newaxis])
        assert mine.log_likelihood == pytest.approx(log_likelihood, rel=1e-10)

    def test_at_the_top_the_slope_of_the_log_likelihood_is_nothing(self):
        design, _ = _heights(400, hidden=0.7)
        found = fit(design, TO_THE_TOP).parameters
        top = np.concatenate([found.shares[:1], found.means, found.standard_deviations])

        def height(at):
            shares = np.array([at[0], 1 - at[0]])
            return _observed_log_likelihood(design, shares, at[1:3], at[3:5])

        for axis in np.eye(5):
            step = 1e-4 * axis
            slope = (height(top + step) - height(top - step)) / 2e-4
            assert abs(slope) < 1e-3  # 400 rows; at the start it is about 10
            assert height(top + 100 * step) < height(top)
            assert height(top - 100 * step) < height(top)

    def test_recorded_rows_weigh_one_for_their_own_category(self):
        design, _ = _heights(300, hidden=0.6)
        found = fit(design, TO_THE_TOP).parameters
        weights = posterior(design, found)
        recorded = design.labels >= 0
        weights[recorded] = np.eye(2)[design.labels[recorded]]
        means = weights.T @ design.values / weights.sum(axis=0)
        np.testing.assert_allclose(found.means, means, rtol=1e-6)
        np.testing.assert_allclose(found.shares, weights.mean(axis=0), rtol=1e-5)


class TestOutcomes:
    def test_converged(self):
        result = fit(_heights(300)[0])
        assert result.outcome is Outcome.CONVERGED
        assert [i.index for i in result.iterations] == list(range(result.n_iterations + 1))
        last, before = (result.iterations[i].log_likelihood for i in (-1, -2))
        assert last - before <= 300 * Options().tolerance

    def test_iteration_limit(self):
        result = fit(_heights(300, hidden=0.9)[0], Options(max_iterations=3))
        assert result.outcome is Outcome.ITERATION_LIMIT
        assert result.n_iterations == 3

    @pytest.mark.parametrize("hidden", [0.5, 1.0])
    @pytest.mark.parametrize("decimals", [0, 12])
    def test_cancelled_at_whatever_question(self, hidden, decimals):
        design, _ = _heights(400, hidden=hidden, decimals=decimals)
        options = Options(chunk_rows=100, max_iterations=4, starts=2)
        asked = []
        whole = fit(design, options, cancelled=lambda: bool(asked.append(None)))
        if decimals:  # 400 different values: a question for each chunk of each iteration
            assert len(asked) > 5 * 4
        for last in range(1, len(asked) + 1):
            questions = []

            def cancelled(questions=questions, last=last):
                questions.append(None)
                return len(questions) >= last

            result = fit(design, options, cancelled=cancelled)
            assert result.outcome is Outcome.CANCELLED
            assert len(questions) == last  # nothing more was begun
            assert len(result.iterations) < len(whole.iterations)

    @pytest.mark.parametrize("values", [[], [5.0], [170.0] * 20, [0.0] * 3, [1.7e308, 1.0]])
    def test_failed_with_a_sentence(self, values):
        result = fit(Design(values, [-1] * len(values), CATEGORIES))
        assert result.outcome is Outcome.FAILED
        assert result.message.endswith(".")
        assert result.n_iterations == 0
        with pytest.raises(LookupError, match="no iteration"):
            _ = result.parameters

    def test_without_an_iteration_there_are_no_probabilities(self):
        with pytest.raises(LookupError, match="failed"):
            fit(Design([5.0], [-1], CATEGORIES)).probabilities()

    def test_probabilities_can_be_cancelled(self):
        result = fit(_heights(300)[0])
        with pytest.raises(Interrupted):
            result.probabilities(cancelled=lambda: True)

    def test_only_a_failure_has_a_message(self):
        assert fit(_heights(50)[0]).message == ""

    @pytest.mark.parametrize("largest", [1e30, 1e160, 1e300])
    def test_extreme_values_end_in_numbers(self, largest):
        design, _ = _heights(60)
        values = np.append(design.values, [largest, -largest])
        result = fit(Design(values, np.append(design.labels, [-1, 0]), CATEGORIES))
        assert result.outcome in {Outcome.CONVERGED, Outcome.ITERATION_LIMIT}
        assert np.isfinite(result.log_likelihood)
        assert np.isfinite(result.parameters.standard_deviations).all()
        assert np.isfinite(posterior(design, result.parameters)).all()


class TestRunning:
    def test_report_sees_each_iteration_as_it_is_made(self):
        seen = []
        result = fit(_heights(200)[0], report=seen.append)
        assert tuple(seen) == result.iterations

    def test_iterate_is_fit_step_by_step(self):
        design, _ = _heights(200)
        one_by_one = [i.log_likelihood for i in iterate(design)]
        assert one_by_one == [i.log_likelihood for i in fit(design).iterations]

    def test_only_the_winning_climb_is_reported(self):
        design, _ = _heights(200, hidden=1.0)
        one, several = (fit(design, Options(starts=n, tolerance=1e-6)) for n in (1, 10))
        assert several.iterations[0].index == 0
        assert (np.diff([i.log_likelihood for i in several.iterations]) > 0).all()
        assert several.log_likelihood >= one.log_likelihood - 1e-2

    def test_a_mistake_in_report_is_not_hidden(self):
        def report(iteration):
            raise Interrupted if iteration.index > 99 else ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fit(_heights(50)[0], report=report)

    def test_the_design_is_left_as_it_was(self):
        design, _ = _heights(200)
        before = design.values.copy(), design.labels.copy()
        fit(design)
        np.testing.assert_array_equal(before[0], design.values)
        np.testing.assert_array_equal(before[1], design.labels)

    def test_one_category_is_one_normal(self):
        values = [1.0, 2.0, 4.0, 9.0]
        found = fit(Design(values, [-1, 0, -1, -1], ("all",))).parameters
        assert found.means == pytest.approx([4.0])
        assert found.standard_deviations == pytest.approx([np.std(values)])


class TestVarianceFloor:
    @pytest.mark.parametrize("floor", [1e-3, 0.05])
    def test_a_component_of_equal_values_stays_wide(self, floor):
        values = np.concatenate([np.full(30, 170.0), np.linspace(140, 200, 60)])
        labels = np.concatenate([np.zeros(20), np.full(10, -1), np.ones(20), np.full(40, -1)])
        design = Design(values, labels.astype(int), CATEGORIES)
        result = fit(design, Options(variance_floor=floor))
        narrowest = result.parameters.standard_deviations.min()
        assert narrowest == pytest.approx(np.sqrt(floor) * values.std(), rel=1e-6)
        heights = [i.log_likelihood for i in result.iterations]
        assert (np.diff(heights) > 0).all()

    def test_a_single_record_of_each_category_names_the_components(self):
        design, boys = _heights(400)
        labels = np.full(400, -1)
        for k, height in enumerate((163, 177)):
            labels[np.argmin(np.abs(design.values - height) + 99 * (boys != k))] = k
        for names in ((0, 1), (1, 0)):
            named = np.where(labels < 0, -1, np.take(names, labels))
            result = fit(Design(design.values, named, CATEGORIES))
            guesses = posterior(design, result.parameters).argmax(axis=1)
            assert (guesses == np.take(names, boys)).mean() > 0.8


class TestGroups:
    """A school in which girls are taller than boys in the first half of the groups."""

    @staticmethod
    def _school(rows_a_group, hidden, seed=0, n_groups=6):
        random = np.random.default_rng(seed)
        n_rows = rows_a_group * n_groups
        groups = np.repeat(np.arange(n_groups), rows_a_group)
        boys = (random.random(n_rows) < 0.5).astype(int)
        difference = np.where(groups < n_groups // 2, -9.0, 9.0)
        values = 140.0 + 6.0 * groups + difference * boys + 5.0 * random.standard_normal(n_rows)
        labels = np.where(random.random(n_rows) < hidden, -1, boys)
        return Design(values.round(1), labels, CATEGORIES, groups, n_groups), boys

    @staticmethod
    def _accuracy(design, boys):
        guesses = fit(design).probabilities().argmax(axis=1)
        return (guesses == boys)[design.labels < 0].mean()

    @pytest.mark.parametrize(("rows_a_group", "hidden"), [(20, 0.3), (40, 0.5)])
    def test_they_beat_the_pooled_model_where_the_difference_turns(self, rows_a_group, hidden):
        grouped, pooled = [], []
        for seed in range(5):
            design, boys = self._school(rows_a_group, hidden, seed)
            grouped.append(self._accuracy(design, boys))
            plain = Design(design.values, design.labels, CATEGORIES)
            pooled.append(self._accuracy(plain, boys))
        assert np.mean(grouped) > 0.76  # 0.82 is the most that can be
        assert np.mean(grouped) > np.mean(pooled) + 0.03

    @staticmethod
    def _by_group(design, result, group):
        """Return shares, means and standard deviations of the categories in one group."""
        model, _ = build(design, result.options, never)
        which = np.flatnonzero(model.cells.slots == group)[:1]
        shares, measured = result.estimates
        scale = model.scales[0]
        deviations = np.sqrt(measured.covariances[:, 0, 0] * measured.slot_variances[group])
        return (
            shares.by_slot[:, group],
            scale.places(measured.means(model.cells.take(which))[:, 0, 0]),
            scale.lengths(deviations),
        )

    def test_the_sign_of_the_difference_is_learnt_group_by_group(self):
        design, _ = self._school(60, 0.5)
        result = fit(design)
        means = np.stack([self._by_group(design, result, group)[1] for group in range(6)])
        np.testing.assert_array_equal(np.sign(means[:, 1] - means[:, 0]), [-1, -1, -1, 1, 1, 1])

    def test_a_small_group_borrows_the_difference_from_the_others(self):
        """A class of three, all missing: only its heights tell where it lies."""
        random = np.random.default_rng(2)
        boys = np.tile([0, 1], 100)
        grades = np.arange(200) // 50
        values = 120 + 15.0 * grades + 12.0 * boys + 4 * random.standard_normal(200)
        design = Design(
            np.append(values, [181.0, 193.0, 193.0]),
            np.append(boys, [-1, -1, -1]),
            CATEGORIES,
            np.append(grades, [4, 4, 4]),
            5,
        )
        found = fit(design).probabilities()[-3:, 1]
        assert found[0] < 0.3
        assert found[1] > 0.7

    def test_with_many_rows_the_groups_speak_for_themselves(self):
        design, boys = self._school(3000, 0.0)
        result = fit(design)
        for group in range(6):
            shares, means, deviations = self._by_group(design, result, group)
            for k in (0, 1):
                own = design.values[(boys == k) & (design.groups == group)]
                assert shares[k] == pytest.approx(len(own) / 3000, abs=0.005)
                assert means[k] == pytest.approx(own.mean(), abs=0.05)
                assert deviations[k] == pytest.approx(own.std(), abs=0.08)

    def test_the_parameters_are_those_of_the_whole(self):
        design, boys = self._school(200, 0.0)
        found = fit(design).parameters
        for k in (0, 1):
            own = design.values[boys == k]
            assert found.shares[k] == pytest.approx(len(own) / 1200, abs=0.005)
            assert found.means[k] == pytest.approx(own.mean(), abs=0.6)
            assert found.standard_deviations[k] == pytest.approx(own.std(), abs=0.3)

    def test_rows_with_a_blank_group_are_judged_cautiously(self):
        design, _ = self._school(50, 0.3)
        groups = np.append(design.groups, [4, -1])
        groups[:300:25] = -1
        values, labels = np.append(design.values, [168, 168]), np.append(design.labels, [-1, -1])
        known, blank = fit(Design(values, labels, CATEGORIES, groups, 6)).probabilities()[-2:]
        assert abs(blank[0] - 0.5) < abs(known[0] - 0.5)

    @pytest.mark.parametrize(
        ("groups", "n_groups"), [(np.zeros(40, int), 1), (np.arange(40), 40), (np.full(40, -1), 3)]
    )
    def test_groups_that_cannot_tell_are_left_out(self, groups, n_groups):
        plain, _ = _heights(40)
        found = fit(Design(plain.values, plain.labels, CATEGORIES, groups, n_groups))
        expected = fit(plain)
        assert found.log_likelihood == pytest.approx(expected.log_likelihood)
        np.testing.assert_allclose(found.probabilities(), expected.probabilities(), atol=1e-12)

    def test_an_unused_group_does_no_harm(self):
        design, _ = self._school(30, 0.5)
        roomy = Design(design.values, design.labels, CATEGORIES, design.groups + 1, 9)
        one, other = fit(design), fit(roomy)
        assert other.log_likelihood == pytest.approx(one.log_likelihood)
        np.testing.assert_allclose(other.probabilities(), one.probabilities(), atol=1e-9)

    def test_groups_without_records_at_all(self):
        design, boys = self._school(100, 1.0)
        shifted = Design(
            np.where(boys, 15.0, 0.0) + 6.0 * design.groups + design.values % 3,
            design.labels,
            CATEGORIES,
            design.groups,
            6,
        )
        guesses = fit(shifted).probabilities().argmax(axis=1)
        assert (guesses == boys).mean() > 0.95
