"""Several models instead of one: how much each is believed, and how far all are.

Which weight the missing rows deserve depends on whether the categories are what splits the
measurements (Cozman & Cohen 2002), and the recorded rows tell: models that do not see them predict
them, and each counts by its prior weight times the likelihood of those predictions
(pseudo-Bayesian model averaging: Geisser & Eddy 1979; Yao, Vehtari, Simpson & Gelman 2018). One
model says that nothing can be told; where measurements tell little it keeps the others modest.
"""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.crossval import Folds
from em_desktop.em.options import Options

SHRINKAGE = 100.0
"""Pull of the variances towards a common one, in rows."""
_EVEN_ROWS, _FEW_EVEN_ROWS = 16.0, 2.0
"""Rows added to the shares, spread over the categories; few where the records are uneven."""
_UNEVEN = 2.7
"""Pearson's chi-square for even shares, over its degrees of freedom, from which they are not."""
TAILS = 8.0
_MISTAKEN = 0.02
"""Part of the recorded categories that may be mistakes: one must not decide between models."""

_WEIGHTS = ((0.0, 0.4), (1.0, 1.0), (3.0, 1.0), (np.inf, 4.0))
"""Weight of all missing rows together, in that of the recorded ones, with its prior weight."""
_NORMAL, _NORMAL_BESIDE_STRAYS = 1.0, 0.03
"""Prior weight of normal components beside heavy-tailed ones: a stray row must not win."""
_NOTHING = 0.2
"""Prior weight of the model that says nothing."""
_MODEST, _MODEST_SPREAD = -0.1, 0.09
"""Normal prior of the logarithm of the temperature: estimated parameters are a little too sure."""
_TEMPERATURES = np.exp(np.linspace(-0.8, 0.3, 111))


@dataclass(frozen=True)
class Member:
    """One of the models.

    Attributes:
        options: of its fit; None for the model that says nothing.
        prior: how much it is believed beforehand, on any scale.
    """

    options: Options | None
    prior: float


@dataclass(frozen=True, eq=False)
class Stack:
    """How the models are put together.

    Attributes:
        members: the models.
        weights: (M,) their weights, which add up to 1.
        temperature: exponent of the probabilities put together; below 1 is more modest.
    """

    members: tuple[Member, ...]
    weights: Floats
    temperature: float

    @property
    def best(self) -> int:
        """The heaviest member that is a fit."""
        fits = [i for i, member in enumerate(self.members) if member.options is not None]
        return max(fits, key=lambda i: (self.weights[i], -i))

    def mix(self, probabilities: list[Floats]) -> Floats:
        """Return the members' probabilities (m, K) put together."""
        return temper(mixed(probabilities, self.weights), self.temperature)


def even_rows(recorded: Floats) -> float:
    """Return the rows to be added to each category's share, from the recorded rows (K,) of each.

    Few records are drawn to even shares, unless they are clearly uneven themselves.
    """
    even = recorded.sum() / len(recorded)
    spread = float(((recorded - even) ** 2).sum()) / max(even, 1e-300)
    uneven = spread > _UNEVEN * max(len(recorded) - 1, 1)
    return (_FEW_EVEN_ROWS if uneven else _EVEN_ROWS) / len(recorded)


def members(base: Options, recorded: float, missing: float, *, strays: bool) -> list[Member]:
    """Return the models that are worth trying.

    Args:
        base: options that they have in common.
        recorded: number of recorded rows.
        missing: number of missing rows.
        strays: whether some row lies far from all the others.
    """
    priors: dict[float, float] = {}
    for times, prior in _WEIGHTS:
        weight = 1.0 if not missing else float(min(1.0, times * recorded / missing))
        priors[weight] = priors.get(weight, 0.0) + prior
    if not missing:
        priors = {1.0: 1.0}
    normal = _NORMAL_BESIDE_STRAYS if strays else _NORMAL
    common = replace(base, shrinkage=SHRINKAGE)
    found = [
        Member(replace(common, missing_weight=weight, tails=tails), prior * factor)
        for tails, factor in ((TAILS, 1.0), (np.inf, normal))
        for weight, prior in priors.items()
    ]
    return [*found, Member(None, _NOTHING)]


def stack(found: list[Member], predictions: list[Floats], folds: Folds) -> Stack:
    """Weigh the members by what they predicted of the rows that they did not see.

    Args:
        found: the members.
        predictions: of each, (m, K), in the order of the pairs of ``folds``.
        folds: what was hidden.
    """
    rows = np.arange(len(folds.labels))
    logs = np.array(
        [folds.counts @ _scores(p[rows, folds.labels], p.shape[1]) for p in predictions]
    )
    logs = logs + np.log([member.prior for member in found])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    together = mixed(predictions, weights)
    return Stack(tuple(found), weights, _temperature(together, folds))


def split(whole: Stack, apart: float) -> Stack:
    """Return a stack in which each fit is made both ways, with shares of missing rows free or not.

    Args:
        whole: the stack.
        apart: weight of those in which shares of missing rows are free, 0 to 1.
    """
    found: list[Member] = []
    weights: list[float] = []
    for member, weight in zip(whole.members, whole.weights, strict=True):
        if member.options is None:
            found.append(member)
            weights.append(float(weight))
            continue
        for free, part in ((False, 1 - apart), (True, apart)):
            found.append(Member(replace(member.options, apart=free), member.prior * part))
            weights.append(float(weight) * part)
    return Stack(tuple(found), np.array(weights), whole.temperature)


def mixed(probabilities: list[Floats], weights: Floats) -> Floats:
    """Return the weighted mean of probabilities."""
    return np.asarray(sum(w * p for w, p in zip(weights, probabilities, strict=True)))


def temper(probabilities: Floats, temperature: float) -> Floats:
    """Return probabilities (m, K) to the power of a temperature, normalised."""
    raised = np.maximum(probabilities, np.finfo(np.float64).tiny) ** temperature
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _scores(chances: Floats, n_categories: int) -> Floats:
    """Return log scores of chances of the recorded categories, some of which may be mistakes."""
    return np.asarray(np.log((1 - _MISTAKEN) * chances + _MISTAKEN / n_categories))


def _temperature(probabilities: Floats, folds: Folds) -> float:
    """Return the exponent with the highest posterior density (Guo et al. 2017, with a prior)."""
    rows = np.arange(len(folds.labels))
    heights = []
    for t in _TEMPERATURES:
        chances = temper(probabilities, float(t))[rows, folds.labels]
        prior = -0.5 * ((np.log(t) - _MODEST) / _MODEST_SPREAD) ** 2
        heights.append(float(folds.counts @ _scores(chances, probabilities.shape[1])) + prior)
    return float(_TEMPERATURES[int(np.argmax(heights))])
