import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from em_desktop.em import Design, Source, infer
from em_desktop.em.missingness import Missingness, MissingnessKind, why_missing

HEIGHT = frozenset({Source.MEASUREMENT})
SEEDS = range(4)

MECHANISMS = {
    MissingnessKind.AT_RANDOM: lambda boys, z: 0.5,
    MissingnessKind.BY_MEASUREMENT: lambda boys, z: 1 / (1 + np.exp(-1.5 * z)),
    MissingnessKind.BY_MEASUREMENT_SQUARED: lambda boys, z: 1 / (1 + np.exp(1.5 - 1.5 * z**2)),
    MissingnessKind.BY_CATEGORY: lambda boys, z: np.where(boys, 0.8, 0.2),
}


def never_asked():
    raise AssertionError("it is not in question")


@pytest.mark.parametrize("kind", MissingnessKind)
def test_each_kind_is_told_from_the_others(pupils, kind):
    found = [infer(pupils(800, MECHANISMS[kind], seed)[0], HEIGHT).missingness for seed in SEEDS]
    assert [own.kind for own in found] == [kind] * len(found)
    for own in found:
        assert 0 <= own.weight <= 1
        assert own.bics[kind] == min(own.bics.values())
        assert (own.weight > 0.5) == (kind is MissingnessKind.BY_CATEGORY)
        assert (own.slope != 0) == (kind in tuple(MissingnessKind)[1:3])
        if kind is MissingnessKind.BY_MEASUREMENT:
            assert own.slope == pytest.approx(1.5, abs=0.4)


def test_the_part_missing_of_each_category_is_near_the_truth(pupils):
    for seed in SEEDS:
        design, boys = pupils(800, MECHANISMS[MissingnessKind.BY_CATEGORY], seed)
        rates = infer(design, HEIGHT).missingness.rates
        truth = [(design.labels < 0)[boys == k].mean() for k in (0, 1)]
        np.testing.assert_allclose(rates, truth, atol=0.08)


def test_where_it_depends_on_the_category_nearly_the_best_is_reached(pupils):
    """Best is what knows the densities and how common boys are among the missing rows."""
    short = []
    for seed in SEEDS:
        design, boys = pupils(1000, MECHANISMS[MissingnessKind.BY_CATEGORY], seed)
        hidden = design.labels < 0
        found = infer(design, HEIGHT).probabilities.argmax(axis=1)
        x = design.values
        odds = 0.45 * 0.8 / (0.55 * 0.2) * np.exp(((x - 163) ** 2 - (x - 176) ** 2) / 2 / 6.5**2)
        short.append(((odds > 1) == boys)[hidden].mean() - (found == boys)[hidden].mean())
    assert np.mean(short) < 0.015  # a step in height is a rival that cannot always be ruled out


def test_where_it_depends_on_the_measurement_no_harm_is_done(pupils):
    for kind in (MissingnessKind.BY_MEASUREMENT, MissingnessKind.BY_MEASUREMENT_SQUARED):
        short = []
        for seed in SEEDS:
            design, boys = pupils(800, MECHANISMS[kind], seed)
            hidden = design.labels < 0
            found = infer(design, HEIGHT).probabilities.argmax(axis=1)
            x = design.values
            odds = 0.45 / 0.55 * np.exp(((x - 163) ** 2 - (x - 176) ** 2) / 2 / 6.5**2)
            short.append(((odds > 1) == boys)[hidden].mean() - (found == boys)[hidden].mean())
        assert np.mean(short) < 0.015  # a step in height is a rival that cannot always be ruled out


@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_of_children_and_adults_is_not_taken_for_one_that_hides_by_category(seed):
    """The shape of the densities is wrong, and that must not pass for a reason."""
    random = np.random.default_rng(seed)
    boys = random.integers(0, 2, 800)
    adult = random.random(800) < 0.6
    heights = np.where(adult, 162 + 13 * boys + 6.5 * random.standard_normal(800), 0.0)
    heights += np.where(adult, 0.0, random.uniform(80, 150, 800))
    labels = np.where(random.random(800) < 0.5, -1, boys)
    found = infer(Design(heights.round(), labels, ("f", "m")), HEIGHT).missingness
    assert found.kind is MissingnessKind.AT_RANDOM
    assert found.weight < 0.1


