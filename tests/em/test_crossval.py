from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Interrupted, Options, class_probabilities, fit
from em_desktop.em.cancelling import never
from em_desktop.em.crossval import Folds, climbed, deal, predict
from em_desktop.em.model import build

EXACT = Options(tolerance=1e-13, max_iterations=5000)


def model_of(design, options=EXACT):
    return build(design, options, never)[0]


@pytest.mark.parametrize("n_folds", [2, 5])
def test_each_recorded_row_is_hidden_once_and_no_missing_one(pupils, n_folds):
    model = model_of(pupils(300, 0.4)[0])
    folds = deal(model, n_folds, seed=0)
    recorded = model.cells.labels >= 0
    assert folds.n_folds == n_folds
    np.testing.assert_array_equal(
        folds.held.sum(axis=1), np.where(recorded, model.cells.counts, 0.0)
    )


def test_pairs_say_what_is_hidden(pupils):
    model = model_of(pupils(300, 0.4)[0])
    folds = deal(model, 5, seed=0)
    again = np.zeros_like(folds.held)
    again[folds.cells, folds.folds] = folds.counts
    np.testing.assert_array_equal(again, folds.held)
    np.testing.assert_array_equal(folds.labels, model.cells.labels[folds.cells])


@pytest.mark.parametrize("hidden", [0.2, 0.9])
def test_each_fold_has_about_the_same_of_each_category(pupils, hidden):
    model = model_of(pupils(200, hidden)[0])
    folds = deal(model, 5, seed=1)
    for k in (0, 1):
        rows = folds.held[model.cells.labels == k].sum(axis=0)
        assert rows.max() - rows.min() <= 1


def test_many_rows_are_hidden_once_too():
    random = np.random.default_rng(0)
    labels = random.integers(-1, 2, 60_000)
    model = model_of(Design(random.normal(170, 8, 60_000).round(), labels, ("a", "b")))
    folds = deal(model, 5, seed=0)
    recorded = model.cells.labels >= 0
    np.testing.assert_array_equal(
        folds.held.sum(axis=1), np.where(recorded, model.cells.counts, 0.0)
    )
    parts = folds.held.sum(axis=0) / (labels >= 0).sum()
    np.testing.assert_allclose(parts, 0.2, atol=0.01)


def test_the_seed_decides_and_only_the_seed(pupils):
    model = model_of(pupils(300, 0.4)[0])
    one, same, other = (deal(model, 5, seed).held for seed in (7, 7, 8))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_what_is_said_of_a_hidden_row_was_learnt_from_the_others(pupils):
    design, _ = pupils(120, 0.5, rounded=False)  # no two rows alike, so that cells are rows
    model, collapsed = build(design, EXACT, never, with_rows=True)
    folds = deal(model, 5, seed=0)
    predicted = predict(model, EXACT, folds, never)
    cells = collapsed.spread(np.arange(model.cells.n_cells))
    for fold in range(5):
        hidden = folds.held[cells, fold] > 0
        others = fit(design.take(np.flatnonzero(~hidden)), EXACT)
        pairs = np.flatnonzero(folds.folds == fold)
        rows = [int(np.flatnonzero(cells == cell)[0]) for cell in folds.cells[pairs]]
        expected = class_probabilities(others.parameters, design.values[rows])
        np.testing.assert_allclose(predicted[pairs], expected, atol=1e-5)


def test_collapsed_rows_are_predicted_as_rows_one_by_one_are(pupils):
    design, _ = pupils(150, 0.5)
    options = Options(tails=10.0, shrinkage=20.0, even_rows=2.0, missing_weight=0.4)
    model = model_of(design, options)
    folds = deal(model, 5, seed=0)
    together = predict(model, options, folds, never)
    counts = model.cells.counts.astype(int)
    cell = np.repeat(np.arange(len(counts)), counts)
    single = model.with_cells(replace(model.cells.take(cell), counts=np.ones(len(cell))))
    held = np.zeros((len(cell), 5))
    for own, row in enumerate(folds.held.astype(int)):
        if row.any():
            held[np.flatnonzero(cell == own), np.repeat(np.arange(5), row)] = 1.0
    rows, which = np.nonzero(held)
    one_by_one = Folds(held, rows, which, single.cells.labels[rows], np.ones(len(rows)))
    found = predict(single, options, one_by_one, never)
    place = {pair: i for i, pair in enumerate(zip(folds.cells, folds.folds, strict=True))}
    same = [place[cell[row], fold] for row, fold in zip(rows, which, strict=True)]
    assert len(found) == folds.counts.sum() > len(together)
    np.testing.assert_allclose(found, together[same], atol=1e-8)


def test_how_to_learn_can_be_chosen(pupils):
    model = model_of(pupils(100, 0.5)[0])
    folds = deal(model, 3, seed=0)
    seen = []

    def learn(own, options, cancelled):
        seen.append(own.n_rows)
        return climbed(own, options, cancelled)

    assert predict(model, EXACT, folds, never, learn).shape == (len(folds.cells), 2)
    assert seen == [100 - rows for rows in folds.held.sum(axis=0)]


def test_it_can_be_interrupted(pupils):
    model = model_of(pupils(100, 0.5)[0])
    with pytest.raises(Interrupted):
        predict(model, EXACT, deal(model, 3, seed=0), lambda: True)
