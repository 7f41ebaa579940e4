"""Accuracy on real tables, which are no part of the project."""

import csv

import numpy as np
import pytest

from em_desktop.em import Design, Outcome, fit, posterior

SEEDS = range(10)


def _read(path, measurement, category, delimiter=","):
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (row[measurement], row[category]) for row in csv.DictReader(file, delimiter=delimiter)
        ]
    kept = [(float(x), y) for x, y in rows if x not in {"", "NA"} and y not in {"", "NA"}]
    names = tuple(sorted({y for _, y in kept}))
    values = np.array([x for x, _ in kept])
    return values, np.array([names.index(y) for _, y in kept]), names


def _accuracies(values, categories, names, hidden):
    for seed in SEEDS:
        missing = np.random.default_rng(seed).random(len(values)) < hidden
        design = Design(values, np.where(missing, -1, categories), names)
        result = fit(design)
        assert result.outcome is Outcome.CONVERGED
        guesses = posterior(design, result.parameters).argmax(axis=1)
        yield (guesses == categories)[missing].mean()


@pytest.mark.parametrize(
    ("name", "measurement", "category", "hidden", "least"),
    [
        ("galton_families.csv", "childHeight", "gender", 0.3, 0.835),
        ("galton_families.csv", "childHeight", "gender", 0.7, 0.84),
        ("galton_families.csv", "childHeight", "gender", 0.95, 0.83),
        ("bdims.csv", "hgt", "sex", 0.3, 0.81),
        ("bdims.csv", "hgt", "sex", 0.95, 0.78),
        ("survey.csv", "Height", "Sex", 0.3, 0.80),
        ("penguins.csv", "body_mass_g", "sex", 0.3, 0.55),
    ],
)
def test_hidden_categories_are_found(tables, name, measurement, category, hidden, least):
    found = list(_accuracies(*_read(tables / name, measurement, category), hidden))
    assert np.mean(found) > least


def test_no_single_trial_on_adults_goes_astray(tables):
    values, categories, names = _read(tables / "galton_families.csv", "childHeight", "gender")
    assert min(_accuracies(values, categories, names, 0.95)) > 0.8
