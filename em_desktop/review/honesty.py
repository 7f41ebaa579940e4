"""How far a fit can be trusted, as the receipt and ``--json`` carry it."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em import Inference
from em_desktop.em.trust import Expected, Offer, Trust
from em_desktop.review.changes import Changes
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.fit_words import left_out_words
from em_desktop.review.missing_words import missingness_as_json, missingness_sentence
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.trust_words import Nouns
from em_desktop.review.workspace import Workspace
from em_desktop.review.worth_a_look import worth_a_look
from em_desktop.roster.reading import Reading


@dataclass(frozen=True)
class Honesty:
    """What a fit says of itself.

    Attributes:
        fit: the inference; None where none was needed.
        expected: how many of the accepted suggestions that were written will be wrong; None where
            nothing was tested.
        worth_a_look: recorded rows that look wrong.
        left_out: evidence that could not be used, one sentence each.
        nouns: what things are called in a sentence about the fit.
        missingness: why categories are missing, as what the ``json`` module writes.
    """

    fit: Inference | None = None
    expected: Expected | None = None
    worth_a_look: int = 0
    left_out: tuple[str, ...] = ()
    nouns: Nouns | None = None
    missingness: dict[str, object] | None = None

    @property
    def trust(self) -> Trust | None:
        """What hidden recorded rows said."""
        return None if self.fit is None else self.fit.trust

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What each source of evidence adds."""
        return () if self.fit is None else self.fit.offers


def honesty(
    workspace: Workspace, reading: Reading, suggestions: Suggestions | None, changes: Changes
) -> Honesty:
    """Return what the newest fit says of itself, and of what an export writes."""
    if suggestions is None:
        return Honesty()
    fit = suggestions.fit
    return Honesty(
        fit,
        None if fit.trust is None else _expected(workspace, fit.trust, changes),
        len(worth_a_look(suggestions, workspace, reading)),
        left_out_words(fit, workspace, reading),
        Nouns.of(suggestions, workspace, reading),
        missingness_as_json(
            fit,
            suggestions.labels,
            missingness_sentence(suggestions.encoding, fit, workspace, reading),
        ),
    )


def _expected(workspace: Workspace, trust: Trust, changes: Changes) -> Expected:
    """Return how many of the written suggestions will be wrong.

    Those that were accepted above a threshold are compared with hidden rows above the same one.
    """
    made = [d for d in written(workspace, changes) if d.probability is not None]
    best = np.array([decision.probability for decision in made], dtype=np.float64)
    return trust.expected_wrong(best, min((d.threshold or 0.0 for d in made), default=0.0))


def written(workspace: Workspace, changes: Changes) -> list[Decision]:
    """Return the accepted suggestions that an export of the changes writes."""
    column, width = workspace.roles.category, workspace.original.n_columns
    if column is None:
        return []
    return [
        decision
        for row_id, decision in workspace.decisions.items()
        if decision.answer is Answer.ACCEPTED and changes.written(row_id, column, width) is not None
    ]


def as_json(found: Honesty) -> dict[str, object]:
    """Return it as what the ``json`` module writes."""
    return {
        "evidence": [] if found.fit is None else [str(source) for source in found.fit.evidence],
        "trust": _trust(found.trust, found.expected),
        "offers": [_offer(offer) for offer in found.offers],
        "worth_a_look": found.worth_a_look,
        "left_out": list(found.left_out),
        "missingness": found.missingness,
    }


def _trust(trust: Trust | None, expected: Expected | None) -> dict[str, object] | None:
    if trust is None:
        return None
    wrong = None
    if expected is not None:
        wrong = {
            "n": expected.n,
            "wrong": expected.wrong,
            "low": expected.low,
            "high": expected.high,
            "level": expected.level,
        }
    return {
        "n": trust.n,
        "expected_accuracy": trust.accuracy,
        "accuracy_interval": list(trust.accuracy_interval()),
        "log_loss": trust.log_loss,
        "brier": trust.brier,
        "reliability": [
            {"stated": each.stated, "right": each.right, "n": each.n}
            for each in trust.reliability()
        ],
        "expected_wrong": wrong,
    }


def _offer(offer: Offer) -> dict[str, object]:
    return {
        "source": str(offer.source),
        "used": offer.used,
        "accuracy_without": offer.accuracy_without,
        "accuracy_with": offer.accuracy_with,
        "log_loss_without": offer.log_loss_without,
        "log_loss_with": offer.log_loss_with,
        "worthwhile": offer.worthwhile,
    }
