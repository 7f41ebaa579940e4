"""The program's own method: its probabilities, and what it says of its own mistakes."""

from dataclasses import dataclass

import numpy as np
from tables import Flags, Floats, Integers

from em_desktop.em import Design
from em_desktop.em.infer import infer
from em_desktop.em.sources import Source, in_order
from em_desktop.em.trust import Trust

THRESHOLDS = (0.0, 0.8, 0.9)


@dataclass(frozen=True)
class Promise:
    """How many of the suggestions from a threshold on were said to be wrong.

    Attributes:
        threshold: of the suggestions.
        n: suggestions.
        expected: wrong ones.
        low: lower end of the 90 % interval.
        high: upper end.
        wrong: that there are.
    """

    threshold: float
    n: int
    expected: float
    low: int
    high: int
    wrong: int


def named(evidence: frozenset[Source] | None) -> str:
    """Return what the report calls the method with this evidence; None is all that helps."""
    if evidence is None:
        return "ours, auto"
    further = in_order(evidence - {Source.MEASUREMENT})
    return " + ".join(["ours", *further])


@dataclass(frozen=True, eq=False)
class Answer:
    """What the program says.

    Attributes:
        probabilities: (n, K) of all rows.
        promises: about the hidden ones; empty where too few rows are recorded for any.
        missingness: why it takes the categories to be missing.
    """

    probabilities: Floats
    promises: tuple[Promise, ...]
    missingness: str


def predict(
    design: Design, evidence: frozenset[Source] | None, truth: Integers, hidden: Flags
) -> Answer:
    """Ask the program.

    Raises:
        ValueError: it says that it cannot tell, or its probabilities are none.
    """
    result = infer(design, evidence)
    found = result.probabilities
    if result.message:
        raise ValueError(result.message)
    if found.shape != (design.n_rows, design.n_categories):
        raise ValueError("there is not a probability for each row")
    if not (np.isfinite(found).all() and np.allclose(found.sum(axis=1), 1)):
        raise ValueError("the probabilities do not add up")
    best = found[hidden].max(axis=1)
    wrong = found[hidden].argmax(axis=1) != truth[hidden]
    promises = (
        tuple(_promise(result.trust, best, wrong, threshold) for threshold in THRESHOLDS)
        if result.trust is not None
        else ()
    )
    kind = "" if result.missingness is None else str(result.missingness.kind)
    return Answer(found, promises, kind)


def _promise(trust: Trust, best: Floats, wrong: Flags, threshold: float) -> Promise:
    told = best >= threshold
    expected = trust.expected_wrong(best[told], threshold)
    n, there = int(np.count_nonzero(told)), int(np.count_nonzero(wrong & told))
    return Promise(threshold, n, expected.wrong, expected.low, expected.high, there)
