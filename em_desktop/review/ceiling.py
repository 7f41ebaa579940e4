"""Whether the evidence can tell the categories apart at all."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em import Inference


@dataclass(frozen=True)
class Ceiling:
    """What always answering the commonest category would reach.

    Attributes:
        commonest: index of that category.
        share: part of the hidden rows that have it.
    """

    commonest: int
    share: float


def low_ceiling(fit: Inference) -> Ceiling | None:
    """Return the ceiling where the evidence hardly does better than the commonest category.

    That is where the accuracy on hidden rows, with the uncertainty of its interval, might be no
    more than that category's share. None where it does better, or nothing was tested.
    """
    trust = fit.trust
    if trust is None or not trust.n:
        return None
    rows = np.bincount(trust.labels, trust.counts, minlength=len(fit.categories))
    commonest = int(rows.argmax())
    share = float(rows[commonest]) / trust.n
    low, _ = trust.accuracy_interval()
    return Ceiling(commonest, share) if low <= share else None
