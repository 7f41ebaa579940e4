from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Interrupted, Options, Source
from em_desktop.em.blend import FEW_RECORDED, N_DRAWS, blend, contributions_of, nothing_said
from em_desktop.em.cancelling import never
from em_desktop.em.model import build
from em_desktop.em.stacking import Member, Stack

HEIGHT = Options(evidence=frozenset({Source.MEASUREMENT}), accelerate=True)


def blended(design, weights, options=(HEIGHT,), temperature=1.0, report=None):
    """Blend models by their options, the last weight being that of the one that says nothing."""
    tried = (*(Member(own, 1.0) for own in options), Member(None, 1.0))
    model, collapsed = build(design, HEIGHT, never, with_rows=True)
    stack = Stack(tried, np.array(weights), temperature)
    return blend(model, collapsed, stack, never, report)


def of_rows(made):
    return made.collapsed.spread(made.by_cell(never))


def test_with_many_records_one_model_alone_says_what_its_fit_says(pupils):
    design, _ = pupils(2 * FEW_RECORDED, 0.3)
    made = blended(design, [1.0, 0.0])
    best = made.fitted[0]
    expected = made.collapsed.spread(best.model.probabilities(best.estimates, never))
    np.testing.assert_allclose(of_rows(made), expected, atol=1e-12)


def test_with_few_records_it_averages_over_its_parameters_and_is_less_sure(pupils):
    design, _ = pupils(400, 0.95, 3)
    made = blended(design, [1.0, 0.0], (replace(HEIGHT, missing_weight=0.05, even_rows=4.0),))
    best = made.fitted[0]
    assert len(best.drawn) == N_DRAWS
    plain = made.collapsed.spread(best.model.probabilities(best.estimates, never))
    assert of_rows(made).max(axis=1).mean() < plain.max(axis=1).mean()


def test_members_are_weighed(pupils):
    design, _ = pupils(2 * FEW_RECORDED, 0.3)
    other = replace(HEIGHT, tails=4.0, shrinkage=50.0)
    alone = [of_rows(blended(design, [1.0, 0.0], (own,))) for own in (HEIGHT, other)]
    nothing = nothing_said(blended(design, [1.0, 0.0]).collapsed.cells)
    found = of_rows(blended(design, [0.5, 0.3, 0.2], (HEIGHT, other)))
    expected = 0.5 * alone[0] + 0.3 * alone[1] + 0.2 * nothing
    np.testing.assert_allclose(found, expected, atol=1e-4)  # what is not shown is fitted quickly


def test_the_heaviest_is_shown_and_what_weighs_nothing_is_not_fitted(pupils):
    design, _ = pupils(100, 0.5)
    made = blended(design, [0.001, 0.9, 0.099], (HEIGHT, replace(HEIGHT, tails=5.0)))
    assert [own.model.options.tails for own in made.fitted] == [5.0]
    assert made.modest == pytest.approx(0.099)
    assert made.iterations[-1].parameters.means[0] == pytest.approx(
        made.fitted[0].model.describe(made.fitted[0].estimates).means[0]
    )


def test_nothing_said_is_how_common_categories_are_and_never_impossible(pupils):
    design, _ = pupils(200, 0.3)
    model, _ = build(design, HEIGHT, never)
    found = nothing_said(model.cells)
    rows = np.bincount(design.labels[design.labels >= 0])
    np.testing.assert_allclose(found, (rows + 1) / (rows.sum() + 2))
    one = replace(design, labels=np.zeros(200, int))
    assert nothing_said(build(one, HEIGHT, never)[0].cells)[1] > 0


def test_contributions_add_up_and_the_caution_is_what_blending_changes(pupils):
    design, _ = pupils(80, 0.5)
    made = blended(design, [0.6, 0.4], temperature=0.8)
    probabilities = of_rows(made)
    rows = np.array([3, 0, 3, 79])
    found = contributions_of(made, probabilities, rows)
    assert found.parts == ("share", "measurement", "caution")
    total = found.logs.sum(axis=0)
    assert np.ptp(total - np.log(probabilities[rows]), axis=1).max() < 1e-9
    np.testing.assert_array_equal(found.logs[:, 0], found.logs[:, 2])
    plain = blended(replace(design, labels=design.labels), [1.0, 0.0])
    best = plain.fitted[0]
    said = plain.collapsed.spread(best.model.probabilities(best.estimates, never))
    alone = contributions_of(plain, said, rows)
    np.testing.assert_allclose(alone.logs[-1], 0.0, atol=1e-9)


def test_families_of_one_kind_agree(pupils):
    design, _ = pupils(100, 0.5)
    made = blended(design, [1.0, 0.0])
    assert made.families(design.labels < 0, never) == ((1.0, 1.0),)


def test_families_are_weighed_by_their_members_and_expect_together_what_all_do(pupils):
    design, _ = pupils(300, 0.5)
    made = blended(design, [0.7, 0.3, 0.0], (HEIGHT, replace(HEIGHT, apart=True)))
    (one, first), (other, second) = made.families(design.labels < 0, never)
    assert (one, other) == pytest.approx((0.7, 0.3))
    assert one * first + other * second == pytest.approx(1.0, abs=0.02)
    assert made.families(np.zeros(300, bool), never) == ((1.0, 1.0),)


def test_errors_need_draws_and_draws_need_records(pupils):
    design, _ = pupils(100, 0.5)
    assert blended(design, [1.0, 0.0]).standard_errors().n_draws == N_DRAWS
    unrecorded = replace(design, labels=np.full(100, -1))
    assert blended(unrecorded, [1.0, 0.0]).standard_errors() is None


def test_the_climb_is_reported_and_can_be_interrupted(pupils):
    design, _ = pupils(100, 0.5)
    seen = []
    made = blended(design, [1.0, 0.0], report=seen.append)
    assert tuple(seen) == made.iterations
    assert [step.index for step in seen] == list(range(len(seen)))
    model, collapsed = build(design, HEIGHT, never, with_rows=True)
    with pytest.raises(Interrupted):
        blend(model, collapsed, made.stack, lambda: True, None)
