"""What is compared: each method turns a design into probabilities (n, K) of all its rows."""

import importlib.util
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix, hstack
from sklearn.discriminant_analysis import (
    LinearDiscriminantAnalysis,
    QuadraticDiscriminantAnalysis,
)
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.semi_supervised import LabelPropagation, LabelSpreading, SelfTrainingClassifier
from tables import Flags, Floats, Integers, Table

from em_desktop.em import Design, fit, posterior

Method = Callable[[Design], Floats]

OURS_IS_THERE = importlib.util.find_spec("em_desktop.em.infer") is not None


def shares(design: Design) -> Floats:
    """Say of every row what part of the recorded rows each category has."""
    counts = np.bincount(design.labels[design.labels >= 0], minlength=design.n_categories)
    return np.tile(counts / counts.sum(), (design.n_rows, 1))


def linear(design: Design) -> Floats:
    return _supervised(LinearDiscriminantAnalysis(), design)


def quadratic(design: Design) -> Floats:
    return _supervised(QuadraticDiscriminantAnalysis(), design)


def plain_em(design: Design) -> Floats:
    plain = Design(design.values, design.labels, design.categories, design.groups, design.n_groups)
    return posterior(plain, fit(plain).parameters)


def mixture(design: Design) -> Floats:
    """Fit without labels, and let the recorded rows name the components."""
    features = _features(design)
    model = GaussianMixture(design.n_categories, n_init=5, random_state=0).fit(features)
    found = model.predict_proba(features)
    recorded = design.labels >= 0
    own = np.eye(design.n_categories)[design.labels[recorded]]
    component, category = linear_sum_assignment(-found[recorded].T @ own)
    return np.asarray(found[:, component[np.argsort(category)]])


def self_training(design: Design) -> Floats:
    model = SelfTrainingClassifier(QuadraticDiscriminantAnalysis())
    return np.asarray(model.fit(_features(design), design.labels).predict_proba(_features(design)))


def propagation(design: Design) -> Floats:
    return _clamped(LabelPropagation(), design)


def spreading(design: Design) -> Floats:
    return _clamped(LabelSpreading(), design)


def n_grams(design: Design) -> Floats:
    """Fit a logistic regression to the measurements and the pieces of the names."""
    pieces = CountVectorizer(analyzer="char", ngram_range=(1, 4), binary=True)
    words = [[f"<{reading.texts[c]}>" for c in reading.codes] for reading in design.names]
    texts = [" ".join(row) for row in zip(*words, strict=True)]
    features = hstack([csr_matrix(_features(design)), pieces.fit_transform(texts)], format="csr")
    return _supervised(LogisticRegression(max_iter=1000), design, features)


METHODS: dict[str, Method] = {
    "recorded shares": shares,
    "LDA of the recorded": linear,
    "QDA of the recorded": quadratic,
    "plain EM": plain_em,
    "GaussianMixture": mixture,
    "SelfTraining(QDA)": self_training,
    "LabelPropagation": propagation,
    "LabelSpreading": spreading,
}

WITH_NAMES: dict[str, Method] = {"LogisticRegression(n-grams)": n_grams}


def oracle(table: Table) -> Floats:
    """Fit a quadratic discriminant to all categories, the hidden ones too.

    Within groups where the table has them. With further measurements, these as they are or as
    logarithms, whichever fits better.
    """
    best: Floats = np.empty(0)
    least = np.inf
    for features in _scales(table):
        found = np.empty((table.n_rows, len(table.categories)))
        groups = table.groups if table.groups is not None else np.zeros(table.n_rows, np.intp)
        for group in np.unique(groups):
            rows = groups == group
            model = QuadraticDiscriminantAnalysis().fit(features[rows], table.truth[rows])
            found[rows] = model.predict_proba(features[rows])
        loss = -np.log(np.maximum(found[np.arange(len(found)), table.truth], 1e-300)).mean()
        if loss < least:
            best, least = found, loss
    return best


def informed(probabilities: Floats, truth: Integers, hidden: Flags) -> Floats:
    """Return an oracle's probabilities for one who also knows the shares among the hidden rows."""
    n_categories = probabilities.shape[1]
    whole = np.bincount(truth, minlength=n_categories) / len(truth)
    there = np.bincount(truth[hidden], minlength=n_categories) / hidden.sum()
    weighted = probabilities * (there / whole)
    return np.asarray(weighted / weighted.sum(axis=1, keepdims=True))


def _scales(table: Table) -> list[Floats]:
    values = table.values[:, np.newaxis]
    if table.further is None:
        return [values]
    plain = [np.hstack([values, table.further])]
    positive = bool((table.further > 0).all())
    return plain + ([np.hstack([values, np.log(table.further)])] if positive else [])


def _features(design: Design) -> Floats:
    """Return the measurements, in standard deviations."""
    parts = [design.values[:, np.newaxis]]
    if design.further is not None:
        parts.append(design.further)
    features = np.hstack(parts)
    return np.asarray((features - features.mean(axis=0)) / features.std(axis=0))


def _supervised(model: Any, design: Design, features: Any = None) -> Floats:
    features = _features(design) if features is None else features
    recorded = np.flatnonzero(design.labels >= 0)
    fitted = model.fit(features[recorded], design.labels[recorded])
    return np.asarray(fitted.predict_proba(features))


def _clamped(model: LabelPropagation, design: Design) -> Floats:
    """Ask for all rows: what such a model says of a recorded row is its own category."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has not converged, or divided by nothing
        found = model.fit(_features(design), design.labels).label_distributions_
    empty = ~(found.sum(axis=1) > 0)
    return np.where(empty[:, np.newaxis], shares(design), found)
