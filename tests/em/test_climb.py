from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Options, Outcome, fit
from em_desktop.em.cancelling import never
from em_desktop.em.climb import Climb, best_climb, extrapolated
from em_desktop.em.model import Model, Sums, build
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source


def _overlapping(kind, seed=0):
    """Return a design on which EM is slow: categories overlap and few rows are recorded."""
    random = np.random.default_rng(seed)
    n = 400
    boys = random.integers(0, 2, n)
    values = 165 + 8 * boys + 7 * random.standard_normal(n)
    weights = 60 + 6 * boys + 8 * random.standard_normal(n)
    labels = np.where(random.random(n) < 0.93, -1, boys)
    labels[:2], boys[:2] = [0, 1], [0, 1]
    design = Design(values.round(), labels, ("girl", "boy"))
    groups = random.integers(0, 3, n)
    if kind == "gaps":
        weights[random.random(n) < 0.4] = np.nan
        return replace(design, further=weights[:, np.newaxis])
    if kind == "groups":
        return replace(design, values=design.values + 4 * groups, groups=groups, n_groups=3)
    if kind == "ages":
        return replace(design, values=design.values + 4 * groups, ages=groups + 12.0)
    return design


KINDS = ["height", "gaps", "groups", "ages"]
OPTIONS = Options(evidence=frozenset(Source), tolerance=1e-9, max_iterations=3000)


@pytest.fixture
def e_steps(monkeypatch):
    """Count the E steps, which are what takes time."""
    counted = []
    expect = Model.expect

    def counting(*arguments):
        counted.append(None)
        return expect(*arguments)

    monkeypatch.setattr(Model, "expect", counting)
    return counted


@pytest.mark.parametrize("tails", [np.inf, 8.0])
@pytest.mark.parametrize("kind", KINDS)
def test_accelerated_it_ends_no_lower_and_sooner(kind, tails, e_steps):
    design = _overlapping(kind)
    options = replace(OPTIONS, tails=tails)
    plain = fit(design, options)
    plainly = len(e_steps)
    e_steps.clear()
    fast = fit(design, replace(options, accelerate=True))
    assert plain.outcome is fast.outcome is Outcome.CONVERGED
    assert plainly > 50
    assert len(e_steps) < 0.6 * plainly
    assert fast.log_likelihood >= plain.log_likelihood - 1e-6 * design.n_rows
    heights = [iteration.log_likelihood for iteration in fast.iterations]
    assert (np.diff(heights) >= 0).all()


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 7])
def test_no_more_iterations_than_asked_for(most, e_steps):
    for accelerate in (False, True):
        e_steps.clear()
        options = replace(OPTIONS, max_iterations=most, accelerate=accelerate)
        result = fit(_overlapping("height"), options)
        assert result.outcome is Outcome.ITERATION_LIMIT
        assert result.n_iterations <= most
        assert len(e_steps) <= most + 1


def test_a_leap_that_leads_nowhere_is_not_taken(monkeypatch):
    design = _overlapping("height")
    plain = fit(design, OPTIONS)
    for bad in (np.nan, -1e6, 1e200):
        worse = Sums(tuple(np.full_like(part, bad) for part in _sums(design).parts))
        monkeypatch.setattr("em_desktop.em.climb.extrapolated", lambda *_, worse=worse: worse)
        found = fit(design, replace(OPTIONS, accelerate=True))
        assert found.outcome is Outcome.CONVERGED
        assert found.log_likelihood == pytest.approx(plain.log_likelihood, rel=1e-12)


def _sums(design):
    model, _ = build(design, OPTIONS, never)
    return model.expect(fit(design, OPTIONS).estimates, never)[1]


def test_three_sums_on_a_line_lead_to_its_end():
    """Where each step is half the one before, the limit is as far again as the second step."""
    first, second, third = (Sums((np.array([x]),)) for x in (0.0, 4.0, 6.0))
    np.testing.assert_allclose(extrapolated(first, second, third).parts[0], 8.0)


@pytest.mark.parametrize("path", [(1.0, 1.0, 1.0), (0.0, 1.0, 2.0), (0.0, 4.0, 0.0)])
def test_sums_that_stand_still_or_turn_back_lead_nowhere(path):
    assert extrapolated(*(Sums((np.array([x]),)) for x in path)) is None


def test_a_fall_is_told_as_a_mistake(monkeypatch):
    model, _ = build(_overlapping("height"), OPTIONS, never)
    heights = iter([0.0, 5.0, 4.0])
    monkeypatch.setattr(
        Model, "expect", lambda self, estimates, cancelled: (next(heights), Sums(()))
    )
    monkeypatch.setattr(Model, "maximise", lambda self, sums, previous: previous)
    climb = Climb(model, (), OPTIONS, never)
    with pytest.raises(CannotFit, match="mistake"):
        list(climb.steps())


def test_the_best_of_several_starts_goes_on_from_where_it_was_left():
    design = replace(_overlapping("height"), labels=np.full(400, -1))
    options = replace(OPTIONS, starts=4, max_iterations=60)
    model, _ = build(design, options, never)
    steps = list(best_climb(model, options, never).steps())
    assert (np.diff([step.objective for step in steps]) > 0).all()
    assert len(steps) == fit(design, options).n_iterations + 1
