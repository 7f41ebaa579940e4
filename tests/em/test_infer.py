"""The whole inference: it ends well whatever it is given, and as it should."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from em_desktop.em import Design, Names, Options, Outcome, Source, infer

HEIGHT = frozenset({Source.MEASUREMENT})
EVERYTHING = frozenset(Source)
ENDED = {Outcome.CONVERGED, Outcome.ITERATION_LIMIT}
TEXTS = ("Anna", "Mia", "Lena", "Tom", "Max", "Erik", "Li", "Wei", "Xu")

few = settings(max_examples=settings.default.max_examples // 4)  # each is a whole inference
seeds = st.integers(0, 2**32 - 1)


def school(n, seed, n_categories=2):
    """Return a design with evidence of all kinds and gaps in it, and who the pupils are."""
    random = np.random.default_rng(seed)
    who = random.integers(0, n_categories, n)
    heights = (150 + 12.0 * who + 6 * random.standard_normal(n)).round(1)
    weights = np.exp(4 + 0.15 * who + 0.2 * random.standard_normal(n))
    codes = 3 * who + random.integers(0, 3, n)
    gaps = random.random((4, n)) < 0.08
    design = Design(
        np.where(gaps[0], np.nan, heights),
        np.where(random.random(n) < 0.5, -1, who),
        tuple("abc"[:n_categories]),
        groups=random.integers(-1, 3, n),
        n_groups=3,
        further=np.where(gaps[1], np.nan, weights)[:, np.newaxis],
        ages=np.where(gaps[2], np.nan, random.integers(6, 18, n)),
        names=(Names(TEXTS, np.where(gaps[3], -1, codes)),),
    )
    return design, who


def check(found, design):
    """Check all that must hold of any inference."""
    if found.outcome is Outcome.FAILED:
        assert found.message.endswith(".")
        assert "mistake" not in found.message
        assert len(found.probabilities) == 0
        assert len(found.contributions(np.arange(0)).parts) == 0
        return
    assert found.outcome in ENDED
    assert found.message == ""
    assert found.evidence
    assert found.seen.shape == (design.n_rows,)
    assert found.probabilities.shape == (design.n_rows, design.n_categories)
    assert (found.probabilities >= 0).all()
    np.testing.assert_allclose(found.probabilities.sum(axis=1), 1.0, atol=1e-9)
    assert (np.diff([step.log_likelihood for step in found.iterations]) >= 0).all()
    assert found.parameters.shares.sum() == pytest.approx(1.0)
    said = found.contributions(np.arange(design.n_rows))
    assert said.parts[0] == "share"
    assert said.parts[-1] == "caution"
    assert np.isfinite(said.logs).all()
    floored = np.log(np.maximum(found.probabilities, 1e-300))
    assert np.ptp(said.logs.sum(axis=0) - floored, axis=1).max(initial=0) < 1e-6
    if found.trust is not None:
        assert found.trust.n == (design.labels >= 0).sum()
        assert np.isfinite(found.trust.log_loss)
        best = found.probabilities.max(axis=1)
        expected = found.trust.expected_wrong(best, 0.5)
        assert 0 <= expected.low <= expected.high <= design.n_rows
    if found.missingness is not None:
        assert 0 <= found.missingness.weight <= 1
        rates = found.missingness.rates
        assert rates is None or ((rates >= 0) & (rates <= 1)).all()
    if found.standard_errors is not None:
        assert np.isfinite(found.standard_errors.shares).all()
    for offer in found.offers:
        assert 0 <= offer.accuracy_with <= 1
        assert np.isfinite(offer.log_loss_with)
    if found.doubtful is not None:
        assert (design.labels[found.doubtful.rows] >= 0).all()
    assert all(out.reason for out in found.left_out)


BAD = {
    "constant": lambda d, r: replace(d, values=np.full(d.n_rows, 170.0)),
    "nothing measured": lambda d, r: replace(d, values=np.full(d.n_rows, np.nan)),
    "nothing further": lambda d, r: replace(d, further=np.full((d.n_rows, 2), np.nan)),
    "constant further": lambda d, r: replace(d, further=np.full((d.n_rows, 1), 3.0)),
    "collinear": lambda d, r: replace(
        d, further=np.column_stack([d.values / 2 + 1, -d.values, r.normal(size=d.n_rows)])
    ),
    "nearly collinear": lambda d, r: replace(
        d, further=d.values[:, np.newaxis] + 0.3 * r.normal(size=(d.n_rows, 2))
    ),
    "one group a row": lambda d, r: replace(d, groups=np.arange(d.n_rows), n_groups=d.n_rows),
    "one group": lambda d, r: replace(d, groups=np.zeros(d.n_rows, int), n_groups=2),
    "blank groups": lambda d, r: replace(d, groups=np.full(d.n_rows, -1), n_groups=0),
    "noise groups": lambda d, r: replace(d, groups=r.integers(-1, 8, d.n_rows), n_groups=8),
    "names all alike": lambda d, r: replace(d, names=(Names(("Kim",), np.zeros(d.n_rows, int)),)),
    "names all different": lambda d, r: replace(
        d, names=(Names(tuple(map(str, range(d.n_rows))), np.arange(d.n_rows)),)
    ),
    "blank names": lambda d, r: replace(d, names=(Names((), np.full(d.n_rows, -1)),)),
    "odd names": lambda d, r: replace(
        d, names=(Names(("", "a", "李", "-"), r.integers(-1, 4, d.n_rows)), d.names[0])
    ),
    "one age": lambda d, r: replace(d, ages=np.full(d.n_rows, 12.0)),
    "no ages": lambda d, r: replace(d, ages=np.full(d.n_rows, np.nan)),
    "random ages": lambda d, r: replace(d, ages=r.normal(12, 40, d.n_rows)),
    "fifty categories": lambda d, r: replace(
        d,
        categories=tuple(map(str, range(50))),
        labels=np.where(r.random(d.n_rows) < 0.3, -1, np.arange(d.n_rows) % 50),
    ),
    "an unused category": lambda d, r: replace(d, categories=(*d.categories, "nobody")),
    "one category": lambda d, r: replace(d, categories=("all",), labels=np.minimum(d.labels, 0)),
    "nobody recorded": lambda d, r: replace(d, labels=np.full(d.n_rows, -1)),
    "everybody recorded": lambda d, r: replace(d, labels=np.maximum(d.labels, 0)),
    "one recorded": lambda d, r: replace(d, labels=np.where(np.arange(d.n_rows) > 0, -1, 0)),
    "extremes": lambda d, r: replace(
        d,
        values=np.where(
            r.random(d.n_rows) < 0.2, r.choice([1e300, -1e308, 5e-324, 0.0], d.n_rows), d.values
        ),
    ),
    "huge": lambda d, r: replace(d, values=np.clip(d.values, -1e10, 1e10) * 1e290),
    "equal rows": lambda d, r: d.take(np.repeat(np.arange(3), d.n_rows // 3)),
    "equal in each category": lambda d, r: replace(
        d, values=np.where(d.labels < 0, d.values, 160.0 + d.labels)
    ),
}


WITHOUT = {
    "groups": {"groups": None, "n_groups": 0},
    "further": {"further": None},
    "ages": {"ages": None},
    "names": {"names": ()},
}


@few
@given(
    st.sampled_from([3, 9, 30]),
    st.lists(st.sampled_from(sorted(BAD)), min_size=1, max_size=3, unique=True),
    st.sets(st.sampled_from(sorted(WITHOUT)), min_size=1),
    st.sampled_from([None, EVERYTHING, HEIGHT, EVERYTHING - HEIGHT, frozenset({Source.AGE})]),
    seeds,
)
def test_bad_evidence_ends_in_a_sentence_or_in_probabilities(n, bad, without, evidence, seed):
    design, _ = school(n, seed)
    for part in without:
        design = replace(design, **WITHOUT[part])
    for own in bad:
        design = BAD[own](design, np.random.default_rng(seed))
    check(infer(design, evidence, Options(accelerate=True, starts=2)), design)


@pytest.mark.parametrize(("evidence", "n_categories"), [(None, 3), (EVERYTHING, 2)])
def test_good_evidence_of_all_kinds_gives_what_it_promises(evidence, n_categories):
    design, who = school(90, 1, n_categories)
    found = infer(design, evidence)
    check(found, design)
    hidden = design.labels < 0
    accuracy = (found.probabilities.argmax(axis=1) == who)[hidden].mean()
    assert accuracy > 0.9
    low, high = found.trust.accuracy_interval()
    assert low - 0.08 < accuracy < high + 0.08
    assert found.evidence == ((*EVERYTHING_IN_ORDER,) if evidence else found.evidence)
    assert {Source.MEASUREMENT, Source.NAME} <= set(found.evidence)
    assert found.left_out == ()


EVERYTHING_IN_ORDER = (Source.MEASUREMENT, Source.NAME, Source.GROUP, Source.AGE)

SMALL = {
    "no rows": Design([], [], ("a", "b")),
    "one row": Design([170.0], [0], ("a", "b")),
    "two rows": Design([160.0, 170.0], [0, 1], ("a", "b")),
    "a pair of each": Design([160.0, 161, 171, 170], [0, 0, 1, 1], ("a", "b")),
    "and a missing one": Design([160.0, 161, 171, 170, 165], [0, 0, 1, 1, -1], ("a", "b")),
    "two values": Design([160.0, 160, 170, 170, 170, 160], [0, 0, 1, 1, -1, -1], ("a", "b")),
    "nothing measured where missing": Design(
        [160.0, 162, 171, 170, np.nan], [0, 0, 1, 1, -1], "ab"
    ),
}


@pytest.mark.parametrize("small", SMALL)
def test_a_handful_of_rows_is_no_trouble(small):
    design = SMALL[small]
    found = infer(design)
    check(found, design)
    assert (found.outcome is Outcome.FAILED) == (design.n_rows < 2)


def test_two_values_that_tell_are_told(pupils):
    found = infer(SMALL["two values"])
    assert found.probabilities[4:].argmax(axis=1).tolist() == [1, 0]


@pytest.mark.parametrize("recorded", [0, 1])
def test_a_category_with_hardly_a_recorded_row(pupils, recorded):
    """It is found by clustering, and nothing can be promised."""
    design, boys = pupils(200, 0.5, apart=26.0)
    labels = np.where(design.labels == 1, -1, design.labels)
    labels[np.flatnonzero(boys)[:recorded]] = 1
    design = replace(design, labels=labels)
    found = infer(design, HEIGHT)
    check(found, design)
    assert found.trust is None
    assert found.doubtful is None
    assert found.offers == ()
    hidden = design.labels < 0
    assert (found.probabilities.argmax(axis=1) == boys)[hidden].mean() > 0.95


def test_where_nothing_is_recorded_rows_are_clustered(pupils):
    design, boys = pupils(300, 1.0, apart=26.0)
    design = replace(design, categories=("small", "tall"))
    found = infer(design)
    check(found, design)
    assert (found.probabilities.argmax(axis=1) == boys).mean() > 0.95
    assert (np.diff(found.parameters.means) > 0).all()
    assert (found.trust, found.missingness, found.standard_errors) == (None, None, None)


def test_where_nothing_is_missing_there_is_still_trust(pupils):
    design, boys = pupils(200, 0.0)
    found = infer(design, HEIGHT)
    check(found, design)
    assert found.missingness is None
    accuracy = (found.probabilities.argmax(axis=1) == boys).mean()
    assert found.trust.accuracy == pytest.approx(accuracy, abs=0.02)


@pytest.mark.parametrize("evidence", [frozenset(), frozenset({Source.GROUP, Source.AGE})])
def test_without_a_measurement_or_names_there_is_nothing_to_go_by(evidence):
    design, _ = school(40, 0)
    found = infer(design, evidence)
    assert found.outcome is Outcome.FAILED
    assert found.message == (
        "Choose a measurement or names as evidence: there is nothing to go by."
    )
    with pytest.raises(LookupError):
        _ = found.parameters


def test_rows_of_which_nothing_is_known_are_not_seen_and_told_by_the_shares():
    random = np.random.default_rng(0)
    who = (random.random(300) < 0.25).astype(int)
    values = (163 + 13 * who + 6.5 * random.standard_normal(300)).round()
    unknown = np.arange(300) % 10 == 0
    labels = np.where((np.arange(300) % 3 == 0) | unknown, -1, who)
    found = infer(Design(np.where(unknown, np.nan, values), labels, ("a", "b")), HEIGHT)
    np.testing.assert_array_equal(found.seen, ~unknown)
    np.testing.assert_allclose(found.probabilities[unknown, 1], 0.25, atol=0.08)


def test_the_rows_that_are_given_are_not_changed(pupils):
    values, labels = np.array(pupils(60, 0.5)[0].values), np.array(pupils(60, 0.5)[0].labels)
    own = values.copy(), labels.copy()
    design = Design(values, labels, ("girl", "boy"))
    infer(design)
    for array, kept in zip((values, labels), own, strict=True):
        np.testing.assert_array_equal(array, kept)
    np.testing.assert_array_equal(design.labels, own[1])
    assert values.flags.writeable


def test_the_climb_that_is_reported_never_falls_and_is_the_one_that_is_told(pupils):
    for design in (pupils(150, 0.7)[0], pupils(150, 1.0)[0]):
        seen = []
        found = infer(design, HEIGHT, report=seen.append)
        assert tuple(seen) == found.iterations
        assert found.n_iterations == len(seen) - 1 > 0
        assert (np.diff([step.log_likelihood for step in seen]) >= 0).all()
        assert found.parameters is seen[-1].parameters
        assert found.log_likelihood == seen[-1].log_likelihood


def _asked(design, evidence):
    asked = 0

    def count():
        nonlocal asked
        asked += 1
        return False

    infer(design, evidence, cancelled=count)
    return asked


@pytest.mark.parametrize(("everything", "times"), [(False, 25), (True, 4)])
def test_it_can_be_cancelled_at_any_moment(pupils, everything, times):
    design = replace(school(30, 0)[0], further=None) if everything else pupils(40, 0.5)[0]
    evidence = EVERYTHING - {Source.AGE} if everything else HEIGHT
    asked = _asked(design, evidence)
    assert asked > 100
    for moment in np.unique(np.geomspace(1, asked, times).astype(int)):
        calls = iter(range(asked + 1))
        found = infer(design, evidence, cancelled=lambda: next(calls) >= moment - 1)  # noqa: B023
        assert found.outcome is Outcome.CANCELLED
        assert found.message == ""
        assert found.categories == design.categories
        assert len(found.probabilities) == 0


def test_clustering_can_be_cancelled_at_any_moment(pupils):
    design, _ = pupils(40, 1.0)
    asked = _asked(design, HEIGHT)
    for moment in np.unique(np.geomspace(1, asked, 10).astype(int)):
        calls = iter(range(asked + 1))
        found = infer(design, HEIGHT, cancelled=lambda: next(calls) >= moment - 1)  # noqa: B023
        assert found.outcome is Outcome.CANCELLED


def _changed(design, n_categories):
    """Return a design in other units, and the new places of the categories."""
    return replace(
        design,
        values=design.values / 2.54,
        further=None if design.further is None else design.further * 2.2,
        ages=None if design.ages is None else design.ages * 12,
    ), np.roll(np.arange(n_categories), 1)


def _relabelled(design, new):
    return replace(design, labels=np.where(design.labels < 0, -1, new[design.labels]))


def _same(one, other):
    np.testing.assert_allclose(other, one, rtol=0, atol=1e-9)


@pytest.mark.parametrize("hidden", [0.6, 1.0])
def test_units_order_and_names_of_categories_do_not_matter(pupils, hidden):
    """What is dealt out at random goes by what rows are, so that folds are the same too."""
    design, _ = pupils(100, hidden)
    one = infer(design).probabilities
    units, new = _changed(design, 2)
    order = np.random.default_rng(0).permutation(100)
    _same(one, infer(units).probabilities)
    _same(one[order], infer(design.take(order)).probabilities)
    if hidden < 1:  # components have no names before the user gives them
        _same(one, infer(_relabelled(design, new)).probabilities[:, new])


@pytest.mark.parametrize("evidence", [None, EVERYTHING - {Source.AGE}, EVERYTHING - {Source.GROUP}])
def test_nor_do_they_where_there_is_more_evidence(evidence):
    """All at once, because these inferences are long."""
    design, _ = school(40, 3)
    if evidence:
        design = replace(design, further=None)
    one = infer(design, evidence)
    assert one.outcome in ENDED
    units, new = _changed(design, 2)
    order = np.random.default_rng(0).permutation(40)
    other = infer(_relabelled(units, new).take(order), evidence)
    assert other.evidence == one.evidence
    _same(one.probabilities[order], other.probabilities[:, new])


def test_the_same_rows_give_the_same_inference(pupils):
    design, _ = pupils(100, 0.5)
    one, other = infer(design), infer(design)
    np.testing.assert_array_equal(one.probabilities, other.probabilities)
