"""How much names tell of rows from which they were not learnt."""

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.evidence.letters import NameFeatures, build_features
from em_desktop.em.evidence.names import TEMPER, Pull, count_names, learn
from em_desktop.em.names import Names
from em_desktop.em.parameters import log_sum

_TEMPERS = np.arange(0, 21) / 20
_USUAL_SPREAD = 0.15
_ENOUGH_ROWS = 20_000


def held_out_log_densities(
    features: NameFeatures, codes: Integers, labels: Integers, folds: Integers, n_categories: int
) -> Floats:
    """Return log p(name | category) at temper 1, (n, K), learnt without the row's own fold.

    Args:
        features: of the distinct names.
        codes: (n,) distinct name of each row; -1 where there is none.
        labels: (n,) recorded category; -1 where it is missing.
        folds: (n,) fold of each row, from 0; that of missing rows does not matter.
        n_categories: K.

    Returns:
        Beside the density in the whole: 0 says nothing. What is said of missing rows is learnt
        from all recorded ones.
    """
    result = np.zeros((len(codes), n_categories))
    whole = count_names(features, codes, labels, n_categories)
    for fold in np.unique(np.where(labels < 0, -1, folds)):
        inside = (labels < 0) if fold < 0 else (labels >= 0) & (folds == fold)
        rows = np.flatnonzero(inside & (codes >= 0))
        others = whole - count_names(features, codes[rows], labels[rows], n_categories)
        counts = features.count(others)
        by_name = learn(features, Pull.of(features, counts), counts)[1]
        result[rows] = by_name.T[codes[rows]]
    return result


def choose_temper(others: Floats, names: Floats, labels: Integers) -> tuple[float, float]:
    """Return the temper with the least held-out log loss, and that log loss.

    Where few rows are recorded they hardly tell the temper: a normal prior draws it to the usual
    one.

    Args:
        others: (n, K) log probabilities by all other evidence, up to a constant for each row,
            held out as well. Those of the class shares where there is none.
        names: (n, K) held-out log densities of the names at temper 1.
        labels: (n,) recorded categories; rows with -1 do not count.

    Returns:
        Both; the log loss has no prior in it. Without recorded rows the usual temper, and 0.
    """
    used = np.flatnonzero(labels >= 0)
    if not len(used):
        return TEMPER, 0.0
    some = _some(used)
    losses = np.array([_loss(others[some] + t * names[some], labels[some]) for t in _TEMPERS])
    prior = 0.5 * ((_TEMPERS - TEMPER) / _USUAL_SPREAD) ** 2
    temper = float(_TEMPERS[np.argmin(losses + prior)])
    return temper, _loss(others[used] + temper * names[used], labels[used]) / len(used)


def choose_reading(
    names: tuple[Names, ...], labels: Integers, folds: Integers, n_categories: int
) -> int | None:
    """Return which reading of a name column tells most of the recorded rows.

    Args:
        names: the candidate readings.
        labels: (n,) recorded category; -1 where it is missing.
        folds: (n,) fold of each row.
        n_categories: K.

    Returns:
        Index into ``names``, the first of equals; None where none has two different names.
    """
    used = _some(np.flatnonzero(labels >= 0))
    own = labels[used]
    rows = np.bincount(own, minlength=n_categories) + 0.5
    shares = np.broadcast_to(np.log(rows / rows.sum()), (len(used), n_categories))
    best: tuple[float, int] | None = None
    for index, reading in enumerate(names):
        if len(reading.texts) < 2:
            continue
        here = _only(reading, used)
        logs = held_out_log_densities(
            build_features(here), here.codes, own, folds[used], n_categories
        )
        loss = choose_temper(shares, logs, own)[1]
        if best is None or loss < best[0]:
            best = (loss, index)
    return None if best is None else best[1]


def _only(names: Names, rows: Integers) -> Names:
    """Return the names of some rows, without the texts that none of them has."""
    codes = names.codes[rows]
    kept = np.unique(codes[codes >= 0])
    new = np.where(codes < 0, -1, np.searchsorted(kept, codes))
    return Names(tuple(names.texts[code] for code in kept), new)


def _some(rows: Integers) -> Integers:
    """Return these rows, or where they are many as many as are enough."""
    return rows[:: 1 + len(rows) // _ENOUGH_ROWS]


def _loss(logs: Floats, labels: Integers) -> float:
    """Return minus the log probability of the recorded categories, summed; logs are (n, K)."""
    logs = np.ascontiguousarray(logs.T)
    return float((log_sum(logs) - logs[labels, np.arange(len(labels))]).sum())
