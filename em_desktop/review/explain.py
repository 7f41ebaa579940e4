"""Why a suggestion is what it is: the share of each source of evidence, and one sentence."""

from dataclasses import dataclass

import numpy as np

from em_desktop.review.duels import MEASUREMENT, Duels, case_of, duels
from em_desktop.review.parts import Part, Parts
from em_desktop.review.reasons import reason
from em_desktop.review.row_evidence import RowEvidence
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import MORE
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading

ALMOST_CERTAIN, PROBABLE, POSSIBLE = 0.95, 0.8, 0.6

_MISLED = float(np.log(MORE))
"""Log odds by which the curves that are drawn may tell something else than what was compared."""


@dataclass(frozen=True)
class Explanation:
    """The evidence behind one suggestion.

    Attributes:
        best: index of the likeliest category.
        rival: index of the next.
        parts: how frequent the categories are, what each source of evidence says, caution.
        together: all of them.
        opening: how sure it is, before the category's text: ``Probably``.
        reason: what decided, with a small letter and without a full stop.
        note: where the picture shows something else than what was compared; else empty.
        label: text of the likeliest category.
    """

    best: int
    rival: int
    parts: tuple[Part, ...]
    together: Part
    opening: str
    reason: str
    note: str
    label: str

    @property
    def sentence(self) -> str:
        """How sure it is and why."""
        return f"{self.opening} {self.label}: {self.reason}."


def explain(
    suggestions: Suggestions, row_id: int, workspace: Workspace, reading: Reading
) -> Explanation | None:
    """Return the evidence for one row's suggestion, or None where it has none.

    Args:
        suggestions: of a fit.
        row_id: the row.
        workspace: whose headers say what the evidence is called.
        reading: of the workspace's roster.
    """
    which = suggestions.index_of(np.array([row_id], dtype=np.int64))
    if which[0] < 0:
        return None
    duel, labels = duels(suggestions, which), suggestions.labels
    at = int(np.searchsorted(suggestions.encoding.row_ids, row_id))
    evidence = RowEvidence(suggestions, workspace, reading)
    parts = Parts(suggestions, duel, at, evidence)
    best = int(duel.best[0])
    return Explanation(
        best=best,
        rival=int(duel.rival[0]),
        parts=parts.each(),
        together=parts.together(),
        opening=confidence(float(suggestions.probabilities[which[0], best])),
        label=labels[best],
        reason=reason(case_of(duel, 0, at, labels, evidence)),
        note=_note(suggestions, duel, at, evidence),
    )


def confidence(probability: float) -> str:
    """Return how sure a suggestion is, in words that stand before the category."""
    if probability >= ALMOST_CERTAIN:
        return "Almost certainly"
    if probability >= PROBABLE:
        return "Probably"
    return "Perhaps" if probability >= POSSIBLE else "Hard to tell, perhaps"


def _note(suggestions: Suggestions, duel: Duels, at: int, evidence: RowEvidence) -> str:
    """Say where the curves of all rows tell something else than those of the row's place."""
    place = evidence.place(at)
    if not place or MEASUREMENT not in duel.parts or not evidence.is_main_alone(at):
        return ""
    parameters = suggestions.fit.parameters
    value = suggestions.encoding.design.values[at : at + 1]
    logs = parameters.log_joint(value)[:, 0] - np.log(np.maximum(parameters.shares, 1e-300))
    drawn = float(logs[duel.best[0]] - logs[duel.rival[0]])
    if abs(drawn - float(duel.of(MEASUREMENT)[0])) < _MISLED:
        return ""
    whose = place.removeprefix("in ").removeprefix("at ")
    return f"The curves over the bars are of all rows, not of {whose}."
