"""The two likeliest categories of each suggestion against each other, source by source."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.sources import Source
from em_desktop.review.reasons import Case, Voice
from em_desktop.review.row_evidence import MEASUREMENTS, RowEvidence
from em_desktop.review.suggestions import Suggestions

SHARE, MEASUREMENT, NAME, CAUTION = "share", str(Source.MEASUREMENT), str(Source.NAME), "caution"
"""What an inference calls the parts of which a probability is made."""

_CHUNK = 100_000


@dataclass(frozen=True, eq=False)
class Duels:
    """The likeliest category of each suggestion against the next.

    Attributes:
        best: shape ``(m,)``, index of the likeliest category.
        rival: shape ``(m,)``, index of the next.
        parts: names of the P parts: ``share``, the sources of evidence, ``caution``.
        log_odds: shape ``(P, m)``, how much each part speaks for the likeliest category; they add
            up over parts to ``total``.
        total: shape ``(m,)``, logarithm of how much likelier it is than the next.
    """

    best: NDArray[np.intp]
    rival: NDArray[np.intp]
    parts: tuple[str, ...]
    log_odds: NDArray[np.float64]
    total: NDArray[np.float64]

    def of(self, part: str) -> NDArray[np.float64]:
        """Return the log odds of one part, shape ``(m,)``; 0 where the fit has no such part."""
        if part not in self.parts:
            return np.zeros(len(self.best))
        return np.asarray(self.log_odds[self.parts.index(part)])


def duels(suggestions: Suggestions, which: NDArray[np.intp] | None = None) -> Duels:
    """Return for each suggestion what decided between its two likeliest categories.

    Args:
        suggestions: of a fit.
        which: places among the suggestions; all by default.
    """
    if which is None:
        which = np.arange(len(suggestions.row_ids))
    posterior = suggestions.probabilities[which]
    rows = np.arange(len(posterior))
    best = posterior.argmax(axis=1)
    others = posterior.copy()
    others[rows, best] = -1.0
    rival = others.argmax(axis=1)
    of_design = np.searchsorted(suggestions.encoding.row_ids, suggestions.row_ids[which])
    parts: tuple[str, ...] = ()
    gains = []
    for start in range(0, max(len(rows), 1), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        found = suggestions.fit.contributions(of_design[chunk])
        parts, some = found.parts, np.arange(len(of_design[chunk]))
        if parts:
            gains.append(found.logs[:, some, best[chunk]] - found.logs[:, some, rival[chunk]])
    log_odds = np.concatenate(gains, axis=1) if gains else np.empty((0, len(rows)))
    total = _logs(posterior[rows, best]) - _logs(posterior[rows, rival])
    return Duels(best, rival, parts, log_odds, total)


def case_of(
    duel: Duels,
    i: int,
    at: int,
    labels: tuple[str, ...],
    evidence: RowEvidence,
    written: str = "",
) -> Case:
    """Return what is to be reasoned about.

    Args:
        duel: of some suggestions.
        i: which of them.
        at: the row of the design.
        labels: of the categories.
        evidence: of the rows of the design.
        written: the measurement as the roster has it, with its noun; "this height" by default.
    """
    voices = []
    measured = evidence.measured(at)
    if MEASUREMENT in duel.parts and measured:
        several = measured == MEASUREMENTS
        default = f"{'these' if several else 'this'} {measured}"
        says = float(duel.of(MEASUREMENT)[i])
        alone = written and evidence.is_main_alone(at)
        voices.append(Voice(measured, says, written if alone else default, several))
    if NAME in duel.parts and evidence.has_name(at):
        voices.append(Voice("first name", float(duel.of(NAME)[i])))
    best, rival = labels[int(duel.best[i])], labels[int(duel.rival[i])]
    share = float(duel.of(SHARE)[i])
    return Case(tuple(voices), share, best, rival, evidence.place(at), is_brief=bool(written))


def _logs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log(np.maximum(values, np.finfo(np.float64).tiny))
