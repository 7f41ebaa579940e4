"""The picture's densities are the averages of the model's, over the rows."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm, t

from em_desktop.em import Design, Options, fit
from em_desktop.em.cancelling import never
from em_desktop.em.model import build
from em_desktop.em.sources import Source

X = np.linspace(100.0, 220.0, 200)


def _design(seed=0, n=600):
    random = np.random.default_rng(seed)
    groups, ages = random.integers(0, 4, n), random.integers(12, 18, n)
    boys = random.integers(0, 2, n)
    values = 120 + 3.0 * ages + (ages - 11) * boys + 2 * groups + 5 * random.standard_normal(n)
    return Design(
        values,
        np.where(random.random(n) < 0.4, -1, boys),
        ("girl", "boy"),
        groups,
        4,
        ages=ages.astype(float),
    )


@pytest.mark.parametrize("tails", [np.inf, 8.0])
@pytest.mark.parametrize("sources", [set(), {Source.AGE}, {Source.GROUP}, set(Source)])
def test_they_are_the_average_over_the_rows(sources, tails):
    design = _design()
    evidence = frozenset({Source.MEASUREMENT} | sources)
    result = fit(design, Options(evidence=evidence, tails=tails))
    model, _ = build(design, result.options, never)
    shares, measured = result.estimates
    cells, scale = model.cells, model.scales[0]
    weights = shares.by_slot[:, cells.slots] * cells.counts
    places = scale.places(measured.means(cells)[:, :, 0])
    expected = np.zeros((2, len(X)))
    for k in (0, 1):
        variances = measured.slot_variances[cells.slots] * measured.covariances[k, 0, 0]
        spreads = scale.lengths(np.sqrt(variances))
        law = norm(places[k], spreads) if np.isinf(tails) else t(tails, places[k], spreads)
        expected[k] = law.pdf(X[:, np.newaxis]) @ weights[k] / design.n_rows
    found = result.parameters.densities(X)
    np.testing.assert_allclose(found, expected, atol=0.01 * expected.max())
    assert found.sum(axis=0) @ np.gradient(X) == pytest.approx(1.0, abs=0.01)


def test_an_empty_component_has_a_finite_curve():
    design = replace(_design(), categories=("girl", "boy", "nobody"))
    options = Options(evidence=frozenset(Source), starts=1, missing_weight=0.0)
    found = fit(design, options).parameters
    assert np.isfinite(found.densities(X)).all()
    assert found.shares.sum() == pytest.approx(1.0)
