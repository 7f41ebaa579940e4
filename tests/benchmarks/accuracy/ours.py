"""The program's own method: its probabilities, and what it says of its own mistakes."""

from dataclasses import dataclass

import numpy as np
from tables import Flags, Floats, Integers

from em_desktop.em import Design
from em_desktop.em.infer import infer
from em_desktop.em.sources import Source, in_order

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


def predict(
    design: Design, evidence: frozenset[Source] | None, truth: Integers, hidden: Flags
) -> tuple[Floats, list[Promise]]:
    """Return the probabilities of all rows and the promises about the hidden ones."""
    result = infer(design, evidence)
    best = result.probabilities[hidden].max(axis=1)
    wrong = result.probabilities[hidden].argmax(axis=1) != truth[hidden]
    promises: list[Promise] = []
    for threshold in THRESHOLDS if result.trust is not None else ():
        told = best >= threshold
        expected = result.trust.expected_wrong(best[told], threshold)
        promises.append(
            Promise(
                threshold,
                int(np.count_nonzero(told)),
                expected.wrong,
                expected.low,
                expected.high,
                int(np.count_nonzero(wrong & told)),
            )
        )
    return result.probabilities, promises