def test_it_is_not_asked_where_nothing_is_missing_or_measured(pupils):
    assert infer(pupils(80, 0.0)[0], HEIGHT).missingness is None
    ones = np.ones(4)
    chances = np.full((4, 2), 0.5)
    for recorded, missing in ((ones, 0 * ones), (0 * ones, ones)):
        found = why_missing(np.arange(4.0), recorded, missing, chances, never_asked)
        assert found.kind is MissingnessKind.AT_RANDOM
        assert found.weight == 0


def test_coefficients_are_those_of_a_logistic_regression():
    random = np.random.default_rng(0)
    z = random.standard_normal(500)
    missing = (random.random(500) < 1 / (1 + np.exp(-0.5 - 2 * z))).astype(float)
    found = why_missing(z, 1 - missing, missing, np.full((500, 2), 0.5), never_asked)
    oracle = LogisticRegression(C=np.inf, tol=1e-10).fit(z[:, np.newaxis], missing)
    assert found.kind is MissingnessKind.BY_MEASUREMENT
    expected = (oracle.intercept_[0], oracle.coef_[0, 0])
    assert found.coefficients == pytest.approx(expected, abs=1e-4)
    assert found.slope == found.coefficients[1]


def test_rows_at_one_place_are_counted():
    z = np.array([-1.0, 0.0, 1.0, 2.0])
    recorded, missing = np.array([9.0, 6.0, 3.0, 1.0]), np.array([1.0, 4.0, 8.0, 9.0])
    chances = np.full((4, 2), 0.5)
    one = why_missing(z, recorded, missing, chances, never_asked)
    which = np.repeat(np.tile(np.arange(4), 2), np.concatenate([recorded, missing]).astype(int))
    is_missing = np.repeat([0.0, 1.0], [int(recorded.sum()), int(missing.sum())])
    other = why_missing(z[which], 1 - is_missing, is_missing, chances[which], never_asked)
    assert one.coefficients == pytest.approx(other.coefficients)
    assert one.bics == pytest.approx(other.bics)


def test_a_clean_cut_stays_finite():
    """All tall ones are missing, no small one is: the slope has no largest likelihood."""
    z = np.linspace(-2, 2, 40)
    missing = (z > 0).astype(float)
    found = why_missing(z, 1 - missing, missing, np.full((40, 2), 0.5), never_asked)
    assert found.kind is MissingnessKind.BY_MEASUREMENT
    assert np.isfinite(found.coefficients).all()
    assert np.isfinite(found.odds(z)).all()


def test_odds_follow_the_coefficients():
    found = Missingness(MissingnessKind.BY_MEASUREMENT_SQUARED, {}, coefficients=(1.0, 2.0, -1.0))
    odds = found.odds(np.array([0.0, 1.0, np.nan, 1e3]))
    assert odds[1] / odds[0] == pytest.approx(np.e)
    assert odds[2] == odds[0]
    assert (odds > 0).all()
    assert np.ptp(Missingness(MissingnessKind.BY_CATEGORY, {}).odds(np.arange(5.0))) == 0


@pytest.mark.parametrize(("boys", "n"), [(0.1, 3000), (0.5, 1000)])
def test_a_step_in_height_is_not_taken_for_the_category(boys, n):
    """Tall rows lack their category four times as often: that is no reason to count more boys."""
    short = []
    for seed in range(4):
        random = np.random.default_rng(seed)
        boy = (random.random(n) < boys).astype(int)
        cm = np.where(boy, 176.5, 163.5) + 6.7 * random.standard_normal(n)
        hidden = random.random(n) < np.where(cm > np.median(cm), 0.8, 0.2)
        design = Design(cm.round(1), np.where(hidden, -1, boy), ("girl", "boy"))
        found = infer(design, frozenset({Source.MEASUREMENT}))
        right = found.probabilities.argmax(axis=1) == boy
        means, share = [cm[boy == k].mean() for k in (0, 1)], boy.mean()
        odds = np.log(share / (1 - share)) + ((cm - means[0]) ** 2 - (cm - means[1]) ** 2) / (
            2 * 6.7**2
        )
        short.append(((odds > 0) == boy)[hidden].mean() - right[hidden].mean())
    assert np.mean(short) < 0.02


def test_one_missing_row_is_an_accident():
    values = [180.0, 160, 170, 182, 165, 177, 159]
    design = Design(values, [1, 0, -1, 1, 0, 1, 0], ("f", "m"))
    assert infer(design).missingness.kind is MissingnessKind.AT_RANDOM
