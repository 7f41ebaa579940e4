"""How often the inference is right, beside the recorded rows alone and beside an oracle."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from sklearn.discriminant_analysis import (
    LinearDiscriminantAnalysis,
    QuadraticDiscriminantAnalysis,
)

from em_desktop.em import Design, Source, infer

HEIGHT = frozenset({Source.MEASUREMENT})


def _told(classifier, values, labels):
    """Return what a classifier says that learns from the recorded rows."""
    known = labels >= 0
    column = values[:, np.newaxis]
    return classifier.fit(column[known], labels[known]).predict(column)


def _accuracies(values, truth, hidden, names=("girl", "boy")):
    """Return the accuracy of the engine, of LDA and QDA on recorded rows, and of an oracle."""
    labels = np.where(hidden, -1, truth)
    found = infer(Design(values, labels, names), HEIGHT).probabilities.argmax(axis=1)
    told = [
        found,
        _told(LinearDiscriminantAnalysis(), values, labels),
        _told(QuadraticDiscriminantAnalysis(reg_param=1e-3), values, labels),
        _told(QuadraticDiscriminantAnalysis(), values, truth),
    ]
    return [(own == truth)[hidden].mean() for own in told]


@pytest.mark.parametrize(("n", "hidden"), [(200, 0.5), (400, 0.9)])
def test_on_adults_it_is_no_worse_than_the_recorded_rows_alone(pupils, n, hidden):
    found = []
    for seed in range(10):
        design, boys = pupils(n, hidden, seed)
        found.append(_accuracies(design.values, boys, design.labels < 0))
    engine, lda, qda, oracle = np.mean(found, axis=0)
    assert engine > max(lda, qda) - 0.005
    assert engine > oracle - 0.01


@pytest.mark.parametrize("seed", range(2))
def test_a_swapped_row_does_no_harm(pupils, seed):
    design, boys = pupils(200, 0.5, seed)
    values = np.array(design.values)
    values[np.flatnonzero(boys & (design.labels >= 0))[0]] = 57.0
    hidden = design.labels < 0
    best = (infer(design, HEIGHT).probabilities.argmax(axis=1) == boys)[hidden].mean()
    found = infer(replace(design, values=values), HEIGHT)
    assert (found.probabilities.argmax(axis=1) == boys)[hidden].mean() > best - 0.02


@pytest.mark.parametrize(
    ("name", "measurement", "category", "few_points"),
    [
        ("galton_families.csv", "childHeight", "gender", (0.012, 0.015)),
        ("bdims.csv", "hgt", "sex", (0.012, 0.025)),
        ("survey.csv", "Height", "Sex", (0.012, 0.03)),
        ("davis.csv", "height", "sex", (0.012, 0.03)),
    ],
)
@pytest.mark.parametrize("part", [0, 1])
def test_real_adults(tables, name, measurement, category, few_points, part):
    with (tables / name).open(encoding="utf-8", newline="") as file:
        rows = [(row[measurement], row[category]) for row in csv.DictReader(file)]
    kept = [(float(x), y) for x, y in rows if x not in {"", "NA"} and y not in {"", "NA"}]
    names = tuple(sorted({y for _, y in kept}))
    values = np.array([x for x, _ in kept])
    truth = np.array([names.index(y) for _, y in kept])
    sane = values > 100 if name == "davis.csv" else values > 0  # the oracle knows the swapped row
    oracle = _told(QuadraticDiscriminantAnalysis(), values[sane], truth[sane])
    short = []
    for seed in range(3):
        hidden = np.random.default_rng(seed).random(len(values)) < (0.3, 0.95)[part]
        found = infer(Design(values, np.where(hidden, -1, truth), names), HEIGHT)
        told = found.probabilities.argmax(axis=1)
        known = hidden & sane
        best = (oracle == truth[sane])[hidden[sane]].mean()
        short.append(best - (told == truth)[known].mean())
    assert np.mean(short) < few_points[part]
