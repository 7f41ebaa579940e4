from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Names, Options, Source, infer
from em_desktop.em.cancelling import never
from em_desktop.em.offers import Comparison

GIRLS = ("Anna", "Mia", "Lena", "Sofia", "Clara", "Ida", "Lina", "Nora")
BOYS = ("Tom", "Max", "Erik", "Jonas", "Lukas", "Felix", "Oskar", "Henrik")
HEIGHT = frozenset({Source.MEASUREMENT})


def named(design, boys, seed=0, *, noise=False):
    """Give names that tell nearly all, or nothing."""
    random = np.random.default_rng(seed)
    side = random.integers(0, 2, design.n_rows) if noise else boys
    codes = random.integers(0, len(GIRLS), design.n_rows) + len(GIRLS) * side
    return replace(design, names=(Names(GIRLS + BOYS, codes),))


def in_grades(n, seed=0):
    """Return girls and boys of four grades, each taller than the one before."""
    random = np.random.default_rng(seed)
    boys, grades = random.integers(0, 2, n), random.integers(0, 4, n)
    return boys, grades, (140 + 12 * grades + 9 * boys + 4 * random.standard_normal(n)).round()


def compared(design):
    return Comparison.of(design, Options(accelerate=True), never)


def test_names_that_tell_are_offered_and_taken(pupils):
    design, boys = pupils(200, 0.5)
    design = named(design, boys)
    height = infer(design, HEIGHT)
    offer = next(own for own in height.offers if own.source is Source.NAME)
    assert offer.worthwhile
    assert not offer.used
    assert offer.n == (design.labels >= 0).sum()
    assert offer.accuracy_with > offer.accuracy_without + 0.05
    assert offer.log_loss_with < offer.log_loss_without
    auto = infer(design)
    assert auto.evidence == (Source.MEASUREMENT, Source.NAME)
    missing = design.labels < 0
    accuracy = [
        (own.probabilities.argmax(axis=1) == boys)[missing].mean() for own in (height, auto)
    ]
    assert accuracy[1] > accuracy[0] + 0.05
    assert accuracy[1] == pytest.approx(offer.accuracy_with, abs=0.06)


def test_what_is_offered_of_used_evidence_is_what_it_adds(pupils):
    design, boys = pupils(200, 0.5)
    found = infer(named(design, boys), HEIGHT | {Source.NAME})
    by_source = {own.source: own for own in found.offers}
    assert set(by_source) == {Source.MEASUREMENT, Source.NAME}
    assert all(own.used for own in by_source.values())
    assert by_source[Source.NAME].worthwhile
    one, other = by_source.values()
    assert one.accuracy_with == other.accuracy_with
    assert one.log_loss_with == pytest.approx(other.log_loss_with)


def test_with_one_source_there_is_nothing_to_compare_it_with(pupils):
    assert infer(pupils(60, 0.5)[0]).offers == ()


def test_grades_that_tell_are_taken_and_so_are_ages():
    boys, grades, heights = in_grades(400)
    labels = np.where(np.random.default_rng(1).random(400) < 0.4, -1, boys)
    design = replace(_plain(heights, labels), groups=grades, n_groups=4)
    assert compared(design).best() == HEIGHT | {Source.GROUP}
    design = replace(_plain(heights, labels), ages=6 + 3.0 * grades)
    assert compared(design).best() == HEIGHT | {Source.AGE}


def _plain(heights, labels):
    return Design(heights, labels, ("girl", "boy"))


def test_noise_is_seldom_taken(pupils):
    """A gain of more than a standard error comes by chance in one case of six at most."""
    taken = []
    for seed in range(10):
        design, boys = pupils(150, 0.5, seed)
        random = np.random.default_rng(seed)
        design = named(design, boys, seed, noise=True)
        design = replace(
            design,
            groups=random.integers(0, 4, 150),
            n_groups=4,
            ages=random.integers(6, 18, 150).astype(float),
        )
        taken += compared(design).best() - HEIGHT
    assert taken.count(Source.NAME) <= 1
    assert taken.count(Source.GROUP) <= 2
    assert taken.count(Source.AGE) <= 2


def test_evidence_is_refused_that_cannot_be_used(pupils):
    design, _ = pupils(60, 0.5)
    assert compared(design).available == HEIGHT
    assert compared(replace(design, values=np.full(60, np.nan))).available == frozenset()


def test_names_alone_may_be_the_evidence(pupils):
    design, boys = pupils(100, 0.5)
    design = replace(named(design, boys), values=np.full(100, np.nan))
    assert compared(design).best() == {Source.NAME}


def test_the_reading_that_tells_more_is_used(pupils):
    design, boys = pupils(120, 0.5)
    telling = named(design, boys).names[0]
    noise = named(design, boys, 1, noise=True).names[0]
    for place, names in enumerate([(telling, noise), (noise, telling)]):
        naming = compared(replace(design, names=names)).naming(frozenset({Source.NAME}))
        assert naming.reading == place
        assert 0 < naming.temper <= 1
    assert compared(design).naming(frozenset({Source.NAME})) is None
    assert compared(named(design, boys)).naming(HEIGHT) is None


def test_predictions_of_any_evidence_are_probabilities(pupils):
    design, boys = pupils(100, 0.3)
    own = compared(named(design, boys))
    for evidence in (frozenset(), HEIGHT, frozenset({Source.NAME}), HEIGHT | {Source.NAME}):
        found = own.probabilities(evidence)
        assert found.shape == (own.design.n_rows, 2)
        np.testing.assert_allclose(found.sum(axis=1), 1.0)
        assert own.losses(evidence).mean() > 0
        assert 0 < own.accuracy(evidence) <= 1


def test_of_many_rows_a_sample_is_compared(pupils):
    design, _ = pupils(5000, 0.2)
    own = compared(design)
    assert own.design.n_rows == 1500
    assert (own.design.labels >= 0).all()


def test_a_trend_along_the_groups_is_looked_for_where_there_may_be_one():
    random = np.random.default_rng(0)
    boys, grades = random.integers(0, 2, 60), random.integers(0, 12, 60)
    heights = 115 + 5 * grades + 9 * boys + 4 * random.standard_normal(60)
    evidence = HEIGHT | {Source.GROUP}
    own = compared(replace(_plain(heights, boys), groups=grades, n_groups=12))
    assert own.ordered(evidence)
    assert own.ordered(evidence | {Source.NAME})
    assert not own.ordered(HEIGHT)
    assert not own.ordered(evidence | {Source.AGE})
    few = replace(_plain(heights, boys), groups=grades // 4, n_groups=3)
    assert not compared(few).ordered(evidence)
