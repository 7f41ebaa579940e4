import numpy as np
import pytest

from em_desktop.em.evidence.letters import build_features
from em_desktop.em.evidence.names import TEMPER, Pull, count_names, learn
from em_desktop.em.evidence.names_held_out import (
    choose_reading,
    choose_temper,
    held_out_log_densities,
)
from em_desktop.em.names import Names


def school(n=300, seed=0):
    """Endings tell the category, beginnings do not."""
    random = np.random.default_rng(seed)
    starts = ["mar", "el", "jul", "cas", "v", "lor", "dan", "sim", "andr", "fel"]
    ends = ["a", "ia", "ette", "o", "us", "ek"]
    texts = tuple(start + end for end in ends for start in starts)
    codes = random.integers(0, len(texts), n)
    truth = (codes >= len(texts) // 2).astype(np.intp)
    labels = np.where(random.random(n) < 0.4, -1, truth)
    return Names(texts, codes), labels, random.integers(0, 5, n), truth


def test_a_row_is_told_by_the_other_folds_and_a_missing_one_by_all():
    names, labels, folds, _ = school()
    codes = names.codes.copy()
    codes[::9] = -1
    features = build_features(names)
    logs = held_out_log_densities(features, codes, labels, folds, 2)

    def learnt_from(kept):
        counts = features.count(count_names(features, codes, np.where(kept, labels, -1), 2))
        by_name = learn(features, Pull.of(features, counts), counts)[1]
        return np.where(codes[:, np.newaxis] < 0, 0.0, by_name.T[codes])

    for fold in range(5):
        rows = (labels >= 0) & (folds == fold)
        np.testing.assert_allclose(logs[rows], learnt_from(folds != fold)[rows], atol=1e-12)
    missing = labels < 0
    np.testing.assert_allclose(logs[missing], learnt_from(labels >= 0)[missing], atol=1e-12)
    assert (logs[::9] == 0).all()


def test_names_that_tell_lower_the_loss_and_noise_is_tempered_away():
    names, labels, folds, _ = school(1500)
    features = build_features(names)
    shares = np.zeros((1500, 2))
    logs = held_out_log_densities(features, names.codes, labels, folds, 2)
    temper, loss = choose_temper(shares, logs, labels)
    assert temper > 0.2
    assert loss < 0.2
    noise = np.where(labels < 0, -1, np.random.default_rng(1).integers(0, 2, 1500))
    logs = held_out_log_densities(features, names.codes, noise, folds, 2)
    temper, loss = choose_temper(shares, logs, noise)
    assert temper < 0.15
    assert loss == pytest.approx(np.log(2), abs=0.02)


def test_without_recorded_rows_the_temper_is_the_usual_one():
    labels = np.full(3, -1)
    assert choose_temper(np.zeros((3, 2)), np.zeros((3, 2)), labels) == (TEMPER, 0.0)


def test_probabilities_by_names_are_calibrated():
    differences = []
    for seed in range(10):
        names, labels, folds, truth = school(400, seed)
        logs = held_out_log_densities(build_features(names), names.codes, labels, folds, 2)
        temper, _ = choose_temper(np.zeros((400, 2)), logs, labels)
        chance = 1 / (1 + np.exp(temper * (logs[:, 0] - logs[:, 1])))
        missing = labels < 0
        sure = np.maximum(chance, 1 - chance)[missing]
        right = (chance > 0.5)[missing] == truth[missing]
        differences.append(sure.mean() - right.mean())
    assert abs(np.mean(differences)) < 0.03


def test_the_reading_that_tells_most():
    names, labels, folds, _ = school()
    random = np.random.default_rng(5)
    families = Names(("smith", "jones", "brown", "li"), random.integers(0, 4, len(labels)))
    alike = Names(("kim",), np.zeros(len(labels), dtype=np.intp))
    assert choose_reading((names, families), labels, folds, 2) == 0
    assert choose_reading((families, alike, names), labels, folds, 2) == 2
    assert choose_reading((alike,), labels, folds, 2) is None
    assert choose_reading((), labels, folds, 2) is None
    assert choose_reading((families, names), np.full(len(labels), -1), folds, 2) == 0


def test_the_reading_of_many_rows_is_chosen_from_some():
    names, labels, folds, _ = school(45_000)
    families = Names(("smith", "jones"), np.arange(45_000) % 2)
    assert choose_reading((families, names), labels, folds, 2) == 1


def test_fifty_categories_of_distinct_names():
    texts = tuple(f"name {i}" for i in range(100))
    names = Names(texts, np.arange(100))
    labels = np.where(np.arange(100) % 4 == 0, -1, np.arange(100) % 50)
    folds = np.arange(100) % 5
    logs = held_out_log_densities(build_features(names), names.codes, labels, folds, 50)
    assert np.isfinite(logs).all()
    temper, loss = choose_temper(np.zeros((100, 50)), logs, labels)
    assert 0 <= temper <= 1
    assert np.isfinite(loss)
    assert choose_reading((names,), labels, folds, 50) == 0
